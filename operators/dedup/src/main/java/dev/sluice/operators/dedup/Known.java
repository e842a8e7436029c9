package dev.sluice.operators.dedup;

import dev.sluice.operators.KeyIndex;
import dev.sluice.operators.Resources;
import java.util.List;

/** The keys that earlier runs left, asked in ascending order. Used by one thread at a time. */
public final class Known {
    private final List<KeyIndex.Cursor> cursors;

    private Known(List<KeyIndex.Cursor> cursors) {
        this.cursors = cursors;
    }

    /**
     * Opens indexes.
     *
     * @param words words of a key
     * @param madeFrom what this step makes its keys from
     * @throws IllegalArgumentException when an index was made from something else
     */
    public static Known open(List<String> against, Resources resources, int words, String madeFrom) {
        return new Known(against.stream()
                .map(name ->
                        KeyIndex.open(resources.asset(name), words, 0, madeFrom).cursor())
                .toList());
    }

    /**
     * Whether an index holds a key.
     *
     * @param key its first words are the key, not less than those before
     */
    public boolean contains(long[] key) {
        for (int i = 0; i < cursors.size(); i++) {
            if (cursors.get(i).contains(key)) {
                return true;
            }
        }
        return false;
    }
}
