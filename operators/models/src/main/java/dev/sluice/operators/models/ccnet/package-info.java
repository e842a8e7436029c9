/** Texts as CCNet and those who followed it prepare them for language models and for deduplication. */
@NullMarked
package dev.sluice.operators.models.ccnet;

import org.jspecify.annotations.NullMarked;
