package dev.sluice.operators.models.linear;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.text.LowerCase;
import dev.sluice.text.Tokens;
import java.util.Arrays;

/**
 * The n-grams of lower-case words of a text as a sparse vector: bucket of the n-gram's hash, 1 plus the logarithm of how
 * often it occurs, scaled to length 1. The definition is part of the file format of models and never changes. For one
 * thread; it holds the last text.
 */
final class NgramVector {
    private static final double[] SCALE = new double[64];

    static {
        for (int i = 1; i < SCALE.length; i++) {
            SCALE[i] = 1 + StrictMath.log(i);
        }
    }

    private final int ngrams;
    private final int bits;
    /** How often each bucket occurs in the present text. */
    private final int[] counts;

    private int[] buckets = new int[256];
    private float[] values = new float[256];
    private int size;

    NgramVector(int ngrams, int bits) {
        this.ngrams = ngrams;
        this.bits = bits;
        this.counts = new int[1 << bits];
    }

    void read(String text) {
        String lower = LowerCase.of(text);
        Tokens words = Tokens.wordpunct(Document.of(lower));
        long[] hashes = new long[words.size()];
        for (int i = 0; i < hashes.length; i++) {
            long hash = 0xcbf29ce484222325L;
            for (int j = words.start(i); j < words.end(i); j++) {
                hash = (hash ^ lower.charAt(j)) * 0x100000001b3L;
            }
            hashes[i] = Hashing.mix(hash);
        }
        size = 0;
        for (int i = 0; i < hashes.length; i++) {
            long hash = hashes[i];
            add(hash);
            for (int j = i + 1; j < Math.min(hashes.length, i + ngrams); j++) {
                hash = Hashing.mix(hash * 0x9E3779B97F4A7C15L + hashes[j]);
                add(hash);
            }
        }
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double value = scale(counts[buckets[i]]);
            squares += value * value;
        }
        double norm = size == 0 ? 1 : Math.sqrt(squares);
        for (int i = 0; i < size; i++) {
            values[i] = (float) (scale(counts[buckets[i]]) / norm);
            counts[buckets[i]] = 0;
        }
    }

    private static double scale(int count) {
        return count < SCALE.length ? SCALE[count] : 1 + StrictMath.log(count);
    }

    private void add(long hash) {
        int bucket = (int) (hash >>> (Long.SIZE - bits));
        if (counts[bucket]++ == 0) {
            if (size == buckets.length) {
                buckets = Arrays.copyOf(buckets, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            buckets[size++] = bucket;
        }
    }

    /** Number of different buckets. */
    int size() {
        return size;
    }

    int bucket(int i) {
        return buckets[i];
    }

    float value(int i) {
        return values[i];
    }

    int[] buckets() {
        return Arrays.copyOf(buckets, size);
    }

    float[] values() {
        return Arrays.copyOf(values, size);
    }
}
