package dev.sluice.operators.models.fasttext;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of the words of a dictionary: their own, and those of their parts, laid out once where that is cheap. */
final class KnownWords {
    private static final int MOST_ROWS = 16 << 20;
    private static final byte BEGIN = '<';
    private static final byte END = '>';

    /** Rows of all words one behind the other; absent where they would take too much room. */
    private final int @Nullable [] rows;

    private final int[] ends;

    /**
     * @param withParts whether words have parts at all; without, the row of a word is its id
     */
    KnownWords(Dictionary dictionary, Subwords subwords, boolean withParts) {
        int words = dictionary.words();
        long most = 0;
        int longest = 0;
        for (int id = 0; id < words; id++) {
            most += 1 + (withParts ? subwords.mostRows(dictionary.length(id) + 2) : 0);
            longest = Math.max(longest, dictionary.length(id));
        }
        if (most > MOST_ROWS) {
            rows = null;
            ends = new int[0];
            return;
        }
        int[] all = new int[(int) most];
        int[] each = new int[words];
        byte[] word = new byte[longest + 2];
        int count = 0;
        for (int id = 0; id < words; id++) {
            all[count++] = id;
            if (withParts && !dictionary.isEnd(id)) {
                int end = dictionary.length(id) + 2;
                word[0] = BEGIN;
                dictionary.copy(id, word, 1);
                word[end - 1] = END;
                for (int at = 0; at < end; at++) {
                    count = subwords.rows(word, 0, at, end, all, count);
                }
            }
            each[id] = count;
        }
        rows = Arrays.copyOf(all, count);
        ends = each;
    }

    /** Rows of all words, or null where they have to be found when asked for. */
    int @Nullable [] rows() {
        return rows;
    }

    int start(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }

    int end(int id) {
        return ends[id];
    }
}
