package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.Document;
import dev.sluice.operators.models.fasttext.FastTextModel;
import dev.sluice.operators.models.fasttext.FastTextScorer;
import dev.sluice.text.Chars;
import dev.sluice.text.Pieces;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What classifiers say that tell the texts of a target from CCNet's: the probability of the target. */
final class ClassifierSignals {
    private static final String OTHER = "__label__cc";

    private final Map<String, FastTextScorer> scorers = new LinkedHashMap<>();

    /** @param models files of fastText models by signal */
    ClassifierSignals(Map<String, Path> models) {
        models.forEach(
                (signal, file) -> scorers.put(signal, FastTextModel.open(file).scorer()));
    }

    /** Hands over the values by signal; none for an empty text. */
    void measure(Document document, BiConsumer<String, Double> measured) {
        if (scorers.isEmpty() || document.text().isEmpty()) {
            return;
        }
        String line = line(document);
        scorers.forEach((signal, scorer) -> {
            if (scorer.classify(line, 1, 0) > 0) {
                double probability = scorer.probability(0);
                measured.accept(signal, scorer.labelName(0).equals(OTHER) ? 1 - probability : probability);
            }
        });
    }

    /** The lines of a text, joined by spaces; white space at both ends goes. */
    private static String line(Document document) {
        String text = document.text();
        Pieces lines = Pieces.splitlines(document);
        StringBuilder joined = new StringBuilder(text.length());
        for (int i = 0; i < lines.size(); i++) {
            joined.append(i == 0 ? "" : " ").append(text, lines.start(i), lines.end(i));
        }
        String line = joined.toString();
        int from = Chars.skipSpace(line, 0, line.length());
        return line.substring(from, Chars.stripEnd(line, from, line.length()));
    }
}
