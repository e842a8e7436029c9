package dev.sluice.text;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.View;
import java.util.Arrays;

/** Pieces of a text as places in it: lines and paragraphs under the definitions that rule sets use. */
public final class Pieces {
    private static final View<Pieces> SPLITLINES = new View<>() {
        @Override
        protected Pieces compute(Document document) {
            String text = document.text();
            return onlyLineFeeds(text) ? newlines(text, false) : splitlines(text);
        }
    };
    private static final View<Pieces> NEWLINES = view(text -> newlines(text, true));
    private static final View<Pieces> NEWLINE_RUNS = view(text -> runs(text, 0, text.length(), 1));
    private static final View<Pieces> PARAGRAPHS = view(text -> {
        int from = Chars.skipSpace(text, 0, text.length());
        return runs(text, from, Chars.stripEnd(text, from, text.length()), 2);
    });

    /** {@link Chars#isLineBreak} but for the line feed, most frequent first. */
    private static final String OTHER_BREAKS = "\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

    /** How many characters of a piece its sketch looks at, about. */
    private static final int SKETCHED = 8;

    private static final long BASE = 0x9E3779B97F4A7C15L;

    private int[] bounds = new int[32];
    private int size;

    private Pieces() {}

    private interface Cut {
        Pieces cut(String text);
    }

    private static View<Pieces> view(Cut cut) {
        return new View<>() {
            @Override
            protected Pieces compute(Document document) {
                return cut.cut(document.text());
            }
        };
    }

    /** {@code str.splitlines()}: breaks are no part of a line, and there is no empty last one. */
    public static Pieces splitlines(Document document) {
        return document.view(SPLITLINES);
    }

    /** {@code str.split("\n")}: one piece more than line feeds. */
    public static Pieces newlines(Document document) {
        return document.view(NEWLINES);
    }

    /** Split at runs of line feeds; the pieces at both ends may be empty. */
    public static Pieces newlineRuns(Document document) {
        return document.view(NEWLINE_RUNS);
    }

    /** The stripped text, split at runs of two and more line feeds. */
    public static Pieces paragraphs(Document document) {
        return document.view(PARAGRAPHS);
    }

    /** Whether no other line break is there; each search is quicker by far than a look at every character. */
    private static boolean onlyLineFeeds(String text) {
        for (int i = 0; i < OTHER_BREAKS.length(); i++) {
            if (text.indexOf(OTHER_BREAKS.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static Pieces splitlines(String text) {
        Pieces pieces = new Pieces();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Chars.isLineBreak(c)) {
                pieces.add(start, i);
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        if (start < text.length()) {
            pieces.add(start, text.length());
        }
        return pieces;
    }

    private static Pieces newlines(String text, boolean emptyLast) {
        Pieces pieces = new Pieces();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            pieces.add(start, end);
            start = end + 1;
        }
        if (emptyLast || start < text.length()) {
            pieces.add(start, text.length());
        }
        return pieces;
    }

    private static Pieces runs(String text, int from, int to, int least) {
        Pieces pieces = new Pieces();
        int start = from;
        int feed = text.indexOf('\n', from);
        while (feed >= 0 && feed < to) {
            int end = feed + 1;
            while (end < to && text.charAt(end) == '\n') {
                end++;
            }
            if (end - feed >= least) {
                pieces.add(start, feed);
                start = end;
            }
            feed = text.indexOf('\n', end);
        }
        pieces.add(start, to);
        return pieces;
    }

    private void add(int start, int end) {
        if (2 * size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * size] = start;
        bounds[2 * size + 1] = end;
        size++;
    }

    public int size() {
        return size;
    }

    /** Index of the first UTF-16 unit of piece {@code i}. */
    public int start(int i) {
        return bounds[2 * i];
    }

    /** Index after the last UTF-16 unit of piece {@code i}. */
    public int end(int i) {
        return bounds[2 * i + 1];
    }

    /**
     * Indexes of the pieces that equal an earlier one, ascending. Few pieces are read to the end: only those that agree
     * with another one in length and in a few characters.
     */
    public int[] repeats(String text, Occurrences seen) {
        boolean[] alike = new boolean[size];
        int candidates = 0;
        seen.begin(size);
        for (int i = 0; i < size; i++) {
            int first = seen.first(sketch(text, i), i);
            if (first != i) {
                candidates += alike[first] ? 1 : 2;
                alike[first] = true;
                alike[i] = true;
            }
        }
        int[] repeats = new int[candidates];
        int count = 0;
        seen.begin(candidates);
        for (int i = 0; i < size && candidates > 0; i++) {
            if (alike[i] && seen.first(hash(text, i), i) != i) {
                repeats[count++] = i;
            }
        }
        return Arrays.copyOf(repeats, count);
    }

    /** What equal pieces share and most others differ in. */
    private long sketch(String text, int piece) {
        int from = start(piece);
        int length = end(piece) - from;
        long sketch = length;
        int step = Math.max(1, length / SKETCHED);
        for (int i = 0; i < length; i += step) {
            sketch = sketch * BASE + text.charAt(from + i);
        }
        return Hashing.mix(sketch);
    }

    private long hash(String text, int piece) {
        long hash = 1;
        for (int i = start(piece); i < end(piece); i++) {
            hash = hash * BASE + text.charAt(i) + 1;
        }
        return Hashing.mix(hash);
    }
}
