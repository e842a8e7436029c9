package dev.sluice.connectors;

import java.util.List;

/** The formats that need no library. */
public final class CommonFormats implements Formats {
    @Override
    public List<Class<? extends InputFormat>> inputs() {
        return List.of();
    }

    @Override
    public List<Class<? extends OutputFormat>> outputs() {
        return List.of(NoneOutput.class);
    }
}
