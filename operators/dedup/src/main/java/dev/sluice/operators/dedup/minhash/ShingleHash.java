package dev.sluice.operators.dedup.minhash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes of a shingle's UTF-8 bytes, as other tools take them. Used by one thread at a time. */
abstract class ShingleHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** The hash of a range of bytes. */
    abstract long of(byte[] bytes, int from, int to);

    /** The first 32 or 64 bits of SHA-1, little-endian. */
    static ShingleHash sha1(int bits) {
        return new Sha1(bits);
    }

    /** XXH64 with seed 0 (Collet, xxHash fast digest algorithm). */
    static ShingleHash xxh64() {
        return new Xxh64();
    }

    private static final class Sha1 extends ShingleHash {
        private final int bits;
        private final MessageDigest digest;
        private final byte[] result = new byte[20];

        Sha1(int bits) {
            this.bits = bits;
            try {
                digest = MessageDigest.getInstance("SHA-1");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java has SHA-1", impossible);
            }
        }

        @Override
        long of(byte[] bytes, int from, int to) {
            digest.update(bytes, from, to - from);
            try {
                int unused = digest.digest(result, 0, result.length);
            } catch (DigestException impossible) {
                throw new IllegalStateException("SHA-1 fits 20 bytes", impossible);
            }
            return bits == Long.SIZE ? (long) LONGS.get(result, 0) : (int) INTS.get(result, 0) & 0xffffffffL;
        }
    }

    private static final class Xxh64 extends ShingleHash {
        private static final long P1 = 0x9E3779B185EBCA87L;
        private static final long P2 = 0xC2B2AE3D27D4EB4FL;
        private static final long P1_PLUS_P2 = 0x60EA27EEADC0B5D6L; // modulo 2^64
        private static final long P3 = 0x165667B19E3779F9L;
        private static final long P4 = 0x85EBCA77C2B2AE63L;
        private static final long P5 = 0x27D4EB2F165667C5L;

        @Override
        long of(byte[] bytes, int from, int to) {
            int at = from;
            long hash = P5;
            if (to - from >= 32) {
                long v1 = P1_PLUS_P2;
                long v2 = P2;
                long v3 = 0;
                long v4 = -P1;
                for (; to - at >= 32; at += 32) {
                    v1 = round(v1, (long) LONGS.get(bytes, at));
                    v2 = round(v2, (long) LONGS.get(bytes, at + 8));
                    v3 = round(v3, (long) LONGS.get(bytes, at + 16));
                    v4 = round(v4, (long) LONGS.get(bytes, at + 24));
                }
                hash = Long.rotateLeft(v1, 1)
                        + Long.rotateLeft(v2, 7)
                        + Long.rotateLeft(v3, 12)
                        + Long.rotateLeft(v4, 18);
                hash = merge(merge(merge(merge(hash, v1), v2), v3), v4);
            }
            hash += to - from;
            for (; to - at >= 8; at += 8) {
                hash = Long.rotateLeft(hash ^ round(0, (long) LONGS.get(bytes, at)), 27) * P1 + P4;
            }
            if (to - at >= 4) {
                hash = Long.rotateLeft(hash ^ ((int) INTS.get(bytes, at) & 0xffffffffL) * P1, 23) * P2 + P3;
                at += 4;
            }
            for (; at < to; at++) {
                hash = Long.rotateLeft(hash ^ (bytes[at] & 0xffL) * P5, 11) * P1;
            }
            hash = (hash ^ (hash >>> 33)) * P2;
            hash = (hash ^ (hash >>> 29)) * P3;
            return hash ^ (hash >>> 32);
        }

        private static long round(long value, long input) {
            return Long.rotateLeft(value + input * P2, 31) * P1;
        }

        private static long merge(long hash, long value) {
            return (hash ^ round(0, value)) * P1 + P4;
        }
    }
}
