package dev.sluice.benchmarks.evidence;

import dev.sluice.operators.Catalog;
import dev.sluice.operators.Operator;
import java.util.List;

/** The operator that measurements use. */
public final class EvidenceCatalog implements Catalog {
    @Override
    public List<Class<? extends Operator>> operators() {
        return List.of(EvidenceLoad.class);
    }
}
