package dev.sluice.benchmarks;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.connectors.jsonl.JsonlInput;
import dev.sluice.operators.Document;
import dev.sluice.text.NGrams;
import dev.sluice.text.Occurrences;
import dev.sluice.text.Pieces;
import dev.sluice.text.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the shared views of texts cost: cutting into words and lines, and finding repeated ones. Milliseconds for all texts of a
 * file.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TokensBenchmark {
    /** The file whose texts are cut. */
    @Param("testdata/web/handbook.jsonl.zst")
    public String file;

    private final List<String> texts = new ArrayList<>();
    private final Occurrences seen = new Occurrences();
    private final NGrams grams = new NGrams();

    /** Reads the texts. */
    @Setup
    public void load() throws IOException {
        Path path = Path.of(file);
        Slice slice = Slice.whole(file, Files.size(path));
        try (RecordReader reader =
                new JsonlInput().open(Blob.ofFile(path, file), slice, new Mapping("text", "id"), Limits.DEFAULT)) {
            for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                if (item instanceof RecordReader.Item.Good good) {
                    texts.add(good.document().text());
                }
            }
        }
    }

    /** Words between white space, with the hashes that n-grams are made of. */
    @Benchmark
    public long whitespaceTokens() {
        long sum = 0;
        for (String text : texts) {
            sum += Tokens.whitespace(Document.of(text)).size();
        }
        return sum;
    }

    /** Words and punctuation marks. */
    @Benchmark
    public long wordpunctTokens() {
        long sum = 0;
        for (String text : texts) {
            sum += Tokens.wordpunct(Document.of(text)).size();
        }
        return sum;
    }

    /** Lines that come again. */
    @Benchmark
    public long repeatedLines() {
        long sum = 0;
        for (String text : texts) {
            sum += Pieces.newlines(Document.of(text)).repeats(text, seen).length;
        }
        return sum;
    }

    /** Repeated n-grams of two to four words. */
    @Benchmark
    public long repeatedNGrams() {
        long sum = 0;
        for (String text : texts) {
            grams.begin(Tokens.whitespace(Document.of(text)), 2);
            grams.growTo(4);
            sum += grams.most();
        }
        return sum;
    }
}
