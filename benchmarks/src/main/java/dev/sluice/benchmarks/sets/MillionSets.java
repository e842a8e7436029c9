package dev.sluice.benchmarks.sets;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.minhash.MinhashSets;
import dev.sluice.operators.dedup.minhash.SimilarSets;
import dev.sluice.operators.dedup.minhash.StoredSets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What {@code minhash_sets} and {@code sluice similar} cost with a million sets: CPU seconds to sign them, to put the file
 * together, to open it, to name the id that is nearest to one that is not there, and to rank by some numbers of seeds.
 *
 * <p>Sets are users of communities of a hundred: 20 items of 60 that the community has, and 10 of a million.
 */
public final class MillionSets {
    private static final int COMMUNITY = 100;
    private static final int SHARED_ITEMS = 60;
    private static final int FROM_COMMUNITY = 20;
    private static final int OTHERS = 10;

    private MillionSets() {}

    /** Arguments: the file, which is written where it does not exist, and the number of sets (1000000). */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: MillionSets FILE [SETS]");
            System.exit(2);
        }
        Path file = Path.of(arguments[0]);
        int count = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 1_000_000;
        if (!Files.exists(file)) {
            write(file, count);
        }
        double before = cpu();
        StoredSets sets = StoredSets.open(file);
        tell("open", before, String.format(Locale.ROOT, "%,d sets, %.0f MB", sets.count(), Files.size(file) / 1e6));
        for (String unknown : List.of("user-0500x07", "yser-0500007")) {
            before = cpu();
            String near = NearestName.of(unknown, sets.ids());
            tell("nearest to " + unknown, before, String.valueOf(near));
        }
        for (int seeds : new int[] {1, 10, 100}) {
            for (SimilarSets.Method method : SimilarSets.Method.values()) {
                int[] chosen = new int[seeds];
                for (int i = 0; i < seeds; i++) {
                    chosen[i] = sets.find(id(COMMUNITY * (i / 10) + i % 10));
                }
                before = cpu();
                SimilarSets.Ranking ranking = new SimilarSets(sets, 10_000).rank(chosen, method, 0, 100);
                tell(
                        seeds + " seeds, " + method.name().toLowerCase(Locale.ROOT),
                        before,
                        String.format(Locale.ROOT, "%,d candidates", ranking.candidates()));
            }
        }
    }

    private static void write(Path file, int count) throws IOException {
        MinhashSets operator = Spec.build(MinhashSets.class)
                .with(MinhashSets::field, "items")
                .with(MinhashSets::mostSets, count)
                .build();
        Sketch.Summary summary = operator.create(Resources.plain());
        double before = cpu();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < count; i++) {
            List<Object> items = new ArrayList<>();
            for (int j = 0; j < FROM_COMMUNITY; j++) {
                items.add((long) (i / COMMUNITY) * SHARED_ITEMS + random.nextInt(SHARED_ITEMS));
            }
            for (int j = 0; j < OTHERS; j++) {
                items.add(-1L - random.nextInt(1_000_000));
            }
            summary.add(Document.of(id(i), "", Fields.of(Map.of("items", items)), Position.NONE));
        }
        tell("sign", before, String.format(Locale.ROOT, "%,d sets", count));
        before = cpu();
        byte[] bytes = summary.toBytes();
        tell("put together", before, String.format(Locale.ROOT, "%.0f MB", bytes.length / 1e6));
        Files.write(file, bytes);
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "user-%07d", number);
    }

    private static double cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static void tell(String what, double before, String more) {
        System.out.println(String.format(Locale.ROOT, "%-28s %8.2f s   %s", what, cpu() - before, more));
    }
}
