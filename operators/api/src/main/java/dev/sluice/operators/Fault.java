package dev.sluice.operators;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a recipe.
 *
 * @param place where
 * @param subject which part: {@code step 2 'word_count'}, {@code input}
 * @param message what is wrong and what is allowed
 * @param hint what to do, such as the nearest right name; absent where there is nothing to add
 */
public record Fault(
        Node.Place place,
        String subject,
        String message,
        @Nullable String hint) {
    @Override
    public String toString() {
        return place + ": " + subject + ": " + message + (hint == null ? "" : "; " + hint);
    }
}
