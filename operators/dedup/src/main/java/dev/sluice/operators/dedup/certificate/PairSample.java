package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.Hashing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The pairs that recall is estimated from, drawn in two phases.
 *
 * <p>First, buckets: documents that share a {@link Probe}, which two documents of similarity s do with probability s. Keys
 * are random numbers, so buckets are drawn by taking the least keys until they hold {@value Probing#PROBED} documents. Of
 * each pair it is known whether the method joined it, and how many bits of the documents' signatures agree.
 *
 * <p>Second, strata: pairs are parted by the similarity that these bits suggest, in classes of a tenth, and by whether they
 * were joined. {@value #COMPARED} pairs are compared, equally many of each stratum, or all of a smaller one: those that surely
 * resemble each other, or surely do not, are most of all pairs and take few of the places. Within a stratum a pair is drawn
 * with a probability in proportion to {@link Pair#weight} (priority sampling: Duffield, Lund and Thorup 2007), which is 1
 * but where a bucket was cut.
 *
 * <p>A pair's weight is the inverse of its probability of being compared: 1/s for the first phase, times {@link
 * Pair#weight} for a cut bucket, times the inverse of its chance in the second. Everything is drawn by hashes: the same
 * documents give the same sample, which is why it need not be stored.
 */
final class PairSample {
    /** Pairs that are compared. */
    static final int COMPARED = 500;

    private static final int CLASSES = 10;

    /** Pairs of a lower class are one stratum. */
    private static final int LEAST_CLASS = 3;

    private final List<Stratum> strata = new ArrayList<>();
    private int buckets;
    private long pairs;

    /**
     * A document of a bucket.
     *
     * @param key of the bucket
     * @param bits of a signature
     * @param size of the bucket
     * @param cluster first locator of the document's cluster, or -1
     */
    record Member(long key, long locator, long bits, long size, long cluster) {}

    /**
     * A pair of documents that share a probe.
     *
     * @param bucket number of the bucket in the sample
     * @param weight pairs of the bucket that this one stands for
     * @param priority the weight by a uniform number: of a stratum the pairs of the highest priorities are drawn
     */
    record Pair(int bucket, Member one, Member other, double weight, double priority) {
        Pair(int bucket, Member one, Member other, double weight) {
            this(bucket, one, other, weight, weight / uniform(one.locator, other.locator));
        }

        boolean joined() {
            return one.cluster >= 0 && one.cluster == other.cluster;
        }

        private static double uniform(long one, long other) {
            return ((Hashing.mix(Probing.draw(one) ^ other) >>> 11) + 1) * 0x1p-53;
        }
    }

    /** Pairs of about one similarity that were joined, or that were not. */
    static final class Stratum {
        private final int likeness;
        private final boolean joined;
        private final List<Pair> pairs = new ArrayList<>();
        private int drawn;
        private double priority;

        Stratum(int likeness, boolean joined) {
            this.likeness = likeness;
            this.joined = joined;
        }

        /** Similarity that the class begins with. */
        double from() {
            return likeness == LEAST_CLASS - 1 ? 0 : (double) likeness / CLASSES;
        }

        /** Similarity that the class ends with. */
        double to() {
            return (likeness + 1.0) / CLASSES;
        }

        boolean joined() {
            return joined;
        }

        List<Pair> pairs() {
            return pairs;
        }

        /** The pairs that are compared. */
        List<Pair> drawn() {
            return pairs.subList(0, drawn);
        }

        /** The inverse of the probability with which a pair was drawn from the stratum, times its weight. */
        double expanded(Pair pair) {
            return Math.max(pair.weight, priority);
        }

        private void draw(int number) {
            pairs.sort(Comparator.comparingDouble((Pair pair) -> -pair.priority)
                    .thenComparingLong(pair -> pair.one.locator)
                    .thenComparingLong(pair -> pair.other.locator));
            drawn = number;
            priority = number < pairs.size() ? pairs.get(number).priority : 0;
        }
    }

    /**
     * The sample.
     *
     * @param members of the drawn buckets, those of one bucket together
     * @param likeness the similarity by the number of bits that agree
     */
    PairSample(List<Member> members, IntToDoubleFunction likeness) {
        for (int joined = 0; joined < 2; joined++) {
            for (int likenessClass = LEAST_CLASS - 1; likenessClass < CLASSES; likenessClass++) {
                strata.add(new Stratum(likenessClass, joined > 0));
            }
        }
        for (int from = 0; from < members.size(); ) {
            int to = from;
            while (to < members.size() && members.get(to).key == members.get(from).key) {
                to++;
            }
            bucket(members.subList(from, to), likeness);
            from = to;
        }
        strata.removeIf(stratum -> stratum.pairs.isEmpty());
        long[] sizes =
                strata.stream().mapToLong(stratum -> stratum.pairs.size()).toArray();
        double[] wanted = new double[sizes.length];
        Arrays.fill(wanted, 1);
        int[] drawn = Allocation.of(sizes, wanted, COMPARED);
        for (int i = 0; i < drawn.length; i++) {
            strata.get(i).draw(drawn[i]);
        }
    }

    private void bucket(List<Member> bucket, IntToDoubleFunction likeness) {
        double taken = bucket.size();
        double size = bucket.get(0).size;
        double weight = size * (size - 1) / Math.max(1, taken * (taken - 1));
        for (int i = 0; i < taken; i++) {
            for (int j = 0; j < i; j++) {
                Pair pair = new Pair(buckets, bucket.get(j), bucket.get(i), weight);
                int agreeing = Long.SIZE - Long.bitCount(pair.one.bits ^ pair.other.bits);
                int likenessClass = (int) Math.floor(CLASSES * likeness.applyAsDouble(agreeing));
                int index = Math.max(0, Math.min(CLASSES - 1, likenessClass) - LEAST_CLASS + 1);
                strata.get(pair.joined() ? index + strata.size() / 2 : index)
                        .pairs
                        .add(pair);
                pairs++;
            }
        }
        buckets++;
    }

    /** The strata that hold pairs. */
    List<Stratum> strata() {
        return strata;
    }

    /** Buckets of the first phase. */
    int buckets() {
        return buckets;
    }

    /** Pairs of the first phase. */
    long pairs() {
        return pairs;
    }
}
