package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Review;
import dev.sluice.operators.Signal;
import dev.sluice.operators.dedup.ExactDedup;
import dev.sluice.operators.dedup.Keep;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.Preference;
import dev.sluice.operators.dedup.Ruling;
import dev.sluice.operators.dedup.WriteIndex;
import dev.sluice.operators.dedup.certificate.Certificate;
import dev.sluice.operators.dedup.certificate.Hashes;
import dev.sluice.operators.dedup.graph.Stars;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes documents that are nearly equal to another one, and keeps one of each cluster of such documents.
 *
 * <p>A document is the set of its shingles: all runs of {@code shingle_words} words, or of {@code shingle_chars}
 * characters. The likeness of two documents is the Jaccard similarity s of their sets, shingles in both over shingles
 * in either. Each document gets a signature of {@code bands} times {@code rows} slots, of which two documents agree in
 * each with probability s; documents that agree in all rows of a band are a pair, which so happens with probability 1 -
 * (1 - s<sup>rows</sup>)<sup>bands</sup>. Connected pairs are a cluster, so that members of a long chain may have
 * little in common; {@code verify}, {@code cluster: leader} and the report help against that. Documents without a shingle always stay; the report
 * counts them.
 *
 * <p>With the default 14 bands of 8 rows, FineWeb's, a pair of similarity 0.6 is found with probability 0.21, of 0.7
 * with 0.57, of 0.8 with 0.92, of 0.9 with 1.00; half of the pairs are found at 0.69. With {@code threshold} the bands
 * and rows are chosen for a similarity, so that nine in ten of its pairs are found, or, with {@code
 * false_positive_weight}, by the rule of datasketch, which RedPajama-V2 and text-dedup follow with 0.5: 14 bands of 9 rows
 * for 0.7, of 128 slots. The examples give the parameters of FineWeb, NeMo Curator, RedPajama-V2, DCLM and Duplodocus; those
 * of Lee et al. are {@code tokens: whitespace, normalise: none, bands: 450, rows: 20, verify: exact, verify_threshold: 0.8},
 * beside a bound on edit similarity, and RefinedWeb has as many bands and rows. They take what these take for a shingle as far
 * as {@code tokens} and {@code normalise} can say it: where tools cut with tokenizers of their own, shingles differ.
 *
 * <p>{@code verify: sketch} estimates the similarity of a pair once more, {@code exact} takes the true one, of which
 * {@code similarity} tells where a document was compared with the one that stays. That reads the documents twice: once for
 * the candidates, documents with a band in common, and once for the shingles of these. Three passes compare them, each in
 * the memory of one document's shingles; {@code sluice explain} shows what each reading takes.
 *
 * <p>The report has a certificate: precision and recall of what was found, estimated from true similarities of sampled
 * documents, sizes of clusters and their largest members.
 *
 * <p>Evidence: 16 bytes a band and document and 8 for the certificate, 232 for 14 bands; 16 more where the survivor is
 * chosen by rank, 72 more with {@code verify: sketch}. With {@code verify: exact} a candidate takes its bands once more, and
 * about 10 bytes a shingle, rounded up to 128: once for itself, once for the passes and once for each pair; a document that is
 * no candidate takes no more than before.
 */
@Operator.Info(
        name = "minhash_dedup",
        since = "0.1",
        summary = "Removes documents that are nearly equal to another one, found by MinHash.",
        source = "Broder, On the resemblance and containment of documents, 1997; parameters as in FineWeb",
        cost = Operator.Cost.MODERATE)
