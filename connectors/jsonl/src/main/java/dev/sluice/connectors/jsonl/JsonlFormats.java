package dev.sluice.connectors.jsonl;

import dev.sluice.connectors.Formats;
import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.OutputFormat;
import java.util.List;

/** The formats of this jar. */
public final class JsonlFormats implements Formats {
    @Override
    public List<Class<? extends InputFormat>> inputs() {
        return List.of(JsonlInput.class);
    }

    @Override
    public List<Class<? extends OutputFormat>> outputs() {
        return List.of(JsonlOutput.class, RedpajamaOutput.class);
    }
}
