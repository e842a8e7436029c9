/**
 * What a text consists of: characters, words, lines, sentences, as the published rule sets count them. Most of those are
 * Python programs, so the definitions here are Python's, exactly.
 */
@NullMarked
package dev.sluice.text;

import org.jspecify.annotations.NullMarked;
