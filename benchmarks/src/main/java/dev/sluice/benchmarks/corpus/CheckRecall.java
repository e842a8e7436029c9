package dev.sluice.benchmarks.corpus;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.connectors.jsonl.JsonlInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells how many of the planted pairs a deduplication found, by similarity rounded to 0.05. A pair counts as found when
 * not both of its documents are in the output.
 */
public final class CheckRecall {
    private CheckRecall() {}

    private static final class Tally {
        private long pairs;
        private long found;
    }

    /** Arguments: truth.tsv of the corpus, the folder that the run wrote. Ends with 1 when too few at 0.9 were found. */
    public static void main(String[] arguments) throws IOException {
        Set<String> kept = ids(Path.of(arguments[1]));
        Map<String, Tally> tallies = new TreeMap<>();
        try (BufferedReader truth = Files.newBufferedReader(Path.of(arguments[0]))) {
            for (String line = truth.readLine(); line != null; line = truth.readLine()) {
                String[] fields = line.split("\t", -1);
                double rounded = Math.round(Double.parseDouble(fields[3]) * 20) / 20.0;
                String name = fields[2].equals("exact") ? "equal" : String.format(Locale.ROOT, "%.2f", rounded);
                Tally tally = tallies.computeIfAbsent(name, unseen -> new Tally());
                tally.pairs++;
                tally.found += kept.contains(fields[0]) && kept.contains(fields[1]) ? 0 : 1;
            }
        }
        System.out.println("| similarity | pairs | found |\n| --- | --- | --- |");
        tallies.forEach((name, tally) -> System.out.printf(
                Locale.ROOT, "| %s | %d | %.2f %% |%n", name, tally.pairs, 100.0 * tally.found / tally.pairs));
        Tally nine = tallies.get("0.90");
        System.exit(nine != null && nine.found < 0.98 * nine.pairs ? 1 : 0);
    }

    private static Set<String> ids(Path output) throws IOException {
        Set<String> ids = new HashSet<>();
        List<Path> files;
        try (var list = Files.list(output)) {
            files = list.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .toList();
        }
        for (Path file : files) {
            Slice slice = Slice.whole(file.toString(), Files.size(file));
            Blob blob = Blob.ofFile(file, file.toString());
            try (RecordReader reader = new JsonlInput().open(blob, slice, new Mapping("text", "id"), Limits.DEFAULT)) {
                for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                    if (item instanceof RecordReader.Item.Good good) {
                        ids.add(good.document().id());
                    }
                }
            }
        }
        return ids;
    }
}
