/** The checked, compiled recipe: what to read, what to do, what to write, and in which stages. Knows no engine. */
@NullMarked
package dev.sluice.plan;

import org.jspecify.annotations.NullMarked;
