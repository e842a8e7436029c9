package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global.Decisions;
import dev.sluice.operators.Global.Keyed;
import dev.sluice.operators.Global.Pass;
import dev.sluice.operators.Global.Records;
import dev.sluice.operators.Global.Reducer;
import dev.sluice.operators.Global.Table;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.Ruling;
import dev.sluice.operators.dedup.graph.Stars;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins pairs to clusters and decides about their members on many workers, by {@link Stars}. What {@link Clusters} holds in
 * memory goes through sorted tables here; the decisions are the same.
 *
 * @param rounds of large-star and small-star
 * @param verifyThreshold least similarity of a pair that counts; absent where every pair counts
 * @param ranked whether survivors are chosen by rank
 * @param indexed whether documents may have a key that an index holds
 */
record StarClusters(int rounds, @Nullable Double verifyThreshold, boolean ranked, boolean indexed, Ruling ruling)
        implements Buckets.Found {
    private static final int WORDS = Sketches.WORDS;

    /** Place of a document; 0, its locator and its sketch, or 1, its locator and the place of a document it is paired with. */
    static final Table HALVES = new Table("halves", 3 + WORDS, 1, 2);

    /** Place of a document; 0, its locator and its sketch, or 1, the place of one paired with it and that one's sketch. */
    private static final Table MEETINGS = new Table("meetings", 3 + WORDS, 1, -1);

    /** The head of a cluster, mixed; 0, survivor, first document and size, or 1, a member, its similarity and 0. */
    private static final Table MEMBERS = new Table("members", 5, 1, -1);

    private static final long RANK = 0;
    private static final long SKETCH = 1;
    private static final long TOUCHED = 2;
    private static final long ROOT = 3;

    /** No document has this rank. */
    private static final long IN_INDEX = Long.MIN_VALUE;

    private boolean verified() {
        return verifyThreshold != null;
    }

    /** Whether anything but its root is told of a document. */
    private boolean traits() {
        return verified() || ranked || indexed;
    }

    /** Place of a document, kind, locator, and what the kind says: rank, sketch, nothing or the place of its root. */
    private Table traitsTable() {
        return new Table("traits", 3 + (verified() ? WORDS : 1), 1, 2);
    }

    /** Root, rank, locator, sketch. */
    private Table clustersTable() {
        return new Table("clusters", 3 + (verified() ? WORDS : 0), 1, 2);
    }

    /** The tables that documents fill. */
    List<Table> taken() {
        List<Table> tables = new ArrayList<>();
        if (verified()) {
            tables.add(HALVES);
        }
        if (ranked) {
            tables.add(traitsTable());
        }
        return tables;
    }

    /** The tables that buckets fill. */
    List<Table> ofBuckets() {
        List<Table> tables = new ArrayList<>(List.of(verified() ? HALVES : Stars.EDGES));
        if (indexed) {
            tables.add(traitsTable());
        }
        return tables;
    }

    /** Takes a document's rank. */
    void rank(long locator, long rank, Records out) {
        trait(Stars.place(locator), RANK, locator, rank, out);
    }

    /**
     * Takes a document's sketch.
     *
     * @param packed its locator, then the sketch
     */
    void sketch(long[] packed, Records out) {
        long[] record = new long[HALVES.words()];
        record[0] = Stars.place(packed[0]);
        record[2] = packed[0];
        System.arraycopy(packed, 1, record, 3, WORDS);
        out.add(HALVES, record);
    }

    @Override
    public void pair(long one, long other, Records out) {
        long first = Stars.place(one);
        long second = Stars.place(other);
        if (verified()) {
            half(first, one, second, out);
            half(second, other, first, out);
        } else {
            Stars.edge(out, first, second);
        }
    }

    private static void half(long place, long locator, long other, Records out) {
        long[] record = new long[HALVES.words()];
        record[0] = place;
        record[1] = 1;
        record[2] = locator;
        record[3] = other;
        out.add(HALVES, record);
    }

    @Override
    public void touched(long locator, Records out) {
        trait(Stars.place(locator), TOUCHED, locator, 0, out);
    }

    private void trait(long place, long kind, long locator, long value, Records out) {
        Table table = traitsTable();
        long[] record = new long[table.words()];
        record[0] = place;
        record[1] = kind;
        record[2] = locator;
        record[3] = value;
        out.add(table, record);
    }

    /** The passes behind the buckets. */
    List<Pass> passes() {
        List<Pass> passes = new ArrayList<>();
        Table traits = traitsTable();
        Table clusters = clustersTable();
        if (verified()) {
            passes.add(new Keyed(HALVES, List.of(MEETINGS), resources -> new Meeting()));
            passes.add(new Keyed(MEETINGS, List.of(Stars.EDGES, traits), resources -> new Verifying()));
        }
        if (traits()) {
            passes.addAll(Stars.passes(
                    rounds, List.of(traits), (root, node, out) -> trait(Stars.place(node), ROOT, node, root, out)));
            passes.add(new Keyed(traits, List.of(clusters), resources -> new Collecting(clusters)));
        } else {
            passes.addAll(
                    Stars.passes(rounds, List.of(clusters), (root, node, out) -> out.add(clusters, root, 0, node)));
        }
        passes.add(new Keyed(clusters, List.of(MEMBERS), resources -> new Grouping()));
        passes.add(new Keyed(MEMBERS, List.of(), resources -> new Deciding()));
        return passes;
    }

    /** Sends a document's sketch to those it is paired with that have a larger place, and to itself. */
    private static final class Meeting implements Reducer {
        private final long[] sketch = new long[MEETINGS.words()];
        private boolean sent;
        private long before;

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (newKey) {
                sent = false;
            }
            if (record[1] == 0) {
                System.arraycopy(record, 0, sketch, 0, sketch.length);
                return;
            }
            if (!sent) {
                out.add(MEETINGS, sketch);
            } else if (record[3] == before) {
                return; // found in several bands
            }
            sent = true;
            before = record[3];
            if (before > record[0]) {
                long[] meeting = sketch.clone();
                meeting[0] = before;
                meeting[1] = 1;
                meeting[2] = record[0];
                out.add(MEETINGS, meeting);
            }
        }
    }

    /** Makes edges of pairs that are similar enough. */
    private final class Verifying implements Reducer {
        private final Table traits = traitsTable();
        private final long[] sketch = new long[MEETINGS.words()];

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (record[1] == 0) {
                System.arraycopy(record, 0, sketch, 0, sketch.length);
                long[] trait = record.clone();
                trait[1] = SKETCH;
                out.add(traits, trait);
            } else if (verifyThreshold != null && Sketches.similarity(sketch, 3, record, 3) >= verifyThreshold) {
                Stars.edge(out, record[0], record[2]);
            }
        }
    }

    /** Puts together what is told of a document that is in a cluster; decides about others that an index knows. */
    private static final class Collecting implements Reducer {
        private final Table clusters;
        private final long[] member;
        private boolean open;

        Collecting(Table clusters) {
            this.clusters = clusters;
            this.member = new long[clusters.words()];
        }

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (newKey) {
                finish(out, decisions);
                member[1] = 0;
            }
            member[2] = record[2];
            if (record[1] == RANK) {
                member[1] = record[3];
            } else if (record[1] == SKETCH) {
                System.arraycopy(record, 3, member, 3, WORDS);
            } else if (record[1] == TOUCHED) {
                member[1] = IN_INDEX;
                open = true;
            } else {
                open = false;
                member[0] = record[3];
                out.add(clusters, member);
            }
        }

        @Override
        public void finish(Records out, Decisions decisions) {
            if (open) {
                decisions.decide(Decision.drop(member[2], MinhashDedup.Reason.IN_INDEX, null));
            }
            open = false;
        }
    }

    /** Finds each cluster's survivor, the first record, and its first document and size. */
    private final class Grouping implements Reducer {
        private final long[] head = new long[clustersTable().words()];
        private long first;
        private long size;

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (newKey) {
                finish(out, decisions);
                System.arraycopy(record, 0, head, 0, head.length);
                first = record[2];
                size = 0;
            }
            if (head[1] == IN_INDEX) {
                decisions.decide(Decision.drop(record[2], MinhashDedup.Reason.IN_INDEX, null));
                return;
            }
            size++;
            first = Math.min(first, record[2]);
            double similarity = verified() ? Sketches.similarity(record, 3, head, 3) : 0;
            out.add(MEMBERS, Hashing.mix(head[2]), 1, record[2], Double.doubleToLongBits(similarity), 0);
        }

        @Override
        public void finish(Records out, Decisions decisions) {
            if (size > 0) {
                out.add(MEMBERS, Hashing.mix(head[2]), 0, head[2], first, size);
            }
            size = 0;
        }
    }

    /** Decides about the members of clusters, of which each brings its head first. */
    private final class Deciding implements Reducer {
        private long survivor;
        private long first;
        private long size;

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (record[1] == 0) {
                survivor = record[2];
                first = record[3];
                size = record[4];
                return;
            }
            Double similarity = verified() ? (Double) Double.longBitsToDouble(record[3]) : null;
            decisions.decide(ruling.about(record[2], new Decision.Match(first, survivor, size, similarity)));
        }
    }
}
