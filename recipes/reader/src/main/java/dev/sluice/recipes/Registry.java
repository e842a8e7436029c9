package dev.sluice.recipes;

import dev.sluice.connectors.Formats;
import dev.sluice.connectors.Info;
import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.OutputFormat;
import dev.sluice.operators.BundledAsset;
import dev.sluice.operators.Catalog;
import dev.sluice.operators.Operator;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operators and formats on the class path by their recipe names. */
public final class Registry {
    private final Map<String, Class<? extends Operator>> operators = new TreeMap<>();
    private final Map<String, Class<? extends InputFormat>> inputs = new TreeMap<>();
    private final Map<String, Class<? extends OutputFormat>> outputs = new TreeMap<>();
    private final Map<String, BundledAsset> assets = new TreeMap<>();

    private Registry() {}

    /**
     * Asks every catalog that a class loader finds.
     *
     * @throws IllegalStateException when two operators or formats have one name, or one has none
     */
    public static Registry load(ClassLoader loader) {
        Registry registry = new Registry();
        for (Catalog catalog : ServiceLoader.load(Catalog.class, loader)) {
            for (Class<? extends Operator> type : catalog.operators()) {
                Operator.Info info = type.getAnnotation(Operator.Info.class);
                if (info == null) {
                    throw new IllegalStateException(type.getName() + " has no @Operator.Info");
                }
                put(registry.operators, info.name(), type);
            }
            catalog.assets().forEach(asset -> registry.assets.put(asset.name(), asset));
        }
        for (Formats formats : ServiceLoader.load(Formats.class, loader)) {
            formats.inputs().forEach(type -> put(registry.inputs, nameOf(type), type));
            formats.outputs().forEach(type -> put(registry.outputs, nameOf(type), type));
        }
        return registry;
    }

    private static String nameOf(Class<?> type) {
        Info info = type.getAnnotation(Info.class);
        if (info == null) {
            throw new IllegalStateException(type.getName() + " has no @Info");
        }
        return info.name();
    }

    private static <T> void put(Map<String, Class<? extends T>> map, String name, Class<? extends T> type) {
        Class<? extends T> other = map.put(name, type);
        if (other != null && !other.equals(type)) {
            throw new IllegalStateException(
                    "two classes are called '" + name + "': " + other.getName() + " and " + type.getName());
        }
    }

    /** Operators by name, sorted. */
    public Map<String, Class<? extends Operator>> operators() {
        return operators;
    }

    /** Input formats by name, sorted. */
    public Map<String, Class<? extends InputFormat>> inputs() {
        return inputs;
    }

    /** Output formats by name, sorted. */
    public Map<String, Class<? extends OutputFormat>> outputs() {
        return outputs;
    }

    /** Models and lists that come with the operators, by name, sorted. */
    public Map<String, BundledAsset> assets() {
        return assets;
    }

    /** The format whose file name ending a path has, compression aside; null when there is none. */
    public @Nullable String inputFormatOf(String path) {
        String bare = path.replaceFirst("\\.(gz|zst|zstd)$", "");
        for (Map.Entry<String, Class<? extends InputFormat>> entry : inputs.entrySet()) {
            Info info = entry.getValue().getAnnotation(Info.class);
            for (String ending : info == null ? new String[0] : info.endings()) {
                if (bare.endsWith(ending)) {
                    return entry.getKey();
                }
            }
        }
        return null;
    }
}
