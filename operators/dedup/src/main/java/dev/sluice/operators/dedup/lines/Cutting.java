package dev.sluice.operators.dedup.lines;

import dev.sluice.operators.Global;
import dev.sluice.operators.dedup.Remainder;
import java.util.Arrays;

/** Joins the marks of each document to spans and decides about it. Holds the spans of one document. */
final class Cutting implements Global.Reducer {
    private final Remainder remainder;
    private long locator = -1;
    private int whole;
    private int[] spans = new int[64];
    private int size;
    private int separator;
    private boolean last;

    Cutting(Remainder remainder) {
        this.remainder = remainder;
    }

    @Override
    public void accept(long[] record, boolean newKey, Global.Records out, Global.Decisions decisions) {
        if (newKey) {
            finish(out, decisions);
            locator = record[1];
            whole = -1;
            size = 0;
            last = false;
        }
        long range = record[2];
        if (range < 0) {
            whole = (int) ~range;
            return;
        }
        if (size > 0 && Range.start(range) <= spans[size - 1]) {
            spans[size - 1] = Math.max(spans[size - 1], Range.end(range));
        } else {
            if (size == spans.length) {
                spans = Arrays.copyOf(spans, 2 * size);
            }
            spans[size++] = Range.start(range);
            spans[size++] = Range.end(range);
            separator = Range.separator(range);
        }
        last |= Range.isLast(range);
        if (Range.isToEnd(range)) {
            whole = Range.end(range);
        }
    }

    @Override
    public void finish(Global.Records out, Global.Decisions decisions) {
        if (size == 0) {
            return;
        }
        if (last) {
            spans[size - 2] -= separator;
        }
        decisions.decide(remainder.about(locator, Arrays.copyOf(spans, size), whole));
        size = 0;
    }
}
