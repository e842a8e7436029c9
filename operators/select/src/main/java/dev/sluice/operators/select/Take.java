package dev.sluice.operators.select;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.KeyedRandom;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an exact number or an exact share of the documents of the whole collection, or of each group of it: the first of
 * the input, the ones with the smallest keyed draws, or the ones with the highest or lowest values of a signal or field.
 * Ties go to the document that comes first, so {@code share: 0.2, order: highest} is the threshold at the 80th percentile
 * with the ties at it cut to measure.
 *
 * <p>A share of n documents is share times n, rounded to the nearest whole number, halves upwards.
 *
 * <p>Evidence: 24 bytes a document. One keyed pass reads the records of a group in the order of their ranks; for a share it
 * holds 8 bytes for each document of the group that it drops.
 */
@Operator.Info(
        name = "take",
        since = "0.1",
        summary = "Keeps an exact number or share of the documents of the collection, or of each group.",
        cost = Operator.Cost.CHEAP)
public record Take(
        @Param(doc = "How many documents to keep; absent where share is given.", min = 0, main = true) @Nullable Long count,

        @Param(doc = "Which share of the documents to keep; absent where count is given.", min = 0, max = 1) @Nullable Double share,

        @Param(doc = "Which documents to keep.", def = "first")
        Order order,

        @Param(
                doc = "Signal or field (field.NAME) for order highest and lowest; absent otherwise.",
                names = Param.Names.VALUE)
        @Nullable String by,

        @Param(
                doc =
                        "Label or field (field.NAME) by whose values documents are grouped (a language, a source): so many are"
                                + " kept of each group. Documents without it form a group of their own. Absent means one group of all.",
                names = Param.Names.VALUE)
        @Nullable String per)
        implements Global {

    /** Which documents are kept. */
    public enum Order {
        /** The first of the input. */
        FIRST,
        /** Random ones, drawn by id. */
        RANDOM,
        /** Those with the highest value of {@code by}; documents without one come last. */
        HIGHEST,
        /** Those with the lowest value of {@code by}; documents without one come last. */
        LOWEST
    }

    /** Why documents are dropped. */
    public enum Reason {
        /** Enough other documents come before it. */
        BEYOND_COUNT,
        /** Documents that come before it make up the share. */
        BEYOND_SHARE
    }

    /** Hash of the group, rank, locator. */
    private static final Table RANKS = new Table("ranks", 3, 1, 2);

    @Override
    public void check(Faults faults) {
        if ((count == null) == (share == null)) {
            faults.report("count", count == null ? "is not given, nor is share" : "and share exclude each other");
        }
        boolean valued = order == Order.HIGHEST || order == Order.LOWEST;
        if (valued && by == null) {
            faults.add(
                    "by",
                    "is missing: order %s needs to know the value",
                    order.name().toLowerCase(java.util.Locale.ROOT));
        }
        if (!valued && by != null) {
            faults.add("by", "is only used with order highest and lowest");
        }
    }

    @Override
    public List<String> needs() {
        return Stream.of(by, per).filter(Objects::nonNull).toList();
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public Memory memory() {
        return share == null ? Memory.CONSTANT : Memory.PER_KEY;
    }

    @Override
    public List<Round> rounds() {
        Evidence evidence = resources ->
                (document, locator, soFar, out) -> out.add(RANKS, group(document), rank(document, resources), locator);
        return List.of(new Round(
                evidence,
                List.of(RANKS),
                List.of(new Keyed(RANKS, List.of(), resources -> new Counting(count, share)))));
    }

    private long group(Document document) {
        Object value = per == null ? null : document.value(per);
        return value == null ? 0 : Hashing.hash128(value.toString())[0];
    }

    private long rank(Document document, Resources resources) {
        return switch (order) {
            case FIRST -> 0;
            case RANDOM -> KeyedRandom.bits(resources.seed(), resources.step(), document.id(), 0);
            case HIGHEST -> ordered(document, -1);
            case LOWEST -> ordered(document, 1);
        };
    }

    private long ordered(Document document, int sign) {
        Object value = by == null ? null : document.value(by);
        if (!(value instanceof Number number) || Double.isNaN(number.doubleValue())) {
            return Long.MAX_VALUE;
        }
        long bits = Double.doubleToLongBits(sign * number.doubleValue() + 0.0);
        return bits < 0 ? Long.MIN_VALUE - bits : bits; // the order of the numbers as an order of whole numbers
    }

    /** Goes through the documents of one group after the other, best ones first. */
    private static final class Counting implements Reducer {
        private final @Nullable Long count;
        private final @Nullable Double share;
        private long seen;
        private long kept;
        /** Documents of the group of which it is not certain yet that they stay: a ring. */
        private long[] waiting = new long[64];

        private int first;
        private int size;

        Counting(@Nullable Long count, @Nullable Double share) {
            this.count = count;
            this.share = share;
        }

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (newKey) {
                finish(out, decisions);
                seen = 0;
                kept = 0;
            }
            seen++;
            long locator = record[2];
            if (share == null) {
                if (count != null && seen > count) {
                    decisions.decide(Decision.drop(locator, Reason.BEYOND_COUNT, null));
                }
                return;
            }
            enqueue(locator);
            // However many documents are still to come, the share of those seen so far stays.
            while (kept < Math.round(share * seen)) {
                kept++;
                first = (first + 1) & (waiting.length - 1);
                size--;
            }
        }

        private void enqueue(long locator) {
            if (size == waiting.length) {
                long[] larger = new long[2 * size];
                System.arraycopy(waiting, first, larger, 0, size - first);
                System.arraycopy(waiting, 0, larger, size - first, first);
                waiting = larger;
                first = 0;
            }
            waiting[(first + size++) & (waiting.length - 1)] = locator;
        }

        /** The group is at its end: what still waits goes. */
        @Override
        public void finish(Records out, Decisions decisions) {
            while (size > 0) {
                decisions.decide(Decision.drop(waiting[first], Reason.BEYOND_SHARE, null));
                first = (first + 1) & (waiting.length - 1);
                size--;
            }
        }
    }
}
