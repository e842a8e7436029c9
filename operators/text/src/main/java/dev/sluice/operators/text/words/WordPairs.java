package dev.sluice.operators.text.words;

import dev.sluice.text.CodePointSet;
import dev.sluice.text.LowerCase;
import java.util.Set;

/**
 * Pairs of neighbouring words, joined without a space, that are in a list: Data-Juicer's augmentation of words, for
 * languages that write what lists hold as one word with a space in it.
 *
 * @param list in lower case
 */
record WordPairs(Set<String> list) {

    /** How many pairs of a text, repetitions counted, are in the list. Words are those of {@link StrippedWords}. */
    int count(String text) {
        String lower = LowerCase.of(text);
        int count = 0;
        String before = "";
        for (int start = 0; start < lower.length(); ) {
            int end = start;
            while (end < lower.length() && !cuts(lower.charAt(end))) {
                end++;
            }
            String word = stripped(lower, start, end);
            if (!word.isEmpty()) {
                count += !before.isEmpty() && list.contains(before + word) ? 1 : 0;
                before = word;
            }
            start = end + 1;
        }
        return count;
    }

    private static boolean cuts(char c) {
        return c == ' ' || c == '\t' || c == '\n';
    }

    private static String stripped(String text, int start, int end) {
        CodePointSet special = CodePointSet.dataJuicerSpecial();
        int from = start;
        while (from < end && special.contains(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        int to = end;
        while (to > from && special.contains(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }
}
