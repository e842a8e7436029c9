/** How documents are read and written: formats, slices of files, compression. Formats live in modules of their own. */
@NullMarked
package dev.sluice.connectors;

import org.jspecify.annotations.NullMarked;
