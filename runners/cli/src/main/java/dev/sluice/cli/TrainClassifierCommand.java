package dev.sluice.cli;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.operators.Sha256;
import dev.sluice.operators.models.linear.LinearModel;
import dev.sluice.operators.models.linear.LinearTrainer;
import dev.sluice.recipes.AssetEntry;
import dev.sluice.recipes.AssetFolder;
import dev.sluice.recipes.Registry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the model of the operator {@code linear_classifier}. */
@Command(
        name = "train-classifier",
        description = {
            "Trains a linear quality classifier on texts to be like and texts to be unlike.",
            "The model is one file, which the operator linear_classifier applies; the same texts and options give",
            "the same file. A share of the texts is held out of training and tells how good the model is."
        },
        mixinStandardHelpOptions = true)
final class TrainClassifierCommand implements Callable<Integer> {
    private static final long MOST_BYTES = 16L << 20;

    /** Collections of short texts come as lines of plain files; a file as one text would be a class of one. */
    private static final Map<String, String> ONE_TEXT_A_LINE = Map.of("unit", "line");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--positive",
            paramLabel = "DATA",
            required = true,
            arity = "1..*",
            description = "Texts to be like: files, folders, or globs in quotes; one text a line in plain files.")
    private List<String> positive;

    @Option(
            names = "--negative",
            paramLabel = "DATA",
            required = true,
            arity = "1..*",
            description = "Texts to be unlike, in the same forms.")
    private List<String> negative;

    @ArgGroup(multiplicity = "1")
    private Destination destination;

    /** Where the model goes: a file, or the folder of assets. */
    private static final class Destination {
        @Option(names = "--output", paramLabel = "FILE", description = "The file that the model goes to.")
        private @Nullable Path output;

        @Option(
                names = "--asset",
                paramLabel = "NAME",
                description = "The name by which the model becomes an asset; it needs --license.")
        private @Nullable String asset;
    }

    @Option(names = "--overwrite", description = "Replaces a model that is there.")
    private boolean overwrite;

    @Option(names = "--text", paramLabel = "FIELD", description = "Field of the text; looked for unless given.")
    private @Nullable String text;

    @Option(names = "--format", paramLabel = "NAME", description = "Format; told from file names unless given.")
    private @Nullable String format;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Takes the first N texts of each kind (default ${DEFAULT-VALUE}).")
    private long limit;

    @Option(
            names = "--ngrams",
            paramLabel = "N",
            defaultValue = "2",
            description = "Counts n-grams of up to N words, 1 to 5 (default ${DEFAULT-VALUE}).")
    private int ngrams;

    @Option(
            names = "--bits",
            paramLabel = "N",
            defaultValue = "20",
            description = "Hashes n-grams into 2^N buckets, at most 26 (default ${DEFAULT-VALUE}).")
    private int bits;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Goes N times through the texts (default ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            defaultValue = "0.5",
            description = "Size of the first steps (default ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--decay",
            paramLabel = "X",
            defaultValue = "1e-6",
            description = "How much weights shrink at each step (default ${DEFAULT-VALUE}).")
    private double decay;

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Share of the texts held out, by their content (default ${DEFAULT-VALUE}).")
    private double heldOut;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Seed of the order in which texts are taken (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--license",
            paramLabel = "TEXT",
            description = "Licence of the model, written into it; that of its texts matters.")
    private @Nullable String license;

    @Mixin
    private AssetsOption assets;

    @Mixin
    private Plugins plugins;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path output = destination.output;
        if (output != null && Files.exists(output) && !overwrite) {
            throw new Failures.UsageException(output + " is there; replace it with --overwrite or name another file");
        }
        if (output == null && license == null) {
            throw new Failures.UsageException("an asset has a licence: say it with --license");
        }
        LinearTrainer trainer;
        try {
            trainer = new LinearTrainer(
                    new LinearTrainer.Settings(ngrams, bits, epochs, learningRate, decay, heldOut, seed));
        } catch (IllegalArgumentException fault) {
            throw new Failures.UsageException(String.valueOf(fault.getMessage()));
        }
        Registry registry = plugins.registry();
        Map<String, Object> described = new LinkedHashMap<>();
        if (license != null) {
            described.put("license", license);
        }
        described.put("positive", add(registry, positive, true, trainer, out));
        described.put("negative", add(registry, negative, false, trainer, out));
        LinearModel model;
        try {
            model = trainer.train(described);
        } catch (IllegalArgumentException fault) {
            throw new Failures.UsageException(String.valueOf(fault.getMessage()));
        }
        byte[] bytes = model.toBytes();
        Path written = output == null ? add(bytes) : write(bytes, output);
        print(out, model.metadata());
        out.printf(Locale.ROOT, "model     %s, %,d bytes, sha256 %s%n", written, bytes.length, Sha256.of(bytes));
        if (destination.asset != null) {
            out.println("name it in recipes as asset:" + destination.asset);
        }
        out.flush();
        return 0;
    }

    /** Makes the model an asset; gives its file. */
    private Path add(byte[] model) throws IOException, Failures.UsageException {
        String name = String.valueOf(destination.asset);
        try {
            AssetEntry added = assets.folderToWrite()
                    .add(
                            new AssetFolder.Addition(
                                    name,
                                    () -> new ByteArrayInputStream(model),
                                    ".linear",
                                    null,
                                    null,
                                    license,
                                    "sluice train-classifier, positive " + String.join(" ", positive) + ", negative "
                                            + String.join(" ", negative),
                                    null,
                                    null),
                            overwrite);
            return added == null ? Path.of(name) : added.file();
        } catch (AssetFolder.RefusedException refused) {
            throw new Failures.UsageException(
                    String.valueOf(refused.getMessage()).replace("--replace", "--overwrite"));
        }
    }

    /** Hands the texts of a class to the trainer; gives what the model tells about them. */
    private List<Object> add(
            Registry registry, List<String> data, boolean isPositive, LinearTrainer trainer, PrintWriter out)
            throws IOException, Failures.UsageException {
        List<Object> sources = new ArrayList<>();
        long taken = 0;
        long bad = 0;
        for (String one : data) {
            DataFiles found = DataFiles.find(registry, one, format);
            if (found.files().isEmpty()) {
                throw new Failures.UsageException("no file of a known format in " + one + "; say --format "
                        + String.join(" | ", registry.inputs().keySet()));
            }
            InputFormat reader = DataFiles.reader(
                    registry, found.format(), "text".equals(found.format()) ? ONE_TEXT_A_LINE : Map.of());
            String field = text == null ? TextField.find(reader, found.files()) : text;
            if (field == null) {
                throw new Failures.UsageException("none of the usual fields of " + one + " holds the text ("
                        + String.join(", ", TextField.NAMES) + "); name it with --text");
            }
            for (Path file : found.files()) {
                if (taken == limit) {
                    break;
                }
                String name = String.valueOf(file.getFileName());
                long before = taken;
                try (RecordReader records = reader.open(
                        Blob.ofFile(file, name),
                        Slice.whole(name, Files.size(file)),
                        new Mapping(field, null),
                        Limits.of(MOST_BYTES))) {
                    for (RecordReader.Item item = records.next();
                            item != null && taken < limit;
                            item = records.next()) {
                        if (item instanceof RecordReader.Item.Good good) {
                            trainer.add(good.document().text(), isPositive);
                            taken++;
                        } else {
                            bad++;
                        }
                    }
                }
                sources.add(
                        new LinkedHashMap<>(Map.of("file", name, "sha256", Sha256.of(file), "texts", taken - before)));
            }
        }
        out.printf(
                Locale.ROOT,
                "%-9s %,d texts of %d files%s%n",
                isPositive ? "positive" : "negative",
                taken,
                sources.size(),
                bad == 0 ? "" : String.format(Locale.ROOT, ", %,d records could not be read", bad));
        return sources;
    }

    private static void print(PrintWriter out, Map<String, ?> metadata) {
        Object accuracy = metadata.get("held_out_accuracy");
        if (!(accuracy instanceof Double)) {
            out.println("held out  no text: --held-out is 0 or there are too few");
            return;
        }
        out.printf(
                Locale.ROOT,
                "held out  %s positive and %s negative texts: accuracy %s, precision %s, recall %s, AUC %s%n",
                metadata.get("held_out_positive"),
                metadata.get("held_out_negative"),
                decimals(accuracy),
                decimals(metadata.get("held_out_precision")),
                decimals(metadata.get("held_out_recall")),
                decimals(metadata.get("held_out_auc")));
    }

    private static String decimals(@Nullable Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.4f", number) : "unknown";
    }

    private static Path write(byte[] model, Path output) throws IOException {
        Path target = output.toAbsolutePath();
        Path folder = target.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path attempt = target.resolveSibling("." + target.getFileName() + ".attempt");
        Files.write(attempt, model);
        Files.move(attempt, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return output;
    }
}
