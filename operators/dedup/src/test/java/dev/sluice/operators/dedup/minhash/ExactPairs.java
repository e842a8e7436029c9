package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Global;
import dev.sluice.operators.dedup.Keep;
import dev.sluice.operators.dedup.Ruling;
import dev.sluice.operators.dedup.graph.Components;
import java.util.List;

/** The last pass of {@link MinhashDedup} behind known pairs: what stays does not depend on the luck of signatures. */
record ExactPairs(Components components, Keep keep) implements Global {
    @Override
    public List<Round> rounds() {
        Ruling ruling = new Ruling(keep, false, MinhashDedup.Reason.NEAR_DUPLICATE);
        return List.of(new Round(
                resources -> (document, locator, soFar, out) -> {
                    int number = components.find(locator);
                    if (number >= 0) {
                        out.add(MinhashDedup.PAIRS, components.label(number), locator);
                    }
                    if (keep.ranks()) {
                        out.add(MinhashDedup.RANKS, locator, keep.rank(document, locator, "quality"));
                    }
                },
                List.of(MinhashDedup.PAIRS, MinhashDedup.RANKS),
                List.of(new Fold(
                        List.of(MinhashDedup.PAIRS, MinhashDedup.RANKS),
                        resources -> new Clusters(MinhashDedup.PAIRS, ruling, null, null)))));
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return MinhashDedup.Reason.class;
    }

    @Override
    public Memory memory() {
        return Memory.WHOLE_COLLECTION;
    }
}
