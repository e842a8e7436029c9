package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Global.Decisions;
import dev.sluice.operators.Global.Keyed;
import dev.sluice.operators.Global.Pass;
import dev.sluice.operators.Global.Records;
import dev.sluice.operators.Global.Reducer;
import dev.sluice.operators.Global.Table;
import dev.sluice.operators.dedup.graph.Stars;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Compares candidate pairs by their whole sets of shingles, on many workers, in three passes. The first makes pairs distinct;
 * in the second, the document of the larger {@link Stars#place} sends its set to the other; in the third, that one compares
 * it with its own. A pass holds the set of one document, 8 bytes a shingle.
 *
 * <p>Sets are of 64-bit hashes: the similarity is the true one unless two of a pair's shingles share a hash, which happens
 * once in 10<sup>11</sup> pairs of 10,000 shingles together.
 */
final class TrueSimilarity implements Buckets.Found {
    private static final long serialVersionUID = 1;

    /** Hashes of a record: with these a record has 128 bytes. */
    private static final int HASHES = 13;

    /** Where the hashes of a record begin. */
    private static final int FROM = 3;

    /** In the place of the number of a record of a set: the record names a document to send the set to. */
    private static final long RECIPIENT = Long.MAX_VALUE;

    /** Larger and smaller place of two documents. */
    static final Table CANDIDATES = new Table("candidate_pairs", 2, 1, -1);

    /**
     * Place of a document; number of this record of its set, locator, hashes, the last one repeated; or {@link #RECIPIENT},
     * locator, the place of a document to send the set to, zeros.
     */
    static final Table SETS = new Table("sets", FROM + HASHES, 1, 2);

    /** Place of a document, the place of one whose set it got, or its own; number of this record of that set, hashes. */
    private static final Table MEETINGS = new Table("meetings", FROM + HASHES, 1, -1);

    /** Takes pairs that are similar enough. */
    @FunctionalInterface
    interface Similar extends Serializable {
        /** Takes the smaller and the larger place of two documents. */
        void pair(long one, long other, Records out);
    }

    /**
     * The passes from {@link #CANDIDATES} and {@link #SETS} to similar pairs and {@link Membership#MEMBERS}.
     *
     * @param least similarity of a pair that counts
     * @param output the table that similar pairs fill
     */
    static List<Pass> passes(double least, Table output, Similar similar) {
        return List.of(
                new Keyed(CANDIDATES, List.of(SETS), resources -> new Asking()),
                new Keyed(SETS, List.of(MEETINGS), resources -> new Sending()),
                new Keyed(MEETINGS, List.of(output, Membership.MEMBERS), resources -> new Comparing(least, similar)));
    }

    /** Takes a document's set. */
    static void set(long locator, DistinctHashes hashes, Records out) {
        int size = hashes.finish();
        long[] record = new long[SETS.words()];
        record[0] = Stars.place(locator);
        record[2] = locator;
        for (int from = 0; from < size; from += HASHES) {
            for (int i = 0; i < HASHES; i++) {
                record[FROM + i] = hashes.get(Math.min(from + i, size - 1));
            }
            out.add(SETS, record);
            record[1]++;
        }
    }

    @Override
    public void pair(long one, long other, Records out) {
        long first = Stars.place(one);
        long second = Stars.place(other);
        out.add(CANDIDATES, Math.max(first, second), Math.min(first, second));
    }

    @Override
    public void older(long locator, long number, Records out) {
        throw new IllegalStateException("an index holds no shingles");
    }

    /** Makes of all that is said of a pair one record. */
    private static final class Asking implements Reducer {
        private long before;

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (newKey || record[1] != before) {
                long[] asking = new long[SETS.words()];
                asking[0] = record[0];
                asking[1] = RECIPIENT;
                asking[2] = Stars.node(record[0]);
                asking[FROM] = record[1];
                out.add(SETS, asking);
            }
            before = record[1];
        }
    }

    /** Sends a document's set to those that it is to be compared with, and to itself. */
    private static final class Sending implements Reducer {
        private final long[] sent = new long[MEETINGS.words()];
        private long[] hashes = new long[64 * HASHES];
        private int size;

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (newKey) {
                size = 0;
            }
            sent[1] = record[0];
            if (record[1] == RECIPIENT) {
                sent[0] = record[FROM];
                for (int from = 0; from < size; from += HASHES) {
                    sent[2] = from / HASHES;
                    System.arraycopy(hashes, from, sent, FROM, HASHES);
                    out.add(MEETINGS, sent);
                }
                return;
            }
            if (size + HASHES > hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * hashes.length);
            }
            System.arraycopy(record, FROM, hashes, size, HASHES);
            size += HASHES;
            sent[0] = record[0];
            sent[2] = record[1];
            System.arraycopy(record, FROM, sent, FROM, HASHES);
            out.add(MEETINGS, sent);
        }
    }

    /** Compares a document's set, which comes first, with those that were sent to it. */
    private static final class Comparing implements Reducer {
        private final double least;
        private final Similar similar;
        private long[] own = new long[64 * HASHES];
        private int ownSize;
        private long place;
        private long other;
        private boolean open;
        private int at;
        private int size;
        private int shared;
        private long last;

        Comparing(double least, Similar similar) {
            this.least = least;
            this.similar = similar;
        }

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (newKey) {
                finish(out, decisions);
                place = record[0];
                ownSize = 0;
            }
            if (record[1] == place) {
                for (int i = FROM; i < record.length && !repeats(record, i, ownSize); i++) {
                    add(record[i]);
                }
                return;
            }
            if (record[2] == 0) {
                finish(out, decisions);
                open = true;
                other = record[1];
                at = 0;
                size = 0;
                shared = 0;
            }
            for (int i = FROM; i < record.length && !repeats(record, i, size); i++) {
                meet(record[i]);
            }
        }

        /** Whether a hash only fills the record up. */
        private boolean repeats(long[] record, int i, int before) {
            return before > 0 && record[i] == last;
        }

        private void add(long hash) {
            if (ownSize == own.length) {
                own = Arrays.copyOf(own, 2 * ownSize);
            }
            own[ownSize++] = hash;
            last = hash;
        }

        private void meet(long hash) {
            while (at < ownSize && own[at] < hash) {
                at++;
            }
            shared += at < ownSize && own[at] == hash ? 1 : 0;
            size++;
            last = hash;
        }

        @Override
        public void finish(Records out, Decisions decisions) {
            if (open) {
                double similarity = (double) shared / (ownSize + size - shared);
                Membership.compared(Stars.node(place), Stars.node(other), similarity, out);
                if (similarity >= least) {
                    similar.pair(place, other, out);
                }
            }
            open = false;
        }
    }
}
