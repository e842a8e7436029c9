package dev.sluice.benchmarks.lists;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import dev.sluice.operators.text.url.UrlFilter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a list of millions of banned domains costs {@code url_filter}: seconds and CPU seconds to open it, heap that it
 * holds, and documents judged in a second. A second opening tells what every further task pays.
 */
public final class DomainList {
    private static final String[] SUFFIXES = {"com", "net", "org", "de", "ru", "info", "co.uk", "com.br"};
    private static final int JUDGED = 2_000_000;
    private static final Values NO_VALUES = Values.ignored();

    private DomainList() {}

    /** Arguments: the file of the list, which is written where it does not exist, and the number of domains (5000000). */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: DomainList FILE [DOMAINS]");
            System.exit(2);
        }
        Path file = Path.of(arguments[0]);
        int count = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 5_000_000;
        if (!Files.exists(file)) {
            write(file, count);
        }
        System.out.println(String.format(Locale.ROOT, "%d domains, %.1f MB", count, Files.size(file) / 1e6));

        UrlFilter none = Spec.build(UrlFilter.class).build();
        UrlFilter listed = Spec.build(UrlFilter.class)
                .with(UrlFilter::domainFiles, List.of(file.toString()))
                .build();
        List<Document> documents = documents(count);
        rate("judged with no list", none.open(Resources.plain()), documents);
        long before = heap();
        Filter.Judge judge = open("opened", listed);
        long held = heap() - before;
        System.out.println(String.format(Locale.ROOT, "heap held %.1f MB", held / 1e6));
        rate("judged", judge, documents);
        Filter.Judge second = open("opened again", listed);
        System.out.println(String.format(Locale.ROOT, "heap held by both %.1f MB", (heap() - before) / 1e6));
        rate("judged", second, documents);
        rate("judged", judge, documents);
    }

    private static Filter.Judge open(String what, UrlFilter filter) {
        long started = System.nanoTime();
        long cpu = processNanos();
        Filter.Judge judge = filter.open(Resources.plain());
        System.out.println(String.format(
                Locale.ROOT,
                "%s in %.2f s, %.2f CPU s",
                what,
                (System.nanoTime() - started) / 1e9,
                (processNanos() - cpu) / 1e9));
        return judge;
    }

    private static void rate(String what, Filter.Judge judge, List<Document> documents) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int dropped = 0;
        for (int i = 0; i < JUDGED; i++) {
            dropped +=
                    judge.judge(documents.get(i % documents.size()), NO_VALUES).reason() == null ? 0 : 1;
        }
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
        System.out.println(String.format(
                Locale.ROOT,
                "%s: %.0f documents a CPU second, %.1f %% dropped",
                what,
                JUDGED / seconds,
                100.0 * dropped / JUDGED));
    }

    /** Half of the URLs are of the list. */
    private static List<Document> documents(int count) {
        SplittableRandom random = new SplittableRandom(2);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            long number = i % 2 == 0 ? random.nextLong(count) : count + random.nextLong(count);
            String url = "https://www." + domain(number) + "/news/" + i;
            documents.add(Document.of("d" + i, "", Fields.of(Map.of("url", url)), Position.NONE));
        }
        return documents;
    }

    private static void write(Path file, int count) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (int i = 0; i < count; i++) {
                out.write((domain(i) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** The domain with a number: 4 to 18 letters drawn by it, and a suffix. */
    private static String domain(long number) {
        SplittableRandom random = new SplittableRandom(number);
        int length = 4 + random.nextInt(15);
        StringBuilder name = new StringBuilder(length + 10);
        for (int i = 0; i < length; i++) {
            name.append((char) ('a' + random.nextInt(26)));
        }
        return name.append('.')
                .append(SUFFIXES[random.nextInt(SUFFIXES.length)])
                .toString();
    }

    private static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static long processNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
