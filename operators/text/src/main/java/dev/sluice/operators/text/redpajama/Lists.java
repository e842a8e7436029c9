package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.text.lists.WordList;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The word lists and the categories of hosts that signals ask. */
final class Lists {
    final Set<String> stopWords;
    final Set<String> badWords = new HashSet<>();
    /** Lengths in words of the entries of {@link #badWords}. */
    final Set<Integer> badWordLengths = new TreeSet<>();

    final HostCategories hostCategories;

    Lists(@Nullable Path stopWordFile, @Nullable Path badWordFile, HostCategories hostCategories) {
        this.hostCategories = hostCategories;
        stopWords = stopWordFile == null ? WordList.STOP_WORDS.of("en") : WordList.read(stopWordFile);
        if (badWordFile != null) {
            badWords.addAll(WordList.read(badWordFile));
            for (String entry : badWords) {
                badWordLengths.add(1 + (int) entry.chars().filter(c -> c == ' ').count());
            }
        }
    }
}
