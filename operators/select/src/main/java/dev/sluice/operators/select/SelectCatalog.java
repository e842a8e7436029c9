package dev.sluice.operators.select;

import dev.sluice.operators.Catalog;
import dev.sluice.operators.Operator;
import java.util.List;

/** The operators of this jar, in alphabetical order of their names. */
public final class SelectCatalog implements Catalog {
    @Override
    public List<Class<? extends Operator>> operators() {
        return List.of(Sample.class, Take.class);
    }
}
