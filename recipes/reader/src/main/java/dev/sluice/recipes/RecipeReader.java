package dev.sluice.recipes;

import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.OutputFormat;
import dev.sluice.operators.ByteSize;
import dev.sluice.operators.Example;
import dev.sluice.operators.Fault;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Node;
import dev.sluice.operators.Param;
import dev.sluice.operators.Spec;
import dev.sluice.plan.Input;
import dev.sluice.plan.Options;
import dev.sluice.plan.Output;
import dev.sluice.plan.Plan;
import dev.sluice.plan.Step;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans of recipe files. Everything is checked before a byte of data is read, and all faults are found in one
 * pass, each with its place.
 */
public final class RecipeReader {
    private static final List<String> KEYS = List.of("name", "seed", "input", "steps", "output", "options", "tests");

    private final Registry registry;
    private final Map<String, String> environment;
    private final @Nullable Path assetFolder;

    /**
     * Prepares to read.
     *
     * @param registry what operators and formats there are
     * @param environment values of {@code ${NAME}} in recipes; that of {@code SLUICE_ASSETS} names the folder of assets
     */
    public RecipeReader(Registry registry, Map<String, String> environment) {
        this(registry, environment, null);
    }

    /**
     * Prepares to read recipes whose assets lie in a certain folder.
     *
     * @param assetFolder the folder; null for the one that {@code SLUICE_ASSETS} names, or else the folder {@code assets}
     *     beside the recipe or in the nearest folder above that has one with an index
     */
    public RecipeReader(Registry registry, Map<String, String> environment, @Nullable Path assetFolder) {
        this.registry = registry;
        this.environment = environment;
        this.assetFolder = assetFolder != null ? assetFolder : AssetIndex.named(environment);
    }

    /**
     * What a recipe file gave.
     *
     * @param plan the plan; null when there are faults
     * @param tests the cases of its {@code tests:} block; run them with {@link RecipeTests}
     * @param faults everything that is wrong, in the order of the file
     */
    public record Result(@Nullable Plan plan, List<Example> tests, List<Fault> faults) {}

    /** The settings of a recipe that lie beside its steps. */
    record OptionKeys(
            @Param(doc = "Largest text of a document in UTF-8 bytes.", def = "16MiB", min = 1)
            ByteSize maxDocumentBytes,

            @Param(doc = "Target size of a partition in stored bytes.", def = "64MB", min = 1)
            ByteSize partitionBytes,

            @Param(doc = "Most records that may fail before the run stops; absent means any number.", min = 0) @Nullable Long maxErrors,

            @Param(doc = "Largest share of records that may fail.", def = "0.1", min = 0, max = 1)
            double maxErrorShare,

            @Param(doc = "What a damaged input file does.", def = "fail")
            Options.OnCorrupt onCorrupt,

            @Param(doc = "What becomes of invalid UTF-8.", def = "reject")
            InvalidUtf8 invalidUtf8) {

        enum InvalidUtf8 {
            REJECT,
            REPLACE
        }

        Options toOptions() {
            Limits base = Limits.of(maxDocumentBytes.bytes());
            Limits limits = new Limits(
                    base.maxDocumentBytes(),
                    base.maxRecordBytes(),
                    base.maxDepth(),
                    base.maxExpansion(),
                    invalidUtf8 == InvalidUtf8.REPLACE);
            return new Options(limits, partitionBytes.bytes(), maxErrors, maxErrorShare, onCorrupt);
        }
    }

    /** What every input takes beside the options of its format. */
    record InputKeys(
            @Param(doc = "Name of the source.", def = "input")
            String name,

            @Param(doc = "Format; absent means what the file names say.") @Nullable String format,

            @Param(doc = "Files, folders or globs.", min = 1, main = true)
            List<String> path,

            @Param(doc = "Path of the field that holds the text.", def = "text")
            String text,

            @Param(doc = "Path of the field that holds the id; absent means the hash of the text.") @Nullable String id,

            @Param(doc = "Records to leave out at the beginning.", def = "0", min = 0)
            long skip,

            @Param(doc = "Most records to read after those; absent means all.", min = 0) @Nullable Long limit,

            @Param(doc = "Share of documents to keep, drawn by id; absent means all.", min = 0, max = 1) @Nullable Double sample) {}

    /** What the output takes beside the options of its format. */
    record OutputKeys(
            @Param(doc = "Format.", def = "jsonl") String format,
            @Param(doc = "Folder to write.", main = true) String path,

            @Param(doc = "Size of a file before compression.", def = "1GB", min = 1)
            ByteSize shardBytes,

            @Param(doc = "Signal, label or field whose values get folders of their own.") @Nullable String partitionBy,

            @Param(doc = "Fields that get columns of their own in formats with columns.", def = "[]")
            List<String> fields,

            @Param(doc = "Whether signals and labels are written beside the text.", def = "false")
            boolean signals,

            @Param(doc = "How many dropped documents are written aside.", def = "sample")
            Output.Rejects rejects,

            @Param(doc = "Whether side files may hold text from before private data was removed.", def = "false")
            boolean rejectedText) {}

