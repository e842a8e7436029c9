package dev.sluice.benchmarks.language;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.connectors.jsonl.JsonlInput;
import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import dev.sluice.operators.language.Language;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * The detector that comes with Sluice beside the library that ships its model, OpenNLP, over the same texts in memory, each
 * cut after 3000 characters: CPU time of one thread in rounds that take turns. That both give the same answers is a test of
 * the module of {@code language}.
 */
public final class DetectorRate {
    private static final int LONGEST = 3000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private DetectorRate() {}

    /** Arguments: the folder of {@code *.jsonl.zst}, and the number of rounds (9), the first of which does not count. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: DetectorRate FOLDER [ROUNDS]");
            System.exit(2);
        }
        List<Document> documents = documents(Path.of(arguments[0]));
        long characters =
                documents.stream().mapToLong(d -> cut(d.text()).length()).sum();
        int rounds = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 9;
        Filter.Judge own = Spec.build(Language.class).build().open(Resources.plain());
        LanguageDetectorME library = library();
        double[] ratios = new double[rounds - 1];
        System.out.println(
                String.format(Locale.ROOT, "%d texts, %d characters of them looked at", documents.size(), characters));
        for (int round = 0; round < rounds; round++) {
            double ours = 0;
            for (int pass = 0; pass < 5; pass++) {
                ours += seconds(() -> documents.forEach(document -> own.judge(document, Values.ignored()))) / 5;
            }
            double theirs = seconds(() -> documents.forEach(d -> library.predictLanguage(cut(d.text()))));
            if (round > 0) {
                ratios[round - 1] = theirs / ours;
                System.out.println(String.format(
                        Locale.ROOT,
                        "%.3f CPU s, the library %.3f CPU s: %.2f times; %.1f million characters a CPU second",
                        ours,
                        theirs,
                        theirs / ours,
                        characters / ours / 1e6));
            }
        }
        Arrays.sort(ratios);
        System.out.println(String.format(
                Locale.ROOT,
                "%.2f times the rate of the library (median of %d rounds; from %.2f to %.2f)",
                ratios[ratios.length / 2],
                ratios.length,
                ratios[0],
                ratios[ratios.length - 1]));
    }

    private static double seconds(Runnable work) {
        long started = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - started) / 1e9;
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(LONGEST, text.length()));
    }

    private static LanguageDetectorME library() throws IOException {
        try (InputStream in = DetectorRate.class.getResourceAsStream("/langdetect-183.bin")) {
            if (in == null) {
                throw new IOException("the model is not on the class path");
            }
            return new LanguageDetectorME(new LanguageDetectorModel(in));
        }
    }

    private static List<Document> documents(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var list = Files.newDirectoryStream(folder, "*.jsonl.zst")) {
            list.forEach(files::add);
        }
        files.sort(null);
        List<Document> documents = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            Slice slice = Slice.whole(name, Files.size(file));
            Mapping mapping = new Mapping("text", "id");
            try (RecordReader reader = new JsonlInput().open(Blob.ofFile(file, name), slice, mapping, Limits.DEFAULT)) {
                for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                    if (item instanceof RecordReader.Item.Good good) {
                        documents.add(good.document());
                    }
                }
            }
        }
        return documents;
    }
}
