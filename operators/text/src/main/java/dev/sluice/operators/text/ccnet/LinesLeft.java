package dev.sluice.operators.text.ccnet;

import dev.sluice.operators.Spans;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a text that are left when spans of whole lines go.
 *
 * <p>A span takes the line feed behind its lines along, or, where they are the last ones, the one before; so the line
 * feeds that are left stand between the lines that are left. Where spans do not tell which one of several blank lines
 * is left, it is the first one, as CCNet keeps the first of equal lines.
 *
 * @param text the lines that are left, joined by line feeds
 * @param kept their numbers, from 0
 * @param originalLines how many lines there were
 */
record LinesLeft(String text, List<Long> kept, int originalLines) {

    /**
     * Removes spans from a text.
     *
     * @param marked the spans that go, ascending, in code points
     * @throws IllegalArgumentException where a span begins or ends within a line, or beyond the text
     */
    static LinesLeft of(String original, Spans marked) {
        Gone gone = new Gone(original, marked);
        StringBuilder text = new StringBuilder(original.length());
        List<Long> kept = new ArrayList<>();
        int line = 0;
        Line left = null; // since the last line feed that is left
        for (int start = 0; start <= original.length(); line++) {
            int feed = original.indexOf('\n', start);
            int end = feed < 0 ? original.length() : feed;
            if (start == end ? left == null : !gone.line(start, end)) {
                left = new Line(line, start, end);
            }
            if (feed < 0 || !gone.at(feed)) {
                if (left != null) {
                    text.append(kept.isEmpty() ? "" : "\n").append(original, left.start, left.end);
                    kept.add(left.number);
                }
                left = null;
            }
            start = end + 1;
        }
        return new LinesLeft(text.toString(), List.copyOf(kept), line);
    }

    /** A line and its place. */
    private record Line(long number, int start, int end) {}

    /** What goes, asked for in the order of the text. */
    private static final class Gone {
        private final int[] bounds; // in UTF-16 units
        private int span;

        Gone(String text, Spans marked) {
            bounds = new int[2 * marked.size()];
            int unit = 0;
            int point = 0;
            for (int i = 0; i < bounds.length; i++) {
                int next = i % 2 == 0 ? marked.start(i / 2) : marked.end(i / 2);
                try {
                    unit = text.offsetByCodePoints(unit, next - point);
                } catch (IndexOutOfBoundsException beyond) {
                    throw new IllegalArgumentException("a span names a place beyond the text", beyond);
                }
                bounds[i] = unit;
                point = next;
            }
        }

        /** Whether the character at a place goes. */
        boolean at(int place) {
            while (span < bounds.length && bounds[span + 1] <= place) {
                span += 2;
            }
            return span < bounds.length && bounds[span] <= place;
        }

        /** Whether a line goes that is not blank. */
        boolean line(int start, int end) {
            boolean goes = at(start);
            if (span < bounds.length && (goes ? bounds[span + 1] < end : bounds[span] < end)) {
                throw new IllegalArgumentException("a span begins or ends within a line, at " + start);
            }
            return goes;
        }
    }
}
