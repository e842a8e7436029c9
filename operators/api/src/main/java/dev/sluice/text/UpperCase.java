package dev.sluice.text;

import java.util.HashMap;
import java.util.Map;

/** Upper case by the full mappings of {@link Unicode}'s version, in no language's own way: {@code ß} becomes {@code SS}. */
public final class UpperCase {
    private static final Map<Integer, String> SEVERAL = new HashMap<>();

    static {
        for (String line : Resource.lines("full_upper_case.txt")) {
            String[] words = line.split(" ", -1);
            SEVERAL.put(Resource.first(words[0]), Resource.string(words, 1));
        }
    }

    private UpperCase() {}

    /** The text in upper case. */
    public static String of(String text) {
        StringBuilder large = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            String several = SEVERAL.get(c);
            if (several == null) {
                large.appendCodePoint(Unicode.toUpperCase(c));
            } else {
                large.append(several);
            }
        });
        return large.toString();
    }
}
