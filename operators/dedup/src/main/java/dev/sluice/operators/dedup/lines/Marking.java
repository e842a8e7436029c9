package dev.sluice.operators.dedup.lines;

import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;

/** Marks the occurrences of each key that go. Records come sorted by key, locator and place. */
final class Marking implements Global.Reducer {
    private final Repeats repeats;
    private final int most;
    private final long[] held;
    private long first;
    private long firstRange;
    private long seen;
    private boolean spread;

    /** @param most how many occurrences {@link Repeats#DROP_FREQUENT} lets pass; that many are held */
    Marking(Repeats repeats, int most) {
        this.repeats = repeats;
        this.most = most;
        this.held = new long[repeats == Repeats.DROP_FREQUENT ? 2 * most : 0];
    }

    @Override
    public void accept(long[] record, boolean newKey, Global.Records out, Global.Decisions decisions) {
        long locator = record[1];
        long range = record[2];
        if (newKey) {
            seen = 0;
            spread = false;
        }
        switch (repeats) {
            case KEEP_FIRST -> {
                if (!newKey) {
                    mark(locator, range, out);
                }
            }
            case DROP_REPEATED -> {
                if (newKey) {
                    first = locator;
                    firstRange = range;
                    return;
                }
                if (locator != first && !spread) {
                    mark(first, firstRange, out);
                    spread = true;
                }
                mark(locator, range, out);
            }
            case DROP_FREQUENT -> {
                if (seen < most) {
                    held[(int) (2 * seen)] = locator;
                    held[(int) (2 * seen) + 1] = range;
                } else {
                    for (int i = 0; seen == most && i < held.length; i += 2) {
                        mark(held[i], held[i + 1], out);
                    }
                    mark(locator, range, out);
                }
                seen++;
            }
        }
    }

    private static void mark(long locator, long range, Global.Records out) {
        out.add(LineDedup.MARKS, Hashing.mix(locator), locator, range);
    }
}
