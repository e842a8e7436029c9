package dev.sluice.operators.models.kenlm;

import dev.sluice.operators.models.MappedFile;

/**
 * Binary types 2 to 5: sorted arrays of bit-packed entries, each pointing to a range of the next one. Types 3 and 5
 * keep codes of quantised weights, types 4 and 5 keep the high bits of the pointers in an array of their own.
 */
final class TrieNgrams extends Ngrams {
    private static final int UNIGRAM = 16;
    private static final int PROBABILITY_BITS = 31;
    private static final int BACKOFF_BITS = 32;
    private static final int MOST_CODE_BITS = 25;

    private final MappedFile file;
    private final int order;
    private final long[] counts;
    private final long vocabulary;
    private final long words;
    private final long unigrams;
    private final boolean quantised;
    private final int probabilityBits;
    private final int backoffBits;
    private final int wordBits;
    private final Level[] levels;

    /** One array of n-grams of a length above 1. */
    private static final class Level {
        long start;
        int bits;
        /** Tables of quantised weights; 0 without. */
        long probabilities;

        long backoffs;
        /** Offset array of the pointers' high bits. */
        long offsets;

        long offsetCount;
        int pointerBits;
    }

    TrieNgrams(BinaryHeader header) {
        this.file = header.file();
        this.order = header.order();
        this.counts = header.counts();
        this.quantised =
                header.type() == BinaryHeader.QUANTISED_TRIE || header.type() == BinaryHeader.QUANTISED_ARRAY_TRIE;
        boolean arrays = header.type() == BinaryHeader.ARRAY_TRIE || header.type() == BinaryHeader.QUANTISED_ARRAY_TRIE;
        long at = header.end();
        file.require(at, 8 + 8 * counts[0], "the vocabulary");
        words = file.int64(at);
        if (words < 0 || words > counts[0]) {
            throw file.fault(at, "the vocabulary has " + words + " words, more than " + counts[0]);
        }
        vocabulary = at + 8;
        at = vocabulary + 8 * counts[0];
        levels = new Level[order + 1];
        for (int n = 2; n <= order; n++) {
            levels[n] = new Level();
        }
        if (quantised) {
            file.require(at, 8, "the head of the quantisation tables");
            if (file.unsignedByte(at) != 2) {
                throw file.fault(at, "quantisation is of version " + file.unsignedByte(at) + ", only 2 is known");
            }
            probabilityBits = file.unsignedByte(at + 1);
            backoffBits = file.unsignedByte(at + 2);
            if (probabilityBits > MOST_CODE_BITS || backoffBits > MOST_CODE_BITS) {
                throw file.fault(at + 1, "codes of " + probabilityBits + " and " + backoffBits + " bits are too long");
            }
            at = tables(at + 8);
        } else {
            probabilityBits = PROBABILITY_BITS;
            backoffBits = BACKOFF_BITS;
        }
        unigrams = at;
        at += UNIGRAM * (counts[0] + 2);
        file.require(unigrams, at - unigrams, "the table of words");
        wordBits = bits(counts[0]);
        int configured = 0;
        if (arrays && order > 2) {
            long head = (at + 7) & -8L;
            file.require(head, 8, "the offset array of 2-grams");
            if (file.unsignedByte(head) != 0) {
                throw file.fault(head, "the offset array is of version " + file.unsignedByte(head) + ", expected 0");
            }
            configured = file.unsignedByte(head + 1);
        }
        for (int n = 2; n < order; n++) {
            at = middle(n, at, arrays, configured);
        }
        Level longest = levels[order];
        longest.start = at;
        longest.bits = wordBits + probabilityBits;
        file.require(at, size(counts[order - 1], longest.bits), "the array of " + order + "-grams");
    }

    /** Places the tables of quantised weights. */
    private long tables(long start) {
        long at = start;
        for (int n = 2; n <= order; n++) {
            levels[n].probabilities = at;
            at += (long) Float.BYTES << probabilityBits;
            if (n < order) {
                levels[n].backoffs = at;
                at += (long) Float.BYTES << backoffBits;
            }
        }
        file.require(start, at - start, "the quantisation tables");
        return at;
    }

