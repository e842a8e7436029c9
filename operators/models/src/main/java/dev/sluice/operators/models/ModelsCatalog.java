package dev.sluice.operators.models;

import dev.sluice.operators.BundledAsset;
import dev.sluice.operators.Catalog;
import dev.sluice.operators.Operator;
import dev.sluice.operators.models.embedding.Embed;
import dev.sluice.operators.models.embedding.EmbeddingSimilarity;
import dev.sluice.operators.models.fasttext.Fasttext;
import dev.sluice.operators.models.importance.ImportanceWeights;
import dev.sluice.operators.models.linear.LinearClassifier;
import dev.sluice.operators.models.perplexity.Perplexity;
import java.util.List;

/** The operators of this jar, in alphabetical order. */
public final class ModelsCatalog implements Catalog {
    @Override
    public List<Class<? extends Operator>> operators() {
        return List.of(
                Embed.class,
                EmbeddingSimilarity.class,
                Fasttext.class,
                ImportanceWeights.class,
                LinearClassifier.class,
                Perplexity.class);
    }

    @Override
    public List<BundledAsset> assets() {
        return List.of(Perplexity.cutoffs());
    }
}
