package dev.sluice.operators.dedup.substring;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.dedup.Remainder;
import java.util.Arrays;

/**
 * Joins the spans of each document, turns bytes into code points and decides about it. Holds the spans of one document,
 * where in its text the width of code points changes, and as far as they are asked for the places where spans may begin and
 * end, and where words begin.
 */
final class Trimming implements Global.Reducer {
    private final int length;
    private final Snap snap;
    private final Remainder remainder;
    private long locator;
    private boolean any;
    private int end;
    private int[] spans = new int[64];
    private int size;
    private int[] places = new int[64];
    private int[] points = new int[64];
    private byte[] widths = new byte[64];
    private int changes;
    private final Places cuts = new Places();
    private final Places ends = new Places();
    private final Places words = new Places();
    private int allWords;

    /** @param length bytes of a span */
    Trimming(int length, Snap snap, Remainder remainder) {
        this.length = length;
        this.snap = snap;
        this.remainder = remainder;
    }

    @Override
    public void accept(long[] record, boolean newKey, Global.Records out, Global.Decisions decisions) {
        if (newKey) {
            finish(out, decisions);
            locator = record[1];
            any = true;
            size = 0;
            changes = 0;
            allWords = 0;
            cuts.clear();
            ends.clear();
            words.clear();
        }
        int place = Mark.place(record[2]);
        int kind = Mark.kind(record[2]);
        switch (kind) {
            case Mark.SPAN -> span(place);
            case Mark.END -> end = place;
            case Mark.CUT -> {
                cuts.add(place);
                ends.add(place);
            }
            case Mark.END_CUT -> ends.add(place);
            case Mark.WORD -> words.add(place);
            case Mark.WORDS -> allWords = place;
            default -> change(place, kind);
        }
    }

    private void span(int place) {
        if (size > 0 && place <= spans[size - 1]) {
            spans[size - 1] = place + length;
            return;
        }
        if (size == spans.length) {
            spans = Arrays.copyOf(spans, 2 * size);
        }
        spans[size++] = place;
        spans[size++] = place + length;
    }

    private void change(int place, int width) {
        if (changes == places.length) {
            places = Arrays.copyOf(places, 2 * changes);
            points = Arrays.copyOf(points, 2 * changes);
            widths = Arrays.copyOf(widths, 2 * changes);
        }
        int before = changes - 1;
        points[changes] = before < 0 ? 0 : points[before] + (place - places[before]) / widths[before];
        places[changes] = place;
        widths[changes++] = (byte) width;
    }

    @Override
    public void finish(Global.Records out, Global.Decisions decisions) {
        if (!any) {
            return;
        }
        any = false;
        if (snap != Snap.CODEPOINT) {
            snap();
        }
        int gone = 0;
        for (int i = 0; i < size; i += 2) {
            gone += words.before(spans[i + 1]) - words.before(spans[i]);
        }
        int left = 0;
        int at = 0;
        for (int i = 0; i < size; i += 2) {
            at = before(at, spans[i]);
            int width = widths[at];
            int from = points[at] + (spans[i] - places[at] + width - 1) / width;
            at = before(at, spans[i + 1]);
            int to = points[at] + (spans[i + 1] - places[at]) / widths[at];
            if (from < to) {
                spans[left++] = from;
                spans[left++] = to;
            }
        }
        if (left == 0) {
            decisions.decide(Decision.keep(locator, null));
            return;
        }
        at = before(at, end);
        int whole = points[at] + (end - places[at]) / widths[at];
        decisions.decide(remainder.about(locator, Arrays.copyOf(spans, left), whole, allWords - gone, 0));
    }

    /** The last change of width at or before a place that is not before the place asked for last. */
    private int before(int from, int place) {
        int at = from;
        while (at + 1 < changes && places[at + 1] <= place) {
            at++;
        }
        return at;
    }

    /** Moves the ends of spans inwards; those of which nothing is left are none. */
    private void snap() {
        int kept = 0;
        for (int i = 0; i < size; i += 2) {
            int first = cuts.before(spans[i]);
            int behind = ends.before(spans[i + 1] + 1);
            int from = first < cuts.size() ? cuts.get(first) : Integer.MAX_VALUE;
            int to = behind > 0 ? ends.get(behind - 1) : 0;
            if (from < to) {
                boolean endOfLine = snap == Snap.LINE && to < end && cuts.indexOf(to) < 0;
                spans[kept++] = from;
                spans[kept++] = endOfLine ? to + 1 : to;
            }
        }
        size = kept;
    }

    /** Ascending places in a text. */
    private static final class Places {
        private int[] places = {};
        private int size;

        void clear() {
            size = 0;
        }

        void add(int place) {
            if (size == places.length) {
                places = Arrays.copyOf(places, Math.max(64, 2 * size));
            }
            places[size++] = place;
        }

        int size() {
            return size;
        }

        int get(int index) {
            return places[index];
        }

        int indexOf(int place) {
            return Arrays.binarySearch(places, 0, size, place);
        }

        /** How many lie before a place. */
        int before(int place) {
            int index = indexOf(place);
            return index < 0 ? ~index : index;
        }
    }
}
