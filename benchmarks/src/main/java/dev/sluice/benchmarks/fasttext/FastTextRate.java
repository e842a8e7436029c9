package dev.sluice.benchmarks.fasttext;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.operators.models.fasttext.FastTextModel;
import dev.sluice.operators.models.fasttext.FastTextScorer;
import dev.sluice.operators.models.fasttext.TextPreparation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Classifies texts that lie in memory again and again and prints the CPU seconds of the quickest pass; the labels of the
 * last pass go to a file. {@code benchmarks/fasttext/reference.py} does the same with the reference implementation.
 */
public final class FastTextRate {
    private FastTextRate() {}

    /** Arguments: {@code lines FOLDER LINES}, or {@code MODEL LINES LABELS PASSES}. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 3 && arguments[0].equals("lines")) {
            writeLines(Path.of(arguments[1]), Path.of(arguments[2]));
        } else if (arguments.length == 4) {
            measure(
                    Path.of(arguments[0]),
                    Path.of(arguments[1]),
                    Path.of(arguments[2]),
                    Integer.parseInt(arguments[3]));
        } else {
            System.err.println("usage: FastTextRate lines FOLDER LINES | FastTextRate MODEL LINES LABELS PASSES");
            System.exit(2);
        }
    }

    /** Writes the texts of zstd JSON Lines as one line each, so that every tool can read them. */
    private static void writeLines(Path folder, Path lines) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var list = Files.newDirectoryStream(folder, "*.jsonl.zst")) {
            list.forEach(files::add);
        }
        files.sort(null);
        JsonMapper json = new JsonMapper();
        try (var out = Files.newBufferedWriter(lines)) {
            for (Path file : files) {
                try (var in = new BufferedReader(new InputStreamReader(
                        new ZstdInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                    for (String record = in.readLine(); record != null; record = in.readLine()) {
                        String text = json.readTree(record).path("text").asText();
                        out.write(TextPreparation.NEWLINE_TO_SPACE.line(text).replace('\r', ' '));
                        out.write('\n');
                    }
                }
            }
        }
    }

    private static void measure(Path model, Path lines, Path labels, int passes) throws IOException {
        List<String> texts = Files.readAllLines(lines);
        FastTextScorer scorer = FastTextModel.open(model).scorer();
        var threads = ManagementFactory.getThreadMXBean();
        List<String> found = new ArrayList<>();
        long best = Long.MAX_VALUE;
        for (int pass = 0; pass < passes; pass++) {
            found.clear();
            long started = threads.getCurrentThreadCpuTime();
            for (String text : texts) {
                found.add(scorer.classify(text, 1, 0) == 0 ? "" : scorer.labelName(0));
            }
            best = Math.min(best, threads.getCurrentThreadCpuTime() - started);
        }
        Files.write(labels, found);
        System.out.println(String.format(Locale.ROOT, "%.4f", best / 1e9));
    }
}
