package dev.sluice.operators.models.ccnet;

import dev.sluice.text.LowerCase;
import dev.sluice.text.Unicode;

/** datatrove's simplified text, in the form it scores with language models. */
public final class SimplifiedText {
    /** Marks that may stand once within a number. */
    private static final String SEPARATORS = ".,\u060c\u066b\u2396\u2398\u2397";

    private SimplifiedText() {}

    /**
     * Lower case, every number one 0, no combining marks, ASCII punctuation, no control characters. White space stays,
     * but for line feeds and tabs, which are control characters.
     */
    public static String forPerplexity(String text) {
        String plain = CcnetNormalizer.strip(CcnetNormalizer.withoutMarks(numbers(LowerCase.of(text))));
        return new CcnetNormalizer(false, false, false, CcnetNormalizer.Punctuation.REPLACED).replaced(plain);
    }

    /** Digits, and one separator followed by more digits, become one 0. */
    static String numbers(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = digits(text, i);
            if (end == i) {
                int next = i + Character.charCount(text.codePointAt(i));
                out.append(text, i, next);
                i = next;
                continue;
            }
            if (end < text.length() && SEPARATORS.indexOf(text.charAt(end)) >= 0) {
                int more = digits(text, end + 1);
                end = more > end + 1 ? more : end;
            }
            out.append('0');
            i = end;
        }
        return out.toString();
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && Unicode.isDecimalDigit(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }
}
