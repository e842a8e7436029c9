package dev.sluice.operators;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value in a recipe with its place, before anybody has made sense of it. Whatever reads the file (YAML, the command
 * line) makes these; the declarations of parameters turn them into values.
 */
public sealed interface Node {
    /** Where the value stands. */
    Place place();

    /**
     * A place in a recipe.
     *
     * @param file the file as the user named it, or another source such as {@code --set}
     * @param line from 1; 0 when the source has no lines
     * @param column from 1
     */
    record Place(String file, int line, int column) {
        @Override
        public String toString() {
            return line == 0 ? file : file + ":" + line + ":" + column;
        }

        /** A place some columns further on the same line. */
        public Place plus(int columns) {
            return new Place(file, line, column + columns);
        }
    }

    /**
     * A single value.
     *
     * @param text the value as written, without quotes
     * @param quoted whether it was quoted, so that it can only be a string
     */
    record Scalar(String text, boolean quoted, Place place) implements Node {
        /** Whether the value is left out or the null of YAML. */
        public boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("null") || text.equals("~"));
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Place place) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys and values in the order of the file. */
    record Mapping(List<Entry> entries, Place place) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The value of a key, or null. */
        public @Nullable Node get(String key) {
            for (Entry entry : entries) {
                if (entry.key().text().equals(key)) {
                    return entry.value();
                }
            }
            return null;
        }
    }

    /** One key with its value. */
    record Entry(Scalar key, Node value) {}

    /** What kind of value this is, for messages. */
    default String kind() {
        return this instanceof Scalar ? "a single value" : this instanceof Sequence ? "a list" : "a mapping";
    }
}
