package dev.sluice.operators;

import java.io.Serializable;

/**
 * A regular expression given by a recipe, in RE2 syntax, which matches in time linear in the text. This is the source
 * alone; the operator that uses it compiles it in {@code open}.
 *
 * @param source the expression as written
 */
public record TextPattern(String source) implements Serializable {
    @Override
    public String toString() {
        return source;
    }
}
