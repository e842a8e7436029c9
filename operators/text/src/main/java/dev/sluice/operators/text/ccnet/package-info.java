/** What CCNet's records tell of their documents. */
@NullMarked
package dev.sluice.operators.text.ccnet;

import org.jspecify.annotations.NullMarked;
