package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.Review;
import dev.sluice.operators.dedup.certificate.Certificate.Note;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses the documents that a certificate compares. Everything is drawn by hashes of locators, so that the choice depends
 * on the documents alone. Memory is that of the chosen documents and of one number for each size of a cluster.
 */
@SuppressWarnings("EnumOrdinal") // lives no longer than a run of one version
final class Choosing implements Review.Selector {
    private static final Comparator<Cluster> BY_SIZE = Comparator.comparingLong((Cluster cluster) -> cluster.size)
            .thenComparing(cluster -> cluster.group, Comparator.reverseOrder());
    private static final Comparator<Cluster> BY_DRAW = Comparator.comparingLong(
                    (Cluster cluster) -> Probing.draw(cluster.group))
            .reversed();
    private static final Comparator<Removed> REMOVED_BY_DRAW =
            Comparator.comparingLong(Removed::draw).reversed();

    private final List<long[]> probes = new ArrayList<>();
    private final Map<Long, Long> clusterOfProbe = new HashMap<>();
    private final TreeMap<Long, Long> sizes = new TreeMap<>();
    private final PriorityQueue<Removed> removed = new PriorityQueue<>(REMOVED_BY_DRAW);
    private final PriorityQueue<Cluster> largest = new PriorityQueue<>(BY_SIZE);
    private final PriorityQueue<Cluster> sampled = new PriorityQueue<>(BY_DRAW);
    private final Map<Long, Cluster> byGroup = new HashMap<>();
    private long removedCount;

    private record Removed(long draw, long locator, long survivor) {}

    /** A cluster with the members that have the smallest draws. */
    private static final class Cluster {
        private final long group;
        private final long survivor;
        private final long size;
        private final TreeMap<Long, Long> members = new TreeMap<>();
        private int queues;

        Cluster(long group, long survivor, long size) {
            this.group = group;
            this.survivor = survivor;
            this.size = size;
        }
    }

    @Override
    public void accept(Global.Table table, long[] record) {
        boolean whole = probes.isEmpty() || record[0] != probes.get(probes.size() - 1)[0];
        if (probes.size() < Certificate.PROBED || !whole) {
            probes.add(record.clone());
            clusterOfProbe.put(record[1], -1L);
        }
    }

    @Override
    public void decided(Decision decision) {
        Decision.Match match = decision.match();
        if (match == null) {
            return;
        }
        long locator = decision.locator();
        clusterOfProbe.replace(locator, match.group());
        if (match.isEarlier()) {
            return; // nobody can look again at the document that stays
        }
        if (locator == match.group()) {
            sizes.merge(match.size(), 1L, Long::sum);
            // A cluster's first member comes first: the cluster is taken then, or never.
            Cluster cluster = new Cluster(locator, match.survivor(), match.size());
            offer(cluster, largest, Certificate.LARGEST);
            offer(cluster, sampled, Certificate.CLUSTERS);
            if (cluster.queues > 0) {
                byGroup.put(locator, cluster);
            }
        }
        Cluster cluster = byGroup.get(match.group());
        if (cluster != null) {
            cluster.members.put(Probing.draw(locator), locator);
            if (cluster.members.size() > Certificate.MEMBERS) {
                cluster.members.pollLastEntry();
            }
        }
        if (locator != match.survivor()) {
            removedCount++;
            removed.add(new Removed(Probing.draw(locator), locator, match.survivor()));
            if (removed.size() > Certificate.REMOVED) {
                removed.poll();
            }
        }
    }

    private void offer(Cluster cluster, PriorityQueue<Cluster> queue, int most) {
        queue.add(cluster);
        cluster.queues++;
        if (queue.size() > most) {
            Cluster least = queue.remove();
            least.queues--;
            forget(least);
        }
    }

    private void forget(Cluster cluster) {
        if (cluster.queues == 0) {
            byGroup.remove(cluster.group);
        }
    }

    @Override
    public void finish(Global.Records out) {
        TreeSet<Long> called = new TreeSet<>();
        sizes.forEach((size, clusters) -> note(out, Note.SIZE, size, clusters, 0, 0));
        note(out, Note.TOTAL, removedCount, 0, 0, 0);
        for (Removed one : removed) {
            note(out, Note.REMOVED, one.draw(), one.locator(), one.survivor(), 0);
            called.add(one.locator());
            called.add(one.survivor());
        }
        for (long[] probe : probes) {
            note(out, Note.PROBE, probe[0], probe[1], probe[2], clusterOfProbe.getOrDefault(probe[1], -1L));
            called.add(probe[1]);
        }
        List<Cluster> shown = new ArrayList<>(largest);
        shown.sort(BY_SIZE.reversed());
        for (int rank = 0; rank < shown.size(); rank++) {
            note(out, Note.LARGEST, rank, shown.get(rank));
        }
        for (Cluster cluster : sampled) {
            note(out, Note.CLUSTER, Probing.draw(cluster.group), cluster);
        }
        for (Cluster cluster : byGroup.values()) {
            TreeSet<Long> members = new TreeSet<>(cluster.members.values());
            members.add(cluster.group);
            members.add(cluster.survivor);
            for (long member : members) {
                note(out, Note.MEMBER, cluster.group, member, 0, 0);
                called.add(member);
            }
        }
        for (long locator : called) {
            out.add(Review.CALLED, locator);
        }
    }

    private static void note(Global.Records out, Note kind, long first, Cluster cluster) {
        note(out, kind, first, cluster.group, cluster.survivor, cluster.size);
    }

    private static void note(Global.Records out, Note kind, long a, long b, long c, long d) {
        out.add(Certificate.NOTES, kind.ordinal(), a, b, c, d);
    }
}
