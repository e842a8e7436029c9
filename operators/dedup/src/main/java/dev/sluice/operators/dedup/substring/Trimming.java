package dev.sluice.operators.dedup.substring;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.dedup.Remainder;
import java.util.Arrays;

/**
 * Joins the spans of each document, turns bytes into code points and decides about it. Holds the spans of one document,
 * and where in its text the width of code points changes.
 */
final class Trimming implements Global.Reducer {
    private final int length;
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

    /** @param length bytes of a span */
    Trimming(int length, Remainder remainder) {
        this.length = length;
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
        }
        int place = Mark.place(record[2]);
        int kind = Mark.kind(record[2]);
        if (kind == Mark.END) {
            end = place;
        } else if (kind != Mark.SPAN) {
            change(place, kind);
        } else if (size > 0 && place <= spans[size - 1]) {
            spans[size - 1] = place + length;
        } else {
            if (size == spans.length) {
                spans = Arrays.copyOf(spans, 2 * size);
            }
            spans[size++] = place;
            spans[size++] = place + length;
        }
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
        decisions.decide(remainder.about(locator, Arrays.copyOf(spans, left), whole));
    }

    /** The last change of width at or before a place that is not before the place asked for last. */
    private int before(int from, int place) {
        int at = from;
        while (at + 1 < changes && places[at + 1] <= place) {
            at++;
        }
        return at;
    }
}
