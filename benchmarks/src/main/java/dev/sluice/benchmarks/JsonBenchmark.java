package dev.sluice.benchmarks;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.RecordWriter;
import dev.sluice.connectors.Slice;
import dev.sluice.connectors.jsonl.Codec;
import dev.sluice.connectors.jsonl.JsonlInput;
import dev.sluice.connectors.jsonl.JsonlOutput;
import dev.sluice.operators.Document;
import dev.sluice.operators.Spec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** What reading and writing JSON Lines costs, without compression on the way out: milliseconds for a whole file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonBenchmark {
    /** The file to read. */
    @Param("testdata/web/handbook.jsonl.zst")
    public String file;

    private final List<Document> plain = new ArrayList<>();
    private final List<Document> edited = new ArrayList<>();

    /** Reads the documents that are written. */
    @Setup
    public void load() throws IOException {
        try (RecordReader reader = open()) {
            for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                if (item instanceof RecordReader.Item.Good good) {
                    plain.add(good.document());
                    edited.add(good.document().withText(good.document().text() + "."));
                }
            }
        }
    }

    private RecordReader open() throws IOException {
        Path path = Path.of(file);
        Slice slice = Slice.whole(file, Files.size(path));
        return new JsonlInput().open(Blob.ofFile(path, file), slice, new Mapping("text", "id"), Limits.DEFAULT);
    }

    /** Decompresses and parses. */
    @Benchmark
    public long read() throws IOException {
        long characters = 0;
        try (RecordReader reader = open()) {
            for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                characters += item instanceof RecordReader.Item.Good good
                        ? good.document().text().length()
                        : 0;
            }
        }
        return characters;
    }

    /** Writes documents whose records can be copied. */
    @Benchmark
    public long writeUnchanged() throws IOException {
        return write(plain);
    }

    /** Writes documents whose texts have to be escaped anew. */
    @Benchmark
    public long writeEdited() throws IOException {
        return write(edited);
    }

    private static long write(List<Document> documents) throws IOException {
        JsonlOutput output = Spec.build(JsonlOutput.class)
                .with(JsonlOutput::compression, Codec.NONE)
                .build();
        OutputSchema schema = new OutputSchema("text", "id", List.of(), Map.of());
        try (RecordWriter writer = output.open(OutputStream.nullOutputStream(), schema)) {
            for (Document document : documents) {
                writer.write(document);
            }
            return writer.uncompressedBytes();
        }
    }
}
