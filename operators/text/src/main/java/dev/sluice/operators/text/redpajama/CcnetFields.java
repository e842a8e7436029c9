package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What the fields of a CCNet record say about its document, as numbers. */
final class CcnetFields {
    private static final String PREFIX = "ccnet_";
    private static final Map<String, Double> BUCKETS = Map.of("head", 0.0, "middle", 1.0, "tail", 2.0);

    /** Signals by name. */
    static final Map<String, Signal> SIGNALS = new TreeMap<>();

    static {
        put("ccnet_length", "characters", "length of the text after CCNet removed repeated paragraphs");
        put("ccnet_original_length", "characters", "length of the text before that");
        put("ccnet_nlines", "lines", "lines of the text after CCNet removed repeated paragraphs");
        put("ccnet_original_nlines", "lines", "lines of the text before that");
        put("ccnet_language_score", "probability, 0 to 1", "probability of the language that CCNet identified");
        put("ccnet_perplexity", "perplexity, from 1", "perplexity under the language's model");
        put(
                "ccnet_bucket",
                Signal.NO_UNIT,
                "CCNet's bucket by perplexity: 0 for the head, 1 for the middle, 2 for the tail");
    }

    private CcnetFields() {}

    private static void put(String name, String unit, String doc) {
        SIGNALS.put(name, Signal.number(name, unit, doc).asPublished());
    }

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
