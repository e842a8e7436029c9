package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Global;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs a set of each document: the items of a user, the followers of an account, the tags of a picture, the links of a
 * page. Removes nothing. The run leaves ids, set sizes and signatures as {@code __sluice/portrait/STEP.sketch}, which
 * {@code sluice similar} ranks by similarity to given ids.
 *
 * <p>Members are strings or integers; an integer equals the string of its digits. How often and in which order a set
 * names its members does not matter. Of several sets of one id the largest stays, of equally large ones that with the
 * larger signature.
 *
 * <p>A pair of sets is found when all {@code rows} slots of one of the {@code bands} are equal, at a Jaccard similarity s
 * (members in both over members in either) with probability 1 - (1 - s<sup>rows</sup>)<sup>bands</sup>. Communities have
 * low similarities, so bands are short by default: 128 bands of 2 rows find pairs from about 0.09 on. With {@code threshold}
 * the bands and rows are chosen for a similarity, as by {@code minhash_dedup}.
 *
 * <p>The run's report shows {@code sets}, how many were signed; {@code empty}, documents without the field or with an
 * empty list, which are left out; {@code repeated}, sets left out for another one of the same id; {@code members} of all
 * sets together and of the {@code largest}; and {@code threshold}, the similarity (1 / bands)<sup>(1 / rows)</sup> near
 * which the probability rises most.
 *
 * <p>Memory: 4 bytes a slot and about 200 for each set, 1.2 KB by default; a run that meets more than {@code most_sets}
 * stops.
 */
@Operator.Info(
        name = "minhash_sets",
        since = "0.1",
        summary = "Signs a set of each document (items, neighbours, tags) by MinHash, for finding similar ones.",
        source = "Broder 1997; 31-bit multiply-add permutations, banded LSH",
        cost = Operator.Cost.CHEAP)
public record MinhashSets(
        @Param(
                doc = "Where the set is: a field (field.NAME, inner ones as field.A.B) that holds a list, or, with"
                        + " separator, a string; or text.",
                main = true,
                names = Param.Names.CONTENT)
        String field,

        @Param(
                doc = "What parts the members of a string, taken literally; spaces around members and empty ones do"
                        + " not count. Absent means that the field holds a list.")
        @Nullable String separator,

        @Param(
                doc =
                        "Bands of a signature; sets that agree in all slots of one are candidates. Absent means 128, unless"
                                + " threshold is given.",
                min = 1,
                max = 4096)
        @Nullable Integer bands,

        @Param(doc = "Slots of a band; absent means 2, unless threshold is given.", min = 1, max = 64) @Nullable Integer rows,

        @Param(
                doc =
                        "Similarity from which a pair is found with a probability of at least 0.9, in place of bands and rows:"
                                + " the steepest curve within max_slots is taken, see false_positive_weight for another.",
                min = 0.01,
                max = 0.99)
        @Nullable Double threshold,

        @Param(
                doc =
                        "Takes the bands and rows for threshold by the rule of datasketch: those with the least sum of this"
                                + " weight times the area below the curve left of threshold (pairs found by mistake) and the rest to 1"
                                + " times the area above it to the right (pairs missed). Absent means the steepest curve.",
                min = 0.01,
                max = 0.99)
        @Nullable Double falsePositiveWeight,

        @Param(doc = "Most slots (bands times rows) that threshold may use.", def = "256", min = 1, max = 10000)
        int maxSlots,

        @Param(doc = "Another seed gives other signatures.", def = "1")
        long seed,

        @Param(doc = "Most sets; a run that meets more stops.", def = "250000", min = 1)
        int mostSets)
        implements Sketch {
    /** What a set takes in memory beside its slots and its id. */
    private static final int OVERHEAD = 200;

    private static final int DEFAULT_BANDS = 128;
    private static final int DEFAULT_ROWS = 2;

    @Override
    public void check(Faults faults) {
        choice().check(faults);
        int slots = choice().isPossible() ? curve().slots() : maxSlots;
        long bytes = (long) mostSets * (StoredSets.BYTES_A_SET + (long) Integer.BYTES * slots);
        if (bytes > StoredSets.MOST_BYTES) {
            faults.add(
                    "most_sets",
                    "is %d, which with %d slots a set needs %d bytes; a file of signatures has at most 2^31: take fewer"
                            + " bands or rows, or make one file for each part of the collection",
                    mostSets,
                    slots,
                    bytes);
        }
        if (separator != null && separator.isEmpty()) {
            faults.add("separator", "is empty");
        }
    }

    @Override
    public List<Global.Held> held() {
        return List.of(new Global.Held("sets (ids aside)", mostSets, OVERHEAD + Integer.BYTES * curve().slots()));
    }

    private CurveChoice choice() {
        return new CurveChoice(bands, rows, threshold, falsePositiveWeight, maxSlots);
    }

    /** The bands and rows, and with them the probability of finding a pair. */
    SCurve curve() {
        return choice().curve(DEFAULT_BANDS, DEFAULT_ROWS);
    }

    @Override
    public Summary create(Resources resources) {
        return new SetSummary(this);
    }

    @Override
    public Summary read(byte[] stored) {
        return SetSummary.read(this, stored);
    }
}