    /** Reads a recipe file; {@code overrides} may be empty. */
    public Result read(Path file, Overrides overrides) {
        List<Fault> faults = new ArrayList<>();
        String name = file.toString();
        String yaml;
        try {
            yaml = Files.readString(file);
        } catch (NoSuchFileException missing) {
            return failed(name, "there is no such file", faults);
        } catch (MalformedInputException notText) {
            return failed(name, "is not UTF-8 text", faults);
        } catch (IOException cause) {
            return failed(name, "cannot be read: " + cause.getMessage(), faults);
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        return read(name, yaml, folder, overrides);
    }

    private static Result failed(String file, String message, List<Fault> faults) {
        faults.add(new Fault(new Node.Place(file, 0, 0), "recipe", message, null));
        return new Result(null, List.of(), faults);
    }

    /** Reads a recipe given as text; its paths resolve against {@code folder}. */
    public Result read(String name, String yaml, Path folder, Overrides overrides) {
        List<Fault> faults = new ArrayList<>();
        Node root = YamlNodes.read(name, yaml, faults);
        Variables variables = new Variables(environment, faults);
        if (root != null) {
            root = variables.replaceIn(root);
        }
        if (!(root instanceof Node.Mapping recipe)) {
            if (root != null) {
                faults.add(new Fault(root.place(), "recipe", "is " + root.kind() + ", expected a mapping", null));
            }
            return new Result(null, List.of(), faults);
        }
        Includes includes = new Includes(variables, faults);
        recipe = includes.expand(recipe, name, folder);
        recipe = overrides.apply(recipe, registry, faults);
        Reading reading = new Reading(recipe, folder, includes, faults);
        Plan plan = reading.plan();
        faults.sort(Comparator.comparing((Fault fault) -> fault.place().file())
                .thenComparingInt(fault -> fault.place().line())
                .thenComparingInt(fault -> fault.place().column()));
        return new Result(faults.isEmpty() ? plan : null, List.copyOf(reading.tests), faults);
    }

    /** One recipe being read. */
    private final class Reading {
        private final Node.Mapping recipe;
        private final Path folder;
        private final Includes includes;
        private final List<Fault> faults;
        private final AssetReader assets;
        private final List<Example> tests = new ArrayList<>();

        Reading(Node.Mapping recipe, Path folder, Includes includes, List<Fault> faults) {
            this.recipe = recipe;
            this.folder = folder;
            this.includes = includes;
            this.faults = faults;
            this.assets = new AssetReader(folder, assetFolder, faults);
        }

        @Nullable Plan plan() {
            for (Node.Entry entry : recipe.entries()) {
                if (!KEYS.contains(entry.key().text())) {
                    fault(
                            entry.key().place(),
                            "recipe",
                            "has no part '" + entry.key().text() + "'",
                            NearestName.hint(entry.key().text(), KEYS));
                }
            }
            String name = text("name", "recipe");
            Long seed = whole("seed", 0);
            List<Input> inputs = inputs();
            StepReader stepReader = new StepReader(registry, folder, includes, faults, assets);
            List<Step> steps = stepReader.read(recipe.get("steps"), recipe.place());
            inputs.forEach(input -> checkPrivate(input, steps));
            Node cases = recipe.get("tests");
            if (cases != null) {
                tests.addAll(Example.read(cases, "test", faults));
                tests.forEach(test -> checkTest(test, stepReader));
            }
            Output output = output();
            Options options = options();
            if (output != null) {
                stepReader.checkName(output.partitionBy(), recipe.get("output"), "output", "partition_by");
                inputs.forEach(input -> checkApart(input, output));
                if (!inputs.isEmpty() && recipe.get("output") instanceof Node.Mapping given) {
                    output.format()
                            .check(
                                    output.schema(inputs, steps),
                                    (key, message) -> faultAt(given, key, "output", message));
                }
            }
            if (!faults.isEmpty() || output == null || options == null || seed == null) {
                return null;
            }
            return new Plan(
                    name,
                    seed,
                    inputs,
                    steps,
                    output,
                    options,
                    Canonical.print(name, seed, inputs, steps, output, options),
                    assets.found());
        }

        /** An id that is the text keeps what a step removes from the text. */
        private void checkPrivate(Input input, List<Step> steps) {
            for (Step step : steps) {
                if (input.mapping().textIsId()
                        && step.operator() instanceof Mapper mapper
                        && mapper.removesPrivateData()) {
                    fault(
                            Objects.requireNonNull(recipe.get("input")).place(),
                            "input",
                            "id is the text itself, '" + input.mapping().text() + "', and step " + step.number() + " '"
                                    + step.name() + "' would remove private data from the text alone",
                            "leave id out: it is the hash of the text then");
                    return;
                }
            }
        }

        /** What is written must not be read, now or by the next run, and what is read must not be replaced. */
        private void checkApart(Input input, Output output) {
            Path written = Path.of(output.path());
            Node node = recipe.get("output");
            Node.Place place = node == null ? recipe.place() : node.place();
            for (String pattern : input.patterns()) {
                Path read = fixedPart(pattern);
                boolean deep = !isGlob(pattern) || pattern.contains("**");
                if (deep && Files.isDirectory(read) && written.startsWith(read)) {
                    fault(place, "output", "path is " + written + ", inside the input " + pattern, "write elsewhere");
                } else if (read.startsWith(written)) {
                    fault(
                            place,
                            "output",
                            "path is " + written + ", which holds the input " + pattern,
                            "write elsewhere");
                }
            }
        }

        private void checkTest(Example test, StepReader steps) {
            if (!test.with().entries().isEmpty()) {
                fault(test.with().place(), "test", "takes no parameters: it tests the recipe's steps", null);
            }
            Example.Drop drop = test.drops();
            if (drop != null && drop.step() != null && !steps.names().contains(drop.step())) {
                String hint = NearestName.hint(drop.step(), steps.names());
                fault(test.place(), "test", "drops names the step '" + drop.step() + "', which is no step", hint);
            }
        }

        private String text(String key, String otherwise) {
            Node node = recipe.get(key);
            if (node == null) {
                return otherwise;
            }
            if (node instanceof Node.Scalar scalar) {
                return scalar.text();
            }
            fault(node.place(), "recipe", key + " is " + node.kind() + ", expected string", null);
            return otherwise;
        }

        private @Nullable Long whole(String key, long otherwise) {
            Node node = recipe.get(key);
            if (node == null) {
                return otherwise;
            }
            try {
                if (node instanceof Node.Scalar scalar) {
                    return Long.parseLong(scalar.text());
                }
            } catch (NumberFormatException wrong) {
                // reported below
            }
            fault(node.place(), "recipe", key + " is no integer", null);
            return null;
        }

        private List<Input> inputs() {
            Node node = recipe.get("input");
            if (node == null) {
                fault(recipe.place(), "input", "is missing", "say what to read: input: {path: data/*.jsonl}");
                return List.of();
            }
            List<Node> sources = node instanceof Node.Sequence list ? list.items() : List.of(node);
            List<Input> inputs = new ArrayList<>();
            Set<String> names = new LinkedHashSet<>();
            for (Node source : sources) {
                Input input = input(source);
                if (input != null) {
                    if (!names.add(input.name())) {
                        fault(
                                source.place(),
                                "input",
                                "two sources are called '" + input.name() + "'",
                                "give each a name:");
                    }
                    inputs.add(input);
                }
            }
            return inputs;
        }

        private @Nullable Input input(Node node) {
            Node.Mapping given = mapping(node, "path", "input");
            if (given == null) {
                return null;
            }
            List<String> own = keysOf(InputKeys.class);
            InputKeys keys = bind(Spec.of(InputKeys.class), only(given, own, true), List.of(), "input");
            String formatName = formatName(given);
            if (formatName == null) {
                return null;
            }
            InputFormat format = format(registry.inputs(), formatName, given.get("format"), given, own, "input");
            if (keys == null || format == null) {
                return null;
            }
            Mapping mapping = new Mapping(keys.text(), keys.id());
            Faults wrong = (key, message) -> faultAt(given, key, "input", message);
            if (keys.text().isEmpty()) {
                wrong.report("text", "is empty, expected the name of a field");
            }
            if (keys.id() != null && keys.id().isEmpty()) {
                wrong.report("id", "is empty; left out, the id is the hash of the text");
            }
            format.check(mapping, wrong);
            if (anyWrong(keys.path(), wrong)) {
                return null;
            }
            return new Input(
                    keys.name(),
                    format,
                    keys.path().stream().map(this::resolve).toList(),
                    mapping,
                    keys.skip(),
                    keys.limit(),
                    keys.sample());
        }

        private @Nullable String formatName(Node.Mapping given) {
            if (given.get("format") instanceof Node.Scalar format) {
                return format.text();
            }
            Node path = given.get("path");
            Node first = path instanceof Node.Sequence list && !list.items().isEmpty()
                    ? list.items().get(0)
                    : path;
            if (!(first instanceof Node.Scalar scalar)) {
                return null; // a missing path is reported by the binder
            }
            String name = registry.inputFormatOf(scalar.text());
            if (name == null) {
                fault(
                        scalar.place(),
                        "input",
                        "no format is known for '" + scalar.text() + "'",
                        "say format: " + String.join(" | ", registry.inputs().keySet()));
            }
            return name;
        }

        private @Nullable Output output() {
            Node node = recipe.get("output");
            if (node == null) {
                fault(recipe.place(), "output", "is missing", "say where to write: output: {path: out/web}");
                return null;
            }
            Node.Mapping given = mapping(node, "path", "output");
            if (given == null) {
                return null;
            }
            List<String> own = keysOf(OutputKeys.class);
            OutputKeys keys = bind(Spec.of(OutputKeys.class), only(given, own, true), List.of(), "output");
            String name = given.get("format") instanceof Node.Scalar scalar ? scalar.text() : "jsonl";
            OutputFormat format = format(registry.outputs(), name, given.get("format"), given, own, "output");
            if (keys == null || format == null) {
                return null;
            }
            if (anyWrong(List.of(keys.path()), (key, message) -> faultAt(given, key, "output", message))) {
                return null;
            }
            return new Output(
                    format,
                    resolve(keys.path()),
                    keys.shardBytes().bytes(),
                    keys.partitionBy(),
                    keys.fields(),
                    keys.signals(),
                    keys.rejects(),
                    keys.rejectedText());
        }

        private <T> @Nullable T format(
                Map<String, Class<? extends T>> formats,
                String name,
                @Nullable Node at,
                Node.Mapping given,
                List<String> own,
                String subject) {
            Class<? extends T> type = formats.get(name);
            if (type == null) {
                String hint = NearestName.hint(name, formats.keySet());
                fault(
                        at == null ? given.place() : at.place(),
                        subject,
                        "no format named '" + name + "', there are " + String.join(", ", formats.keySet()),
                        hint);
                return null;
            }
            return bind(Spec.of(type), only(given, own, false), own, subject);
        }

        private @Nullable Options options() {
            Node node = recipe.get("options");
            Node.Mapping given = node == null
                    ? new Node.Mapping(List.of(), recipe.place())
                    : node instanceof Node.Mapping mapping ? mapping : null;
            if (given == null) {
                fault(node.place(), "options", "is " + node.kind() + ", expected a mapping", null);
                return null;
            }
            OptionKeys options = bind(Spec.of(OptionKeys.class), given, List.of(), "options");
            return options == null ? null : options.toOptions();
        }

        private Node.@Nullable Mapping mapping(Node node, String main, String subject) {
            if (node instanceof Node.Mapping mapping) {
                return mapping;
            }
            if (node instanceof Node.Scalar scalar) {
                Node.Scalar key = new Node.Scalar(main, false, scalar.place());
                return new Node.Mapping(List.of(new Node.Entry(key, scalar)), scalar.place());
            }
            fault(node.place(), subject, "is " + node.kind() + ", expected a mapping", null);
            return null;
        }

        private <T> @Nullable T bind(Spec<T> spec, Node.Mapping given, List<String> others, String subject) {
            return spec.bind(
                    given,
                    others,
                    (place, parameter, message, hint) ->
                            fault(place, subject, parameter.isEmpty() ? message : parameter + " " + message, hint));
        }

        private static boolean anyWrong(List<String> paths, Faults faults) {
            String wrong = paths.stream()
                    .map(PathText::fault)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            if (wrong != null) {
                faults.report("path", wrong);
            }
            return wrong != null;
        }

        private String resolve(String path) {
            return folder.resolve(path).normalize().toString();
        }

        /** Reports a fault of one key of a mapping, at its value where the recipe gives one. */
        private void faultAt(Node.Mapping given, String key, String subject, String message) {
            Node at = given.get(key);
            fault(at == null ? given.place() : at.place(), subject, key + " " + message, null);
        }

        private void fault(Node.Place place, String subject, String message, @Nullable String hint) {
            faults.add(new Fault(place, subject, message, hint));
        }
    }

    private static boolean isGlob(String path) {
        return path.matches(".*[*?\\[{].*");
    }

    /** The leading parts of a pattern that are no glob. */
    private static Path fixedPart(String pattern) {
        Path path = Path.of(pattern);
        Path fixed = path.getRoot() == null ? Path.of("") : path.getRoot();
        for (Path part : path) {
            if (isGlob(part.toString())) {
                break;
            }
            fixed = fixed.resolve(part);
        }
        return fixed;
    }

    private static List<String> keysOf(Class<?> type) {
        return Spec.of(type).parameters().stream().map(Spec.Parameter::name).toList();
    }

    /** The entries whose keys are among some names, or those whose keys are not. */
    private static Node.Mapping only(Node.Mapping given, List<String> names, boolean among) {
        return new Node.Mapping(
                given.entries().stream()
                        .filter(entry -> names.contains(entry.key().text()) == among)
                        .toList(),
                given.place());
    }
}
