package dev.sluice.operators.models.fasttext;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The words and labels of a model, found by their bytes. Immutable. */
final class Dictionary {
    static final int ABSENT = -1;
    private static final byte[] LABEL = "__label__".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "</s>".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int[] ends;
    private final int words;
    private final int[] table;
    private final int mask;

    /**
     * @param bytes words and then labels, one behind the other
     * @param ends where each ends
     * @param words how many of them are words
     */
    Dictionary(byte[] bytes, int[] ends, int words) {
        this.bytes = bytes;
        this.ends = ends;
        this.words = words;
        int size = Integer.highestOneBit(Math.max(1, ends.length)) << 2;
        this.mask = size - 1;
        this.table = new int[size];
        Arrays.fill(table, ABSENT);
        for (int i = 0; i < ends.length; i++) {
            int slot = slot(hash(bytes, start(i), ends[i]), bytes, start(i), ends[i]);
            if (table[slot] == ABSENT) {
                table[slot] = i;
            }
        }
    }

    /** FNV-1a as the reference has it: bytes count as signed. */
    static int hash(byte[] text, int from, int to) {
        int hash = TokenHash.BASIS;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text[i]) * TokenHash.PRIME;
        }
        return hash;
    }

    /** How many words there are; ids from here on are labels. */
    int words() {
        return words;
    }

    int labels() {
        return ends.length - words;
    }

    private int start(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }

    int length(int id) {
        return ends[id] - start(id);
    }

    void copy(int id, byte[] to, int at) {
        System.arraycopy(bytes, start(id), to, at, length(id));
    }

    String label(int number) {
        int id = words + number;
        return new String(bytes, start(id), length(id), StandardCharsets.UTF_8);
    }

    boolean isEnd(int id) {
        return isEnd(bytes, start(id), ends[id]);
    }

    /** Whether a token is the one that ends a line. */
    static boolean isEnd(byte[] text, int from, int to) {
        return Arrays.equals(text, from, to, END, 0, END.length);
    }

    /** Whether a token that the dictionary does not know is a label. */
    static boolean isLabel(byte[] text, int from, int to) {
        return to - from >= LABEL.length && Arrays.equals(text, from, from + LABEL.length, LABEL, 0, LABEL.length);
    }

    /** The id of a token, or {@link #ABSENT}. */
    int find(int hash, byte[] text, int from, int to) {
        return table[slot(hash, text, from, to)];
    }

    private int slot(int hash, byte[] text, int from, int to) {
        int slot = (hash ^ hash >>> 15) & mask;
        while (true) {
            int id = table[slot];
            if (id == ABSENT || Arrays.equals(bytes, start(id), ends[id], text, from, to)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }
}
