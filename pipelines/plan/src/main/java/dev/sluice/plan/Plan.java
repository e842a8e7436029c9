package dev.sluice.plan;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * A recipe after every check: all names resolved, all parameters bound, all paths absolute.
 *
 * @param name the recipe's name
 * @param seed keys every random draw
 * @param inputs in the order of the recipe, at least one
 * @param steps in order, may be empty
 * @param output where the result goes
 * @param options what holds for the whole run
 * @param canonical the recipe with every default filled in, as canonical text; its hash is part of the run's
 *     fingerprint. Holds what decides the bytes of the output and nothing else (no parallelism, no output path)
 * @param assets files the recipe names, verified before the run
 */
public record Plan(
        String name,
        long seed,
        List<Input> inputs,
        List<Step> steps,
        Output output,
        Options options,
        String canonical,
        List<Asset> assets)
        implements Serializable {
    public Plan {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        assets = List.copyOf(assets);
    }

    /**
     * A file that the recipe names, with the content that it had when the plan was made.
     *
     * @param name as the parameter gave it
     * @throws dev.sluice.operators.AssetException when the file has changed since
     * @throws IllegalArgumentException when the recipe names no such file
     */
    public Path asset(String name) {
        for (Asset asset : assets) {
            if (asset.name().equals(name)) {
                return asset.verified();
            }
        }
        throw new IllegalArgumentException("the recipe names no asset '" + name + "'");
    }
}
