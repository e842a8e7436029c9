package dev.sluice.text;

import dev.sluice.operators.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The tokens of a text written together, without what stood between them, in UTF-8. Reused from text to text. */
public final class Joined {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PADDING = 16;

    private byte[] bytes = new byte[PADDING];
    private int[] starts = {0};
    private int size;

    /** Takes the tokens of another text. */
    public void read(Tokens tokens) {
        tokens.join(this);
    }

    void read(byte[] utf8, int[] bounds, int count) {
        size = count;
        if (starts.length <= count) {
            starts = new int[count + 256];
        }
        int most = utf8.length + PADDING;
        if (bytes.length < most) {
            bytes = new byte[most + 1024];
        }
        int at = 0;
        for (int i = 0; i < size; i++) {
            int from = bounds[2 * i];
            int length = bounds[2 * i + 1] - from;
            starts[i] = at;
            if (length <= 16 && from <= utf8.length - 16) {
                // Sixteen bytes whatever the length; those behind the token are overwritten by the next one.
                LONGS.set(bytes, at, (long) LONGS.get(utf8, from));
                LONGS.set(bytes, at + 8, (long) LONGS.get(utf8, from + 8));
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
        return EightBytes.hash(bytes, starts[from], starts[to]);
    }
}