    private long middle(int n, long start, boolean arrays, int configured) {
        Level level = levels[n];
        long at = start;
        long next = counts[n];
        int required = bits(next);
        level.pointerBits = required;
        if (arrays) {
            int chop = 0;
            long least = Long.MAX_VALUE;
            for (int c = 0; c <= Math.min(required, configured); c++) {
                long change = (next >>> (required - c)) * 64 - (counts[n - 1] + 1) * c;
                if (change < least) {
                    least = change;
                    chop = c;
                }
            }
            level.offsetCount = (next >>> (required - chop)) + 1;
            level.pointerBits = required - chop;
            level.offsets = ((at + 7) & -8L) + 8;
            file.require(at, 8 * (1 + level.offsetCount) + 7, "the offset array of " + n + "-grams");
            at += 8 * (1 + level.offsetCount) + 7;
        }
        level.start = at;
        level.bits = wordBits + probabilityBits + backoffBits + level.pointerBits;
        long size = size(counts[n - 1], level.bits);
        file.require(at, size, "the array of " + n + "-grams");
        return at + size;
    }

    private static int bits(long value) {
        return Long.SIZE - Long.numberOfLeadingZeros(value);
    }

    private static long size(long entries, int bits) {
        return ((1 + entries) * bits + 7) / 8 + 8;
    }

    @Override
    int order() {
        return order;
    }

    @Override
    int word(long hash) {
        long low = 0;
        long high = words - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(file.int64(vocabulary + 8 * middle), hash);
            if (order == 0) {
                return (int) (middle + 1);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return 0;
    }

    @Override
    void unigram(Walk walk, int word) {
        long at = unigrams + UNIGRAM * Integer.toUnsignedLong(word);
        walk.probability = Float.intBitsToFloat(file.int32(at) | SIGN);
        walk.backoff = file.float32(at + 4);
        range(walk, 2, file.int64(at + 8), file.int64(at + UNIGRAM + 8));
    }

    private void range(Walk walk, int length, long begin, long end) {
        if (begin < 0 || begin > end || end > counts[length - 1]) {
            throw file.fault(
                    levels[length].start, "there are no " + length + "-grams " + begin + " to " + end + ": damaged");
        }
        walk.begin = begin;
        walk.end = end;
    }

    /** The value of up to 57 bits that begins at a bit after {@code start}. */
    private long packed(long start, long bit, int bits) {
        return (file.int64(start + (bit >>> 3)) >>> (bit & 7)) & ((1L << bits) - 1);
    }

    @Override
    boolean extend(Walk walk, int length, int word) {
        Level level = levels[length];
        long low = walk.begin;
        long high = walk.end - 1;
        long wanted = Integer.toUnsignedLong(word);
        while (low <= high) {
            long middle = (low + high) >>> 1;
            long there = packed(level.start, middle * level.bits, wordBits);
            if (there == wanted) {
                read(walk, length, level, middle);
                return true;
            }
            if (there < wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    private void read(Walk walk, int length, Level level, long index) {
        long bit = index * level.bits + wordBits;
        if (length == order) {
            long code = packed(level.start, bit, probabilityBits);
            walk.probability = probability(level, code);
            walk.backoff = 0;
            return;
        }
        if (quantised) {
            walk.backoff = file.float32(level.backoffs + Float.BYTES * packed(level.start, bit, backoffBits));
            bit += backoffBits;
            walk.probability = probability(level, packed(level.start, bit, probabilityBits));
            bit += probabilityBits;
        } else {
            walk.probability = probability(level, packed(level.start, bit, probabilityBits));
            bit += probabilityBits;
            walk.backoff = Float.intBitsToFloat((int) packed(level.start, bit, backoffBits));
            bit += backoffBits;
        }
        range(walk, length + 1, next(level, index, bit), next(level, index + 1, bit + level.bits));
    }

    private float probability(Level level, long code) {
        return quantised
                ? Float.intBitsToFloat(file.int32(level.probabilities + Float.BYTES * code) | SIGN)
                : Float.intBitsToFloat((int) code | SIGN);
    }

    private long next(Level level, long index, long bit) {
        long inline = packed(level.start, bit, level.pointerBits);
        if (level.offsetCount == 0) {
            return inline;
        }
        long low = 0; // the number of values that are not above the index
        long high = level.offsetCount;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (file.int64(level.offsets + 8 * middle) <= index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return ((low - 1) << level.pointerBits) | inline;
    }
}
