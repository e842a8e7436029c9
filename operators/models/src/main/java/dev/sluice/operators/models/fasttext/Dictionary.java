package dev.sluice.operators.models.fasttext;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The words and labels of a model, found by the bytes of a token. */
final class Dictionary {
    private static final byte[] LABEL_PREFIX = "__label__".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "</s>".getBytes(StandardCharsets.UTF_8);

    private final int words;
    private final byte[] bytes;
    private final int[] ends;
    private final int[] slots;
    private final long[] labelCounts;

    /** Where pruned buckets went, sorted by bucket; both empty when the model is not pruned. */
    private final int[] keptBuckets;

    private final int[] keptRows;
    private final boolean pruned;

    private Dictionary(
            int words,
            byte[] bytes,
            int[] ends,
            long[] labelCounts,
            boolean pruned,
            int[] keptBuckets,
            int[] keptRows) {
        this.words = words;
        this.bytes = bytes;
        this.ends = ends;
        this.labelCounts = labelCounts;
        this.pruned = pruned;
        this.keptBuckets = keptBuckets;
        this.keptRows = keptRows;
        this.slots = new int[Integer.highestOneBit(Math.max(4, ends.length)) * 4];
        Arrays.fill(slots, -1);
        for (int entry = 0; entry < ends.length; entry++) {
            int from = entry == 0 ? 0 : ends[entry - 1];
            int slot = slot(hash(bytes, from, ends[entry]), bytes, from, ends[entry]);
            slots[slot] = entry;
        }
    }

    static Dictionary read(ModelInput in) {
        int size = in.int32("the dictionary");
        int words = in.int32("the dictionary");
        int labels = in.int32("the dictionary");
        in.int64("the dictionary"); // tokens of the training text
        long prunedSize = in.int64("the dictionary");
        long left = in.file().size() - in.offset();
        // An entry takes at least ten bytes, a pruned bucket eight.
        if (words < 0 || labels < 1 || size != words + labels || size > left / 10 || prunedSize > left / 8) {
            throw in.fault("a dictionary of " + size + " entries, " + words + " words and " + labels + " labels");
        }
        byte[] bytes = new byte[1 << 12];
        int length = 0;
        int[] ends = new int[size];
        long[] counts = new long[labels];
        for (int entry = 0; entry < size; entry++) {
            for (int b = in.unsignedByte("a word"); b != 0; b = in.unsignedByte("a word")) {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, length + (length >> 1));
                }
                bytes[length++] = (byte) b;
            }
            ends[entry] = length;
            long count = in.int64("the count of a word");
            int type = in.unsignedByte("the type of a word");
            if (type != (entry < words ? 0 : 1)) {
                throw in.fault("entry " + entry + " of the dictionary has type " + type);
            }
            if (entry >= words) {
                counts[entry - words] = count;
            }
        }
        long[] kept = new long[(int) Math.max(0, prunedSize)];
        for (int i = 0; i < kept.length; i++) {
            long bucket = Integer.toUnsignedLong(in.int32("a pruned bucket"));
            kept[i] = bucket << 32 | Integer.toUnsignedLong(in.int32("a pruned bucket"));
        }
        Arrays.sort(kept);
        int[] keptBuckets = new int[kept.length];
        int[] keptRows = new int[kept.length];
        for (int i = 0; i < kept.length; i++) {
            keptBuckets[i] = (int) (kept[i] >>> 32);
            keptRows[i] = (int) kept[i];
        }
        return new Dictionary(
                words, Arrays.copyOf(bytes, length), ends, counts, prunedSize >= 0, keptBuckets, keptRows);
    }

    int words() {
        return words;
    }

    int labels() {
        return labelCounts.length;
    }

    long[] labelCounts() {
        return labelCounts.clone();
    }

    String label(int number) {
        int entry = words + number;
        int from = entry == 0 ? 0 : ends[entry - 1];
        return new String(bytes, from, ends[entry] - from, StandardCharsets.UTF_8);
    }

    /** The number of a token, or -1 when it is unknown. */
    int find(byte[] text, int from, int to, int hash) {
        return slots[slot(hash, text, from, to)];
    }

    private int slot(int hash, byte[] text, int from, int to) {
        int slot = (hash * 0x9e3779b9) >>> Integer.numberOfLeadingZeros(slots.length - 1);
        while (slots[slot] >= 0) {
            int entry = slots[slot];
            int start = entry == 0 ? 0 : ends[entry - 1];
            if (Arrays.equals(bytes, start, ends[entry], text, from, to)) {
                return slot;
            }
            slot = slot + 1 == slots.length ? 0 : slot + 1;
        }
        return slot;
    }

    /** The row that a hashed n-gram has, counted from the words on, or -1 when it was pruned. */
    int bucketRow(int bucket) {
        if (!pruned) {
            return bucket;
        }
        int at = Arrays.binarySearch(keptBuckets, bucket);
        return at < 0 ? -1 : keptRows[at];
    }

    static boolean isEnd(byte[] text, int from, int to) {
        return Arrays.equals(text, from, to, END, 0, END.length);
    }

    static boolean isLabel(byte[] text, int from, int to) {
        return to - from >= LABEL_PREFIX.length
                && Arrays.equals(text, from, from + LABEL_PREFIX.length, LABEL_PREFIX, 0, LABEL_PREFIX.length);
    }

    /** FNV-1a in 32 bits over bytes that are sign-extended first, as the reference does by accident. */
    static int hash(byte[] text, int from, int to) {
        int hash = 0x811c9dc5;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text[i]) * 0x01000193;
        }
        return hash;
    }
}
