/** Word lists that come with Sluice or from files. */
@NullMarked
package dev.sluice.operators.text.lists;

import org.jspecify.annotations.NullMarked;
