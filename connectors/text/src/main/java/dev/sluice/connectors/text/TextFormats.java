package dev.sluice.connectors.text;

import dev.sluice.connectors.Formats;
import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.OutputFormat;
import java.util.List;

/** The formats of this jar. */
public final class TextFormats implements Formats {
    @Override
    public List<Class<? extends InputFormat>> inputs() {
        return List.of(CsvInput.class, TextInput.class, TsvInput.class);
    }

    @Override
    public List<Class<? extends OutputFormat>> outputs() {
        return List.of();
    }
}
