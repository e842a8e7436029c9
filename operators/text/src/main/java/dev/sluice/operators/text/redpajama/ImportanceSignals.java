package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.Document;
import dev.sluice.operators.models.importance.LengthCorrection;
import dev.sluice.operators.models.importance.LogRatios;
import dev.sluice.operators.models.importance.NgramBuckets;
import dev.sluice.operators.models.importance.NpyFile;
import dev.sluice.text.Length;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The importance weights of a text for several targets against CCNet's texts, from the files that RedPajama makes: {@code
 * NAME.LANGUAGE.BUCKETS.counts.npy} and {@code NAME.LANGUAGE.lambda.npy}, NAME being {@code ccnet} for the source.
 */
final class ImportanceSignals {
    private static final String SOURCE = "ccnet";
    static final List<String> TARGETS = List.of("books", "openwebtext", "wikipedia");

    private final List<String> names = new ArrayList<>();
    private final List<LogRatios> ratios = new ArrayList<>();
    private final List<@Nullable LengthCorrection> corrections = new ArrayList<>();

    /** @param files paths of assets by the names that the recipe gives */
    ImportanceSignals(List<Path> files) {
        Map<String, double[]> counts = new HashMap<>();
        Map<String, Double> lengths = new HashMap<>();
        for (Path path : files) {
            String file = String.valueOf(path.getFileName());
            if (isCounts(file)) {
                counts.put(collection(file), NpyFile.read(path));
            } else {
                double[] lambda = NpyFile.read(path);
                if (lambda.length != 1) {
                    throw new IllegalArgumentException(path + " holds " + lambda.length + " numbers, expected one");
                }
                lengths.put(collection(file), lambda[0]);
            }
        }
        double[] source = counts.get(SOURCE);
        for (String target : TARGETS) {
            double[] wanted = counts.get(target);
            if (wanted != null && source != null) {
                names.add(target);
                ratios.add(new LogRatios(NgramBuckets.of(NgramBuckets.Hash.REDPAJAMA, source.length), wanted, source));
                Double targetLength = lengths.get(target);
                Double sourceLength = lengths.get(SOURCE);
                corrections.add(
                        targetLength == null || sourceLength == null
                                ? null
                                : new LengthCorrection(targetLength, sourceLength));
            }
        }
    }

    /** The collection that a file is about. */
    static String collection(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The language that a file is about; empty where its name does not tell. */
    static String language(String file) {
        String[] parts = file.substring(file.lastIndexOf('/') + 1).split("\\.", -1);
        return parts.length < (isCounts(file) ? 5 : 4) ? "" : parts[1];
    }

    static boolean isCounts(String file) {
        return file.endsWith(".counts.npy");
    }

    static boolean isLength(String file) {
        return file.endsWith(".lambda.npy");
    }

    /** Whether these files allow for a signal of this name. */
    static boolean provide(List<String> files, String signal) {
        boolean corrected = signal.endsWith("_length_correction");
        String target = signal.substring("rps_doc_".length(), signal.indexOf("_importance"));
        boolean found = true;
        for (String collection : List.of(SOURCE, target)) {
            found &= files.stream()
                    .anyMatch(file -> isCounts(file) && collection(file).equals(collection));
            found &= !corrected
                    || files.stream()
                            .anyMatch(file -> isLength(file) && collection(file).equals(collection));
        }
        return found;
    }

    /** Hands over the values by signal; none for an empty text. */
    void measure(Document document, BiConsumer<String, Double> measured) {
        if (names.isEmpty() || document.text().isEmpty()) {
            return;
        }
        double[] weights = LogRatios.weights(document, ratios);
        for (int i = 0; i < weights.length; i++) {
            String signal = "rps_doc_" + names.get(i) + "_importance";
            measured.accept(signal, weights[i]);
            LengthCorrection correction = corrections.get(i);
            if (correction != null) {
                measured.accept(signal + "_length_correction", weights[i] + correction.of(Length.of(document)));
            }
        }
    }
}
