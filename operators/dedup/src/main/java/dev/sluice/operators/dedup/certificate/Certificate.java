package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.Global;
import dev.sluice.operators.Review;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How well a deduplicator that compares sets of shingles did: precision, recall, clusters. It judges by Jaccard
 * similarities of whole sets, taken from a bounded number of documents when they are read again, never by the signatures
 * that found the pairs. Signatures only say where to look: both samples are stratified, and which strata there are and how
 * much is drawn of each changes the errors of the estimates, not what they estimate.
 *
 * <ul>
 *   <li><b>Precision</b>: the share of removed documents whose similarity to their survivor is at least the threshold, from
 *       {@value RemovedSample#COMPARED} removed documents, see {@link RemovedSample}.
 *   <li><b>Recall</b>: the share of pairs of at least that similarity that are in one cluster, from
 *       {@value PairSample#COMPARED} pairs of documents that share a {@link Probe}, see {@link PairSample}.
 *   <li><b>Clusters</b>: all sizes; of {@value #CLUSTERS} clusters drawn at random and of the {@value #LARGEST} largest the
 *       least similarity among up to {@value #MEMBERS} members and the survivor.
 * </ul>
 *
 * @param cutter makes what cuts documents into shingles
 * @param likeness the similarity of two documents by how many of the {@value Probe#BITS} bits agree that they leave with
 *     their probes; strata go by it
 * @param threshold the similarity from which a pair ought to be found
 * @param meaning where the threshold comes from, as an end of the sentence "the threshold is ..."
 * @param curve how likely a pair is found; absent where that is not known
 * @param largeCluster the report warns of clusters of more documents
 * @param advice what to do where documents were joined that are not alike, as a sentence without its end
 */
public record Certificate(
        Supplier<Hashes.Cutter> cutter,
        IntToDoubleFunction likeness,
        double threshold,
        String meaning,
        @Nullable Curve curve,
        int largeCluster,
        String advice) {
    /** Clusters of more documents are nearly always made by what documents repeat, or by chains. */
    public static final int LARGE_CLUSTER = 100_000;

    /** Clusters whose members are compared. */
    static final int CLUSTERS = 100;

    /** The largest clusters, which are shown. */
    static final int LARGEST = 10;

    /** Members of a cluster that are compared, beside the first one and the survivor. */
    static final int MEMBERS = 6;

    /** Key, locator and bits; taken from every third document, see {@link Probe#leave}. */
    public static final Global.Table PROBES = new Global.Table("probes", 3, 1, 1);

    /** Key, locator, bits and size of the bucket, of a sample of buckets of two and more. */
    static final Global.Table PROBED_DOCUMENTS = new Global.Table("probed", 4, 1, 1);

    /** A kind and five numbers, see {@link Note}. */
    static final Global.Table NOTES = new Global.Table("review_notes", 6, 0, -1);

    /** Locator, and sixteen halves of shingle hashes, the last one repeated. */
    static final Global.Table SETS = new Global.Table("review_sets", 9, 0, 0);

    /** Kinds of notes, by the first word. */
    enum Note {
        /** Size, number of clusters. */
        SIZE,
        /** Stratum of removed documents: 1 for similarities and 0 for sizes of clusters, number, documents. */
        STRATUM,
        /** A removed document to compare: the two words of its stratum, draw, locator, survivor. */
        REMOVED,
        /** Key, locator, bits, size of the bucket, first locator of the cluster or -1. */
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
                resources -> new Choosing(likeness),
                List.of(NOTES),
                resources -> new Testifying(cutter.get()),
                List.of(SETS),
                resources -> new Concluding(this));
    }
}
