package dev.sluice.operators.dedup.lines;

import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import java.util.Arrays;

/** Marks the occurrences of each key that go. Records come sorted by key, locator and place. */
final class Marking implements Global.Reducer {
    private final Global.Table marks;
    private final Repeats repeats;
    private final int most;
    private final int words;
    private final long[] held;
    private final long[] first;
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
        this.words = marks.words();
        this.held = new long[repeats == Repeats.DROP_FREQUENT ? words * most : 0];
        this.first = new long[words];
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
                    mark(record, 0, out);
                }
            }
            case DROP_REPEATED -> {
                if (newKey) {
                    System.arraycopy(record, 0, first, 0, words);
                    return;
                }
                if (record[1] != first[1] && !spread) {
                    mark(first, 0, out);
                    spread = true;
                }
                mark(record, 0, out);
            }
            case DROP_FREQUENT -> {
                if (seen < most) {
                    System.arraycopy(record, 0, held, (int) seen * words, words);
                } else {
                    for (int i = 0; seen == most && i < held.length; i += words) {
                        mark(held, i, out);
                    }
                    mark(record, 0, out);
                }
                seen++;
            }
        }
    }

    private void mark(long[] records, int from, Global.Records out) {
        long[] mark = Arrays.copyOfRange(records, from, from + words);
        mark[0] = Hashing.mix(mark[1]);
        out.add(marks, mark);
    }
}
