package dev.sluice.benchmarks.corpus;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes a corpus whose duplicates are known: JSON Lines of {@code id}, {@code url}, {@code text} and {@code meta.lang},
 * and beside them {@code truth.tsv} with a line for each duplicate: its id, its original's id, {@code exact} or
 * {@code near}, and the Jaccard similarity of their sets of 5-word shingles.
 */
@Command(
        name = "generate-corpus",
        description = "Writes a corpus with planted duplicates and the truth about them.",
        mixinStandardHelpOptions = true)
public final class GenerateCorpus implements Callable<Integer> {
    private static final String[] BROKEN = {
        "{\"id\": \"%s\", \"text\": \"cut off in the mid",
        "{\"id\": \"%s\", \"url\": \"https://www.site0.example/\"}",
        "{\"id\": \"%s\", \"text\": 17}",
        "{\"id\": \"%s\", \"text\": \"\uffff\"}",
    };

    @Option(names = "--output", required = true, description = "Folder to write; its corpus files are replaced.")
    private Path output;

    @Option(names = "--sample", defaultValue = "testdata/web", description = "Folder of the sample crawl.")
    private Path sample;

    @Option(names = "--bytes", defaultValue = "100000000", description = "Bytes of records before compression.")
    private long bytes;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same bytes.")
    private long seed;

    @Option(names = "--files", defaultValue = "4", description = "Number of files.")
    private int files;

    @Option(names = "--compression", defaultValue = "zstd", description = "none, gzip or zstd.")
    private String compression;

    @Option(names = "--words", defaultValue = "330..650", description = "Words a text, MIN..MAX.")
    private String words;

    @Option(names = "--exact", defaultValue = "0.15", description = "Share of exact duplicates.")
    private double exact;

    @Option(names = "--near", defaultValue = "0.15", description = "Share of near duplicates.")
    private double near;

    @Option(names = "--menus", defaultValue = "0.05", description = "Share of pages without sentences.")
    private double menus;

    @Option(names = "--broken-every", defaultValue = "0", description = "Every so many records a broken one.")
    private long brokenEvery;

    @Option(
            names = "--languages",
            split = ",",
            defaultValue = "en:1",
            description = "Languages of the sample with their shares, such as en:0.8,de:0.2.")
    private List<String> languages;

    /** Runs the generator. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GenerateCorpus()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        CorpusOptions options = options();
        WordModel[] models = new WordModel[options.languages().size()];
        for (int i = 0; i < models.length; i++) {
            models[i] = Sample.model(sample, options.languages().get(i));
        }
        long documents = write(output, options, new Planted(options, models));
        System.out.println(documents + " documents in " + output);
        return 0;
    }

    private CorpusOptions options() {
        String[] range = words.split("\\.\\.", -1);
        if (range.length != 2) {
            throw new IllegalArgumentException("--words is '" + words + "', expected MIN..MAX");
        }
        return new CorpusOptions(
                bytes,
                seed,
                files,
                CorpusOptions.Compression.valueOf(compression.toUpperCase(Locale.ROOT)),
                Integer.parseInt(range[0]),
                Integer.parseInt(range[1]),
                exact,
                near,
                menus,
                brokenEvery,
                languages.stream().map(part -> part.split(":", -1)[0]).toList(),
                languages.stream()
                        .map(part -> part.contains(":") ? Double.valueOf(part.split(":", -1)[1]) : Double.valueOf(1))
                        .toList());
    }

    /** Writes the corpus; returns how many documents it holds, broken records not counted. */
    static long write(Path folder, CorpusOptions options, Planted planted) throws IOException {
        Files.createDirectories(folder);
        try (var old = Files.newDirectoryStream(folder, "part-*.jsonl*")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
        long number = 0;
        long broken = 0;
        StringBuilder line = new StringBuilder();
        try (CorpusFiles corpus = new CorpusFiles(folder, options);
                BufferedWriter truth = Files.newBufferedWriter(folder.resolve("truth.tsv"))) {
            while (corpus.written() < options.bytes()) {
                if (options.brokenEvery() > 0 && (number + broken + 1) % options.brokenEvery() == 0) {
                    corpus.write(broken(broken));
                    broken++;
                    continue;
                }
                Planted.Page page = planted.page(number);
                line.setLength(0);
                record(line, number, page, options);
                corpus.write(line.toString().getBytes(StandardCharsets.UTF_8));
                if (page.original() != number) {
                    truth.write(id(number) + "\t" + id(page.original()) + "\t"
                            + page.kind().name().toLowerCase(Locale.ROOT)
                            + String.format(Locale.ROOT, "\t%.6f\n", page.jaccard()));
                }
                number++;
            }
        }
        return number;
    }

    private static byte[] broken(long number) {
        String record = String.format(Locale.ROOT, BROKEN[(int) (number % BROKEN.length)], "broken-" + number);
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xef && bytes[i + 1] == (byte) 0xbf && bytes[i + 2] == (byte) 0xbf) {
                bytes[i] = (byte) 0xff; // no byte of UTF-8
            }
        }
        return bytes;
    }

    private static String id(long number) {
        return String.format(Locale.ROOT, "doc-%010d", number);
    }

    private static void record(StringBuilder line, long number, Planted.Page page, CorpusOptions options) {
        line.append("{\"id\":\"").append(id(number));
        line.append("\",\"url\":\"https://www.site").append(page.original() % 997);
        line.append(".example/").append(number).append(".html\",\"text\":\"");
        String text = page.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line.append("\\n");
            } else {
                line.append(c); // the texts hold letters, blanks and punctuation marks alone
            }
        }
        line.append("\",\"meta\":{\"lang\":\"").append(options.languages().get(page.language()));
        line.append("\"}}");
    }
}
