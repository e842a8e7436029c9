package dev.sluice.operators;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The hash functions whose values are written to files or decide results; they never change. */
public final class Hashing {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private Hashing() {}

    /** Murmur3's 64-bit finaliser: a bijection that mixes every bit into every other. */
    public static long mix(long h) {
        h ^= h >>> 33;
        h *= 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }

    /** FNV-1a, 64 bit, over the UTF-8 bytes of a string. */
    public static long fnv1a64(String text) {
        long h = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        return h;
    }

    /** The 128-bit hash of a text's UTF-8 bytes, in hexadecimal. */
    public static String hash128Hex(String text) {
        return hash128Hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The 128-bit hash of bytes, in hexadecimal. */
    public static String hash128Hex(byte[] bytes) {
        long[] h = hash128(bytes, 0, bytes.length);
        return String.format("%016x%016x", h[0], h[1]);
    }

    /** The 128-bit hash of a text's UTF-8 bytes. */
    public static long[] hash128(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return hash128(bytes, 0, bytes.length);
    }

    /** MurmurHash3 x64 128 with seed 0, as two 64-bit words, the first one first. */
    public static long[] hash128(byte[] data, int from, int length) {
        long h1 = 0;
        long h2 = 0;
        int end = from + (length & ~15);
        for (int i = from; i < end; i += 16) {
            h1 ^= mixFirst((long) LONGS.get(data, i));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mixSecond((long) LONGS.get(data, i + 8));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        long k1 = 0;
        long k2 = 0;
        int rest = length & 15;
        for (int i = rest - 1; i >= 8; i--) {
            k2 = (k2 << 8) | (data[end + i] & 0xff);
        }
        for (int i = Math.min(rest, 8) - 1; i >= 0; i--) {
            k1 = (k1 << 8) | (data[end + i] & 0xff);
        }
        h2 ^= mixSecond(k2);
        h1 ^= mixFirst(k1);
        h1 ^= length;
        h2 ^= length;
        h1 += h2;
        h2 += h1;
        h1 = mix(h1);
        h2 = mix(h2);
        h1 += h2;
        h2 += h1;
        return new long[] {h1, h2};
    }

    private static long mixFirst(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mixSecond(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }
}
