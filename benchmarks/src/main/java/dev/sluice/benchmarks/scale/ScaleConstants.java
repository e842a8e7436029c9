package dev.sluice.benchmarks.scale;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.connectors.jsonl.JsonlInput;
import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Locator;
import dev.sluice.operators.LongTable;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import dev.sluice.operators.dedup.ExactDedup;
import dev.sluice.operators.dedup.bloom.BloomDedup;
import dev.sluice.operators.dedup.bloom.BloomFilter;
import dev.sluice.operators.dedup.lines.LineDedup;
import dev.sluice.operators.dedup.minhash.MinhashDedup;
import dev.sluice.operators.dedup.simhash.SimhashDedup;
import dev.sluice.operators.dedup.substring.SubstringDedup;
import dev.sluice.operators.select.Take;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures what the cost model of deduplication needs to know: the records that operators take from the texts of the sample
 * crawl and the CPU time for it, and the time of sorting records.
 *
 * <pre>
 * ScaleConstants FOLDER [ROUNDS]
 * </pre>
 *
 * The least CPU time of a thread in all rounds counts.
 */
public final class ScaleConstants {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SORTED_BYTES = 32 << 20;

    private ScaleConstants() {}

    /** A piece of work. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** Measures. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: ScaleConstants FOLDER [ROUNDS]");
            System.exit(2);
        }
        int rounds = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 20;
        List<Document> documents = sample(Path.of(arguments[0]));
        long bytes = 0;
        for (Document document : documents) {
            bytes += document.text().getBytes(StandardCharsets.UTF_8).length;
        }
        System.out.printf(
                Locale.ROOT, "%d documents, %.0f bytes each%n", documents.size(), (double) bytes / documents.size());
        Map<String, Global> operators = new TreeMap<>();
        operators.put("exact_dedup", Spec.build(ExactDedup.class).build());
        operators.put("line_dedup", Spec.build(LineDedup.class).build());
        operators.put("minhash_dedup", Spec.build(MinhashDedup.class).build());
        operators.put(
                "minhash_dedup verified",
                Spec.build(MinhashDedup.class)
                        .with(MinhashDedup::verify, MinhashDedup.Verify.SKETCH)
                        .build());
        operators.put("simhash_dedup", Spec.build(SimhashDedup.class).build());
        operators.put("substring_dedup", Spec.build(SubstringDedup.class).build());
        operators.put("take", Spec.build(Take.class).with(Take::count, 1000L).build());
        for (Map.Entry<String, Global> entry : operators.entrySet()) {
            take(entry.getKey(), entry.getValue().rounds().get(0), Global.SoFar.NOTHING, documents, bytes, rounds);
        }
        Global.Round second = Spec.build(MinhashDedup.class)
                .with(MinhashDedup::verify, MinhashDedup.Verify.EXACT)
                .build()
                .rounds()
                .get(1);
        Decision candidate = Decision.keep(0, null);
        take("minhash_dedup exact, second round, a candidate", second, () -> candidate, documents, bytes, rounds);
        take("minhash_dedup exact, second round, no candidate", second, Global.SoFar.NOTHING, documents, bytes, rounds);
        secondRound(operators.get("substring_dedup"), documents, rounds);
        bloom(rounds);
        for (int width = 2; width <= 6; width++) {
            sort(width, rounds);
        }
    }

    private static List<Document> sample(Path folder) throws IOException {
        List<Document> documents = new ArrayList<>();
        for (String name : List.of("guide-amd64.jsonl.zst", "handbook.jsonl.zst")) {
            Path file = folder.resolve(name);
            Slice slice = Slice.whole(name, Files.size(file));
            try (RecordReader reader =
                    new JsonlInput().open(Blob.ofFile(file, name), slice, new Mapping("text", "id"), Limits.DEFAULT)) {
                for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                    if (item instanceof RecordReader.Item.Good good) {
                        documents.add(good.document());
                    }
                }
            }
        }
        return documents;
    }

    private static long leastNanos(int rounds, Work work) throws IOException {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long started = THREADS.getCurrentThreadCpuTime();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - started);
        }
        return least;
    }

    /** Counts records by table. */
    private static final class Counts implements Global.Records {
        final Map<String, Long> records = new TreeMap<>();
        final Map<String, Integer> width = new TreeMap<>();

        @Override
        public void add(Global.Table table, long... words) {
            records.merge(table.name(), 1L, Long::sum);
            width.put(table.name(), 8 * words.length);
        }

        String perDocument(int documents) {
            StringBuilder text = new StringBuilder();
            records.forEach((table, count) -> text.append(String.format(
                    Locale.ROOT, "; %s %.2f x %d bytes", table, (double) count / documents, width.get(table))));
            return text.toString();
        }
    }

