package dev.sluice.text;

import java.util.Locale;

/**
 * Lower case by the full mappings of Unicode, in no language's own way. A capital sigma becomes the final form where the
 * condition Final_Sigma holds (The Unicode Standard, section 3.13): a cased character before it and none after it,
 * case-ignorable characters passed over. {@link String#toLowerCase(Locale)} looks no further than the next word boundary
 * instead and takes other characters for ignorable.
 */
public final class LowerCase {
    private static final char CAPITAL_SIGMA = 'Σ';
    /** Those whose property Word_Break is MidLetter, MidNumLet or Single_Quote. */
    private static final String WITHIN_WORDS = "'.:·\u0387\u055f\u05f4‘’․‧\ufe13\ufe52\ufe55＇．：";

    private LowerCase() {}

    /** The text in lower case. */
    public static String of(String text) {
        int sigma = text.indexOf(CAPITAL_SIGMA);
        if (sigma < 0) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder small = new StringBuilder(text);
        for (; sigma >= 0; sigma = text.indexOf(CAPITAL_SIGMA, sigma + 1)) {
            small.setCharAt(sigma, casedBefore(text, sigma) && !casedAfter(text, sigma + 1) ? 'ς' : 'σ');
        }
        return small.toString().toLowerCase(Locale.ROOT);
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
        return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
    }

    /** Whether the property Case_Ignorable holds, which some cased characters have too. */
    private static boolean isIgnorable(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL -> true;
            default -> WITHIN_WORDS.indexOf(c) >= 0;
        };
    }
}
