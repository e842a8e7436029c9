package dev.sluice.operators.dedup.bloom;

import dev.sluice.operators.LongTable;
import dev.sluice.operators.dedup.Content;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A filter that grows: different keys as they are, while these take less room than the bits; bits from then on. Which of
 * the two a stored filter holds depends on its keys alone.
 */
final class BloomKeys {
    private static final int KEY_BITS = 128;

    private final BloomSize size;
    private final long digest;
    private final long mostKeys;
    private LongTable keys = new LongTable(2);
    private int compacted;
    private long @Nullable [] bits;

    /** @param digest of what keys are made of, see {@link StoredBloom#digest(Content)} */
    BloomKeys(BloomSize size, long digest) {
        this.size = size;
        this.digest = digest;
        this.mostKeys = size.bits() / KEY_BITS;
    }

    /** Reads a stored form. */
    static BloomKeys of(StoredBloom filter) {
        BloomKeys summary = new BloomKeys(filter.size(), filter.digest());
        if (filter.isBits()) {
            long[] words = new long[filter.count()];
            for (int i = 0; i < words.length; i++) {
                words[i] = filter.body(i);
            }
            summary.bits = words;
        } else {
            for (int i = 0; i < filter.count(); i++) {
                summary.add(filter.body(2 * i), filter.body(2 * i + 1));
            }
        }
        return summary;
    }

    void add(long first, long second) {
        if (bits != null) {
            BloomBits.set(bits, size, first, second);
            return;
        }
        keys.add(first, second);
        if (keys.size() > Math.max(2L * compacted, 1024)) {
            compact();
        }
    }

    /** Sorts the keys, leaves out repeated ones, and goes over to bits where these take less room. */
    private void compact() {
        LongTable before = keys;
        before.sort();
        LongTable after = new LongTable(2);
        for (int i = 0; i < before.size(); i++) {
            if (i == 0 || before.word(i, 0) != before.word(i - 1, 0) || before.word(i, 1) != before.word(i - 1, 1)) {
                after.add(before.word(i, 0), before.word(i, 1));
            }
        }
        keys = after;
        compacted = after.size();
        if (compacted > mostKeys) {
            long[] words = new long[words()];
            for (int i = 0; i < compacted; i++) {
                BloomBits.set(words, size, after.word(i, 0), after.word(i, 1));
            }
            bits = words;
            keys = new LongTable(2);
            compacted = 0;
        }
    }

    private int words() {
        return Math.toIntExact((size.bits() + 63) / 64);
    }

    void merge(BloomKeys that) {
        if (!size.equals(that.size)) {
            throw new IllegalArgumentException("filters of " + size + " and " + that.size + " do not merge");
        }
        long[] theirs = that.bits;
        if (theirs == null) {
            for (int i = 0; i < that.keys.size(); i++) {
                add(that.keys.word(i, 0), that.keys.word(i, 1));
            }
            return;
        }
        long[] ours = bits == null ? new long[words()] : bits;
        if (bits == null) {
            for (int i = 0; i < keys.size(); i++) {
                BloomBits.set(ours, size, keys.word(i, 0), keys.word(i, 1));
            }
            keys = new LongTable(2);
            compacted = 0;
            bits = ours;
        }
        for (int i = 0; i < ours.length; i++) {
            ours[i] |= theirs[i];
        }
    }

    byte[] toBytes() {
        if (bits == null) {
            compact();
        }
        long[] words = bits;
        if (words != null) {
            return StoredBloom.store(size, digest, StoredBloom.BITS, words);
        }
        long[] body = new long[2 * keys.size()];
        for (int i = 0; i < body.length; i++) {
            body[i] = keys.word(i / 2, i % 2);
        }
        return StoredBloom.store(size, digest, StoredBloom.KEYS, body);
    }

    Map<String, Object> estimate() {
        if (bits == null) {
            compact();
        }
        long[] words = bits;
        double fill = words == null ? 0 : (double) BloomBits.count(words) / size.bits();
        Map<String, Object> estimate = new LinkedHashMap<>();
        estimate.put("items", words == null ? (long) keys.size() : Math.round(size.items(fill)));
        estimate.put("bits", size.bits());
        estimate.put("hashes", (long) size.hashes());
        estimate.put("fill", fill);
        estimate.put("false_positives", words == null ? 0.0 : Math.pow(fill, size.hashes()));
        return estimate;
    }
}
