package dev.sluice.text;

import dev.sluice.operators.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The tokens of a text written together, without what stood between them, in UTF-8. */
public final class Joined {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PADDING = 8;

    private final byte[] bytes;
    private final int[] starts;
    private final int size;

    Joined(byte[] utf8, int[] bounds, int size) {
        this.size = size;
        starts = new int[size + 1];
        bytes = new byte[utf8.length + PADDING];
        int at = 0;
        for (int i = 0; i < size; i++) {
            int from = bounds[2 * i];
            int length = bounds[2 * i + 1] - from;
            starts[i] = at;
            if (length <= 8 && from <= utf8.length - 8) {
                // Eight bytes in one go; those behind the token are overwritten by the next one.
                LONGS.set(bytes, at, (long) LONGS.get(utf8, from));
            } else {
                System.arraycopy(utf8, from, bytes, at, length);
            }
            at += length;
        }
        starts[size] = at;
    }

    /** Bytes of tokens {@code from} to {@code to}, the latter not included. */
    public int length(int from, int to) {
        return starts[to] - starts[from];
    }

    /** The fewest bytes that any {@code n} tokens in a row have; 0 when there are fewer tokens. */
    public int shortest(int n) {
        if (size < n) {
            return 0;
        }
        int least = Integer.MAX_VALUE;
        for (int i = 0; i + n <= size; i++) {
            least = Math.min(least, starts[i + n] - starts[i]);
        }
        return least;
    }

    /** A hash of {@code length} bytes from token {@code token} on, of which as many must be there: at least 1, at most 16. */
    public long prefixHash(int token, int length) {
        int at = starts[token];
        long first = (long) LONGS.get(bytes, at);
        if (length <= 8) {
            return Hashing.mix(first << (64 - 8 * length));
        }
        long last = (long) LONGS.get(bytes, at + length - 8);
        return Hashing.mix(first * 0x9E3779B97F4A7C15L + last);
    }

    /** A hash of tokens {@code from} to {@code to}, the latter not included, as they are written together. */
    public long hash(int from, int to) {
        return TokenScan.hash(bytes, starts[from], starts[to]);
    }
}
