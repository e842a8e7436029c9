package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.LimitException;
import dev.sluice.operators.dedup.Ruling;
import dev.sluice.operators.dedup.graph.Components;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins pairs to clusters and decides about their members. Only documents of a pair are held: 18 to 30 bytes each, 4
 * more at the end; 16 more where survivors are chosen by rank; where pairs are verified 64 more and 8 a pair; 24 more where
 * there are documents of earlier runs.
 */
public final class Clusters implements Global.Folder {
    private static final int MAX_CANDIDATES = 1 << 29;

    private static final String ADVICE = "deduplicate exact copies first, or in groups (group_field)";

    /** A document and the one of an earlier run that it matches. */
    private static final long MATCH_BYTES = Integer.BYTES + Long.BYTES;

    /** More than the number of any document of an earlier run. */
    private static final long NONE = Long.MAX_VALUE;

    private final Global.Table pairs;
    private final Ruling ruling;
    private final @Nullable Double verifyThreshold;
    private final boolean leads;
    private final Components components;
    private final @Nullable Sketches sketches;
    private final @Nullable Older older;
    private final boolean listing;

    private int[] candidates = new int[1024];
    private int candidateEnds;
    private int[] matched = new int[0];
    private long[] matches = new long[0];
    private int matchCount;
    private long[] ranks = new long[0];
    private long lastOne = -1;
    private long lastOther = -1;
    private boolean settled;

    /**
     * Joins all pairs of documents of one run; {@link MinhashDedup#RANKS} may follow.
     *
     * @param pairs the table of pairs; it is read first
     */
    public Clusters(Global.Table pairs, Ruling ruling) {
        this(pairs, ruling, null, false, null, false);
    }

    /**
     * @param pairs the table of pairs; it is read first
     * @param verifyThreshold least similarity of a pair that counts; absent where every pair counts
     * @param leads whether members stay that are not that similar to one that does, see {@link Leaders}
     * @param older the documents of earlier runs, if there are any
     * @param listing whether clusters go to {@link Membership#MEMBERS} instead of being decided about: where similarities to
     *     survivors wait there
     */
    Clusters(
            Global.Table pairs,
            Ruling ruling,
            @Nullable Double verifyThreshold,
            boolean leads,
            @Nullable Older older,
            boolean listing) {
        this(pairs, ruling, verifyThreshold, leads, older, listing, new Components(ADVICE));
    }

    /** @param components an empty graph, which knows how much memory there is */
    Clusters(
            Global.Table pairs,
            Ruling ruling,
            @Nullable Double verifyThreshold,
            boolean leads,
            @Nullable Older older,
            boolean listing,
            Components components) {
        this.components = components;
        this.pairs = pairs;
        this.ruling = ruling;
        this.verifyThreshold = verifyThreshold;
        this.leads = leads;
        this.older = older;
        this.listing = listing;
        this.sketches = verifyThreshold == null ? null : new Sketches();
    }

    /** What is held, see {@link Global#held}. */
    public static List<Global.Held> held(boolean ranked, boolean verified, boolean leads, boolean indexed) {
        int bytes = Components.NODE_BYTES
                + Integer.BYTES
                + (ranked ? 16 : 0)
                + (verified ? 8 * Sketches.WORDS : 0)
                + (leads ? 2 * Integer.BYTES : 0)
                + (indexed ? 24 : 0);
        Global.Held documents = new Global.Held("documents with a possible duplicate", Components.MAX_NODES, bytes);
        return verified
                ? List.of(documents, new Global.Held("candidate pairs", MAX_CANDIDATES, 2 * Integer.BYTES))
                : List.of(documents);
    }

    @Override
    public void accept(Global.Table table, long[] record) {
        if (table.equals(pairs)) {
            pair(record[0], record[1]);
            return;
        }
        if (table.equals(MinhashDedup.TOUCHED)) {
            match(record[0], record[1]);
            return;
        }
        settle();
        int number = components.find(record[0]);
        if (number < 0) {
            return; // the document is nobody's candidate
        }
        if (table.equals(MinhashDedup.RANKS)) {
            if (ranks.length == 0) {
                ranks = new long[components.size()];
            }
            ranks[number] = record[1];
        } else if (sketches != null) {
            sketches.put(number, record, 1);
        }
    }

    private void match(long locator, long number) {
        if (matchCount == matched.length) {
            int length = Math.max(1024, matchCount + matchCount / 2);
            components.besides(held() + MATCH_BYTES * (length - matched.length), (long) Long.BYTES * matched.length);
            matched = Arrays.copyOf(matched, length);
            matches = Arrays.copyOf(matches, length);
        }
        matched[matchCount] = components.add(locator);
        matches[matchCount++] = number;
    }