public record MinhashDedup(
        @Param(doc = "Words a shingle; absent means 5, unless shingle_chars is given.", min = 1, max = 1000) @Nullable Integer shingleWords,

        @Param(doc = "Characters (code points) a shingle, in place of words.", min = 1, max = 10000) @Nullable Integer shingleChars,

        @Param(doc = "What a word is.", def = "unicode") Tokens tokens,

        @Param(doc = "What of the text counts.", def = "lower_ws")
        Normalise normalise,

        @Param(doc = "What a text of fewer words or characters than a shingle is.", def = "none")
        ShortTexts shortTexts,

        @Param(doc = "Bands of a signature; absent means 14, unless threshold is given.", min = 1, max = 1000) @Nullable Integer bands,

        @Param(doc = "Rows (slots) of a band; absent means 8, unless threshold is given.", min = 1, max = 1000)
        @Nullable Integer rows,

        @Param(
                doc =
                        "Similarity from which a pair is found with a probability of at least 0.9, in place of"
                                + " bands and rows: the steepest curve within max_slots is taken, see false_positive_weight for another.",
                min = 0.01,
                max = 0.99)
        @Nullable Double threshold,

        @Param(
                doc =
                        "Takes the bands and rows for threshold by the rule of datasketch: those with the least sum of this"
                                + " weight times the area below the curve left of threshold (pairs found by mistake) and the rest to 1"
                                + " times the area above it to the right (pairs missed). 0.5, the default of datasketch, weighs both alike"
                                + " and finds less than half of the pairs of that very similarity. Absent means the steepest curve.",
                min = 0.01,
                max = 0.99)
        @Nullable Double falsePositiveWeight,

        @Param(doc = "Most slots (bands times rows) that threshold may use.", def = "128", min = 1, max = 10000)
        int maxSlots,

        @Param(
                doc =
                        "How shingles are hashed and signatures made; absent means oph up to 512 slots and classic32 above. The schemes named after other tools give their signatures bit for bit, given the same words.")
        @Nullable Scheme scheme,

        @Param(doc = "Another seed finds other pairs among those near the threshold.", def = "1")
        long seed,

        @Param(doc = "Which document of a cluster stays.", def = "smallest_id")
        Keep keep,

        @Param(
                doc =
                        "Signal, or field (field.NAME), whose highest or lowest value stays, a number or a date (ISO 8601);"
                                + " needed by keep: best and keep: lowest, absent otherwise.",
                names = Param.Names.VALUE)
        @Nullable String scoreField,

        @Param(
                doc = "Label, or field (field.NAME), that names a document's source; needed by keep: first_of_source,"
                        + " absent otherwise.",
                names = Param.Names.VALUE)
        @Nullable String sourceField,

        @Param(
                doc =
                        "Sources in the order in which their documents are preferred; needed by keep: first_of_source, empty"
                                + " otherwise.",
                def = "[]")
        List<String> sourceOrder,

        @Param(
                doc = "Whether pairs are verified before they are joined, by a second, sharper estimate of their"
                        + " similarity or by the true one.",
                def = "none")
        Verify verify,

        @Param(
                doc = "Least similarity of a verified pair; absent means the similarity at which half"
                        + " of the pairs are found.",
                min = 0,
                max = 1)
        @Nullable Double verifyThreshold,

        @Param(doc = "What of a cluster goes.", def = "connected")
        Cluster cluster,

        @Param(doc = "Whether to mark duplicates instead of removing them.", def = "false")
        boolean annotate,

        @Param(
                doc = "Label or field (field.NAME) within whose values documents are compared (a crawl, a language);"
                        + " absent means all with all. Documents without it form a group of their own.",
                names = Param.Names.VALUE)
        @Nullable String groupField,

        @Param(
                doc = "Indexes that earlier runs left (write_index), with the same shingles, scheme, bands, rows and"
                        + " seed. Documents that are nearly equal to one of theirs go, and so do their clusters; with"
                        + " annotate they stay, the older document is their survivor, and survivor_index names its"
                        + " index. verify: sketch verifies these pairs, too; verify: exact cannot.",
                def = "[]",
                asset = true)
        List<String> against,

        @Param(
                doc = "Whether documents of this run are compared with one another; without it only those go that"
                        + " meet an index.",
                def = "true")
        boolean within,

        @Param(
                doc = "Whether to leave an index of this run's documents, the removed ones included, with their ids and"
                        + " sketches, as __sluice/index/STEP.index.",
                def = "none")
        WriteIndex writeIndex,

        @Param(doc = "Where clusters are joined; the result is the same.", def = "auto")
        Components components,

        @Param(
                doc =
                        "Documents that the run is going to have, for components and star_rounds; absent means no more than"
                                + " a billion.",
                min = 1)
        @Nullable Long expectedDocuments,

        @Param(
                doc = "Rounds of components: star before what is left is joined in one worker; after two that is"
                        + " about one document of a cluster in a hundred. Absent means 2, and 3 where expected_documents is"
                        + " above 30 billion.",
                min = 0,
                max = 16)
        @Nullable Integer starRounds,

        @Param(
                doc =
                        "Documents of a cluster above which the report warns: so many are nearly always joined by boilerplate, by"
                                + " chains, or by shingles that are too short.",
                def = "100000",
                min = 2)
        int warnClusterDocuments)
        implements Global {

    /** Where clusters are joined. */
    public enum Components {
        /** {@code local}, or {@code star} where {@code expected_documents} is above a billion. */
        AUTO,
        /** In the memory of one worker. */
        LOCAL,
        /** In rounds on all workers, but for what is left after them. */
        STAR
    }

    /** What of a cluster goes. */
    public enum Cluster {
        /** All but one document of connected pairs, though the ends of a chain may have little in common. */
        CONNECTED,
        /**
         * Every document that is similar (see {@code verify_threshold}) to one that stays: in the order of {@code keep}, one
         * after the other stays that is similar to none that does. Needs {@code verify: sketch}. Clusters of more than 50,000
         * documents are taken as connected.
         */
        LEADER
    }

    /** What a word is. */
    public enum Tokens {
        /** A run of letters, marks and numbers: code points of general categories L*, M* and N*. */
        UNICODE,
        /** A run of anything but tab, line feed, vertical tab, form feed, carriage return and space. */
        WHITESPACE,
        /**
         * What lies between two word boundaries of Unicode (UAX #29) and holds a letter, a mark or a number: for languages
         * written without spaces, of which the others take whole sentences for a word. Every ideograph is a word, and every
         * Thai letter with its marks, so shingles of 8 to 12 such words are as telling as those of 5 English ones.
         */
        UAX29
    }

    /** What a text of fewer units than a shingle has is. */
    public enum ShortTexts {
        /** It has no shingle and always stays. */
        NONE,
        /** It is one shingle. */
        WHOLE
    }

    /** How pairs are verified. */
    public enum Verify {
        /** Not at all: every pair of a bucket counts. */
        NONE,
        /** By 256 slots of 2 bits; the standard error of the similarity is 0.03 at 0.8. */
        SKETCH,
        /** By all shingles of both documents, in a second reading. */
        EXACT
    }

    public MinhashDedup {
        sourceOrder = List.copyOf(sourceOrder);
        against = List.copyOf(against);
    }

    /** Why documents are dropped. */
    public enum Reason {
        /** A document that is nearly equal stays. */
        NEAR_DUPLICATE,
        /** The document, or one of its cluster, is nearly equal to one that an earlier run saw. */
        IN_INDEX
    }

    /** What documents are counted for in the report. */
    public enum Remark {
        /** The text has no shingle: it is shorter than one, so the document is compared with none and stays. */
        NO_SHINGLE
    }

    /** Share of documents without a shingle from which a run warns of them. */
    private static final double MANY_SHORT = 0.1;

    /** Key of a band, locator. */
    static final Table BANDS = new Table("bands", 2, 1, 1);

    /** Smaller and larger locator of a pair. */
    static final Table PAIRS = new Table("pairs", 2, 0, -1);

    /** Locator of a document and number of the one of an earlier run that it matches. */
    static final Table TOUCHED = new Table("touched", 2, 0, 0);

    /** Key of a band, locator. */
    static final Table INDEX = new Table("index", 2, 0, 1);

    /** Locator, rank. */
    public static final Table RANKS = new Table("ranks", 2, 0, 0);

    /** Locator, packed sketch. */
    static final Table SKETCHES = new Table("sketches", 1 + Sketches.WORDS, 0, 0);

    /** Share of documents that are in clusters, as docs/scale.md reckons. */
    private static final double SHARE_IN_CLUSTERS = 0.4;

    /** Up to so many documents are joined in one worker: with a third less than it can hold, since shares differ. */
    private static final long MOST_LOCAL_DOCUMENTS = 1_000_000_000;

    /**
     * Up to so many documents take two rounds of stars: these leave one worker 2.3 % of the documents in clusters at most in
     * the simulations of docs/scale.md, here half of what it can hold.
     */
    private static final long MOST_TWO_ROUND_DOCUMENTS = 30_000_000_000L;

    private static final int DEFAULT_SHINGLE_WORDS = 5;
    private static final int DEFAULT_BANDS = 14;
    private static final int DEFAULT_ROWS = 8;

    @Override
    public void check(Faults faults) {
        if (shingleWords != null && shingleChars != null) {
            faults.add("shingle_chars", "and shingle_words exclude one another");
        }
        choice().check(faults);
        if (verify == Verify.NONE && verifyThreshold != null) {
            faults.add("verify_threshold", "is only used with verify: sketch and verify: exact");
        }
        if (leads()) {
            checkLeader(faults);
        }
        if (exact() && !against.isEmpty()) {
            faults.add(
                    "verify",
                    "is exact, but an index in against holds sketches and no shingles of its documents; say verify: sketch");
        }
        if (scheme != null && scheme.numpy() && (seed < 0 || seed >>> 32 != 0)) {
            faults.add(
                    "seed",
                    "is %d; scheme: %s takes seeds from 0 to 2^32 - 1",
                    seed,
                    scheme.name().toLowerCase(Locale.ROOT));
        }
        checkLocal(faults);
        preference().check(annotate, faults);
        ExactDedup.checkIndex(against, within, faults);
    }

    private boolean leads() {
        return cluster == Cluster.LEADER;
    }

    /** All documents of a cluster are compared in one worker, by what is held of them there. */
    private void checkLeader(Faults faults) {
        if (!sketched()) {
            faults.add(
                    "cluster",
                    "is leader, which compares all documents of a cluster by their sketches; say verify: sketch");
        }
        if (star()) {
            faults.add(
                    "cluster",
                    "is leader, which needs all sketches of a cluster in one worker, and components: star has not");
        }
        if (!against.isEmpty()) {
            faults.add("cluster", "is leader, but of the documents in against none can be one; say connected");
        }
    }

    /** A recipe that cannot end well is refused before it has signed billions of documents. */
    private void checkLocal(Faults faults) {
        if (components != Components.LOCAL || expectedDocuments == null || !within) {
            return;
        }
        Held documents = held().get(0);
        double inClusters = SHARE_IN_CLUSTERS * expectedDocuments;
        if (inClusters > documents.most()) {
            faults.add(
                    "components",
                    "is local, but %,d documents (expected_documents) are likely to have %,.0f in clusters, and one worker"
                            + " joins at most %,d, in %,d GB of memory; leave components out, or say star",
                    expectedDocuments,
                    inClusters,
                    documents.most(),
                    documents.most() * documents.bytes() / 1_000_000_000);
        }
    }

    Preference preference() {
        return new Preference(keep, scoreField, sourceField, sourceOrder);
    }

    @Override
    public List<Signal> signals() {
        return Ruling.signals(annotate, verify != Verify.NONE, !against.isEmpty());
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public Class<? extends Enum<?>> remarks() {
        return Remark.class;
    }

    @Override
    public List<Review.Warning> warnings(Map<Enum<?>, Long> remarks, long documents) {
        return shortTexts(remarks.getOrDefault(Remark.NO_SHINGLE, 0L), documents);
    }

    /** Warns where many documents have no shingle. */
    public static List<Review.Warning> shortTexts(long without, long documents) {
        return without < MANY_SHORT * documents
                ? List.of()
                : List.of(new Review.Warning(
                        "found no shingle in " + without + " of " + documents
                                + " documents, whose texts are shorter than one",
                        "They stay, copies among them. Remove copies by exact_dedup before, or take shorter shingles; where"
                                + " words are not written apart, take shingle_chars."));
    }

    @Override
    public Memory memory() {
        return within ? Memory.WHOLE_COLLECTION : Memory.CONSTANT;
    }

    @Override
    public List<Held> held() {
        return Clusters.held(keep.ranks(), sketched(), leads(), !against.isEmpty());
    }

    /** The probability of finding a pair with these parameters. */
    public SCurve curve() {
        return choice().curve(DEFAULT_BANDS, DEFAULT_ROWS);
    }

    private CurveChoice choice() {
        return new CurveChoice(bands, rows, threshold, falsePositiveWeight, maxSlots);
    }

    /** The shingles that texts are compared by. */
    Shingles shingles() {
        boolean whole = shortTexts == ShortTexts.WHOLE;
        if (shingleChars != null) {
            return Shingles.ofChars(shingleChars, normalise, whole, seed);
        }
        int n = words();
        return tokens == Tokens.UAX29
                ? Shingles.ofUnicodeWords(n, normalise, whole, seed)
                : Shingles.ofWords(n, lettersOnly(), normalise, whole, seed);
    }

    private int words() {
        return shingleWords == null ? DEFAULT_SHINGLE_WORDS : shingleWords;
    }

    private boolean lettersOnly() {
        return tokens == Tokens.UNICODE || normalise == Normalise.ALNUM;
    }

    /** How signatures of a curve's slots are made. */
    Scheme chosen(SCurve curve) {
        return scheme == null ? Scheme.of(curve.slots()) : scheme;
    }

    /** The shingles as the scheme hashes them. */
    Shingler shingler(SCurve curve) {
        ShingleHash hash = chosen(curve).shingleHash();
        if (hash == null) {
            return shingles();
        }
        boolean words = shingleChars == null;
        return new WrittenShingles(
                words,
                words ? words() : shingleChars,
                lettersOnly(),
                words && tokens == Tokens.UAX29,
                normalise,
                shortTexts == ShortTexts.WHOLE,
                hash);
    }

    boolean sketched() {
        return verify == Verify.SKETCH;
    }

    boolean exact() {
        return verify == Verify.EXACT;
    }

    boolean keepsIndex() {
        return writeIndex != WriteIndex.NONE;
    }

    @Override
    public List<Round> rounds() {
        SCurve curve = curve();
        double least = verifyThreshold == null ? curve.half() : verifyThreshold;
        Double leastEstimate = sketched() ? (Double) least : null;
        Ruling ruling = new Ruling(keep, annotate, Reason.NEAR_DUPLICATE, Reason.IN_INDEX);
        int rounds = starRounds != null ? starRounds : expectsMoreThan(MOST_TWO_ROUND_DOCUMENTS) ? 3 : 2;
        StarClusters stars = within && star()
                ? new StarClusters(
                        rounds, verify, leastEstimate, keep.ranks(), against.isEmpty() ? null : this::older, ruling)
                : null;
        Set<Table> taken = new LinkedHashSet<>(List.of(BANDS));
        if (within) {
            taken.add(Certificate.PROBES);
        }
        List<Table> found = new ArrayList<>();
        List<Pass> joining = new ArrayList<>();
        if (!against.isEmpty()) {
            found.add(OlderMatches.table(sketched()));
            if (sketched()) {
                taken.add(OlderMatches.table(true));
            }
        }
        if (exact()) {
            taken.add(TrueSimilarity.SETS);
            found.add(TrueSimilarity.CANDIDATES);
            joining.addAll(
                    stars != null
                            ? TrueSimilarity.passes(
                                    least, Stars.EDGES, (one, other, out) -> Stars.edge(out, one, other))
                            : TrueSimilarity.passes(least, PAIRS, MinhashDedup::pairOfPlaces));
        }
        if (stars != null) {
            taken.addAll(stars.taken());
            if (!exact()) {
                found.addAll(stars.ofBuckets());
            }
            joining.addAll(stars.passes());
        } else {
            if (!against.isEmpty()) {
                joining.add(matching(leastEstimate, ruling));
            }
            if (within) {
                if (!exact()) {
                    found.add(PAIRS);
                }
                joining.add(folding(taken, leastEstimate, ruling));
                if (exact()) {
                    joining.add(new Keyed(
                            Membership.MEMBERS, List.of(), resources -> new Membership(ruling, Verify.EXACT)));
                }
            }
        }
        if (keepsIndex()) {
            taken.add(SKETCHES);
            found.add(INDEX);
        }
        Buckets.Found sink = exact() ? new TrueSimilarity() : stars == null ? toTables(sketched()) : stars;
        List<Pass> passes = new ArrayList<>();
        passes.add(new Keyed(
                BANDS,
                found,
                resources -> new Buckets(
                        sink,
                        within,
                        verify != Verify.NONE,
                        against.isEmpty() ? null : older(resources),
                        keepsIndex() ? INDEX : null)));
        if (within) {
            passes.add(Certificate.pass());
        }
        passes.addAll(joining);
        Round last =
                new Round(resources -> new Signing(this, curve, BANDS, stars, resources), List.copyOf(taken), passes);
        if (!exact()) {
            return List.of(last);
        }
        Round first = new Round(
                resources -> new Signing(this, curve, Candidates.KEYS, null, resources),
                List.of(Candidates.KEYS),
                Candidates.passes());
        return List.of(first, last);
    }

    private static void pairOfPlaces(long one, long other, Records out) {
        long first = Stars.node(one);
        long second = Stars.node(other);
        out.add(PAIRS, Math.min(first, second), Math.max(first, second));
    }

    /** Finds matches among the documents of earlier runs; without clusters they are all there is to decide about. */
    private Keyed matching(@Nullable Double least, Ruling ruling) {
        OlderMatches.Found found = within
                ? (locator, number, similarity, out, decisions) -> out.add(TOUCHED, locator, number)
                : (locator, number, similarity, out, decisions) ->
                        decisions.decide(ruling.about(locator, Decision.Match.earlier(locator, number, 2, similarity)));
        return new Keyed(
                OlderMatches.table(sketched()),
                within ? List.of(TOUCHED) : List.of(),
                resources -> new OlderMatches(older(resources), least, found));
    }

    /** @param taken gets the tables of documents that the fold reads */
    private Fold folding(Set<Table> taken, @Nullable Double least, Ruling ruling) {
        List<Table> folded = new ArrayList<>(List.of(PAIRS));
        if (!against.isEmpty()) {
            folded.add(TOUCHED);
        }
        if (sketched()) {
            folded.add(SKETCHES);
            taken.add(SKETCHES);
        }
        if (keep.ranks()) {
            folded.add(RANKS);
            taken.add(RANKS);
        }
        return new Fold(
                folded,
                exact() ? List.of(Membership.MEMBERS) : List.of(),
                resources -> new Clusters(
                        PAIRS, ruling, least, leads(), against.isEmpty() ? null : older(resources), exact()));
    }

    private boolean star() {
        return components == Components.STAR
                || (components == Components.AUTO && expectsMoreThan(MOST_LOCAL_DOCUMENTS));
    }

    private boolean expectsMoreThan(long documents) {
        return expectedDocuments != null && expectedDocuments > documents;
    }

    /** The documents of earlier runs. */
    Older older(Resources resources) {
        return new Older(against, index(List.of()), resources);
    }

    @Override
    public @Nullable Earlier earlier(Resources resources) {
        return against.isEmpty() ? null : older(resources);
    }

    /** What band keys and sketches depend on; a number behind the first word tells forms apart that these had. */
    private String madeFrom() {
        SCurve curve = curve();
        return "minhash/2: "
                + (shingleChars != null
                        ? "shingle_chars " + shingleChars
                        : "shingle_words " + words() + ", tokens " + name(tokens))
                + ", normalise " + name(normalise) + ", short_texts " + name(shortTexts) + ", scheme "
                + name(chosen(curve)) + ", bands " + curve.bands() + ", rows " + curve.rows() + ", seed " + seed
                + (groupField == null ? "" : ", group_field " + groupField);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable Index index() {
        return keepsIndex() ? index(writeIndex == WriteIndex.ALL ? against : List.of()) : null;
    }

    private Index index(List<String> earlier) {
        return new Index(INDEX, SKETCHES, madeFrom(), earlier);
    }

    /** Where pairs go that a single worker joins. */
    private static Buckets.Found toTables(boolean verified) {
        return new Buckets.Found() {
            private static final long serialVersionUID = 1;

            @Override
            public void pair(long one, long other, Records out) {
                out.add(PAIRS, one, other);
            }

            @Override
            public void older(long locator, long number, Records out) {
                OlderMatches.candidate(verified, locator, number, out);
            }
        };
    }

    @Override
    public Optional<Review> review() {
        if (!within) {
            return Optional.empty(); // a certificate is about pairs of this run, which nobody asked for
        }
        SCurve curve = curve();
        double wanted;
        String meaning;
        if (verifyThreshold != null) {
            wanted = verifyThreshold;
            meaning = "verify_threshold";
        } else if (threshold != null && verify == Verify.NONE) {
            wanted = threshold;
            meaning = "threshold";
        } else {
            wanted = curve.half();
            meaning = "where half of the pairs are found";
        }
        return Optional.of(new Certificate(
                        () -> cutter(curve),
                        BitSketch.WORD::jaccard,
                        wanted,
                        meaning,
                        new Certificate.Curve(curve.bands(), curve.rows(), curve.half(), curve::probability),
                        warnClusterDocuments,
                        (verify != Verify.NONE ? "Raise verify_threshold" : "Verify pairs")
                                + ", take longer shingles, or more rows a band")
                .review());
    }

    private Hashes.Cutter cutter(SCurve curve) {
        Shingler shingler = shingler(curve);
        boolean foreign = shingler instanceof WrittenShingles;
        return (document, sink) -> shingler.read(document, (hashes, count) -> {
            mix(foreign, hashes, count);
            sink.add(hashes, count);
        });
    }

    /** Hashes of other tools may be short or badly mixed; whoever orders shingles by them needs all bits well mixed. */
    static void mix(boolean foreign, long[] hashes, int count) {
        for (int i = 0; foreign && i < count; i++) {
            hashes[i] = Hashing.mix(hashes[i]);
        }
    }
}
