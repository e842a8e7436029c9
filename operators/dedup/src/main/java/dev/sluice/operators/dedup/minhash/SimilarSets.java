package dev.sluice.operators.dedup.minhash;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Ranks signed sets by their similarity to some of them, the seeds. Candidates are the sets that share a bucket with a
 * seed: all slots of a band. Buckets are found by walking over the signatures, so a file needs no table of them.
 *
 * @param sets where to look
 * @param mostInBucket larger buckets are counted and left out: the members they stand for are in too many sets to say
 *     anything
 */
public record SimilarSets(StoredSets sets, int mostInBucket) {

    /** How candidates are ranked. */
    public enum Method {
        /** By their mean similarity to the seeds. */
        MEAN,
        /** The most similar one joins the seeds, and the others are compared with it, too; again and again. */
        GROW
    }

    /**
     * A set that is similar to the seeds.
     *
     * @param similarity estimate of the mean Jaccard similarity to the seeds, and with {@link Method#GROW} to those that
     *     joined before
     * @param standardError of that estimate, at most
     * @param containment estimate of the share of a seed's members that the set has, mean of the seeds
     * @param buckets buckets shared with seeds
     */
    public record Match(
            int set, String id, int size, double similarity, double standardError, double containment, int buckets) {}

    /**
     * What was found.
     *
     * @param candidates sets that share a bucket with a seed
     * @param buckets different buckets of seeds with other sets in them
     * @param oversized those of them that were left out
     */
    public record Ranking(List<Match> matches, int candidates, int buckets, int oversized) {}

    /**
     * Ranks sets.
     *
     * @param seeds different sets
     * @param least similarity of a match
     * @param limit most matches
     */
    public Ranking rank(int[] seeds, Method method, double least, int limit) {
        int bands = sets.bands();
        int[][] signatures = new int[seeds.length][];
        for (int s = 0; s < seeds.length; s++) {
            signatures[s] = sets.slots(seeds[s]);
        }
        int[] inBucket = new int[seeds.length * bands];
        BitSet isSeed = new BitSet();
        for (int set : seeds) {
            isSeed.set(set);
        }
        SeedBuckets ofSeeds = new SeedBuckets(signatures);
        for (int set = 0; set < sets.count(); set++) {
            for (int band = 0; band < bands; band++) {
                for (int s = ofSeeds.first(set, band); s >= 0; s = ofSeeds.next(s, band)) {
                    inBucket[s * bands + band] += agrees(set, signatures[s], band) ? 1 : 0;
                }
            }
        }
        int buckets = 0;
        int oversized = 0;
        for (int s = 0; s < seeds.length; s++) {
            for (int band = 0; band < bands; band++) {
                boolean counts = inBucket[s * bands + band] > 1;
                for (int before = 0; counts && before < s; before++) {
                    counts = !agrees(seeds[before], signatures[s], band);
                }
                buckets += counts ? 1 : 0;
                oversized += counts && inBucket[s * bands + band] > mostInBucket ? 1 : 0;
            }
        }
        List<Match> candidates = new ArrayList<>();
        for (int set = 0; set < sets.count(); set++) {
            int shared = 0;
            boolean seed = isSeed.get(set);
            for (int band = 0; band < bands; band++) {
                for (int s = ofSeeds.first(set, band); s >= 0; s = ofSeeds.next(s, band)) {
                    shared += inBucket[s * bands + band] <= mostInBucket && agrees(set, signatures[s], band) ? 1 : 0;
                }
            }
            if (!seed && shared > 0) {
                candidates.add(match(set, seeds, signatures, shared));
            }
        }
        List<Match> matches = method == Method.MEAN
                ? candidates.stream()
                        .filter(match -> match.similarity() >= least)
                        .sorted(Comparator.comparingDouble(Match::similarity)
                                .reversed()
                                .thenComparing(Match::set))
                        .limit(limit)
                        .toList()
                : grow(candidates, seeds.length, least, limit);
        return new Ranking(matches, candidates.size(), buckets, oversized);
    }

