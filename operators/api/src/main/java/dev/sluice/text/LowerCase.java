package dev.sluice.text;

/**
 * Lower case by the full mappings of {@link Unicode}'s version, in no language's own way. A capital sigma becomes the final
 * form where the condition Final_Sigma holds (The Unicode Standard, section 3.13): a cased character before it and none after
 * it, case-ignorable characters passed over. {@link String#toLowerCase(java.util.Locale)} looks no further than the next word
 * boundary instead, takes other characters for ignorable, and knows the letters of another version of Unicode.
 */
public final class LowerCase {
    private static final char CAPITAL_SIGMA = 'Σ';
    /** The only character whose lower case has several: a small i and a dot above. */
    private static final char DOTTED_CAPITAL_I = 'İ';
    /** Those whose property Word_Break is MidLetter, MidNumLet or Single_Quote. */
    private static final String WITHIN_WORDS = "'.:·\u0387\u055f\u05f4‘’․‧\ufe13\ufe52\ufe55＇．：";

    private LowerCase() {}

    /** The text in lower case; the text itself where it is. */
    public static String of(String text) {
        char[] small = new char[text.length()];
        int changes = 0;
        for (int i = 0; i < small.length; i++) {
            char c = text.charAt(i);
            if (c == CAPITAL_SIGMA || c == DOTTED_CAPITAL_I) {
                return byCodePoints(text);
            }
            if (Character.isHighSurrogate(c)) {
                int pair = text.codePointAt(i);
                int lower = Unicode.toLowerCase(pair);
                changes |= pair ^ lower;
                i += Character.toChars(lower, small, i) - 1;
            } else {
                small[i] = Unicode.toLowerCase(c);
                changes |= c ^ small[i];
            }
        }
        return changes == 0 ? text : new String(small);
    }

    private static String byCodePoints(String text) {
        StringBuilder small = new StringBuilder(text.length());
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c == CAPITAL_SIGMA) {
                small.append(casedBefore(text, i) && !casedAfter(text, i + 1) ? 'ς' : 'σ');
            } else if (c == DOTTED_CAPITAL_I) {
                small.append("i\u0307");
            } else {
                small.appendCodePoint(Unicode.toLowerCase(c));
            }
        }
        return small.toString();
    }

    private static boolean casedBefore(String text, int end) {
        int c;
        for (int i = end; i > 0; i -= Character.charCount(c)) {
            c = text.codePointBefore(i);
            if (!isIgnorable(c)) {
                return isCased(c);
            }
        }
        return false;
    }

    private static boolean casedAfter(String text, int start) {
        int c;
        for (int i = start; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (!isIgnorable(c)) {
                return isCased(c);
            }
        }
        return false;
    }

    private static boolean isCased(int c) {
        return Unicode.isLowerCase(c) || Unicode.isUpperCase(c) || Unicode.category(c) == Character.TITLECASE_LETTER;
    }

    /** Whether the property Case_Ignorable holds, which some cased characters have too. */
    private static boolean isIgnorable(int c) {
        return switch (Unicode.category(c)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL -> true;
            default -> WITHIN_WORDS.indexOf(c) >= 0;
        };
    }
}
