package dev.sluice.operators.models.kenlm;

import dev.sluice.operators.models.MappedFile;

/**
 * Binary types 0 and 1: hash tables with linear probing, from KenLM's {@code build_binary} by default. Type 1 keeps a
 * rest cost beside each weight, which scores do not need.
 */
final class ProbingNgrams extends Ngrams {
    private static final int WORD_ENTRY = 12;
    private static final int KEY = 8;

    private final MappedFile file;
    private final int order;
    private final int weights;
    private final long words;
    private final long wordTable;
    private final long wordBuckets;
    private final long unigrams;
    /** Start and buckets of the table of each length above 1. */
    private final long[] tables;

    private final long[] buckets;

    ProbingNgrams(BinaryHeader header) {
        this.file = header.file();
        this.order = header.order();
        this.weights = header.type() == BinaryHeader.REST_PROBING ? 12 : 8;
        long[] counts = header.counts();
        long at = header.end();
        file.require(at, 8, "the head of the vocabulary");
        if (file.int32(at) != 0) {
            throw file.fault(at, "the vocabulary is of version " + file.int32(at) + ", only 0 is known");
        }
        this.words = counts[0] + 1;
        this.wordTable = at + 8;
        this.wordBuckets = buckets(counts[0], header.multiplier());
        this.unigrams = section(wordTable, wordBuckets, WORD_ENTRY, "the vocabulary");
        this.tables = new long[order + 1];
        this.buckets = new long[order + 1];
        at = section(unigrams, words, weights, "the table of words");
        for (int n = 2; n <= order; n++) {
            tables[n] = at;
            buckets[n] = buckets(counts[n - 1], header.multiplier());
            at = section(at, buckets[n], KEY + (n == order ? Float.BYTES : weights), "the table of " + n + "-grams");
        }
    }

    private long section(long start, long entries, int bytes, String what) {
        file.require(start, entries * bytes, what);
        return start + entries * bytes;
    }

    private static long buckets(long entries, float multiplier) {
        return Math.max(entries + 1, (long) (multiplier * (float) entries));
    }

    @Override
    int order() {
        return order;
    }

    private long find(long table, long count, int entry, long key) {
        long slot = Long.remainderUnsigned(key, count);
        for (long tried = 0; tried < count; tried++) {
            long at = table + slot * entry;
            long there = file.int64(at);
            if (there == key) {
                return at;
            }
            if (there == 0) {
                return -1;
            }
            slot = slot + 1 == count ? 0 : slot + 1;
        }
        throw file.fault(table, "a hash table has no empty place");
    }

    @Override
    int word(long hash) {
        if (hash == 0) {
            return 0;
        }
        long at = find(wordTable, wordBuckets, WORD_ENTRY, hash);
        if (at < 0) {
            return 0;
        }
        int word = file.int32(at + KEY);
        if (Integer.toUnsignedLong(word) >= words) {
            throw file.fault(at + KEY, "there is no word " + Integer.toUnsignedLong(word));
        }
        return word;
    }

    @Override
    void unigram(Walk walk, int word) {
        long at = unigrams + Integer.toUnsignedLong(word) * weights;
        walk.probability = Float.intBitsToFloat(file.int32(at) | SIGN);
        walk.backoff = file.float32(at + Float.BYTES);
        walk.key = Integer.toUnsignedLong(word);
    }

    @Override
    boolean extend(Walk walk, int length, int word) {
        walk.key = key(walk.key, word);
        boolean longest = length == order;
        long at = find(tables[length], buckets[length], KEY + (longest ? Float.BYTES : weights), walk.key);
        if (at < 0) {
            return false;
        }
        walk.probability = Float.intBitsToFloat(file.int32(at + KEY) | SIGN);
        walk.backoff = longest ? 0 : file.float32(at + KEY + Float.BYTES);
        return true;
    }
}
