package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Values;
import dev.sluice.text.Chars;
import dev.sluice.text.NormalizedText;
import java.util.function.Predicate;

/** The signals of single lines, which end with their line feed, and the one of the document that counts lines. */
final class LineSignals {
    private static final String BULLETS = "\u2022\u2023\u25b6\u25c0\u25e6\u25a0\u25a1\u25aa\u25ab\u2013";
    private static final int KINDS = 6;

    private final String text;
    private final int[] bounds;
    private final double[][] scores;
    private int lines;
    private int ellipses;

    LineSignals(Document document) {
        this.text = document.text();
        int count = count(text);
        this.bounds = new int[2 * count];
        this.scores = new double[KINDS][count];
    }

    private static int count(String text) {
        int feeds = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            feeds++;
        }
        return text.isEmpty() || text.endsWith("\n") ? feeds : feeds + 1;
    }

    void measure(Values measured, Predicate<String> wants) {
        String[] names = {
            "rps_lines_ending_with_terminal_punctution_mark",
            "rps_lines_javascript_counts",
            "rps_lines_num_words",
            "rps_lines_numerical_chars_fraction",
            "rps_lines_start_with_bulletpoint",
            "rps_lines_uppercase_letter_fraction"
        };
        String ellipsis = "rps_doc_frac_lines_end_with_ellipsis";
        boolean any = wants.test(ellipsis);
        for (String name : names) {
            any |= wants.test(name);
        }
        if (!any) {
            return;
        }
        scan();
        if (wants.test(ellipsis) && lines > 0) {
            measured.set(signal(ellipsis), Rounded.of((double) ellipses / lines));
        }
        for (int kind = 0; kind < KINDS; kind++) {
            if (wants.test(names[kind])) {
                measured.set(signal(names[kind]), spans(names[kind], kind));
            }
        }
    }

    private static Signal signal(String name) {
        Signal signal = RedpajamaSignals.ALL.get(name);
        if (signal == null) {
            throw new IllegalStateException("no signal " + name);
        }
        return signal;
    }

    private Spans spans(String name, int kind) {
        if (lines == 0 && name.equals("rps_lines_start_with_bulletpoint")) {
            return new Spans(new int[] {0, 0}, new double[] {Double.NaN}, false); // as published for an empty text
        }
        boolean whole = name.equals("rps_lines_num_words");
        return new Spans(bounds, scores[kind], whole);
    }

    private void scan() {
        int start = 0;
        int codePoint = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed + 1;
            int length = text.codePointCount(start, end);
            line(start, end, codePoint, length);
            codePoint += length;
            start = end;
        }
    }

    private void line(int start, int end, int codePoint, int length) {
        bounds[2 * lines] = codePoint;
        bounds[2 * lines + 1] = codePoint + length;
        int first = Chars.skipSpace(text, start, end);
        int last = Chars.stripEnd(text, first, end);
        char closing = first < last ? text.charAt(last - 1) : 0;
        ellipses += closing == '\u2026' || (last - first >= 3 && text.startsWith("...", last - 3)) ? 1 : 0;
        scores[0][lines] = ".!?\u201d".indexOf(closing) >= 0 ? 1 : 0;
        normalised(text.substring(start, end));
        scores[4][lines] = first < last && BULLETS.indexOf(text.charAt(first)) >= 0 ? 1 : 0;
        int upper = 0;
        int c;
        for (int i = start; i < end; i += Character.charCount(c)) {
            c = text.codePointAt(i);
            upper += Chars.isUpper(c) ? 1 : 0;
        }
        scores[5][lines] = Rounded.of((double) upper / length);
        lines++;
    }

    private void normalised(String line) {
        String normal = NormalizedText.of(line);
        int words = 0;
        int javascript = 0;
        int numeric = 0;
        int length = 0;
        int start = 0;
        while (start < normal.length()) {
            int space = normal.indexOf(' ', start);
            int end = space < 0 ? normal.length() : space;
            words++;
            javascript += end - start == 10 && normal.startsWith("javascript", start) ? 1 : 0;
            start = end + 1;
        }
        int c;
        for (int i = 0; i < normal.length(); i += Character.charCount(c)) {
            c = normal.codePointAt(i);
            length++;
            numeric += Chars.isNumeric(c) ? 1 : 0;
        }
        scores[1][lines] = javascript;
        scores[2][lines] = words;
        scores[3][lines] = length == 0 ? 0 : Rounded.of((double) numeric / length);
    }
}
