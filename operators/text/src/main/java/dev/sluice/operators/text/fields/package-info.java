/** Setting, renaming and removing fields, and setting text and id from what is known of a document. */
@NullMarked
package dev.sluice.operators.text.fields;

import org.jspecify.annotations.NullMarked;
