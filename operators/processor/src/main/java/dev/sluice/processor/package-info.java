/** What the compiler does with operators beside compiling them. */
@NullMarked
package dev.sluice.processor;

import org.jspecify.annotations.NullMarked;
