package dev.sluice.connectors;

import java.util.List;

/**
 * The formats of one jar, found by {@link java.util.ServiceLoader}: name the implementing class in {@code
 * META-INF/services/dev.sluice.connectors.Formats}.
 */
public interface Formats {
    /** Input format classes in alphabetical order of their names. */
    List<Class<? extends InputFormat>> inputs();

    /** Output format classes in alphabetical order of their names. */
    List<Class<? extends OutputFormat>> outputs();
}
