package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.text.lists.ListFile;
import dev.sluice.operators.text.lists.WordList;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The word lists and the host index that signals ask. */
final class Lists {
    private static final Pattern ENTRY = Pattern.compile("\"([^\"\\\\]*)\"\\s*:\\s*(\\d+)");

    final Set<String> stopWords;
    final Set<String> badWords = new HashSet<>();
    /** Lengths in words of the entries of {@link #badWords}. */
    final Set<Integer> badWordLengths = new TreeSet<>();

    private final Map<String, Long> categories = new HashMap<>();

    Lists(@Nullable Path stopWordFile, @Nullable Path badWordFile, @Nullable Path hostCategoryFile) {
        try {
            stopWords = stopWordFile == null ? english() : WordList.read(stopWordFile);
            if (badWordFile != null) {
                badWords.addAll(WordList.read(badWordFile));
                for (String entry : badWords) {
                    badWordLengths.add(
                            1 + (int) entry.chars().filter(c -> c == ' ').count());
                }
            }
            if (hostCategoryFile != null) {
                Matcher entries = ENTRY.matcher(Files.readString(hostCategoryFile));
                while (entries.find()) {
                    categories.put(entries.group(1), Long.parseLong(entries.group(2)));
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("a list of redpajama_signals", cause);
        }
    }

    @Nullable Long category(String host) {
        return categories.get(host);
    }

    private static Set<String> english() throws IOException {
        try (InputStream in = Lists.class.getResourceAsStream("stopwords_en.txt")) {
            if (in == null) {
                throw new IllegalStateException("the English stop words are not on the class path");
            }
            Set<String> entries = new HashSet<>();
            ListFile.read(in, "stopwords_en.txt", entries::add);
            return entries;
        }
    }
}
