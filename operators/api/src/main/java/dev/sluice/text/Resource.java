package dev.sluice.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A text beside these classes, of lines that say something; what follows {@code #} does not. */
final class Resource {
    private Resource() {}

    static List<String> lines(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .map(Resource::bare)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(name, cause);
        }
    }

    private static String bare(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }

    /** The first code point of a hexadecimal one or range of them. */
    static int first(String range) {
        int dash = range.indexOf('-');
        return Integer.parseInt(range, 0, dash < 0 ? range.length() : dash, 16);
    }

    /** The last code point of a hexadecimal one or range of them. */
    static int last(String range) {
        return Integer.parseInt(range, range.indexOf('-') + 1, range.length(), 16);
    }

    /** A string of the code points that hexadecimal words name, from one of the words on. */
    static String string(String[] words, int from) {
        StringBuilder string = new StringBuilder();
        for (int i = from; i < words.length; i++) {
            string.appendCodePoint(Integer.parseInt(words[i], 16));
        }
        return string.toString();
    }
}
