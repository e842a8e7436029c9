package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.Global;
import dev.sluice.operators.Review;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How well a deduplicator that compares sets of shingles did: precision, recall, clusters. It judges by Jaccard
 * similarities of whole sets, taken from a bounded number of documents when they are read again, never by the signatures
 * that found the pairs.
 *
 * <ul>
 *   <li><b>Precision</b>: the share of removed documents whose similarity to their survivor is at least the threshold, from
 *       {@value #REMOVED} removed documents drawn at random (a keyed draw over locators).
 *   <li><b>Recall</b>: the share of pairs of at least that similarity that are in one cluster. Documents leave a
 *       {@link Probe}; those that share one are a bucket. Buckets are drawn at random until they hold
 *       {@value #PROBED} documents, of a large bucket {@value Probing#MOST} documents; all pairs of a bucket are compared.
 *       A pair of similarity s shares a probe with probability s, so it counts 1/s times, and more where its bucket was
 *       cut. Buckets are the independent units.
 *   <li><b>Clusters</b>: all sizes; of {@value #CLUSTERS} clusters drawn at random and of the {@value #LARGEST} largest the
 *       least similarity among up to {@value #MEMBERS} members and the survivor.
 * </ul>
 *
 * @param cutter makes what cuts documents into shingles
 * @param threshold the similarity from which a pair ought to be found
 * @param meaning where the threshold comes from, as an end of the sentence "the threshold is ..."
 * @param curve how likely a pair is found; absent where that is not known
 * @param advice what to do where documents were joined that are not alike, as a sentence without its end
 */
public record Certificate(
        Supplier<Hashes.Cutter> cutter,
        double threshold,
        String meaning,
        @Nullable Curve curve,
        String advice) {
    /** Removed documents that precision is estimated from. */
    static final int REMOVED = 300;

    /** Documents that recall is estimated from. */
    static final int PROBED = 1000;

    /** Clusters whose members are compared. */
    static final int CLUSTERS = 100;

    /** The largest clusters, which are shown. */
    static final int LARGEST = 10;

    /** Members of a cluster that are compared, beside the first one and the survivor. */
    static final int MEMBERS = 6;

    /** Key and locator; taken from every second document, see {@link Probe#leave}. */
    public static final Global.Table PROBES = new Global.Table("probes", 2, 1, 1);

    /** Key, locator and size of the bucket, of a sample of buckets of two and more. */
    static final Global.Table PROBED_DOCUMENTS = new Global.Table("probed", 3, 1, 1);

    /** A kind and four numbers, see {@link Note}. */
    static final Global.Table NOTES = new Global.Table("review_notes", 5, 0, -1);

    /** Locator, and sixteen halves of shingle hashes, the last one repeated. */
    static final Global.Table SETS = new Global.Table("review_sets", 9, 0, 0);

    /** Kinds of notes, by the first word. */
    enum Note {
        /** Size, number of clusters. */
        SIZE,
        /** Number of removed documents. */
        TOTAL,
        /** Draw, locator, survivor. */
        REMOVED,
        /** Key, locator, size of the bucket, first locator of the cluster or -1. */
        PROBE,
        /** Rank, first locator, survivor, size of one of the largest clusters. */
        LARGEST,
        /** Draw, first locator, survivor, size. */
        CLUSTER,
        /** First locator of the cluster, locator. */
        MEMBER
    }

    /**
     * How likely a pair is found.
     *
     * @param bands of a signature
     * @param rows of a band
     * @param half similarity of pairs that are found half of the time
     * @param probability of finding a pair of a similarity
     */
    public record Curve(int bands, int rows, double half, DoubleUnaryOperator probability) {}

    /** The pass that goes with the {@link #PROBES}. */
    public static Global.Pass pass() {
        return new Global.Keyed(PROBES, List.of(PROBED_DOCUMENTS), resources -> new Probing(PROBED_DOCUMENTS));
    }

    /** The review that issues the certificate. */
    public Review review() {
        return new Review(
                List.of(PROBED_DOCUMENTS),
                resources -> new Choosing(),
                List.of(NOTES),
                resources -> new Testifying(cutter.get()),
                List.of(SETS),
                resources -> new Concluding(this));
    }
}
