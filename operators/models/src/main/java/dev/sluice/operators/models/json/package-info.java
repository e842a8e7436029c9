/** Reading JSON without a library, for models and samples that come as JSON. */
@NullMarked
package dev.sluice.operators.models.json;

import org.jspecify.annotations.NullMarked;
