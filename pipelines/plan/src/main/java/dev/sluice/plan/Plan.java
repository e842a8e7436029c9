package dev.sluice.plan;

import java.io.Serializable;
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
}
