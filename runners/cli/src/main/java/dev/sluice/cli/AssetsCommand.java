package dev.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.BundledAsset;
import dev.sluice.operators.Fault;
import dev.sluice.pipelines.RunException;
import dev.sluice.recipes.AssetEntry;
import dev.sluice.recipes.AssetFolder;
import dev.sluice.recipes.AssetIndex;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps models, word lists and other files that recipes name. */
@Command(
        name = "assets",
        description = {
            "Keeps models, word lists and other files that recipes name as asset:NAME, each with hash, licence and source.",
            "Nothing is fetched unless add or fetch is asked to."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            AssetsCommand.ListAssets.class,
            AssetsCommand.Verify.class,
            AssetsCommand.Add.class,
            AssetsCommand.Fetch.class
        },
        footer = {
            "",
            "Examples:",
            "  sluice assets add lid.176.ftz ~/Downloads/lid.176.ftz --license CC-BY-SA-3.0 \\",
            "      --source https://fasttext.cc/docs/en/language-identification.html",
            "  sluice assets verify",
            "In a recipe:",
            "  - language: {keep: [en], model: 'asset:lid.176.ftz'}"
        })
final class AssetsCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what: assets list, assets verify, assets add NAME FILE, or assets fetch");
    }

    /** The index that commands work on; null when there is no folder of assets. */
    private static @Nullable AssetIndex index(AssetsOption option, PrintWriter err) throws Failures.UsageException {
        Path folder = option.found();
        if (folder == null) {
            return null;
        }
        List<Fault> faults = new ArrayList<>();
        AssetIndex index = AssetIndex.read(folder, faults);
        faults.forEach(err::println);
        err.flush();
        if (index == null || !faults.isEmpty()) {
            throw new Failures.UsageException("the index of assets has "
                    + (faults.size() == 1 ? "a fault" : faults.size() + " faults") + "; nothing was done");
        }
        return index;
    }

    private static AssetIndex required(AssetsOption option, PrintWriter err) throws Failures.UsageException {
        AssetIndex index = index(option, err);
        if (index == null) {
            throw new Failures.UsageException("there is no folder assets/ with an index here or in a folder above;"
                    + " sluice assets add makes one, --assets names one elsewhere");
        }
        return index;
    }

    /** Which assets a command is for. */
    static final class Names {
        @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which assets; all unless given.")
        private List<String> names = List.of();

        boolean all() {
            return names.isEmpty();
        }

        /** The entries of these names. */
        List<AssetEntry> of(AssetIndex index) throws Failures.UsageException {
            List<AssetEntry> chosen = new ArrayList<>();
            for (String name : all() ? index.entries().keySet() : names) {
                AssetEntry entry = index.entries().get(name);
                if (entry == null) {
                    String hint = index.hint(name);
                    throw new Failures.UsageException(index.folder().resolve(AssetIndex.FILE) + " has no asset '" + name
                            + "'" + (hint == null ? "" : "; " + hint));
                }
                chosen.add(entry);
            }
            return chosen;
        }
    }

    private static ObjectNode json(AssetEntry entry) {
        ObjectNode one = JSON.createObjectNode().put("name", entry.name());
        one.put("file", entry.file().toString()).put("sha256", entry.sha256()).put("bytes", entry.bytes());
        one.put("license", entry.license()).put("source", entry.source());
        if (entry.url() != null) {
            one.put("url", entry.url());
        }
        if (entry.note() != null) {
            one.put("note", entry.note());
        }
        return one;
    }

    private static ObjectNode json(BundledAsset asset, BundledAsset.Content content) {
        ObjectNode one = JSON.createObjectNode().put("name", asset.name());
        one.put("sha256", asset.sha256())
                .put("bytes", content.bytes())
                .put("files", asset.resources().size());
        one.put("license", asset.license()).put("source", asset.source());
        asset.operators().forEach(one.putArray("operators")::add);
        return one;
    }

    private static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d bytes", bytes);
    }

    private static int widest(Stream<String> names) {
        return names.mapToInt(String::length).max().orElse(4);
    }

    /** Lists assets. */
    @Command(
            name = "list",
            description = "Lists the assets of a folder, and the models and lists that come with Sluice.",
            mixinStandardHelpOptions = true)
    static final class ListAssets implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Mixin
        private AssetsOption assets;

        @Mixin
        private Plugins plugins;

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            AssetIndex index = index(assets, spec.commandLine().getErr());
            Map<String, BundledAsset> bundled = plugins.registry().assets();
            if (json) {
                ObjectNode all = JSON.createObjectNode();
                ArrayNode own = all.putArray("assets");
                if (index != null) {
                    index.entries().values().forEach(entry -> own.add(json(entry)));
                }
                ArrayNode ours = all.putArray("bundled");
                for (BundledAsset asset : bundled.values()) {
                    ours.add(json(asset, asset.read()));
                }
                out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
                out.flush();
                return 0;
            }
            if (index == null) {
                out.println("No folder assets/ with an index here or in a folder above; sluice assets add makes one.");
            } else {
                print(index, out);
            }
            out.println();
            out.println("With Sluice:");
            int width = widest(bundled.keySet().stream());
            for (BundledAsset asset : bundled.values()) {
                out.printf(
                        Locale.ROOT,
                        "  %-" + width + "s  %18s  %s, for %s%n  %-" + width + "s  %s%n",
                        asset.name(),
                        bytes(asset.read().bytes()),
                        asset.license(),
                        String.join(", ", asset.operators()),
                        "",
                        asset.source());
            }
            out.flush();
            return 0;
        }

        private static void print(AssetIndex index, PrintWriter out) {
            out.println(index.folder() + ":" + (index.entries().isEmpty() ? " no assets" : ""));
            int width = widest(index.entries().keySet().stream());
            for (AssetEntry entry : index.entries().values()) {
                out.printf(
                        Locale.ROOT,
                        "  %-" + width + "s  %18s  %s%s%n  %-" + width + "s  %s%s%n",
                        entry.name(),
                        bytes(entry.bytes()),
                        entry.license(),
                        Files.exists(entry.file()) ? "" : "  MISSING",
                        "",
                        entry.source(),
                        entry.note() == null ? "" : "  (" + entry.note() + ")");
            }
        }
    }

    /** Compares files with the index. */
    @Command(
            name = "verify",
            description = {
                "Compares every asset of a folder, and every one that comes with Sluice, with its hash.",
                "Exit code 6 when one is missing or damaged."
            },
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Mixin
        private Names names;

        @Mixin
        private AssetsOption assets;

        @Mixin
        private Plugins plugins;

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            AssetIndex index = names.all() ? index(assets, err) : required(assets, err);
            int good = 0;
            List<String> bad = new ArrayList<>();
            if (index != null) {
                for (AssetEntry entry : names.of(index)) {
                    AssetEntry.Check check = entry.check();
                    if (check.state() == AssetEntry.State.OK) {
                        good++;
                    } else {
                        bad.add(entry.name());
                        out.println(entry.place() + ": asset '" + entry.name() + "' is "
                                + check.state().name().toLowerCase(Locale.ROOT) + ": " + check.detail() + "; "
                                + entry.remedy(check.state()));
                    }
                }
                if (names.all()) {
                    unlisted(index).forEach(file -> out.println(file + " is in no index; add or remove it"));
                }
            }
            int bundled = 0;
            if (names.all()) {
                for (BundledAsset asset : plugins.registry().assets().values()) {
                    bundled++;
                    String found = asset.read().sha256();
                    if (!found.equals(asset.sha256())) {
                        bad.add(asset.name());
                        out.println(asset.name() + ", which comes with Sluice, is damaged: sha256 " + found
                                + ", expected " + asset.sha256() + "; install Sluice again");
                    }
                }
            }
            out.flush();
            if (!bad.isEmpty()) {
                throw new RunException(
                        RunException.Kind.BAD_INPUT,
                        bad.size() + (bad.size() == 1 ? " asset is" : " assets are") + " missing or damaged: "
                                + String.join(", ", bad));
            }
            out.println((index == null ? "No folder of assets" : good + (good == 1 ? " asset" : " assets"))
                    + (bundled == 0 ? "" : " and " + bundled + " that come with Sluice")
                    + (index == null ? ", verified" : ": verified"));
            out.flush();
            return 0;
        }

        /** Files that lie in the folder and that nobody accounts for. */
        private static Set<Path> unlisted(AssetIndex index) throws IOException {
            Set<Path> files = new TreeSet<>();
            try (Stream<Path> all = Files.walk(index.folder())) {
                all.filter(Files::isRegularFile)
                        .filter(file -> !file.equals(index.folder().resolve(AssetIndex.FILE)))
                        .forEach(files::add);
            }
            index.entries().values().forEach(entry -> files.remove(entry.file()));
            return files;
        }
    }

    /** Adds an asset. */
    @Command(
            name = "add",
            description =
                    "Copies a file into the folder of assets and writes it into the index, which it makes if need be.",
            mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Parameters(index = "0", paramLabel = "NAME", description = "What recipes call it: asset:NAME.")
        private String name;

        @Parameters(index = "1", paramLabel = "FILE|URL", description = "The file, or where it is fetched from.")
        private String from;

        @Option(
                names = "--license",
                paramLabel = "TEXT",
                description = "Its licence: an SPDX identifier such as CC-BY-4.0, or words (\"our own\").")
        private @Nullable String license;

        @Option(
                names = "--source",
                paramLabel = "TEXT",
                description = "Where it comes from: a page, a paper, or how it was made; a URL is its own source.")
        private @Nullable String source;

        @Option(names = "--note", paramLabel = "TEXT", description = "Anything else worth knowing.")
        private @Nullable String note;

        @Option(
                names = "--sha256",
                paramLabel = "HEX",
                description = "The hash that its publisher tells; another content is refused.")
        private @Nullable String sha256;

        @Option(
                names = "--in-place",
                description = "Names the file where it lies in place of copying it; so is a file in the assets folder"
                        + " without it.")
        private boolean inPlace;

        @Option(names = "--replace", description = "Replaces an asset of this name.")
        private boolean replace;

        @Mixin
        private AssetsOption assets;

        @Override
        public Integer call() throws Exception {
            boolean remote = Download.isUrl(from);
            Path file = remote ? null : Path.of(from);
            if (remote && inPlace) {
                throw new Failures.UsageException("--in-place is for files; " + from + " lies elsewhere");
            }
            if (file != null && !Files.isRegularFile(file)) {
                throw new Failures.UsageException("there is no file " + file);
            }
            AssetFolder folder = assets.folderToWrite();
            boolean inside = file != null && file.toAbsolutePath().normalize().startsWith(folder.path());
            AssetEntry entry;
            try {
                entry = folder.add(
                        new AssetFolder.Addition(
                                name,
                                file == null ? () -> Download.open(from) : () -> Files.newInputStream(file),
                                ending(file == null ? URI.create(from).getPath() : file.toString()),
                                inPlace || inside ? file : null,
                                sha256,
                                license,
                                source == null && remote ? from : source,
                                remote ? from : null,
                                note),
                        replace);
            } catch (AssetFolder.RefusedException refused) {
                throw new Failures.UsageException(String.valueOf(refused.getMessage()));
            }
            PrintWriter out = spec.commandLine().getOut();
            if (entry == null) {
                out.println("asset '" + name + "' is there already, the same in all");
            } else {
                out.println("added to " + folder.path().resolve(AssetIndex.FILE) + ": " + name + ", "
                        + bytes(entry.bytes()) + ", sha256 " + entry.sha256());
                out.println("name it in recipes as asset:" + name);
            }
            out.flush();
            return 0;
        }

        /** The last dot of a file's name and what follows it, such as {@code .bin}; nothing where there is no dot. */
        private static String ending(String path) {
            String last = path.substring(path.lastIndexOf('/') + 1);
            int dot = last.lastIndexOf('.');
            return dot <= 0 ? "" : last.substring(dot);
        }
    }

    /** Gets files that are missing. */
    @Command(
            name = "fetch",
            description = {
                "Gets files that are missing or damaged, where the asset was added by URL, and compares them with their hashes.",
                "With the index in version control, every machine has the same files."
            },
            mixinStandardHelpOptions = true)
    static final class Fetch implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Mixin
        private Names names;

        @Mixin
        private AssetsOption assets;

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            AssetIndex index = required(assets, spec.commandLine().getErr());
            AssetFolder folder = new AssetFolder(index.folder());
            int fetched = 0;
            List<String> left = new ArrayList<>();
            for (AssetEntry entry : names.of(index)) {
                if (entry.check().state() == AssetEntry.State.OK) {
                    continue;
                }
                String url = entry.url();
                if (url == null) {
                    left.add(entry.name());
                    out.println("asset '" + entry.name() + "' has no url; " + entry.remedy(AssetEntry.State.MISSING));
                    continue;
                }
                try {
                    folder.restore(entry, () -> Download.open(url));
                    fetched++;
                    out.println("fetched " + entry.name() + ", " + bytes(entry.bytes()));
                } catch (IOException | AssetFolder.RefusedException failed) {
                    left.add(entry.name());
                    out.println("asset '" + entry.name() + "' was not fetched: " + failed.getMessage());
                }
                out.flush();
            }
            if (!left.isEmpty()) {
                throw new RunException(
                        RunException.Kind.BAD_INPUT, "still missing or damaged: " + String.join(", ", left));
            }
            out.println(fetched == 0 ? "nothing to fetch" : fetched + " fetched");
            out.flush();
            return 0;
        }
    }
}
