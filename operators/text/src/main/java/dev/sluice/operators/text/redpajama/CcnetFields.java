package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.Document;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What the fields of a CCNet record say about its document, as numbers. */
final class CcnetFields {
    private static final String PREFIX = "ccnet_";
    private static final Map<String, Double> BUCKETS = Map.of("head", 0.0, "middle", 1.0, "tail", 2.0);

    /** Signals by name, with what they tell. */
    static final Map<String, String> SIGNALS = new TreeMap<>(Map.of(
            "ccnet_length", "characters after paragraphs were deduplicated",
            "ccnet_original_length", "characters before",
            "ccnet_nlines", "lines after paragraphs were deduplicated",
            "ccnet_original_nlines", "lines before",
            "ccnet_language_score", "probability of the identified language",
            "ccnet_perplexity", "perplexity under the language's model",
            "ccnet_bucket", "0 for the head, 1 for the middle, 2 for the tail"));

    private CcnetFields() {}

    /** Hands over the values by signal. */
    static void measure(Document document, BiConsumer<String, Double> measured) {
        for (String signal : SIGNALS.keySet()) {
            Object value = document.field(signal.substring(PREFIX.length()));
            Double number = value instanceof Number given
                    ? Double.valueOf(given.doubleValue())
                    : value instanceof String text && signal.equals("ccnet_bucket") ? BUCKETS.get(text) : null;
            if (number != null && Double.isFinite(number)) {
                measured.accept(signal, number);
            }
        }
    }
}
