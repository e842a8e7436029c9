package dev.sluice.operators.dedup.simhash;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Global;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Review;
import dev.sluice.operators.Signal;
import dev.sluice.operators.dedup.GroupKey;
import dev.sluice.operators.dedup.Keep;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.Preference;
import dev.sluice.operators.dedup.Ruling;
import dev.sluice.operators.dedup.certificate.Certificate;
import dev.sluice.operators.dedup.certificate.Probe;
import dev.sluice.operators.dedup.minhash.Clusters;
import dev.sluice.operators.dedup.minhash.MinhashDedup;
import dev.sluice.operators.dedup.minhash.Shingles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes documents whose SimHash is near that of another one, and keeps one of each cluster of such documents. A
 * SimHash is a fingerprint of 64 bits, of which bit b is set when it is in strictly more than half of the hashes of the
 * text's shingles (runs of words or characters), each counted as often as it occurs. Documents whose fingerprints
 * differ in at most {@code distance} bits are a pair, connected pairs are a cluster, one document of a cluster stays.
 *
 * <p>{@code minhash_dedup} finds more at less cost; this one is for comparing with work that used SimHash. Short texts
 * have few shingles and so fingerprints that a single word moves far. A {@code distance} of 3 is what Manku et al. used
 * for 8 billion web pages.
 *
 * <p>All pairs are found but in buckets of more than 512 different fingerprints, where each is compared with the 512
 * before it: choose more {@code blocks} for larger collections, so that keys ({@code 64 (blocks - distance) / blocks}
 * bits) have more bits than the number of documents. The report has the same certificate as that of {@code
 * minhash_dedup}.
 *
 * <p>Evidence: 24 bytes a table and document, 480 with the 20 tables of 6 blocks and distance 3, and 8 for the
 * certificate; 16 more where the survivor is chosen by rank.
 */
@Operator.Info(
        name = "simhash_dedup",
        since = "0.1",
        summary = "Removes documents that are nearly equal to another one, found by SimHash.",
        source = "Charikar 2002; Manku, Jain, Das Sarma, Detecting near-duplicates for web crawling, 2007",
        cost = Operator.Cost.MODERATE)
