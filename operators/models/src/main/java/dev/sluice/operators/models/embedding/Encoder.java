package dev.sluice.operators.models.embedding;

import dev.sluice.operators.models.fasttext.FastTextModel;
import dev.sluice.operators.models.fasttext.FastTextScorer;
import dev.sluice.operators.models.fasttext.TextPreparation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes vectors of texts with one model; used by one thread at a time. */
interface Encoder {
    /**
     * The vectors of texts, one for each, all of one length and not scaled; null for a text that is empty or in which the
     * model knows nothing.
     */
    List<float @Nullable []> encode(List<String> texts);

    /** What kind of model a file holds. */
    enum Kind {
        /** A supervised fastText model, {@code .bin} or {@code .ftz}. */
        FASTTEXT {
            @Override
            int batchSize() {
                return 1;
            }

            @Override
            Encoder open(Path model, TextPreparation preparation) {
                return new FastText(FastTextModel.open(model), preparation);
            }
        };

        /** How many texts its encoder likes at once. */
        abstract int batchSize();

        /** Reads a model. */
        abstract Encoder open(Path model, TextPreparation preparation);
    }

    /** The hidden layer of a supervised fastText model. */
    final class FastText implements Encoder {
        private final FastTextScorer scorer;
        private final int dimension;
        private final TextPreparation preparation;

        private FastText(FastTextModel model, TextPreparation preparation) {
            this.scorer = model.scorer();
            this.dimension = model.dimension();
            this.preparation = preparation;
        }

        @Override
        public List<float @Nullable []> encode(List<String> texts) {
            List<float @Nullable []> vectors = new ArrayList<>(texts.size());
            for (String text : texts) {
                float[] vector = new float[dimension];
                boolean known = !text.isEmpty() && scorer.embed(preparation.line(text), vector);
                vectors.add(known ? vector : null);
            }
            return vectors;
        }
    }
}
