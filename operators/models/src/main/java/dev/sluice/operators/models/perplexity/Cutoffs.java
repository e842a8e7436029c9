package dev.sluice.operators.models.perplexity;

import dev.sluice.operators.AssetException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The perplexities at which CCNet divides the documents of a language into head, middle and tail. */
final class Cutoffs {
    private static final String RESOURCE = "ccnet_cutoffs.tsv";

    private final Map<String, double[]> byLanguage = new HashMap<>();

    private Cutoffs(BufferedReader reader, String name) throws IOException {
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank() || line.charAt(0) == '#') {
                continue;
            }
            String[] columns = line.strip().split("[ \t]+", -1);
            double head = columns.length == 3 ? number(columns[1]) : Double.NaN;
            double middle = columns.length == 3 ? number(columns[2]) : Double.NaN;
            if (!(head <= middle)) {
                throw new AssetException(name + ", line " + number
                        + ": a language, the end of its head and the end of its middle are expected");
            }
            byLanguage.put(columns[0], new double[] {head, middle});
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }

    /** Reads a file of lines {@code language head middle}, or CCNet's own table where there is none. */
    static Cutoffs read(@Nullable Path file) {
        try (InputStream in = file == null ? Cutoffs.class.getResourceAsStream(RESOURCE) : Files.newInputStream(file)) {
            if (in == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is missing");
            }
            return new Cutoffs(
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)),
                    file == null ? RESOURCE : file.toString());
        } catch (IOException cause) {
            throw new UncheckedIOException("cut-offs " + file, cause);
        }
    }

    /** The bucket of a document: {@code all} without a perplexity and for languages without cut-offs. */
    String bucket(String language, @Nullable Double perplexity) {
        double[] ends = byLanguage.get(language);
        if (ends == null || perplexity == null) {
            return "all";
        }
        return perplexity < ends[0] ? "head" : perplexity < ends[1] ? "middle" : "tail";
    }
}