    private void pair(long one, long other) {
        if (one == lastOne && other == lastOther) {
            return; // found in several bands; sorted, so repetitions are neighbours
        }
        lastOne = one;
        lastOther = other;
        if (verifyThreshold == null) {
            components.link(one, other);
            return;
        }
        if (candidateEnds + 2 > candidates.length) {
            if (candidates.length >= 2 * MAX_CANDIDATES) {
                throw new LimitException("more than " + MAX_CANDIDATES
                        + " candidate pairs; deduplicate exact copies first, or use fewer bands or more rows");
            }
            int length = (int) Math.min(2L * MAX_CANDIDATES, candidates.length + (candidates.length >> 1));
            components.besides(
                    held() + (long) Integer.BYTES * (length - candidates.length),
                    (long) Integer.BYTES * candidates.length);
            candidates = Arrays.copyOf(candidates, length);
        }
        candidates[candidateEnds++] = components.add(one);
        candidates[candidateEnds++] = components.add(other);
    }

    /** What is held of pairs and matches. */
    private long held() {
        return (long) Integer.BYTES * candidates.length + MATCH_BYTES * matched.length;
    }

    /** All pairs are known, and with them how many documents are held until the end: fails now rather than then. */
    private void settle() {
        if (settled) {
            return;
        }
        settled = true;
        int bytes = Integer.BYTES // the sizes of clusters
                + (sketches == null ? 0 : Long.BYTES * Sketches.WORDS)
                + (ruling.keep().ranks() ? Long.BYTES + Integer.BYTES : 0)
                + (leads ? 2 * Integer.BYTES : 0)
                + (matchCount == 0 ? 0 : Long.BYTES);
        components.besides(held() + (long) bytes * components.size(), 0);
    }

    @Override
    public void finish(Global.Records out, Global.Decisions decisions) {
        settle();
        verify();
        int size = components.size();
        int[] sizes = new int[size];
        for (int i = 0; i < size; i++) {
            sizes[components.root(i)]++;
        }
        if (leads && sketches != null && verifyThreshold != null) {
            new Leaders(components, ranks, sketches, verifyThreshold, ruling).decide(sizes, decisions);
            return;
        }
        int[] survivors = ranks.length == 0 ? null : survivors();
        long[] oldest = oldest();
        for (int i = 0; i < size; i++) {
            int root = components.root(i);
            if (older != null && oldest.length > 0 && oldest[root] != NONE) {
                long number = oldest[root];
                Double similarity = sketches == null ? null : (Double) sketches.similarity(i, older, number);
                decisions.decide(ruling.about(
                        components.node(i),
                        Decision.Match.earlier(components.node(root), number, sizes[root] + 1, similarity)));
            } else if (sizes[root] > 1) {
                int survivor = survivors == null ? root : survivors[root];
                if (listing) {
                    list(i, root, survivor, sizes[root], out);
                    continue;
                }
                Double similarity = sketches == null ? null : (Double) sketches.similarity(i, survivor);
                Decision.Match match =
                        new Decision.Match(components.node(root), components.node(survivor), sizes[root], similarity);
                decisions.decide(ruling.about(components.node(i), match));
            }
        }
    }

    private void list(int member, int root, int survivor, int size, Global.Records out) {
        long head = components.node(survivor);
        if (member == root) {
            Membership.cluster(head, head, components.node(root), size, out);
        }
        Membership.member(head, components.node(member), 0, out);
    }

    private void verify() {
        if (verifyThreshold != null && sketches != null) {
            for (int i = 0; i < candidateEnds; i += 2) {
                if (sketches.similarity(candidates[i], candidates[i + 1]) >= verifyThreshold) {
                    components.linkNumbers(candidates[i], candidates[i + 1]);
                }
            }
        }
    }

    /** By root, the first document of an earlier run that a member matches; empty where there is none at all. */
    private long[] oldest() {
        if (matchCount == 0) {
            return new long[0];
        }
        long[] oldest = new long[components.size()];
        Arrays.fill(oldest, NONE);
        for (int i = 0; i < matchCount; i++) {
            int root = components.root(matched[i]);
            oldest[root] = Math.min(oldest[root], matches[i]);
        }
        return oldest;
    }

    /** By root, the member of least rank, and of these the least locator. */
    private int[] survivors() {
        int[] survivors = new int[components.size()];
        Arrays.fill(survivors, -1);
        for (int i = 0; i < survivors.length; i++) {
            int root = components.root(i);
            int best = survivors[root];
            if (best < 0
                    || ranks[i] < ranks[best]
                    || (ranks[i] == ranks[best] && components.node(i) < components.node(best))) {
                survivors[root] = i;
            }
        }
        return survivors;
    }
}
