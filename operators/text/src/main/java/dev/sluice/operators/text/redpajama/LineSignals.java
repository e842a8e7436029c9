package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Values;
import dev.sluice.text.Chars;
import dev.sluice.text.Length;
import dev.sluice.text.NormalizedText;
import dev.sluice.text.Tokens;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The signals of single lines, which end with their line feed, and the one of the document that counts lines. */
final class LineSignals {
    private static final String BULLETS = "\u2022\u2023\u25b6\u25c0\u25e6\u25a0\u25a1\u25aa\u25ab\u2013";
    private static final String JAVASCRIPT = "javascript";
    private static final long JAVASCRIPT_HASH = Tokens.hash(JAVASCRIPT);

    /** The signals that are scored line by line; null for those that nobody wants. */
    private final @Nullable Signal[] signals;

    private final @Nullable Signal ellipsis;
    private final boolean any;

    private static final int TERMINAL = 0;
    private static final int JAVASCRIPTS = 1;
    private static final int WORDS = 2;
    private static final int NUMERIC = 3;
    private static final int BULLET = 4;
    private static final int UPPER = 5;

    /** @param wanted the signal of a name, or null when nobody wants it */
    LineSignals(Function<String, @Nullable Signal> wanted) {
        this.signals = new @Nullable Signal[] {
            wanted.apply("rps_lines_ending_with_terminal_punctution_mark"),
            wanted.apply("rps_lines_javascript_counts"),
            wanted.apply("rps_lines_num_words"),
            wanted.apply("rps_lines_numerical_chars_fraction"),
            wanted.apply("rps_lines_start_with_bulletpoint"),
            wanted.apply("rps_lines_uppercase_letter_fraction")
        };
        this.ellipsis = wanted.apply("rps_doc_frac_lines_end_with_ellipsis");
        boolean some = ellipsis != null;
        for (Signal signal : signals) {
            some |= signal != null;
        }
        this.any = some;
    }

    void measure(Document document, Values measured) {
        if (!any) {
            return;
        }
        Lines lines = new Lines(document);
        lines.scan();
        int count = lines.count;
        if (ellipsis != null && count > 0) {
            measured.set(ellipsis, Rounded.of((double) lines.ellipses / count));
        }
        for (int kind = 0; kind < signals.length; kind++) {
            Signal signal = signals[kind];
            if (signal != null) {
                Spans spans = count == 0 && kind == BULLET
                        ? new Spans(
                                new int[] {0, 0}, new double[] {Double.NaN}, false) // as published for an empty text
                        : new Spans(lines.bounds, lines.scores[kind], kind == WORDS);
                measured.set(signal, spans);
            }
        }
    }

    /** The lines of one document. */
    private static final class Lines {
        private final String text;
        private final boolean flat;
        private final Document normal;
        private final boolean normalFlat;
        private final Tokens words;
        private final int[] normalEnds;
        private final int count;
        private final int[] bounds;
        private final double[][] scores;
        private int ellipses;

        Lines(Document document) {
            text = document.text();
            flat = Length.isFlat(document);
            normal = NormalizedText.of(document);
            normalFlat = Length.isFlat(normal);
            words = Tokens.whitespace(normal);
            normalEnds = NormalizedText.lineEnds(document);
            count = normalEnds.length;
            bounds = new int[2 * count];
            scores = new double[UPPER + 1][count];
        }

        void scan() {
            int start = 0;
            int codePoint = 0;
            int word = 0;
            for (int i = 0; i < count; i++) {
                int feed = text.indexOf('\n', start);
                int end = feed < 0 ? text.length() : feed + 1;
                int length = flat ? end - start : text.codePointCount(start, end);
                bounds[2 * i] = codePoint;
                bounds[2 * i + 1] = codePoint + length;
                line(i, start, end, length);
                word = normalised(i, word);
                codePoint += length;
                start = end;
            }
        }

        private void line(int i, int start, int end, int length) {
            int first = Chars.skipSpace(text, start, end);
            int last = Chars.stripEnd(text, first, end);
            char closing = first < last ? text.charAt(last - 1) : 0;
            ellipses += closing == '\u2026' || (last - first >= 3 && text.startsWith("...", last - 3)) ? 1 : 0;
            scores[TERMINAL][i] = ".!?\u201d".indexOf(closing) >= 0 ? 1 : 0;
            scores[BULLET][i] = first < last && BULLETS.indexOf(text.charAt(first)) >= 0 ? 1 : 0;
            int upper = flat ? Chars.countUpper(text, start, end) : count(text.substring(start, end), Chars::isUpper);
            scores[UPPER][i] = Rounded.of((double) upper / length);
        }

        /** Measures the normal form of a line, whose first word is given; gives the first word of the next. */
        private int normalised(int i, int first) {
            int end = normalEnds[i];
            int next = first;
            int javascript = 0;
            for (; next < words.size() && words.start(next) < end; next++) {
                boolean hit = words.hash(next) == JAVASCRIPT_HASH && words.is(next, JAVASCRIPT);
                javascript += hit ? 1 : 0;
            }
            scores[JAVASCRIPTS][i] = javascript;
            scores[WORDS][i] = next - first;
            if (next > first) {
                String form = normal.text();
                int start = words.start(first);
                int numeric = normalFlat
                        ? Chars.countNumeric(form, start, end)
                        : count(form.substring(start, end), Chars::isNumeric);
                int length = normalFlat ? end - start : form.codePointCount(start, end);
                scores[NUMERIC][i] = Rounded.of((double) numeric / length);
            }
            return next;
        }

        private static int count(String text, java.util.function.IntPredicate kind) {
            return (int) text.codePoints().filter(kind).count();
        }
    }
}
