package dev.sluice.operators.text.chinese;

import dev.sluice.operators.text.replace.LongestMatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One of OpenCC's dictionaries, or several in one: keys and what replaces them, the first candidate where a key has
 * several. Read once per process and shared.
 */
final class Dictionary {
    private static final Map<List<String>, Dictionary> READ = new ConcurrentHashMap<>();

    private final LongestMatch keys = new LongestMatch();
    private final List<String> values = new ArrayList<>();

    private Dictionary() {}

    /** The union of files in this package: the longest key counts, and of equal ones that of the earlier file. */
    static Dictionary of(String... files) {
        return READ.computeIfAbsent(List.of(files), Dictionary::read);
    }

    private static Dictionary read(List<String> files) {
        Dictionary dictionary = new Dictionary();
        for (String file : files) {
            try (InputStream in = Dictionary.class.getResourceAsStream(file + ".txt")) {
                if (in == null) {
                    throw new IllegalStateException(file + ".txt is not on the class path");
                }
                dictionary.add(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
            } catch (IOException cause) {
                throw new UncheckedIOException(file, cause);
            }
        }
        return dictionary;
    }

    private void add(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int tab = line.indexOf('\t');
            if (tab > 0 && line.charAt(0) != '#') {
                int space = line.indexOf(' ', tab);
                keys.add(line.substring(0, tab), values.size());
                values.add(line.substring(tab + 1, space < 0 ? line.length() : space));
            }
        }
    }

    /** The longest key at a place, as {@link LongestMatch#at} gives it. */
    long at(String text, int from) {
        return keys.at(text, from);
    }

    String value(long found) {
        return values.get(LongestMatch.value(found));
    }
}
