package dev.sluice.text;

import dev.sluice.operators.Document;
import dev.sluice.operators.View;
import java.util.Arrays;

/** Pieces of a text as places in it: lines and paragraphs under the definitions that rule sets use. */
public final class Pieces {
    private static final View<Pieces> SPLITLINES = view(Pieces::splitlines);
    private static final View<Pieces> NEWLINES = view(Pieces::newlines);
    private static final View<Pieces> NEWLINE_RUNS = view(text -> runs(text, 0, text.length(), 1));
    private static final View<Pieces> PARAGRAPHS = view(text -> {
        int from = Chars.skipSpace(text, 0, text.length());
        return runs(text, from, Chars.stripEnd(text, from, text.length()), 2);
    });

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

    private static Pieces newlines(String text) {
        Pieces pieces = new Pieces();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            pieces.add(start, end);
            start = end + 1;
        }
        pieces.add(start, text.length());
        return pieces;
    }

    private static Pieces runs(String text, int from, int to, int least) {
        Pieces pieces = new Pieces();
        int start = from;
        int i = from;
        while (i < to) {
            if (text.charAt(i) != '\n') {
                i++;
                continue;
            }
            int end = i;
            while (end < to && text.charAt(end) == '\n') {
                end++;
            }
            if (end - i >= least) {
                pieces.add(start, i);
                start = end;
            }
            i = end;
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

    /** A hash of each piece: equal pieces have equal ones, and different pieces practically never. */
    public long[] hashes(String text) {
        long[] hashes = new long[size];
        for (int i = 0; i < size; i++) {
            long hash = 1;
            for (int j = start(i); j < end(i); j++) {
                hash = hash * 0x9E3779B97F4A7C15L + text.charAt(j) + 1;
            }
            hashes[i] = dev.sluice.operators.Hashing.mix(hash);
        }
        return hashes;
    }
}
