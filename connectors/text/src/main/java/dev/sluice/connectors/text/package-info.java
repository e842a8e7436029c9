/** Documents as plain text, CSV and TSV. */
@NullMarked
package dev.sluice.connectors.text;

import org.jspecify.annotations.NullMarked;
