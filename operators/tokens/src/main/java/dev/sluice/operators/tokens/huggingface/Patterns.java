package dev.sluice.operators.tokens.huggingface;

import dev.sluice.text.Unicode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The expressions by which the tokenizers of GPT-2, GPT-4, GPT-4o, Llama 3 and Qwen cut texts, each as a scan that gives
 * what leftmost matching gives. Every one covers the whole text, so that a match begins where the last one ended.
 */
final class Patterns {
    private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String REST = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String WORDS = "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|";
    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LEAD = "[^\\r\\n\\p{L}\\p{N}]?";

    /** GPT-2's expression, which byte-level tokenizers use unless told otherwise. */
    static final Splitter GPT2 = splitter(Patterns::gpt2);

    private static final Map<String, Splitter> KNOWN = Map.of(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            GPT2,
            CONTRACTIONS + WORDS + "\\p{N}{1,3}" + REST,
            splitter((text, at, to) -> gpt4(text, at, to, 3)),
            CONTRACTIONS + WORDS + "\\p{N}" + REST,
            splitter((text, at, to) -> gpt4(text, at, to, 1)),
            LEAD + UPPER + "*" + LOWER + "+" + CONTRACTIONS + "?|" + LEAD + UPPER + "+" + LOWER + "*" + CONTRACTIONS
                    + "?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            splitter(Patterns::gpt4o));

    private Patterns() {}

    /** The splitter for an expression, or null when it is not one of those known. */
    static @Nullable Splitter of(String expression) {
        return KNOWN.get(expression);
    }

    /** Finds the end of the match that begins at an index; it lies behind that index. */
    @FunctionalInterface
    private interface Match {
        int end(String text, int at, int to);
    }

    private static Splitter splitter(Match match) {
        return (text, from, to, sink) -> {
            int at = from;
            while (at < to) {
                int end = match.end(text, at, to);
                sink.piece(text, at, end);
                at = end;
            }
        };
    }

    private static int gpt2(String text, int at, int to) {
        int contraction = contraction(text, at, to, false);
        if (contraction > at) {
            return contraction;
        }
        int start = text.charAt(at) == ' ' && at + 1 < to ? at + 1 : at;
        int c = text.codePointAt(start);
        if (isLetter(c)) {
            return letters(text, start, to);
        }
        if (isNumber(c)) {
            return numbers(text, start, to, Integer.MAX_VALUE);
        }
        if (!isSpace(c)) {
            return others(text, start, to);
        }
        return spaces(text, at, to);
    }

    private static int gpt4(String text, int at, int to, int digits) {
        int contraction = contraction(text, at, to, true);
        if (contraction > at) {
            return contraction;
        }
        int c = text.codePointAt(at);
        if (isLetter(c)) {
            return letters(text, at, to);
        }
        int next = at + Character.charCount(c);
        if (leads(c) && next < to && isLetter(text.codePointAt(next))) {
            return letters(text, next, to);
        }
        return rest(text, at, to, c, digits, false);
    }

    private static int gpt4o(String text, int at, int to) {
        int c = text.codePointAt(at);
        int next = at + Character.charCount(c);
        for (boolean lowerEnd = true; ; lowerEnd = false) {
            int end = leads(c) && next < to ? word(text, next, to, lowerEnd) : -1;
            if (end < 0) {
                end = word(text, at, to, lowerEnd);
            }
            if (end >= 0) {
                return Math.max(end, contraction(text, end, to, true));
            }
            if (!lowerEnd) {
                return rest(text, at, to, c, 3, true);
            }
        }
    }

    /**
     * End of upper-case letters and then lower-case ones, of which some class must not be empty: the second one, or else
     * the first; -1 when there is no such word here. Letters without case belong to both classes.
     */
    private static int word(String text, int from, int to, boolean lowerEnd) {
        int upper = from;
        int lastBoth = -1;
        while (upper < to) {
            int c = text.codePointAt(upper);
            if (!isUpper(c)) {
                break;
            }
            upper += Character.charCount(c);
            lastBoth = isLower(c) ? upper : lastBoth;
        }
        int lower = upper;
        while (lower < to) {
            int c = text.codePointAt(lower);
            if (!isLower(c)) {
                break;
            }
            lower += Character.charCount(c);
        }
        if (lowerEnd) {
            // Where no lower-case letter follows, upper-case ones are given back up to one that is both.
            return lower > upper ? lower : lastBoth;
        }
        return upper > from ? lower : -1;
    }

    /** Numbers, other characters with a space before and line breaks behind, and white space. */
    private static int rest(String text, int at, int to, int c, int digits, boolean slashes) {
        if (isNumber(c)) {
            return numbers(text, at, to, digits);
        }
        int start = c == ' ' && at + 1 < to ? at + 1 : at;
        int first = text.codePointAt(start);
        if (!isSpace(first) && !isLetter(first) && !isNumber(first)) {
            int end = others(text, start, to);
            while (end < to && (isBreak(text.charAt(end)) || (slashes && text.charAt(end) == '/'))) {
                end++;
            }
            return end;
        }
        int end = at;
        int lastBreak = -1;
        while (end < to && isSpace(text.charAt(end))) {
            end++;
            lastBreak = isBreak(text.charAt(end - 1)) ? end : lastBreak;
        }
        return lastBreak > 0 ? lastBreak : spaces(text, at, to);
    }

    /** White space up to the last one before something else, which belongs to that. */
    private static int spaces(String text, int at, int to) {
        int end = at;
        while (end < to && isSpace(text.charAt(end))) {
            end++;
        }
        return end == to || end - at <= 1 ? Math.max(end, at + 1) : end - 1;
    }

    private static int letters(String text, int from, int to) {
        int at = from;
        while (at < to) {
            int c = text.codePointAt(at);
            if (!isLetter(c)) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    private static int numbers(String text, int from, int to, int most) {
        int at = from;
        for (int i = 0; i < most && at < to; i++) {
            int c = text.codePointAt(at);
            if (!isNumber(c)) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    private static int others(String text, int from, int to) {
        int at = from;
        while (at < to) {
            int c = text.codePointAt(at);
            if (isSpace(c) || isLetter(c) || isNumber(c)) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    /** End of an English contraction that begins here, or -1. */
    private static int contraction(String text, int at, int to, boolean anyCase) {
        if (at + 1 >= to || text.charAt(at) != '\'') {
            return -1;
        }
        char first = lower(text.charAt(at + 1), anyCase);
        if (first == 's' || first == 't' || first == 'm' || first == 'd') {
            return at + 2;
        }
        char second = at + 2 < to ? lower(text.charAt(at + 2), anyCase) : 0;
        boolean two =
                (first == 'r' && second == 'e') || (first == 'v' && second == 'e') || (first == 'l' && second == 'l');
        return two ? at + 3 : -1;
    }

    private static char lower(char c, boolean anyCase) {
        return !anyCase ? c : c >= 'A' && c <= 'Z' ? (char) (c + 32) : c == '\u017f' ? 's' : c; // the long s is an s
    }

    private static boolean leads(int c) {
        return !isBreak(c) && !isLetter(c) && !isNumber(c);
    }

    private static boolean isBreak(int c) {
        return c == '\r' || c == '\n';
    }

    private static boolean isLetter(int c) {
        return Unicode.isLetter(c);
    }

    private static boolean isNumber(int c) {
        if (c < 0x80) {
            return c >= '0' && c <= '9';
        }
        int type = Unicode.category(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    /** Unicode's White_Space, which all lies in the basic plane. */
    static boolean isSpace(int c) {
        return (c >= 0x09 && c <= 0x0d)
                || c == ' '
                || c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }

    private static final int MARKS =
            1 << Character.NON_SPACING_MARK | 1 << Character.COMBINING_SPACING_MARK | 1 << Character.ENCLOSING_MARK;
    private static final int CASELESS = 1 << Character.MODIFIER_LETTER | 1 << Character.OTHER_LETTER | MARKS;
    private static final int UPPERS = 1 << Character.UPPERCASE_LETTER | 1 << Character.TITLECASE_LETTER | CASELESS;
    private static final int LOWERS = 1 << Character.LOWERCASE_LETTER | CASELESS;

    private static boolean isUpper(int c) {
        return (1 << Unicode.category(c) & UPPERS) != 0;
    }

    private static boolean isLower(int c) {
        return (1 << Unicode.category(c) & LOWERS) != 0;
    }
}