    /** The seeds by the first slot of each band, so that what a set costs does not grow with the number of seeds. */
    private final class SeedBuckets {
        private static final int MOST_BITS = 16;

        private final int bits;
        private final int seeds;
        /** By band and hash, the first seed plus one; 0 where there is none. */
        private final int[] firsts;
        /** By band and seed, the next seed of the same hash plus one. */
        private final int[] nexts;

        SeedBuckets(int[][] signatures) {
            seeds = signatures.length;
            bits = Math.min(MOST_BITS, 34 - Integer.numberOfLeadingZeros(seeds)); // up to eight places a seed
            firsts = new int[sets.bands() << bits];
            nexts = new int[sets.bands() * seeds];
            for (int band = 0; band < sets.bands(); band++) {
                for (int s = 0; s < seeds; s++) {
                    int at = place(band, signatures[s][band * sets.rows()]);
                    nexts[band * seeds + s] = firsts[at];
                    firsts[at] = s + 1;
                }
            }
        }

        private int place(int band, int slot) {
            return (band << bits) + ((slot * 0x9E3779B1) >>> (32 - bits));
        }

        /** A seed that may agree with a set in a band, or -1. */
        int first(int set, int band) {
            return firsts[place(band, sets.slot(set, band * sets.rows()))] - 1;
        }

        /** A further one, or -1. */
        int next(int seed, int band) {
            return nexts[band * seeds + seed] - 1;
        }
    }

    private boolean agrees(int set, int[] signature, int band) {
        int rows = sets.rows();
        for (int i = band * rows; i < (band + 1) * rows; i++) {
            if (sets.slot(set, i) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    private Match match(int set, int[] seeds, int[][] signatures, int shared) {
        double similarity = 0;
        double containment = 0;
        double size = sets.size(set);
        for (int s = 0; s < seeds.length; s++) {
            double jaccard = jaccard(set, signatures[s]);
            double seed = sets.size(seeds[s]);
            similarity += jaccard;
            containment += Math.min(1, jaccard * (seed + size) / (seed * (1 + jaccard)));
        }
        double mean = similarity / seeds.length;
        return new Match(set, sets.id(set), sets.size(set), mean, error(mean), containment / seeds.length, shared);
    }

    /** Slots vary independently, each between 0 and 1 around the mean. */
    private double error(double mean) {
        return Math.sqrt(Math.max(0, mean * (1 - mean)) / (sets.bands() * sets.rows()));
    }

    /** The estimate of the Jaccard similarity of a set and a signature's: the share of equal slots. */
    double jaccard(int set, int[] signature) {
        int equal = 0;
        for (int i = 0; i < signature.length; i++) {
            equal += sets.slot(set, i) == signature[i] ? 1 : 0;
        }
        return (double) equal / signature.length;
    }

    private List<Match> grow(List<Match> candidates, int seeds, double least, int limit) {
        double[] means = new double[candidates.size()];
        for (int i = 0; i < means.length; i++) {
            means[i] = candidates.get(i).similarity();
        }
        boolean[] joined = new boolean[means.length];
        List<Match> matches = new ArrayList<>();
        for (int members = seeds; matches.size() < limit; members++) {
            int best = -1;
            for (int i = 0; i < means.length; i++) {
                if (!joined[i] && means[i] >= least && (best < 0 || means[i] > means[best])) {
                    best = i;
                }
            }
            if (best < 0) {
                break;
            }
            Match next = candidates.get(best);
            joined[best] = true;
            matches.add(new Match(
                    next.set(),
                    next.id(),
                    next.size(),
                    means[best],
                    error(means[best]),
                    next.containment(),
                    next.buckets()));
            int[] signature = sets.slots(next.set());
            for (int i = 0; i < means.length; i++) {
                if (!joined[i]) {
                    means[i] = (members * means[i] + jaccard(candidates.get(i).set(), signature)) / (members + 1);
                }
            }
        }
        return matches;
    }
}
