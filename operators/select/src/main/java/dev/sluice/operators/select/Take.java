package dev.sluice.operators.select;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Global;
import dev.sluice.operators.KeyedRandom;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an exact number of documents of the whole collection: the first of the input, the ones with the smallest keyed
 * draws, or the ones with the highest values of a signal or field. Ties go to the document that comes first.
 *
 * <p>Evidence: 16 bytes a document. A fold reads the records in the order of their ranks and drops what comes after the
 * wanted number; it holds 8 bytes for each document it drops.
 */
@Operator.Info(
        name = "take",
        since = "0.1",
        summary = "Keeps an exact number of documents of the whole collection.",
        cost = Operator.Cost.CHEAP)
public record Take(
        @Param(doc = "How many documents to keep.", min = 0, main = true)
        long count,

        @Param(doc = "Which documents to keep.", def = "first")
        Order order,

        @Param(doc = "Signal or field (field.NAME) for order highest and lowest; absent otherwise.") @Nullable String by)
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
        BEYOND_COUNT
    }

    private static final Table RANKS = new Table("ranks", 2, 0, 1);

    @Override
    public void check(Faults faults) {
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
        return by == null ? List.of() : List.of(by);
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public Memory memory() {
        return Memory.WHOLE_COLLECTION;
    }

    @Override
    public List<Round> rounds() {
        Evidence evidence =
                resources -> (document, locator, soFar, out) -> out.add(RANKS, rank(document, resources), locator);
        return List.of(new Round(evidence, List.of(RANKS), List.of(new Fold(List.of(RANKS), this::folder))));
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
        String name = by == null ? "" : by;
        Object value = name.startsWith("field.")
                ? document.field(name.substring("field.".length()))
                : document.signals().get(name);
        if (!(value instanceof Number number) || Double.isNaN(number.doubleValue())) {
            return Long.MAX_VALUE;
        }
        long bits = Double.doubleToLongBits(sign * number.doubleValue() + 0.0);
        return bits < 0 ? Long.MIN_VALUE - bits : bits; // the order of the numbers as an order of whole numbers
    }

    private Folder folder(Resources resources) {
        return new Folder() {
            private long seen;
            private long[] dropped = new long[1024];
            private int size;

            @Override
            public void accept(Table table, long[] record) {
                if (seen++ >= count) {
                    if (size == dropped.length) {
                        dropped = java.util.Arrays.copyOf(dropped, 2 * size);
                    }
                    dropped[size++] = record[1];
                }
            }

            @Override
            public void finish(Decisions decisions) {
                for (int i = 0; i < size; i++) {
                    decisions.decide(Decision.drop(dropped[i], Reason.BEYOND_COUNT, null));
                }
            }
        };
    }
}
