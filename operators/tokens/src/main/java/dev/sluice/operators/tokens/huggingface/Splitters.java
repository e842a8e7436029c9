package dev.sluice.operators.tokens.huggingface;

import dev.sluice.text.Unicode;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The ways of cutting a text that a tokenizer file may name. */
final class Splitters {
    private static final Splitter WHOLE = (text, from, to, sink) -> {
        if (from < to) {
            sink.piece(text, from, to);
        }
    };

    private Splitters() {}

    /** Reads a pre-tokenizer; absent means that a text is one piece. */
    static Splitter read(@Nullable Section section) {
        if (section == null) {
            return WHOLE;
        }
        return switch (section.type()) {
            case "Sequence" -> {
                Splitter all = WHOLE;
                for (Section one : section.sections("pretokenizers")) {
                    all = all.then(read(one));
                }
                yield all;
            }
            case "ByteLevel" -> {
                Splitter words = section.flag("use_regex", true) ? Patterns.GPT2 : WHOLE;
                yield section.flag("add_prefix_space", true) ? prefixed(words) : words;
            }
            case "Split" -> split(section);
            case "Digits" -> digits(section.flag("individual_digits", false));
            case "WhitespaceSplit" -> runs(Patterns::isSpace, c -> false);
            case "Whitespace" -> runs(Patterns::isSpace, c -> false).then(kinds(Splitters::isWord));
            case "BertPreTokenizer" -> runs(Patterns::isSpace, Splitters::isPunctuation);
            case "Metaspace" -> metaspace(section);
            default -> throw section.fault("is of type '" + section.type() + "', which is not supported");
        };
    }

    /** A space in front of every piece that does not begin with one. */
    private static Splitter prefixed(Splitter words) {
        return (text, from, to, sink) -> {
            if (from < to && text.charAt(from) != ' ') {
                words.split(" " + text.substring(from, to), 0, to - from + 1, sink);
            } else {
                words.split(text, from, to, sink);
            }
        };
    }

    private static Splitter split(Section section) {
        Section pattern = section.section("pattern");
        String behavior = section.text("behavior", "");
        boolean invert = section.flag("invert", false);
        boolean isolated = behavior.equals("Isolated") || (behavior.equals("Removed") && invert);
        String expression = pattern == null ? "" : pattern.text("Regex", "");
        Splitter known = Patterns.of(expression);
        if (known == null || !isolated) {
            throw section.fault(
                    "splits by '" + expression + "' (" + behavior + "), which is not one of the supported expressions");
        }
        return known;
    }

    private static Splitter digits(boolean single) {
        IntPredicate number = c -> {
            int type = Unicode.category(c);
            return type == Character.DECIMAL_DIGIT_NUMBER
                    || type == Character.LETTER_NUMBER
                    || type == Character.OTHER_NUMBER;
        };
        return single ? runs(c -> false, number) : kinds(number);
    }

    /** Pieces between characters of one kind, which are left out, and of another, each of which is a piece. */
    private static Splitter runs(IntPredicate leftOut, IntPredicate alone) {
        return (text, from, to, sink) -> {
            int start = from;
            int c;
            for (int i = from; i < to; i += Character.charCount(c)) {
                c = text.codePointAt(i);
                boolean out = leftOut.test(c);
                if (out || alone.test(c)) {
                    if (start < i) {
                        sink.piece(text, start, i);
                    }
                    start = i + Character.charCount(c);
                    if (!out) {
                        sink.piece(text, i, start);
                    }
                }
            }
            if (start < to) {
                sink.piece(text, start, to);
            }
        };
    }

    /** Runs of characters of a kind, and of characters that are not. */
    private static Splitter kinds(IntPredicate kind) {
        return (text, from, to, sink) -> {
            int start = from;
            boolean before = false;
            int c;
            for (int i = from; i < to; i += Character.charCount(c)) {
                c = text.codePointAt(i);
                boolean now = kind.test(c);
                if (now != before && start < i) {
                    sink.piece(text, start, i);
                    start = i;
                }
                before = now;
            }
            if (start < to) {
                sink.piece(text, start, to);
            }
        };
    }

    private static Splitter metaspace(Section section) {
        String mark = section.text("replacement", "\u2581");
        String scheme = section.text("prepend_scheme", section.flag("add_prefix_space", true) ? "always" : "never");
        boolean cut = section.flag("split", true);
        if (mark.length() != 1 || !(scheme.equals("always") || scheme.equals("never") || scheme.equals("first"))) {
            throw section.fault("has a replacement or prepend_scheme that is not supported");
        }
        char space = mark.charAt(0);
        return (text, from, to, sink) -> {
            String marked = text.substring(from, to).replace(' ', space);
            boolean prepend = scheme.equals("always") || (scheme.equals("first") && from == 0);
            if (prepend && !marked.isEmpty() && marked.charAt(0) != space) {
                marked = space + marked;
            }
            int start = 0;
            for (int i = 1; i < marked.length() && cut; i++) {
                if (marked.charAt(i) == space) {
                    sink.piece(marked, start, i);
                    start = i;
                }
            }
            if (start < marked.length()) {
                sink.piece(marked, start, marked.length());
            }
        };
    }

    /** Letters, marks, decimal digits and connectors: what a regular expression of Unicode takes for a word character. */
    private static boolean isWord(int c) {
        int type = Unicode.category(c);
        return Unicode.isAlphabetic(c)
                || type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.CONNECTOR_PUNCTUATION
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || c == 0x200c
                || c == 0x200d;
    }

    /** All ASCII that is neither letter, digit, space nor control, and Unicode's punctuation. */
    private static boolean isPunctuation(int c) {
        if (c < 0x80) {
            return c > ' ' && c < 0x7f && !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
        }
        int type = Unicode.category(c);
        return type == Character.CONNECTOR_PUNCTUATION
                || type == Character.DASH_PUNCTUATION
                || type == Character.START_PUNCTUATION
                || type == Character.END_PUNCTUATION
                || type == Character.INITIAL_QUOTE_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION
                || type == Character.OTHER_PUNCTUATION;
    }
}