public record SimhashDedup(
        @Param(doc = "Words a shingle; absent means 3, unless shingle_chars is given.", min = 1, max = 1000) @Nullable Integer shingleWords,

        @Param(doc = "Characters (code points) a shingle, in place of words.", min = 1, max = 10000) @Nullable Integer shingleChars,

        @Param(doc = "What of the text counts; words are then runs of letters, marks and numbers.", def = "lower_ws")
        Normalise normalise,

        @Param(doc = "Most bits in which the fingerprints of a pair differ.", def = "3", min = 0, max = 16)
        int distance,

        @Param(
                doc =
                        "Blocks that fingerprints are cut into; absent means three more than distance. There is a table for"
                                + " each choice of distance blocks, at most 256.",
                min = 1,
                max = 62)
        @Nullable Integer blocks,

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

        @Param(doc = "Whether to mark duplicates instead of removing them.", def = "false")
        boolean annotate,

        @Param(
                doc = "Label or field (field.NAME) within whose values documents are compared (a crawl, a language);"
                        + " absent means all with all. Documents without it form a group of their own.",
                names = Param.Names.VALUE)
        @Nullable String groupField)
        implements Global {

    public SimhashDedup {
        sourceOrder = List.copyOf(sourceOrder);
    }

    /** Why documents are dropped. */
    public enum Reason {
        /** A document that is nearly equal stays. */
        NEAR_DUPLICATE
    }

    /** What documents are counted for in the report. */
    public enum Remark {
        /** The text has no shingle: it is shorter than one, so the document is compared with none and stays. */
        NO_SHINGLE
    }

    private static final Table FINGERPRINTS = new Table("fingerprints", 3, 1, 2);
    private static final Table PAIRS = new Table("pairs", 2, 0, -1);
    private static final int DEFAULT_SHINGLE_WORDS = 3;
    /** Similarity from which the certificate takes documents for near-duplicates. */
    private static final double ALIKE = 0.8;

    private static final int FURTHER_BLOCKS = 3;

    @Override
    public void check(Faults faults) {
        if (shingleWords != null && shingleChars != null) {
            faults.add("shingle_chars", "and shingle_words exclude one another");
        }
        int cut = cut();
        if (cut <= distance) {
            faults.add("blocks", "is %d, must be above distance (%d)", cut, distance);
        } else if (BlockTables.count(cut, distance) > BlockTables.MAX_TABLES) {
            faults.add("blocks", "is %d, which needs more than %d tables", cut, BlockTables.MAX_TABLES);
        }
        preference().check(annotate, faults);
    }

    private int cut() {
        return blocks == null ? distance + FURTHER_BLOCKS : blocks;
    }

    private Preference preference() {
        return new Preference(keep, scoreField, sourceField, sourceOrder);
    }

    @Override
    public List<Signal> signals() {
        return Ruling.signals(annotate, false, false);
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
        return MinhashDedup.shortTexts(remarks.getOrDefault(Remark.NO_SHINGLE, 0L), documents);
    }

    @Override
    public Memory memory() {
        return Memory.WHOLE_COLLECTION;
    }

    @Override
    public List<Held> held() {
        return Clusters.held(keep.ranks(), false, false, false);
    }

    @Override
    public List<Round> rounds() {
        BlockTables tables = new BlockTables(cut(), distance);
        Ruling ruling = new Ruling(keep, annotate, Reason.NEAR_DUPLICATE);
        List<Table> taken = new ArrayList<>(List.of(FINGERPRINTS, Certificate.PROBES));
        List<Table> folded = new ArrayList<>(List.of(PAIRS));
        if (keep.ranks()) {
            taken.add(MinhashDedup.RANKS);
            folded.add(MinhashDedup.RANKS);
        }
        return List.of(new Round(
                resources -> taker(tables),
                taken,
                List.of(
                        new Keyed(FINGERPRINTS, List.of(PAIRS), resources -> new Neighbours(tables, distance, PAIRS)),
                        Certificate.pass(),
                        new Fold(folded, resources -> new Clusters(PAIRS, ruling)))));
    }

    private Shingles shingles() {
        return shingleChars != null
                ? Shingles.ofChars(shingleChars, normalise, false, 0)
                : Shingles.ofWords(
                        shingleWords == null ? DEFAULT_SHINGLE_WORDS : shingleWords, true, normalise, false, 0);
    }

    @Override
    public Optional<Review> review() {
        return Optional.of(new Certificate(
                        () -> {
                            Shingles shingles = shingles();
                            return (document, sink) -> shingles.read(document, sink::add);
                        },
                        Neighbours::similarity,
                        ALIKE,
                        "a usual one for near-duplicates; fingerprints promise no similarity",
                        null,
                        Certificate.LARGE_CLUSTER,
                        "Take a smaller distance, or minhash_dedup, which can verify pairs")
                .review());
    }

    private Taker taker(BlockTables tables) {
        Shingles shingles = shingles();
        Majority majority = new Majority();
        Probe probe = new Probe();
        Preference preference = preference();
        Shingles.Sink sink = (hashes, count) -> {
            majority.add(hashes, count);
            probe.add(hashes, count);
        };
        return (document, locator, soFar, out) -> {
            majority.clear();
            probe.clear();
            shingles.read(document, sink);
            if (majority.total() == 0) {
                out.remark(Remark.NO_SHINGLE);
                return;
            }
            long fingerprint = majority.fingerprint();
            long group = GroupKey.of(document, groupField);
            for (int table = 0; table < tables.size(); table++) {
                out.add(FINGERPRINTS, tables.key(table, fingerprint, group), fingerprint, locator);
            }
            if (probe.leaves(group)) {
                probe.leave(group, fingerprint, locator, out);
            }
            if (keep.ranks()) {
                out.add(MinhashDedup.RANKS, locator, preference.rank(document, locator));
            }
        };
    }
}
