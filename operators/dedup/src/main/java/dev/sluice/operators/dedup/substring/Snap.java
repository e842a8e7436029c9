package dev.sluice.operators.dedup.substring;

/** Where removed spans may begin and end; their ends move inwards to such a place. */
public enum Snap {
    /** Between any two code points. */
    CODEPOINT,
    /**
     * Where a word begins, or, at the end of a span, where one ends: no word is torn and no two are joined. A word is a run
     * of anything but tab, line feed, vertical tab, form feed, carriage return and space.
     */
    WORD,
    /** Where a line begins; a span that reaches the end of a line takes its line feed along. */
    LINE;

    /** Whether a byte of UTF-8 is white space that stands between words. */
    static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /** Whether a span may begin at a place. */
    boolean begins(byte[] utf8, int place) {
        return switch (this) {
            case CODEPOINT -> false; // any does
            case WORD -> beginsWord(utf8, place);
            case LINE -> place == 0 || utf8[place - 1] == '\n';
        };
    }

    /** Whether a span may end at a place, though none may begin there. */
    boolean ends(byte[] utf8, int place) {
        boolean atEnd = place == utf8.length;
        return switch (this) {
            case CODEPOINT -> false; // any does
            case WORD -> atEnd || (place > 0 && isSpace(utf8[place]) && !isSpace(utf8[place - 1]));
            case LINE -> atEnd || utf8[place] == '\n';
        };
    }

    static boolean beginsWord(byte[] utf8, int place) {
        return place < utf8.length && !isSpace(utf8[place]) && (place == 0 || isSpace(utf8[place - 1]));
    }

    static int words(byte[] utf8) {
        int words = 0;
        for (int i = 0; i < utf8.length; i++) {
            words += beginsWord(utf8, i) ? 1 : 0;
        }
        return words;
    }
}
