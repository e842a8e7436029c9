package dev.sluice.cli;

import dev.sluice.operators.AssetException;
import dev.sluice.operators.dedup.bloom.BloomUnion;
import dev.sluice.pipelines.RunException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Joins the Bloom filters of several runs to one. */
@Command(
        name = "merge-filters",
        description = {
            "Joins the Bloom filters of several runs to one that knows the documents of all of them.",
            "The filters are those that runs with bloom_filter left, with the same items, false_positives, field,",
            "normalise and url_distinguish."
        },
        mixinStandardHelpOptions = true)
final class MergeFiltersCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILTER",
            description = "Filters: __sluice/portrait/bloom_filter.sketch of runs' outputs.")
    private List<Path> filters;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the joined filter goes; a file that is there already is not replaced.")
    private Path output;

    @Override
    public Integer call() throws Exception {
        for (Path filter : filters) {
            if (!Files.isRegularFile(filter)) {
                throw new Failures.UsageException(filter + " is no file; a run with bloom_filter leaves"
                        + " __sluice/portrait/bloom_filter.sketch in its output folder");
            }
        }
        if (Files.exists(output)) {
            throw new Failures.UsageException(output + " is there already; name another file, or remove it");
        }
        BloomUnion union;
        try {
            union = BloomUnion.of(filters);
        } catch (AssetException refused) {
            throw new RunException(RunException.Kind.BAD_INPUT, String.valueOf(refused.getMessage()), refused);
        }
        write(union.toBytes());
        Map<String, Object> estimate = union.estimate();
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: %,d documents of %,d filters, %.1f %% of the bits set, false positives %.3g%n",
                        output,
                        (Long) estimate.get("items"),
                        filters.size(),
                        100 * (Double) estimate.get("fill"),
                        (Double) estimate.get("false_positives"))
                .flush();
        return 0;
    }

    /** The file appears whole or not at all. */
    private void write(byte[] filter) throws IOException, Failures.UsageException {
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Failures.UsageException("--output lies in no folder that there is: " + output);
        }
        Path attempt = Files.createTempFile(folder, "." + output.getFileName(), ".part");
        try {
            Files.write(attempt, filter);
            Files.move(attempt, output, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException late) {
            throw new Failures.UsageException(output + " is there already; name another file, or remove it");
        } finally {
            Files.deleteIfExists(attempt);
        }
    }
}
