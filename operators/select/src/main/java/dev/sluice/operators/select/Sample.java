package dev.sluice.operators.select;

import dev.sluice.operators.Filter;
import dev.sluice.operators.KeyedRandom;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Verdict;

/**
 * Keeps a random share of the documents. Each document's draw depends on the recipe's seed, the step's name and the
 * document's id alone, so the same documents are kept whatever the order, the partitions and the machines. The number
 * kept varies by chance; {@code take} keeps an exact number or share.
 */
@Operator.Info(
        name = "sample",
        since = "0.1",
        summary = "Keeps a random share of the documents, drawn by id.",
        cost = Operator.Cost.CHEAP)
public record Sample(
        @Param(doc = "Share of the documents to keep.", min = 0, max = 1, main = true)
        double rate) implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** The draw fell outside the share. */
        NOT_SAMPLED
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public Judge open(Resources resources) {
        long seed = resources.seed();
        String step = resources.step();
        return (document, measured) ->
                Verdict.dropIf(KeyedRandom.uniform(seed, step, document.id(), 0) >= rate, Reason.NOT_SAMPLED);
    }
}
