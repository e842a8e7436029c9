package dev.sluice.operators.sketches;

/**
 * Sizes of a text, counted in one pass.
 *
 * @param characters code points
 * @param words runs of anything but white space, as Python's {@code str.split} finds them
 * @param lines pieces between line feeds; a final line feed opens no further line, and an empty text has none
 */
record TextCounts(long characters, long words, long lines) {
    static TextCounts of(String text) {
        int surrogatePairs = 0;
        int words = 0;
        int lineFeeds = 0;
        boolean inside = false;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (isSpace(c)) {
                inside = false;
                if (c == '\n') {
                    lineFeeds++;
                }
            } else {
                if (!inside) {
                    words++;
                    inside = true;
                }
                if (Character.isLowSurrogate(c)) { // texts are well-formed: each ends a pair
                    surrogatePairs++;
                }
            }
        }
        boolean openLine = length > 0 && text.charAt(length - 1) != '\n';
        return new TextCounts(length - surrogatePairs, words, lineFeeds + (openLine ? 1 : 0));
    }

    /** Python's {@code str.isspace} for one code point; all of them are single units. */
    private static boolean isSpace(char c) {
        if (c <= ' ') {
            return c == ' ' || (c >= '\t' && c <= '\r') || c >= 0x1c;
        }
        if (c < 0x85) {
            return false;
        }
        return c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }
}
