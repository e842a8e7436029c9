package dev.sluice.operators.text.characters;

import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Values;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.text.rules.Bounds;
import dev.sluice.operators.text.rules.RuleCheck;
import dev.sluice.text.Chars;
import dev.sluice.text.TextSize;
import dev.sluice.text.Unicode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures the shares of six kinds of characters and drops documents with too large a one; all are measured, whatever
 * is limited. Nothing is limited by default: take the limits from a look at the distributions in the report of a run.
 *
 * <p>Shares are of all characters (code points). Digits are decimal digits of any script (Nd), white space is that of
 * Python's {@code str.isspace}, parentheses are {@code (} and {@code )}, capitals are upper-case letters of any script,
 * punctuation is what has a general category of P*, parentheses included. A URL begins with {@code http://}, {@code
 * https://} or {@code www.} and ends before white space, a double quotation mark or an angle bracket. Empty texts have
 * no shares and stay.
 */
@Operator.Info(
        name = "character_ratios",
        since = "0.1",
        summary = "Drops documents with too many digits, spaces, parentheses, capitals, punctuation marks or URLs.",
        cost = Operator.Cost.CHEAP)
public record CharacterRatios(
        @Param(doc = "Largest share of decimal digits; absent means no limit.", min = 0, max = 1) @Nullable Double maxDigitRatio,

        @Param(doc = "Largest share of white space; absent means no limit.", min = 0, max = 1) @Nullable Double maxWhitespaceRatio,

        @Param(doc = "Largest share of opening and closing parentheses; absent means no limit.", min = 0, max = 1)
        @Nullable Double maxParenthesisRatio,

        @Param(doc = "Largest share of upper-case letters; absent means no limit.", min = 0, max = 1) @Nullable Double maxUppercaseRatio,

        @Param(doc = "Largest share of punctuation of any script; absent means no limit.", min = 0, max = 1) @Nullable Double maxPunctuationRatio,

        @Param(doc = "Largest share of characters of URLs; absent means no limit.", min = 0, max = 1) @Nullable Double maxUrlRatio)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** More decimal digits than {@code max_digit_ratio}. */
        TOO_MANY_DIGITS,
        /** More white space than {@code max_whitespace_ratio}. */
        TOO_MUCH_WHITESPACE,
        /** More opening and closing parentheses than {@code max_parenthesis_ratio}. */
        TOO_MANY_PARENTHESES,
        /** More upper-case letters than {@code max_uppercase_ratio}. */
        TOO_MANY_UPPERCASE,
        /** More punctuation of any script than {@code max_punctuation_ratio}. */
        TOO_MUCH_PUNCTUATION,
        /** A larger share of URLs than {@code max_url_ratio}. */
        TOO_MANY_URLS
    }

    private static final Signal DIGITS =
            Signal.number("digit_ratio", "share of characters, 0 to 1", "share of characters that are decimal digits");
    private static final Signal WHITESPACE = Signal.number(
            "whitespace_ratio", "share of characters, 0 to 1", "share of characters that are white space");
    private static final Signal PARENTHESES = Signal.number(
            "parenthesis_ratio",
            "share of characters, 0 to 1",
            "share of characters that are opening and closing parentheses");
    private static final Signal UPPERCASE = Signal.number(
            "uppercase_ratio", "share of characters, 0 to 1", "share of characters that are upper-case letters");
    private static final Signal PUNCTUATION = Signal.number(
            "punctuation_ratio",
            "share of characters, 0 to 1",
            "share of characters that are punctuation of any script");
    private static final Signal URLS =
            Signal.number("url_ratio", "share of characters, 0 to 1", "share of characters that belong to URLs");

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(DIGITS, WHITESPACE, PARENTHESES, UPPERCASE, PUNCTUATION, URLS);
    }

    @Override
    public List<Threshold> thresholds() {
        return new Bounds()
                .max(DIGITS, "max_digit_ratio", maxDigitRatio, Reason.TOO_MANY_DIGITS)
                .max(WHITESPACE, "max_whitespace_ratio", maxWhitespaceRatio, Reason.TOO_MUCH_WHITESPACE)
                .max(PARENTHESES, "max_parenthesis_ratio", maxParenthesisRatio, Reason.TOO_MANY_PARENTHESES)
                .max(UPPERCASE, "max_uppercase_ratio", maxUppercaseRatio, Reason.TOO_MANY_UPPERCASE)
                .max(PUNCTUATION, "max_punctuation_ratio", maxPunctuationRatio, Reason.TOO_MUCH_PUNCTUATION)
                .max(URLS, "max_url_ratio", maxUrlRatio, Reason.TOO_MANY_URLS)
                .thresholds();
    }

    @Override
    public Judge open(Resources resources) {
        return this::judge;
    }

    private Verdict judge(Document document, Values measured) {
        String text = document.text();
        if (text.isEmpty()) {
            return Verdict.KEEP;
        }
        Counts counts = new Counts();
        if (TextSize.isAscii(document)) {
            counts.ascii(document.utf8());
        } else {
            counts.any(text);
        }
        double of = TextSize.of(document).characters();
        RuleCheck check = new RuleCheck(measured);
        check.within(DIGITS, counts.digits / of, null, maxDigitRatio, Reason.TOO_MANY_DIGITS);
        check.within(WHITESPACE, counts.spaces / of, null, maxWhitespaceRatio, Reason.TOO_MUCH_WHITESPACE);
        check.within(PARENTHESES, counts.parentheses / of, null, maxParenthesisRatio, Reason.TOO_MANY_PARENTHESES);
        check.within(UPPERCASE, counts.capitals / of, null, maxUppercaseRatio, Reason.TOO_MANY_UPPERCASE);
        check.within(PUNCTUATION, counts.punctuation / of, null, maxPunctuationRatio, Reason.TOO_MUCH_PUNCTUATION);
        check.within(URLS, urlCharacters(text) / of, null, maxUrlRatio, Reason.TOO_MANY_URLS);
        return check.verdict();
    }

    /** Numbers of characters by kind. */
    private static final class Counts {
        private static final int FIELD = 12;

        /** So many characters are counted before a field of a sum could run over. */
        private static final int TOGETHER = (1 << FIELD) - 1;

        /** By character of ASCII: 1 in the field of each kind that it is of, so that one sum counts all kinds. */
        private static final long[] ASCII = new long[0x80];

        static {
            for (int c = 0; c < ASCII.length; c++) {
                Counts one = new Counts();
                one.add(c);
                ASCII[c] = one.digits
                        | ((long) one.spaces << FIELD)
                        | ((long) one.parentheses << (2 * FIELD))
                        | ((long) one.capitals << (3 * FIELD))
                        | ((long) one.punctuation << (4 * FIELD));
            }
        }

        private int digits;
        private int spaces;
        private int parentheses;
        private int capitals;
        private int punctuation;

        void ascii(byte[] text) {
            for (int from = 0; from < text.length; from += TOGETHER) {
                int to = Math.min(text.length - from, TOGETHER) + from;
                long sum = 0;
                for (int i = from; i < to; i++) {
                    sum += ASCII[text[i] & 0x7f];
                }
                digits += field(sum, 0);
                spaces += field(sum, 1);
                parentheses += field(sum, 2);
                capitals += field(sum, 3);
                punctuation += field(sum, 4);
            }
        }

        private static int field(long sum, int index) {
            return (int) (sum >>> (index * FIELD)) & TOGETHER;
        }

        void any(String text) {
            for (int c, i = 0; i < text.length(); i += Character.charCount(c)) {
                c = text.codePointAt(i);
                add(c);
            }
        }

        private void add(int c) {
            if (Chars.isSpace(c)) {
                spaces++;
            } else if (Chars.isUpper(c)) {
                capitals++;
            } else if (!Chars.isAlpha(c)) {
                int type = Unicode.category(c);
                digits += type == Character.DECIMAL_DIGIT_NUMBER ? 1 : 0;
                parentheses += c == '(' || c == ')' ? 1 : 0;
                punctuation += isPunctuation(type) ? 1 : 0;
            }
        }
    }

    private static boolean isPunctuation(int type) {
        return type == Character.CONNECTOR_PUNCTUATION
                || type == Character.DASH_PUNCTUATION
                || type == Character.START_PUNCTUATION
                || type == Character.END_PUNCTUATION
                || type == Character.INITIAL_QUOTE_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION
                || type == Character.OTHER_PUNCTUATION;
    }

    private static int urlCharacters(String text) {
        int characters = 0;
        int at = text.indexOf("http");
        int www = text.indexOf("www.");
        int from = 0;
        while (at >= 0 || www >= 0) {
            boolean isWww = at < 0 || (www >= 0 && www < at);
            int start = isWww ? www : at;
            if (start >= from && (isWww || text.startsWith("://", start + 4) || text.startsWith("s://", start + 4))) {
                from = end(text, start);
                characters += text.codePointCount(start, from);
            }
            int next = Math.max(start + 1, from);
            at = at >= 0 && at < next ? text.indexOf("http", next) : at;
            www = www >= 0 && www < next ? text.indexOf("www.", next) : www;
        }
        return characters;
    }

    private static int end(String text, int from) {
        int i = from;
        while (i < text.length() && !Chars.isSpace(text.charAt(i)) && "<>\"".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}
