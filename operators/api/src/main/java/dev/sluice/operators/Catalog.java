package dev.sluice.operators;

import java.util.List;

/**
 * The operators of one jar, found by {@link java.util.ServiceLoader}: name the implementing class in {@code
 * META-INF/services/dev.sluice.operators.Catalog}.
 */
public interface Catalog {
    /** Operator classes in alphabetical order of their recipe names. */
    List<Class<? extends Operator>> operators();

    /** Models and lists that the operators use and that come with the jar or with a jar it needs. */
    default List<BundledAsset> assets() {
        return List.of();
    }
}
