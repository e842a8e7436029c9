package dev.sluice.operators.sketches;

import dev.sluice.text.Unicode;

/** Signs that a document is not what it should be. Each is looked for in one pass over the text. */
enum Suspicion {
    /** No character that is not white space. */
    EMPTY,
    /** Fewer than 20 characters. */
    VERY_SHORT,
    /** More than a million UTF-16 units. */
    VERY_LONG,
    /** Replacement characters: bytes were lost when the text was decoded. */
    REPLACEMENT_CHARACTERS,
    /** UTF-8 that was read as Windows-1252 or Latin-1. */
    MOJIBAKE,
    /** Control characters other than tab, line feed and carriage return. */
    CONTROL_CHARACTERS,
    /** Markup that should have been taken out. */
    HTML_TAGS,
    /** A word of more than 500 UTF-16 units: encoded data, or text without spaces. */
    VERY_LONG_WORD,
    /** More than half of a text of 50 or more UTF-16 units are neither letters nor white space. */
    FEW_LETTERS;

    private static final int LONG_WORD = 500;

    boolean holds(String text) {
        return switch (this) {
            case EMPTY -> text.isBlank();
            case VERY_SHORT -> text.length() < 20 && !text.isBlank();
            case VERY_LONG -> text.length() > 1_000_000;
            case REPLACEMENT_CHARACTERS -> text.indexOf('\ufffd') >= 0;
            case MOJIBAKE -> hasMojibake(text);
            case CONTROL_CHARACTERS -> hasControls(text);
            case HTML_TAGS -> hasTags(text);
            case VERY_LONG_WORD -> hasLongWord(text);
            case FEW_LETTERS -> hasFewLetters(text);
        };
    }

    /** The first byte of a two- or three-byte sequence, read as a Latin-1 letter, before what its second byte becomes. */
    private static boolean hasMojibake(String text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            char next = text.charAt(i + 1);
            if ((c == '\u00c3' || c == '\u00c2') && next >= '\u0080' && next <= '\u00bf') {
                return true;
            }
            if (c == '\u00e2' && (next == '\u20ac' || next == '\u0080')) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7f && c <= 0x9f && c != 0x85)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasTags(String text) {
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
            for (String tag :
                    new String[] {"p>", "/p>", "div", "/div>", "br", "span", "a href", "script", "td>", "li>"}) {
                if (text.regionMatches(true, at + 1, tag, 0, tag.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasLongWord(String text) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                start = i + 1;
            } else if (i - start >= LONG_WORD) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasFewLetters(String text) {
        int others = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Unicode.isLetter(c) && !Character.isWhitespace(c) && !Character.isSurrogate(c)) {
                others++;
            }
        }
        return text.length() >= 50 && others > text.length() / 2;
    }
}
