package dev.sluice.recipes;

import dev.sluice.operators.Fault;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Node;
import dev.sluice.operators.Param;
import dev.sluice.operators.Spec;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The file {@code assets.yaml} of a folder of assets: models, word lists and other read-only files with their hashes,
 * licences and sources. Recipes name an asset as {@code asset:NAME}, so that they hold no path and no run takes another
 * file than the one that was meant.
 */
public final class AssetIndex {
    /** What values of parameters begin with that name assets. */
    public static final String PREFIX = "asset:";

    /** The name of the file. */
    public static final String FILE = "assets.yaml";

    /** The name of the folder that is looked for beside and above recipes. */
    public static final String FOLDER = "assets";

    /** The environment variable that names another folder. */
    public static final String VARIABLE = "SLUICE_ASSETS";

    private static final String HEADER =
            "# Assets of this folder. Written by `sluice assets add`, which sorts the entries and keeps no comments.\n";
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*";

    private final Path folder;
    private final TreeMap<String, AssetEntry> entries = new TreeMap<>();
    private final Set<String> faulty = new HashSet<>();

    private AssetIndex(Path folder) {
        this.folder = folder;
    }

    /** The keys of one entry. */
    record Keys(
            @Param(doc = "The file, relative to the index.", main = true)
            String file,

            @Param(doc = "SHA-256 of the file.") String sha256,

            @Param(doc = "Size of the file.", min = 0) long bytes,

            @Param(doc = "Licence, an SPDX identifier or words.")
            String license,

            @Param(doc = "Where the file comes from.") String source,

            @Param(doc = "Address of the file itself.") @Nullable String url,

            @Param(doc = "Anything else.") @Nullable String note) {}

    /** The index of a folder that has none yet. */
    static AssetIndex empty(Path folder) {
        return new AssetIndex(folder);
    }

    /**
     * The folder of assets that something in a folder sees: {@code assets} in it, or in the nearest folder above that has
     * one with an index; null when there is none.
     */
    public static @Nullable Path find(Path from) {
        for (Path folder = from.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            Path assets = folder.resolve(FOLDER);
            if (Files.isRegularFile(assets.resolve(FILE))) {
                return assets;
            }
        }
        return null;
    }

    /** The folder of assets that an environment names by {@link #VARIABLE}; null when it names none. */
    public static @Nullable Path named(Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        return named == null || named.isEmpty() ? null : Path.of(named);
    }

    /** Whether a text can be the name of an asset. */
    static boolean isName(String name) {
        return name.matches(NAME);
    }

    /** Reads the index of a folder; null when it cannot be read at all. Faults tell everything that is wrong. */
    public static @Nullable AssetIndex read(Path folder, List<Fault> faults) {
        Path file = folder.resolve(FILE);
        String shown = file.toString();
        String yaml;
        try {
            yaml = Files.readString(file);
        } catch (NoSuchFileException missing) {
            return unreadable(shown, "there is no such file", "sluice assets add makes one", faults);
        } catch (MalformedInputException notText) {
            return unreadable(shown, "is not UTF-8 text", null, faults);
        } catch (IOException cause) {
            return unreadable(shown, "cannot be read: " + cause.getMessage(), null, faults);
        }
        int before = faults.size();
        Node root = YamlNodes.read(shown, yaml, faults);
        AssetIndex index = new AssetIndex(folder.toAbsolutePath().normalize());
        if (root instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                AssetEntry asset = index.entry(entry, faults);
                if (asset == null) {
                    index.faulty.add(entry.key().text());
                } else {
                    index.put(asset);
                }
            }
        } else if (root != null && !(root instanceof Node.Scalar scalar && scalar.isNull())) {
            faults.add(new Fault(
                    root.place(), "assets", "is " + root.kind() + ", expected a mapping of names to assets", null));
        } else if (faults.size() > before) {
            return null;
        }
        return index;
    }

    private static @Nullable AssetIndex unreadable(
            String file, String message, @Nullable String hint, List<Fault> faults) {
        faults.add(new Fault(new Node.Place(file, 0, 0), "assets", message, hint));
        return null;
    }

    private @Nullable AssetEntry entry(Node.Entry entry, List<Fault> faults) {
        String name = entry.key().text();
        Node.Place place = entry.key().place();
        String subject = "asset '" + name + "'";
        if (!isName(name)) {
            faults.add(new Fault(
                    place,
                    subject,
                    "is no name for an asset",
                    "use letters, digits, '.', '_', '-', and '/' between parts"));
            return null;
        }
        if (!(entry.value() instanceof Node.Mapping given)) {
            faults.add(new Fault(
                    entry.value().place(), subject, "is " + entry.value().kind() + ", expected a mapping", null));
            return null;
        }
        Keys keys = Spec.of(Keys.class)
                .bind(
                        given,
                        (at, key, message, hint) -> faults.add(
                                new Fault(at, subject, key.isEmpty() ? message : key + " " + message, hint)));
        if (keys == null) {
            return null;
        }
        if (!keys.sha256().matches("[0-9a-f]{64}")) {
            faults.add(new Fault(
                    placeOf(given, "sha256"),
                    subject,
                    "sha256 is '" + keys.sha256() + "', expected 64 hexadecimal digits in lower case",
                    null));
            return null;
        }
        Path file;
        try {
            file = folder.resolve(keys.file()).normalize();
        } catch (InvalidPathException wrong) {
            faults.add(new Fault(
                    placeOf(given, "file"), subject, "file is '" + keys.file() + "', which is no path", null));
            return null;
        }
        return new AssetEntry(
                name, file, keys.sha256(), keys.bytes(), keys.license(), keys.source(), keys.url(), keys.note(), place);
    }

    private static Node.Place placeOf(Node.Mapping mapping, String key) {
        Node value = mapping.get(key);
        return value == null ? mapping.place() : value.place();
    }

    /** The folder, an absolute path. */
    public Path folder() {
        return folder;
    }

    /** Assets by name, sorted. */
    public Map<String, AssetEntry> entries() {
        return entries;
    }

    /** Names whose entries are faulty, so that they are no assets. */
    Set<String> faulty() {
        return faulty;
    }

    /** The hint for a name that is not there. */
    public @Nullable String hint(String wrong) {
        String nearest = NearestName.hint(wrong, entries.keySet());
        if (nearest != null) {
            return nearest;
        }
        return entries.isEmpty() ? null : "there are " + String.join(", ", entries.keySet());
    }

    void put(AssetEntry entry) {
        entries.put(entry.name(), entry);
    }

    /** The content of the file. Equal indexes give equal texts. */
    String print() {
        Map<String, Object> root = new LinkedHashMap<>();
        for (AssetEntry entry : entries.values()) {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("file", shown(entry.file()));
            keys.put("sha256", entry.sha256());
            keys.put("bytes", entry.bytes());
            keys.put("license", entry.license());
            keys.put("source", entry.source());
            if (entry.url() != null) {
                keys.put("url", entry.url());
            }
            if (entry.note() != null) {
                keys.put("note", entry.note());
            }
            root.put(entry.name(), keys);
        }
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(1000)
                .setSplitLines(false)
                .build();
        return HEADER + new Dump(settings).dumpToString(root);
    }

    /** A path as the index gives it: relative where the file lies in the folder. */
    String shown(Path file) {
        return file.startsWith(folder) ? folder.relativize(file).toString().replace('\\', '/') : file.toString();
    }
}
