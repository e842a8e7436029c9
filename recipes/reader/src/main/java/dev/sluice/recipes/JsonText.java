package dev.sluice.recipes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes trees of maps, lists, strings, numbers and booleans as indented JSON, keys sorted. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(Object tree) {
        JsonText text = new JsonText();
        text.write(tree, "\n");
        return text.out.append('\n').toString();
    }

    private void write(@Nullable Object value, String line) {
        if (value instanceof Map<?, ?> map) {
            String inner = line + "  ";
            String separator = "";
            out.append('{');
            for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
                out.append(separator).append(inner);
                string(entry.getKey().toString());
                out.append(": ");
                write(entry.getValue(), inner);
                separator = ",";
            }
            out.append(map.isEmpty() ? "" : line).append('}');
        } else if (value instanceof List<?> list) {
            String separator = "";
            out.append('[');
            for (Object item : list) {
                out.append(separator);
                write(item, line + "  ");
                separator = ", ";
            }
            out.append(']');
        } else if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            out.append(number.longValue());
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            string(value.toString());
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
