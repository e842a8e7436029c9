package dev.sluice.operators.language;

import dev.sluice.operators.BundledAsset;
import dev.sluice.operators.Catalog;
import dev.sluice.operators.Operator;
import java.util.List;

/** The operators of this jar. */
public final class LanguageCatalog implements Catalog {
    @Override
    public List<Class<? extends Operator>> operators() {
        return List.of(Language.class);
    }

    @Override
    public List<BundledAsset> assets() {
        return List.of(DetectorModel.asset());
    }
}
