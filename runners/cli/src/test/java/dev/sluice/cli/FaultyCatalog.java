package dev.sluice.cli;

import dev.sluice.operators.Catalog;
import dev.sluice.operators.Operator;
import java.util.List;

/** The operators of these tests. */
public final class FaultyCatalog implements Catalog {
    @Override
    public List<Class<? extends Operator>> operators() {
        return List.of(
                HaltOnce.InDecision.class,
                HaltOnce.InFilter.class,
                Faulty.Appends.class,
                Faulty.Fails.class,
                Faulty.HoldsThree.class,
                Faulty.Waits.class);
    }
}
