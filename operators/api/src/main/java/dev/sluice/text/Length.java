package dev.sluice.text;

import dev.sluice.operators.Document;
import dev.sluice.operators.View;

/** Length of a text in code points. */
public final class Length {
    private static final View<Integer> CODE_POINTS = new View<>() {
        @Override
        protected Integer compute(Document document) {
            String text = document.text();
            return text.codePointCount(0, text.length());
        }
    };

    private Length() {}

    /** Number of code points. */
    public static int of(Document document) {
        return document.view(CODE_POINTS);
    }

    /** Whether every code point is one UTF-16 unit, so that indexes count code points. */
    public static boolean isFlat(Document document) {
        return of(document) == document.text().length();
    }
}
