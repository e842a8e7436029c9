package dev.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.dedup.minhash.SimilarSets;
import dev.sluice.operators.dedup.minhash.StoredSets;
import dev.sluice.pipelines.RunException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ranks ids by how similar their sets are to those of given ids. */
@Command(
        name = "similar",
        description = {
            "Ranks ids by how similar their sets are to those of some seeds.",
            "The sets are those that a run with minhash_sets signed."
        },
        mixinStandardHelpOptions = true)
final class SimilarCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "ARTEFACT",
            description = "The signatures: __sluice/portrait/minhash_sets.sketch of a run's output.")
    private Path artefact;

    @Option(names = "--seeds", paramLabel = "ID", split = ",", description = "Ids, parted by commas.")
    private @Nullable List<String> seeds;

    @Option(names = "--seeds-file", paramLabel = "FILE", description = "Ids, one a line.")
    private @Nullable Path seedsFile;

    @Option(
            names = "--method",
            paramLabel = "HOW",
            defaultValue = "mean",
            description = "mean ranks by the mean similarity to the seeds; grow lets the most similar one join them,"
                    + " again and again (${DEFAULT-VALUE}).")
    private SimilarSets.Method method;

    @Option(
            names = "--min-similarity",
            paramLabel = "S",
            defaultValue = "0",
            description = "Least similarity, from 0 to 1 (${DEFAULT-VALUE}).")
    private double least;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "Most ids (${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--max-bucket",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Buckets of more sets are left out and counted (${DEFAULT-VALUE}).")
    private int mostInBucket;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (!(least >= 0 && least <= 1)) {
            throw new Failures.UsageException("--min-similarity is " + least + ", must be from 0 to 1");
        }
        if (limit < 1 || mostInBucket < 1) {
            throw new Failures.UsageException("--limit and --max-bucket start at 1");
        }
        if (!Files.isRegularFile(artefact)) {
            throw new Failures.UsageException(artefact + " is no file; a run with minhash_sets leaves"
                    + " __sluice/portrait/minhash_sets.sketch in its output folder");
        }
        StoredSets sets;
        try {
            sets = StoredSets.open(artefact);
        } catch (IllegalArgumentException damaged) {
            throw new RunException(RunException.Kind.BAD_INPUT, String.valueOf(damaged.getMessage()), damaged);
        }
        int[] chosen = find(sets);
        SimilarSets.Ranking ranking = new SimilarSets(sets, mostInBucket).rank(chosen, method, least, limit);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(toJson(sets, chosen, ranking)));
        } else {
            print(out, sets, chosen, ranking);
        }
        out.flush();
        return 0;
    }

    /** The sets of the seeds, each once, in the order in which they were named. */
    private int[] find(StoredSets sets) throws IOException, Failures.UsageException {
        Set<String> names = new LinkedHashSet<>();
        for (String seed : seeds == null ? List.<String>of() : seeds) {
            names.add(seed.strip());
        }
        if (seedsFile != null) {
            if (!Files.isRegularFile(seedsFile)) {
                throw new Failures.UsageException(seedsFile + " is no file");
            }
            for (String line : Files.readAllLines(seedsFile)) {
                names.add(line.strip());
            }
        }
        names.remove("");
        if (names.isEmpty()) {
            throw new Failures.UsageException("no seeds; name ids by --seeds or --seeds-file");
        }
        int[] chosen = new int[names.size()];
        int next = 0;
        for (String name : names) {
            int set = sets.find(name);
            if (set < 0) {
                String hint = NearestName.hint(name, sets.ids());
                throw new Failures.UsageException(artefact + " has no set of '" + name + "'"
                        + (hint == null ? "" : "; " + hint)
                        + (sets.empty() == 0
                                ? ""
                                : String.format(
                                        Locale.ROOT, " (%,d documents had an empty set and none here)", sets.empty())));
            }
            chosen[next++] = set;
        }
        return chosen;
    }

    private ObjectNode toJson(StoredSets sets, int[] chosen, SimilarSets.Ranking ranking) {
        ObjectNode result = JSON.createObjectNode();
        result.put("sets", sets.count());
        result.put("empty", sets.empty());
        result.put("repeated", sets.repeated());
        result.put("method", method.name().toLowerCase(Locale.ROOT));
        ArrayNode named = result.putArray("seeds");
        for (int set : chosen) {
            named.addObject().put("id", sets.id(set)).put("size", sets.size(set));
        }
        result.put("candidates", ranking.candidates());
        result.put("buckets", ranking.buckets());
        result.put("oversized_buckets", ranking.oversized());
        ArrayNode matches = result.putArray("matches");
        for (SimilarSets.Match match : ranking.matches()) {
            ObjectNode one = matches.addObject();
            one.put("id", match.id());
            one.put("similarity", match.similarity());
            one.put("standard_error", match.standardError());
            one.put("containment", match.containment());
            one.put("size", match.size());
            one.put("shared_buckets", match.buckets());
        }
        return result;
    }

    private void print(PrintWriter out, StoredSets sets, int[] chosen, SimilarSets.Ranking ranking) {
        out.printf(
                Locale.ROOT,
                "%,d sets, %,d seeds, %,d candidates in %,d buckets%n",
                sets.count(),
                chosen.length,
                ranking.candidates(),
                ranking.buckets());
        if (ranking.oversized() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d of these buckets hold more than %,d sets and were left out (--max-bucket)%n",
                    ranking.oversized(),
                    mostInBucket);
        }
        if (ranking.matches().isEmpty()) {
            out.println("Nothing is similar to the seeds.");
            return;
        }
        int width = Math.max(
                2,
                ranking.matches().stream()
                        .mapToInt(match -> match.id().length())
                        .max()
                        .orElse(2));
        String name = "%4s  %-" + width + "s";
        out.println();
        out.printf(
                Locale.ROOT,
                name + "  %-14s  %11s  %9s  %7s%n",
                "",
                "id",
                "similarity",
                "containment",
                "size",
                "buckets");
        int rank = 0;
        for (SimilarSets.Match match : ranking.matches()) {
            out.printf(
                    Locale.ROOT,
                    name + "  %.3f \u00b1 %.3f   %11.3f  %,9d  %,7d%n",
                    ++rank,
                    match.id(),
                    match.similarity(),
                    match.standardError(),
                    match.containment(),
                    match.size(),
                    match.buckets());
        }
    }
}
