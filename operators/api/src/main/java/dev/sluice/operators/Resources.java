package dev.sluice.operators;

import java.nio.file.Path;

/** What the working form of an operator may use beside its parameters. */
public interface Resources {
    /** The seed of the recipe. */
    long seed();

    /** The name of the step: the operator's name or its {@code as:} name. It keys random draws. */
    String step();

    /**
     * A read-only file that the recipe names, verified before the run.
     *
     * @param name path or asset name as the parameter gave it
     * @throws IllegalArgumentException when there is no such asset
     */
    Path asset(String name);

    /** Resources of a step called {@code step} with seed 0 and without assets, for tests and for library users. */
    static Resources of(String step, long seed) {
        return new Resources() {
            @Override
            public long seed() {
                return seed;
            }

            @Override
            public String step() {
                return step;
            }

            @Override
            public Path asset(String name) {
                return Path.of(name);
            }
        };
    }

    /** Resources of a step without a name of its own, with seed 0. */
    static Resources plain() {
        return of("step", 0);
    }
}
