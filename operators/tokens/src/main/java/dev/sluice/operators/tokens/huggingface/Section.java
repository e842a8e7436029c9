package dev.sluice.operators.tokens.huggingface;

import dev.sluice.operators.models.ModelFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object of a tokenizer file, read strictly: what is not understood is refused, never skipped over. */
final class Section {
    private final Path file;
    private final String where;
    private final Map<?, ?> values;

    Section(Path file, String where, @Nullable Object value) {
        this.file = file;
        this.where = where;
        if (!(value instanceof Map<?, ?> map)) {
            throw new ModelFormatException(file, where + " is no object");
        }
        this.values = map;
    }

    ModelFormatException fault(String what) {
        return new ModelFormatException(file, where + " " + what);
    }

    @Nullable Object get(String name) {
        return values.get(name);
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    String type() {
        return text("type", "");
    }

    String text(String name, String otherwise) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text) {
            return text;
        }
        throw fault("has a " + name + " that is no string");
    }

    boolean flag(String name, boolean otherwise) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw fault("has a " + name + " that is neither true nor false");
    }

    int number(String name, int otherwise) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw fault("has a " + name + " that is no number of the expected size");
    }

    /** The object under a name; null where there is none. */
    @Nullable Section section(String name) {
        Object value = values.get(name);
        return value == null ? null : new Section(file, where + "." + name, value);
    }

    List<?> list(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw fault("has a " + name + " that is no list");
    }

    /** The objects of a list. */
    List<Section> sections(String name) {
        List<Section> sections = new ArrayList<>();
        for (Object value : list(name)) {
            sections.add(new Section(file, where + "." + name + "[" + sections.size() + "]", value));
        }
        return sections;
    }
}
