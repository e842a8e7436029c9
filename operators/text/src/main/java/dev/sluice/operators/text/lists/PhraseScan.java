package dev.sluice.operators.text.lists;

import dev.sluice.text.Unicode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds whether a part of a text holds any of many phrases, in one pass over it, however many phrases there are: the
 * automaton of Aho and Corasick. Where case does not count, letters are compared by their simple case folding.
 */
public final class PhraseScan {
    /** By UTF-16 unit: its column in the table; units of no phrase share column 0. */
    private final char[] columns = new char[1 << 16];

    private final int width;
    /** By state and column: the next state; -1 where a phrase is complete. */
    private final int[] next;

    /** @param caseSensitive whether upper and lower case differ */
    public PhraseScan(Collection<String> phrases, boolean caseSensitive) {
        Map<Character, Integer> numbers = new HashMap<>();
        int states = 1;
        for (String phrase : phrases) {
            if (phrase.isEmpty()) {
                throw new IllegalArgumentException("a phrase is empty");
            }
            states += phrase.length();
            for (int i = 0; i < phrase.length(); i++) {
                numbers.putIfAbsent(fold(phrase.charAt(i), caseSensitive), numbers.size() + 1);
            }
        }
        width = numbers.size() + 1;
        for (int c = 0; c < columns.length; c++) {
            columns[c] = (char) (int) numbers.getOrDefault(fold((char) c, caseSensitive), 0);
        }
        int[] trie = new int[states * width];
        boolean[] complete = new boolean[states];
        int used = 1;
        for (String phrase : phrases) {
            int state = 0;
            for (int i = 0; i < phrase.length(); i++) {
                int edge = state * width + columns[phrase.charAt(i)];
                if (trie[edge] == 0) {
                    trie[edge] = used++;
                }
                state = trie[edge];
            }
            complete[state] = true;
        }
        next = Arrays.copyOf(trie, used * width);
        complete(next, complete);
    }

    private static char fold(char c, boolean caseSensitive) {
        return caseSensitive ? c : Unicode.toLowerCase(Unicode.toUpperCase(c));
    }

    /** Gives each state, in the order of depth, the edges of the longest other state that ends like it. */
    private void complete(int[] edges, boolean[] complete) {
        int[] fallback = new int[edges.length / width];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        queue.add(0);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int column = 1; column < width; column++) {
                int edge = state * width + column;
                int other = state == 0 ? 0 : edges[fallback[state] * width + column];
                if (edges[edge] == 0) {
                    edges[edge] = other;
                } else {
                    int child = edges[edge];
                    fallback[child] = other;
                    if (complete[child] || other < 0) {
                        edges[edge] = -1; // what begins with a complete phrase is never looked at
                    } else {
                        queue.add(child);
                    }
                }
            }
        }
    }

    /** Whether any phrase lies within a part of a text. */
    public boolean in(String text, int from, int to) {
        int state = 0;
        for (int i = from; i < to; i++) {
            int column = columns[text.charAt(i)];
            state = column == 0 ? 0 : next[state * width + column];
            if (state < 0) {
                return true;
            }
        }
        return false;
    }
}
