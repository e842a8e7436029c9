package dev.sluice.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A fixed set of words, found by their hashes in a sparse table; each hit is proven by the word itself. */
public final class WordSet {
    private final List<String> words;
    private final long[] keys;
    private final int[] indexes;

    /** The words in their order; of equal ones the first counts. */
    public WordSet(Collection<String> words) {
        this.words = new ArrayList<>(words);
        int slots = Integer.highestOneBit(Math.max(16, words.size())) << 3;
        keys = new long[slots];
        indexes = new int[slots];
        for (int i = 0; i < this.words.size(); i++) {
            long key = Tokens.hash(this.words.get(i));
            int slot = slot(key);
            if (indexes[slot] == 0) {
                keys[slot] = key;
                indexes[slot] = i + 1;
            }
        }
    }

    /** The slot that holds a key, or the empty one where it would stand. */
    private int slot(long key) {
        int slot = (int) key & (keys.length - 1);
        while (indexes[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    /** The place in the set of token {@code i}, or -1 when it is not in it. */
    public int indexOf(Tokens tokens, int i) {
        int index = indexes[slot(tokens.hash(i))] - 1;
        return index >= 0 && tokens.is(i, words.get(index)) ? index : -1;
    }

    /** How many tokens are in the set. */
    public int count(Tokens tokens) {
        int count = 0;
        for (int i = 0; i < tokens.size(); i++) {
            count += indexOf(tokens, i) >= 0 ? 1 : 0;
        }
        return count;
    }
}
