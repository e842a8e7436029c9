package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Global;
import dev.sluice.operators.KeyIndex;
import dev.sluice.operators.Resources;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of earlier runs, found by keys of bands asked for in ascending order, with their sketches and ids. A
 * document's number is the place of its index in {@code against} and, in the lower 40 bits, its number there. Used by one
 * thread at a time.
 */
final class Older implements Global.Earlier {
    private static final int INDEX_SHIFT = 40;

    private final List<String> against;
    private final List<KeyIndex> indexes = new ArrayList<>();
    private final List<KeyIndex.Cursor> cursors = new ArrayList<>();
    private final long[] found;
    private int size;
    private final long[] sketch = new long[Sketches.WORDS];

    /** Opens them on the worker that needs them. */
    interface Opening extends Serializable {
        Older open(Resources resources);
    }

    /**
     * @param against names of assets
     * @param form what the step's own index is made as
     * @throws IllegalArgumentException when an index was made in another way
     */
    Older(List<String> against, Global.Index form, Resources resources) {
        this.against = against;
        for (String name : against) {
            KeyIndex index = form.open(resources.asset(name));
            indexes.add(index);
            cursors.add(index.cursor());
        }
        this.found = new long[KeyIndex.Writer.MOST_OF_KEY * indexes.size()];
    }

    /**
     * Looks the documents of a key up.
     *
     * @param key its first word is the key, not less than those asked for before
     * @return how many there are
     */
    int find(long[] key) {
        size = 0;
        for (int i = 0; i < cursors.size(); i++) {
            KeyIndex.Cursor cursor = cursors.get(i);
            if (!cursor.contains(key)) {
                continue;
            }
            for (int which = 0; which < KeyIndex.Writer.MOST_OF_KEY; which++) {
                long number = cursor.document(which);
                if (number < 0) {
                    break;
                }
                found[size++] = (long) i << INDEX_SHIFT | number;
            }
        }
        return size;
    }

    /** Number of one of the documents found, in ascending order. */
    long found(int which) {
        return found[which];
    }

    /** The estimated Jaccard similarity to a document with a packed sketch, between 0 and 1. */
    double similarity(long number, long[] packed, int from) {
        indexOf(number).readTraits(ofIndex(number), sketch, 0);
        return Sketches.similarity(sketch, 0, packed, from);
    }

    @Override
    public String id(long number) {
        return indexOf(number).id(ofIndex(number));
    }

    @Override
    public String index(long number) {
        return against.get((int) (number >>> INDEX_SHIFT));
    }

    private KeyIndex indexOf(long number) {
        return indexes.get((int) (number >>> INDEX_SHIFT));
    }

    private static long ofIndex(long number) {
        return number & ((1L << INDEX_SHIFT) - 1);
    }
}
