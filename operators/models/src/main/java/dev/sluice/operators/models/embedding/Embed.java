package dev.sluice.operators.models.embedding;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Document;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.models.fasttext.TextPreparation;
import java.util.List;

/**
 * Gives each document a vector of its text, which {@code embedding_similarity} compares. It drops nothing. With {@code
 * signals: true} of the output, vectors are written beside the text.
 *
 * <p>With a supervised fastText model the vector is what the reference gives as {@code get_sentence_vector}: the mean,
 * in single precision, of the rows of the input matrix of all ids of the line, which are those of its words, of their
 * subwords, of its word n-grams and of the end of the line ({@code </s>}), each as often as it occurs. So it is the
 * hidden layer, from which the model tells labels.
 *
 * <p>With {@code normalize} the vector is divided by its Euclidean length. Documents without text, or in which the
 * model knows nothing, have no vector, where the reference gives zeros; nor does, with {@code normalize}, one of length
 * 0.
 */
@Operator.Info(
        name = "embed",
        since = "0.1",
        summary = "Gives each document a vector that a model makes of its text.",
        source =
                "fastText, FastText::getSentenceVector of supervised models; Joulin et al., Bag of Tricks for Efficient Text Classification, 2016",
        cost = Operator.Cost.EXPENSIVE)
public record Embed(
        @Param(
                doc = "Model file: for `fasttext`, a `.bin` or `.ftz` file trained with labels.",
                main = true,
                asset = true)
        String model,

        @Param(doc = "What kind of model it is.", def = "fasttext")
        Encoder.Kind encoder,

        @Param(doc = TextPreparation.DOC, def = "newline_to_space")
        TextPreparation preparation,

        @Param(doc = "Whether vectors are scaled to length 1.", def = "true")
        boolean normalize)
        implements Annotator {

    private static final Signal VECTOR = Signal.vector("vector", "the vector of the text");

    @Override
    public List<Signal> signals() {
        return List.of(VECTOR);
    }

    @Override
    public int batchSize() {
        return encoder.batchSize();
    }

    @Override
    public Pass open(Resources resources) {
        Encoder opened = encoder.open(resources.asset(model), preparation);
        return (batch, measured) -> {
            List<float[]> vectors =
                    opened.encode(batch.stream().map(Document::text).toList());
            for (int i = 0; i < batch.size(); i++) {
                float[] vector = vectors.get(i);
                if (vector != null && (!normalize || Lengths.scaleToUnit(vector))) {
                    measured.get(i).set(VECTOR, vector);
                }
            }
        };
    }
}
