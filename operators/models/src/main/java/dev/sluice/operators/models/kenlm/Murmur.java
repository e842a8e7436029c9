package dev.sluice.operators.models.kenlm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** MurmurHash64A with seed 0: how KenLM names words. */
final class Murmur {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long M = 0xc6a4a7935bd1e995L;
    private static final int R = 47;

    private Murmur() {}

    static long hash(byte[] data, int from, int to) {
        int length = to - from;
        long h = length * M;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long k = (long) LONGS.get(data, at) * M;
            h = (h ^ ((k ^ (k >>> R)) * M)) * M;
        }
        if (at < to) {
            long rest = 0;
            for (int i = to - 1; i >= at; i--) {
                rest = (rest << 8) | (data[i] & 0xff);
            }
            h = (h ^ rest) * M;
        }
        h = (h ^ (h >>> R)) * M;
        return h ^ (h >>> R);
    }
}
