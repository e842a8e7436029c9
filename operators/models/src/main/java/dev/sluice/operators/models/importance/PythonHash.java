package dev.sluice.operators.models.importance;

/**
 * CPython's {@code hash()} of strings and of pairs of strings for a given PYTHONHASHSEED, as of version 3.11
 * (SipHash-1-3): what RedPajama-V2 hashes n-grams with. For one thread.
 */
public final class PythonHash {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private final long key0;
    private final long key1;
    private byte[] bytes = new byte[64];

    public PythonHash(long seed) {
        if (seed < 0 || seed > 0xffffffffL) {
            throw new IllegalArgumentException("a hash seed is " + seed + ", must be from 0 to 4294967295");
        }
        long[] keys = new long[2];
        int x = (int) seed;
        for (int i = 0; i < 16 && seed != 0; i++) {
            x = x * 214013 + 2531011;
            keys[i / 8] |= ((x >>> 16) & 0xffL) << (8 * (i % 8));
        }
        key0 = keys[0];
        key1 = keys[1];
    }

    /** The hash of a string. */
    public long of(String text) {
        return of(text, 0, text.length());
    }

    /** The hash of a part of a string, which lies between two code points. */
    public long of(String text, int from, int to) {
        if (from == to) {
            return 0;
        }
        int highest = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            highest = Math.max(highest, c);
            if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                highest = Character.MAX_CODE_POINT;
                break;
            }
        }
        if (4 * (to - from) > bytes.length) {
            bytes = new byte[8 * (to - from)];
        }
        int size = 0;
        if (highest < 0x100) {
            for (int i = from; i < to; i++) {
                bytes[size++] = (byte) text.charAt(i);
            }
        } else if (highest < 0x10000) {
            for (int i = from; i < to; i++) {
                bytes[size++] = (byte) text.charAt(i);
                bytes[size++] = (byte) (text.charAt(i) >>> 8);
            }
        } else {
            int c;
            for (int i = from; i < to; i += Character.charCount(c)) {
                c = text.codePointAt(i);
                bytes[size++] = (byte) c;
                bytes[size++] = (byte) (c >>> 8);
                bytes[size++] = (byte) (c >>> 16);
                bytes[size++] = 0;
            }
        }
        long hash = sipHash(size);
        return hash == -1 ? -2 : hash;
    }

    /** The hash of a tuple of two strings with these hashes. */
    public static long ofPair(long first, long second) {
        long acc = PRIME_5;
        acc = Long.rotateLeft(acc + first * PRIME_2, 31) * PRIME_1;
        acc = Long.rotateLeft(acc + second * PRIME_2, 31) * PRIME_1;
        acc += 2 ^ (PRIME_5 ^ 3527539L);
        return acc == -1 ? 1546275796L : acc;
    }

    /** The absolute value of a hash modulo a number of buckets; absolute values here have no largest one. */
    public static int bucket(long hash, int buckets) {
        return (int) (hash < 0 ? Long.remainderUnsigned(-hash, buckets) : hash % buckets);
    }

    private long word(int from, int length) {
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = (word << 8) | (bytes[from + i] & 0xff);
        }
        return word;
    }

    private long sipHash(int size) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        int blocks = size / 8;
        // One round for each block and one for the last, then three to finish.
        for (int i = 0; i <= blocks + 3; i++) {
            long word = i < blocks ? word(8 * i, 8) : i == blocks ? word(8 * i, size & 7) | (long) size << 56 : 0;
            if (i <= blocks) {
                v3 ^= word;
            } else if (i == blocks + 1) {
                v2 ^= 0xff;
            }
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= word;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