    private static void take(
            String name, Global.Round round, Global.SoFar soFar, List<Document> documents, long bytes, int rounds)
            throws IOException {
        Counts counts = new Counts();
        pass(round, documents, soFar, counts);
        long[] sum = new long[1];
        long nanos = leastNanos(rounds, () -> pass(round, documents, soFar, (table, words) -> sum[0] += words[0]));
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f CPU s per GB, %.1f us a document%s%n",
                name,
                (double) nanos / bytes,
                nanos / 1e3 / documents.size(),
                counts.perDocument(documents.size()));
    }

    private static void pass(Global.Round round, List<Document> documents, Global.SoFar soFar, Global.Records out) {
        Global.Taker taker = round.evidence().open(Resources.of("step", 0));
        for (int i = 0; i < documents.size(); i++) {
            // Made anew, so that nothing is known of its words and lines.
            taker.take(Document.of(documents.get(i).text()), Locator.of(0, i), soFar, out);
        }
    }

    /** The second round of {@code substring_dedup}, with whole texts for repeated ones: the time of a window. */
    private static void secondRound(Global operator, List<Document> documents, int rounds) throws IOException {
        Global.Round round = operator.rounds().get(1);
        Counts counts = new Counts();
        Global.Taker taker = round.evidence().open(Resources.of("step", 0));
        List<Decision> told = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            int length = documents.get(i).text().getBytes(StandardCharsets.UTF_8).length;
            told.add(Decision.removeSpans(Locator.of(0, i), new int[] {0, length}));
        }
        long[] sum = new long[1];
        Work work = () -> {
            for (int i = 0; i < told.size(); i++) {
                Decision decision = told.get(i);
                taker.take(documents.get(i), Locator.of(0, i), () -> decision, (table, words) -> sum[0] += words[0]);
            }
        };
        for (int i = 0; i < told.size(); i++) {
            Decision decision = told.get(i);
            taker.take(documents.get(i), Locator.of(0, i), () -> decision, counts);
        }
        long windows = counts.records.getOrDefault("windows", 0L);
        System.out.printf(
                Locale.ROOT,
                "substring_dedup, second round: %.1f ns a window of %d bytes%n",
                (double) leastNanos(rounds, work) / windows,
                counts.width.getOrDefault("windows", 0));
    }

    private static void bloom(int rounds) throws IOException {
        BloomFilter filter = Spec.build(BloomFilter.class)
                .with(BloomFilter::items, 100_000_000L)
                .build();
        Sketch.Summary summary = filter.create(Resources.of("step", 0));
        int[] number = new int[1];
        for (; number[0] < 20_000_000; number[0]++) {
            summary.add(Document.of(Integer.toString(number[0])));
        }
        Path file = Files.createTempFile("scale", ".sketch");
        Files.write(file, summary.toBytes());
        Filter.Judge judge = Spec.build(BloomDedup.class)
                .with(BloomDedup::history, List.of(file.toString()))
                .build()
                .open(Resources.of("step", 0));
        Values values = Values.ignored();
        int keys = 1_000_000;
        long add = leastNanos(Math.min(rounds, 3), () -> {
            for (int end = number[0] + keys; number[0] < end; number[0]++) {
                summary.add(Document.of(Integer.toString(number[0])));
            }
        });
        long look = leastNanos(Math.min(rounds, 3), () -> {
            for (int end = number[0] + keys; number[0] < end; number[0]++) {
                judge.judge(Document.of(Integer.toString(number[0])), values);
            }
        });
        System.out.printf(
                Locale.ROOT,
                "bloom_filter: %d ns a key; bloom_dedup: %d ns a key; %.1f bits an item, file of %d bytes%n",
                add / keys,
                look / keys,
                8.0 * Files.size(file) / 100_000_000,
                Files.size(file));
        Files.delete(file);
    }

    private static void sort(int width, int rounds) throws IOException {
        LongTable table = new LongTable(width);
        int records = SORTED_BYTES / 8 / width;
        long[] record = new long[width];
        long[] number = new long[1];
        long fill = leastNanos(Math.min(rounds, 5), () -> fill(table, records, record, number));
        long all = leastNanos(Math.min(rounds, 5), () -> {
            fill(table, records, record, number);
            table.sort();
        });
        System.out.printf(
                Locale.ROOT,
                "sort: %.0f ns a record of %d bytes, runs of 32 MiB%n",
                (double) (all - fill) / records,
                8 * width);
    }

    private static void fill(LongTable table, int records, long[] record, long[] number) {
        table.clear();
        for (int i = 0; i < records; i++) {
            for (int word = 0; word < record.length; word++) {
                record[word] = Hashing.mix(++number[0]);
            }
            table.add(record);
        }
    }
}
