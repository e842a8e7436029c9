package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global.Decisions;
import dev.sluice.operators.Global.Keyed;
import dev.sluice.operators.Global.Pass;
import dev.sluice.operators.Global.Records;
import dev.sluice.operators.Global.Reducer;
import dev.sluice.operators.Global.Table;
import dev.sluice.operators.dedup.Ruling;
import dev.sluice.operators.dedup.graph.Stars;
import dev.sluice.operators.dedup.minhash.MinhashDedup.Verify;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins pairs to clusters and decides about their members on many workers, by {@link Stars}. What {@link Clusters} holds in
 * memory goes through sorted tables here; the decisions are the same.
 *
 * @param rounds of large-star and small-star
 * @param verify how pairs are verified; where it is exact, they are before they come here
 * @param verifyThreshold least similarity of a pair that counts; absent where every pair counts that comes here
 * @param ranked whether survivors are chosen by rank
 * @param opening opens the documents of earlier runs, if there are any
 */
record StarClusters(
        int rounds,
        Verify verify,
        @Nullable Double verifyThreshold,
        boolean ranked,
        Older.@Nullable Opening opening,
        Ruling ruling)
        implements Buckets.Found {
    private static final int WORDS = Sketches.WORDS;

    /** Place of a document; 0, its locator and its sketch, or 1, its locator and the place of a document it is paired with. */
    static final Table HALVES = new Table("halves", 3 + WORDS, 1, 2);

    /** Place of a document; 0, its locator and its sketch, or 1, the place of one paired with it and that one's sketch. */
    private static final Table MEETINGS = new Table("meetings", 3 + WORDS, 1, -1);

    private static final long RANK = 0;
    private static final long SKETCH = 1;
    private static final long MATCH = 2;
    private static final long ROOT = 3;

    /** More than the number of any document of an earlier run. */
    private static final long NONE = Long.MAX_VALUE;

    private boolean verified() {
        return verifyThreshold != null;
    }

    private boolean indexed() {
        return opening != null;
    }

    /** Whether anything but its root is told of a document. */
    private boolean traits() {
        return verified() || ranked || indexed();
    }

    /**
     * Place of a document, kind, locator, and what the kind says: rank, sketch, number of the document of an earlier run that it
     * matches (and, where pairs are verified, their similarity), or the place of its root.
     */
    private Table traitsTable() {
        return new Table("traits", 3 + (verified() ? WORDS : 1), 1, 2);
    }

    /** Root; where there are documents of earlier runs, the number of the one it matches; rank, locator, sketch. */
    private Table clustersTable() {
        return new Table("clusters", rankWord() + 2 + (verified() ? WORDS : 0), 1, rankWord() + 1);
    }

    private int rankWord() {
        return indexed() ? 2 : 1;
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
        return List.of(verified() ? HALVES : Stars.EDGES);
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
    public void older(long locator, long number, Records out) {
        OlderMatches.candidate(verified(), locator, number, out);
    }

    private void match(long locator, long number, @Nullable Double similarity, Records out) {
        long[] record = trait(Stars.place(locator), MATCH, locator, number);
        if (similarity != null) {
            record[4] = Double.doubleToLongBits(similarity);
        }
        out.add(traitsTable(), record);
    }

    private void trait(long place, long kind, long locator, long value, Records out) {
        out.add(traitsTable(), trait(place, kind, locator, value));
    }

    private long[] trait(long place, long kind, long locator, long value) {
        long[] record = new long[traitsTable().words()];
        record[0] = place;
        record[1] = kind;
        record[2] = locator;
        record[3] = value;
        return record;
    }

    /** The passes behind the buckets. */
    List<Pass> passes() {
        List<Pass> passes = new ArrayList<>();
        Table traits = traitsTable();
        Table clusters = clustersTable();
        Older.Opening older = opening;
        if (older != null) {
            passes.add(new Keyed(
                    OlderMatches.table(verified()),
                    List.of(traits),
                    resources -> new OlderMatches(
                            older.open(resources),
                            verifyThreshold,
                            (locator, number, similarity, out, decisions) -> match(locator, number, similarity, out))));
        }
        if (verified()) {
            passes.add(new Keyed(HALVES, List.of(MEETINGS), resources -> new Meeting()));
            passes.add(new Keyed(MEETINGS, List.of(Stars.EDGES, traits), resources -> new Verifying()));
        }
        if (traits()) {
            passes.addAll(Stars.passes(
                    rounds, List.of(traits), (root, node, out) -> trait(Stars.place(node), ROOT, node, root, out)));
            passes.add(new Keyed(traits, List.of(clusters), resources -> new Collecting()));
        } else {
            passes.addAll(
                    Stars.passes(rounds, List.of(clusters), (root, node, out) -> out.add(clusters, root, 0, node)));
        }
        passes.add(new Keyed(
                clusters,
                List.of(Membership.MEMBERS),
                resources -> new Grouping(older == null ? null : older.open(resources))));
        passes.add(new Keyed(Membership.MEMBERS, List.of(), resources -> new Membership(ruling, verify)));
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

    /** Puts together what is told of a document that is in a cluster; decides about others that match an earlier run's. */
    private final class Collecting implements Reducer {
        private final Table clusters = clustersTable();
        private final long[] member = new long[clusters.words()];
        private final int rank = rankWord();
        private boolean open;
        private @Nullable Double similarity;

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (newKey) {
                finish(out, decisions);
                member[1] = NONE;
                member[rank] = 0;
            }
            member[rank + 1] = record[2];
            if (record[1] == RANK) {
                member[rank] = record[3];
            } else if (record[1] == SKETCH) {
                System.arraycopy(record, 3, member, rank + 2, WORDS);
            } else if (record[1] == MATCH) {
                member[1] = record[3];
                similarity = verified() ? (Double) Double.longBitsToDouble(record[4]) : null;
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
                long locator = member[rank + 1];
                decisions.decide(ruling.about(locator, Decision.Match.earlier(locator, member[1], 2, similarity)));
            }
            open = false;
        }
    }

    /** Finds each cluster's survivor, the first record or the older document it matches, and its first document and size. */
    private final class Grouping implements Reducer {
        private final @Nullable Older older;
        private final int rank = rankWord();
        private final long[] head = new long[clustersTable().words()];
        private long first;
        private long size;

        Grouping(@Nullable Older older) {
            this.older = older;
        }

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            long locator = record[rank + 1];
            if (newKey) {
                finish(out, decisions);
                System.arraycopy(record, 0, head, 0, head.length);
                first = locator;
                size = 0;
            }
            size++;
            first = Math.min(first, locator);
            Membership.member(head[rank + 1], locator, verified() ? similarity(record) : 0, out);
        }

        private double similarity(long[] record) {
            return older != null && head[1] != NONE
                    ? older.similarity(head[1], record, rank + 2)
                    : Sketches.similarity(record, rank + 2, head, rank + 2);
        }

        @Override
        public void finish(Records out, Decisions decisions) {
            if (size > 0) {
                boolean outside = older != null && head[1] != NONE;
                long survivor = outside ? ~head[1] : head[rank + 1];
                Membership.cluster(head[rank + 1], survivor, first, size + (outside ? 1 : 0), out);
            }
            size = 0;
        }
    }
}
