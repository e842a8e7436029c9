package dev.sluice.operators.dedup.substring;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import java.util.Arrays;

/**
 * Tells the second round where spans may begin that repeat: every span that holds a seed which occurs elsewhere. Holds the
 * regions of one document.
 */
final class Regions implements Global.Reducer {
    private final int reach;
    private long locator;
    private int[] regions = new int[64];
    private int size;

    /** @param reach how far before a seed a span may begin */
    Regions(int reach) {
        this.reach = reach;
    }

    @Override
    public void accept(long[] record, boolean newKey, Global.Records out, Global.Decisions decisions) {
        if (newKey) {
            finish(out, decisions);
            locator = record[1];
        }
        int first = SubstringDedup.first(record[2]);
        int from = Math.max(0, first - reach);
        int to = first + SubstringDedup.further(record[2]) + 1;
        if (size > 0 && from <= regions[size - 1]) {
            regions[size - 1] = Math.max(regions[size - 1], to);
            return;
        }
        if (size == regions.length) {
            regions = Arrays.copyOf(regions, 2 * size);
        }
        regions[size++] = from;
        regions[size++] = to;
    }

    @Override
    public void finish(Global.Records out, Global.Decisions decisions) {
        if (size > 0) {
            decisions.decide(Decision.removeSpans(locator, Arrays.copyOf(regions, size)));
        }
        size = 0;
    }
}
