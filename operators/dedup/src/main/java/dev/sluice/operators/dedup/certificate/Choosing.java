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
import java.util.function.IntToDoubleFunction;

/**
 * Chooses the documents that a certificate compares. Everything is drawn by hashes of locators, so that the choice depends
 * on the documents alone. Memory is that of the documents of {@value Probing#PROBED} probes, of the chosen ones, and of one
 * number for each size of a cluster.
 */
@SuppressWarnings("EnumOrdinal") // lives no longer than a run of one version
final class Choosing implements Review.Selector {
    private static final Comparator<Cluster> BY_SIZE = Comparator.comparingLong((Cluster cluster) -> cluster.size)
            .thenComparing(cluster -> cluster.group, Comparator.reverseOrder());
    private static final Comparator<Cluster> BY_DRAW = Comparator.comparingLong(
                    (Cluster cluster) -> Probing.draw(cluster.group))
            .reversed();

    private final IntToDoubleFunction likeness;
    private final List<long[]> probes = new ArrayList<>();
    private final Map<Long, Long> clusterOfProbe = new HashMap<>();
    private final TreeMap<Long, Long> sizes = new TreeMap<>();
    private final RemovedSample removed = new RemovedSample();
    private final PriorityQueue<Cluster> largest = new PriorityQueue<>(BY_SIZE);
    private final PriorityQueue<Cluster> sampled = new PriorityQueue<>(BY_DRAW);
    private final Map<Long, Cluster> byGroup = new HashMap<>();

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

    Choosing(IntToDoubleFunction likeness) {
        this.likeness = likeness;
    }

    @Override
    public void accept(Global.Table table, long[] record) {
        boolean whole = probes.isEmpty() || record[0] != probes.get(probes.size() - 1)[0];
        if (probes.size() < Probing.PROBED || !whole) {
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
            removed.add(locator, match);
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
        sizes.forEach((size, clusters) -> note(out, Note.SIZE, size, clusters));
        removed.draw(new RemovedSample.Sink() {
            @Override
            public void stratum(RemovedSample.Stratum stratum, long documents) {
                note(out, Note.STRATUM, stratum.measured() ? 1 : 0, stratum.number(), documents);
            }

            @Override
            public void removed(RemovedSample.Stratum stratum, RemovedSample.Removed one) {
                int measured = stratum.measured() ? 1 : 0;
                note(out, Note.REMOVED, measured, stratum.number(), one.draw(), one.locator(), one.survivor());
                called.add(one.locator());
                called.add(one.survivor());
            }
        });
        List<PairSample.Member> members = new ArrayList<>();
        for (long[] probe : probes) {
            long cluster = clusterOfProbe.getOrDefault(probe[1], -1L);
            members.add(new PairSample.Member(probe[0], probe[1], probe[2], probe[3], cluster));
            note(out, Note.PROBE, probe[0], probe[1], probe[2], probe[3], cluster);
        }
        for (PairSample.Stratum stratum : new PairSample(members, likeness).strata()) {
            for (PairSample.Pair pair : stratum.drawn()) {
                called.add(pair.one().locator());
                called.add(pair.other().locator());
            }
        }
        List<Cluster> shown = new ArrayList<>(largest);
        shown.sort(BY_SIZE.reversed());
        for (int rank = 0; rank < shown.size(); rank++) {
            Cluster cluster = shown.get(rank);
            note(out, Note.LARGEST, rank, cluster.group, cluster.survivor, cluster.size);
        }
        for (Cluster cluster : sampled) {
            long draw = Probing.draw(cluster.group);
            note(out, Note.CLUSTER, draw, cluster.group, cluster.survivor, cluster.size);
        }
        for (Cluster cluster : byGroup.values()) {
            TreeSet<Long> compared = new TreeSet<>(cluster.members.values());
            compared.add(cluster.group);
            compared.add(cluster.survivor);
            for (long member : compared) {
                note(out, Note.MEMBER, cluster.group, member);
                called.add(member);
            }
        }
        for (long locator : called) {
            out.add(Review.CALLED, locator);
        }
    }

    private static void note(Global.Records out, Note kind, long... numbers) {
        long[] words = new long[Certificate.NOTES.words()];
        words[0] = kind.ordinal();
        System.arraycopy(numbers, 0, words, 1, numbers.length);
        out.add(Certificate.NOTES, words);
    }
}
