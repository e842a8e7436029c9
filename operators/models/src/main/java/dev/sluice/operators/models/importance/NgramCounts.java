package dev.sluice.operators.models.importance;

import dev.sluice.operators.Document;
import dev.sluice.operators.models.ModelFormatException;
import dev.sluice.operators.models.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often the n-grams of each bucket occur in a collection. */
final class NgramCounts {
    private final double[] counts;
    private final @Nullable Double meanWords;

    private NgramCounts(double[] counts, @Nullable Double meanWords) {
        this.counts = counts;
        this.meanWords = meanWords;
    }

    /** Counts by bucket. */
    double[] counts() {
        return counts;
    }

    /** Mean number of words a text; null where only the counts are known. */
    @Nullable Double meanWords() {
        return meanWords;
    }

    /**
     * Reads a vector of counts ({@code .npy}) or counts a sample: {@code .jsonl} whose records hold {@code text}, or any
     * other file with one text a line.
     *
     * @param buckets for samples; a vector brings its own
     */
    static NgramCounts read(Path file, NgramBuckets.Hash hash, int buckets) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".npy")) {
            double[] counts = NpyFile.read(file);
            for (double count : counts) {
                if (!(count >= 0)) {
                    throw new ModelFormatException(file, "holds " + count + ", which is no count");
                }
            }
            return new NgramCounts(counts, null);
        }
        NgramBuckets ngrams = NgramBuckets.of(hash, buckets);
        double[] counts = new double[buckets];
        long texts = 0;
        long words = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                Document document = Document.of(name.endsWith(".jsonl") ? text(file, texts + 1, line) : line);
                ngrams.forEach(document, bucket -> counts[bucket]++);
                words += ngrams.words(document).size();
                texts++;
            }
        } catch (CharacterCodingException notText) {
            throw new ModelFormatException(file, "is not UTF-8");
        } catch (IOException cause) {
            throw new UncheckedIOException("sample " + file, cause);
        }
        return new NgramCounts(counts, texts == 0 ? null : (double) words / texts);
    }

    private static String text(Path file, long number, String line) {
        try {
            if (Json.read(line) instanceof Map<?, ?> record && record.get("text") instanceof String text) {
                return text;
            }
        } catch (IllegalArgumentException fault) {
            throw new ModelFormatException(file, "record " + number + ": " + fault.getMessage());
        }
        throw new ModelFormatException(file, "record " + number + " holds no field 'text'");
    }
}
