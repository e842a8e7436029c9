package dev.sluice.operators.dedup.lines;

import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;

/** Marks the occurrences of each key that go. Records come sorted by key, locator and place. */
final class Marking implements Global.Reducer {
    private final Global.Table marks;
    private final Repeats repeats;
    private final int most;
    private final long[][] held;
    private long[] first = {};
    private long seen;
    private boolean spread;

    /**
     * @param marks takes the mixed locator, the locator and what follows it in the records that come
     * @param most how many occurrences {@link Repeats#DROP_FREQUENT} lets pass; that many are held
     */
    Marking(Global.Table marks, Repeats repeats, int most) {
        this.marks = marks;
        this.repeats = repeats;
        this.most = most;
        this.held = new long[repeats == Repeats.DROP_FREQUENT ? most : 0][];
    }

    @Override
    public void accept(long[] record, boolean newKey, Global.Records out, Global.Decisions decisions) {
        if (newKey) {
            seen = 0;
            spread = false;
        }
        switch (repeats) {
            case KEEP_FIRST -> {
                if (!newKey) {
                    mark(record, out);
                }
            }
            case DROP_REPEATED -> {
                if (newKey) {
                    first = record.clone();
                    return;
                }
                if (record[1] != first[1] && !spread) {
                    mark(first, out);
                    spread = true;
                }
                mark(record, out);
            }
            case DROP_FREQUENT -> {
                if (seen < most) {
                    held[(int) seen] = record.clone();
                } else {
                    for (int i = 0; seen == most && i < most; i++) {
                        mark(held[i], out);
                    }
                    mark(record, out);
                }
                seen++;
            }
        }
    }

    private void mark(long[] record, Global.Records out) {
        long[] mark = record.clone();
        mark[0] = Hashing.mix(mark[1]);
        out.add(marks, mark);
    }
}
