package dev.sluice.operators.text.redpajama;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What there is for texts of each language.
 *
 * @param own by language
 * @param others for all other languages
 */
record PerLanguage<T>(Map<String, T> own, T others) {

    /** Makes something of the files of each language, and of no file for all others. */
    static <T> PerLanguage<T> of(Map<String, List<String>> files, Function<List<String>, T> maker) {
        Map<String, T> own = new HashMap<>();
        files.forEach((language, some) -> own.put(language, maker.apply(some)));
        return new PerLanguage<>(own, maker.apply(List.of()));
    }

    /** Files by what their names say of their language. */
    static Map<String, List<String>> group(List<String> files, Function<String, String> language) {
        Map<String, List<String>> groups = new TreeMap<>();
        for (String file : files) {
            groups.computeIfAbsent(language.apply(file), one -> new ArrayList<>())
                    .add(file);
        }
        return groups;
    }

    /** What there is for a text of a language. */
    T of(String language) {
        return own.getOrDefault(language, others);
    }
}
