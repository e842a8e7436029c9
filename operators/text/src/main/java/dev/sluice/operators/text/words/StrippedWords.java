package dev.sluice.operators.text.words;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.View;
import dev.sluice.text.CodePointSet;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Words as Data-Juicer refines them: the text cut at spaces, tabs and line feeds alone, each piece without the special
 * characters at its ends, empty ones left out. Words are known by 64-bit hashes, which no file holds.
 *
 * <p>Works on UTF-8, many bytes at a time and with few branches that depend on where words end: what cuts is ASCII and no
 * part of another character.
 */
public final class StrippedWords {
    private static final View<StrippedWords> PLAIN = new View<>() {
        @Override
        protected StrippedWords compute(Document document) {
            return new StrippedWords(document.text().getBytes(StandardCharsets.UTF_8));
        }
    };
    private static final View<StrippedWords> LOWER = new View<>() {
        @Override
        protected StrippedWords compute(Document document) {
            return new StrippedWords(LowerCase.of(document.text()));
        }
    };

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LENGTH = 0x9e3779b97f4a7c15L;
    private static final long SECOND = 0xd6e8feb86659fd93L;

    /** How many bytes are looked at together for what cuts: the bits of a long. */
    private static final int STRIDE = 64;

    /** How many bytes of a word are hashed without a loop. */
    private static final int SHORT = 16;

    /** How many bytes behind the end of a word may be read with it. */
    private static final int PADDING = SHORT;

    /** By the length of a word: which bits of its first and second eight bytes are its own. */
    private static final long[] OWN = new long[2 * (SHORT + 1)];

    /** A bit for space, tab and line feed each. */
    private static final long SEPARATORS = 1L << ' ' | 1L << '\t' | 1L << '\n';

    /** By byte: 0 for those that are no special character, 1 for special ones, 2 for parts of characters outside ASCII. */
    private static final byte[] KINDS = new byte[0x100];

    private static final byte IN_WORD = 0;
    private static final byte SPECIAL = 1;
    private static final byte BEYOND = 2;

    static {
        for (int b = 0; b < KINDS.length; b++) {
            KINDS[b] = b >= 0x80 ? BEYOND : CodePointSet.dataJuicerSpecial().contains(b) ? SPECIAL : IN_WORD;
        }
        for (int n = 0; n <= SHORT; n++) {
            OWN[2 * n] = ones(Math.min(n, 8));
            OWN[2 * n + 1] = ones(Math.max(n - 8, 0));
        }
    }

    private long[] hashes;
    private int size;

    private StrippedWords(byte[] utf8) {
        hashes = new long[utf8.length / 5 + 4]; // English has a word for every six bytes
        int last = utf8.length - STRIDE - PADDING; // the last stretch behind which there is enough to read
        int start = 0;
        int base = 0;
        for (; base <= last; base += STRIDE) {
            start = cut(utf8, start, base, cuts(utf8, base));
        }
        byte[] rest = padded(utf8, start);
        int length = rest.length - STRIDE - PADDING;
        int from = start;
        start = 0;
        for (int at = base - from; at < length; at += STRIDE) {
            long cuts = cuts(rest, at);
            int left = length - at;
            start = cut(rest, start, at, left < STRIDE ? cuts & ((1L << left) - 1) : cuts);
        }
        if (start < length) {
            add(rest, start, length);
        }
    }

    /** Adds the words that end within a stretch; gives the beginning of the next one. */
    private int cut(byte[] bytes, int first, int base, long stretch) {
        int start = first;
        for (long cuts = stretch; cuts != 0; cuts &= cuts - 1) {
            int end = base + Long.numberOfTrailingZeros(cuts);
            if ((SEPARATORS >>> bytes[end] & 1) != 0) { // and no other control character
                if (end > start) {
                    add(bytes, start, end);
                }
                start = end + 1;
            }
        }
        return start;
    }

    /** The words in their own case. */
    public static StrippedWords of(Document document) {
        return document.view(PLAIN);
    }

    /** The words in lower case. */
    public static StrippedWords lowerCase(Document document) {
        return document.view(LOWER);
    }

    private static long ones(int bytes) {
        return bytes == 8 ? -1L : (1L << (8 * bytes)) - 1;
    }

    /** The bytes from a place on, and zeros to read behind them. */
    private static byte[] padded(byte[] utf8, int from) {
        return Arrays.copyOfRange(utf8, from, utf8.length + STRIDE + PADDING);
    }

    /** A bit for each of the bytes from a place on that is at most a space. */
    private static long cuts(byte[] bytes, int base) {
        long cuts = 0;
        for (int i = 0; i < STRIDE; i += 8) {
            long block = (long) LONGS.get(bytes, base + i);
            long low = ~(((block & ~HIGH) + (0x7f - ' ') * ONES) | block) & HIGH;
            cuts |= ((low * 0x0002040810204081L) >>> 56) << i; // gathers the high bits of the bytes
        }
        return cuts;
    }

    private void add(byte[] bytes, int start, int end) {
        // Most words have at most one special character at each end, a comma for instance: they take no branch.
        int from = start + (KINDS[bytes[start] & 0xff] & SPECIAL);
        int to = end - (KINDS[bytes[end - 1] & 0xff] & SPECIAL);
        if (from >= to || (KINDS[bytes[from] & 0xff] | KINDS[bytes[to - 1] & 0xff]) != IN_WORD) {
            from = afterSpecial(bytes, start, end);
            to = beforeSpecial(bytes, from, end);
            if (from == to) {
                return;
            }
        }
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        hashes[size++] = hash(bytes, from, to);
    }

    /** The place of the first character that is not special, or the end. */
    private static int afterSpecial(byte[] utf8, int from, int to) {
        int at = from;
        while (at < to) {
            int b = utf8[at] & 0xff;
            int length = b < 0x80 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
            if (KINDS[b] == IN_WORD || (KINDS[b] == BEYOND && !special(utf8, at, length))) {
                return at;
            }
            at += length;
        }
        return to;
    }

    /** The place behind the last character that is not special, or the beginning. */
    private static int beforeSpecial(byte[] utf8, int from, int to) {
        int end = to;
        while (end > from) {
            int first = end - 1;
            while ((utf8[first] & 0xc0) == 0x80) {
                first--;
            }
            int kind = KINDS[utf8[first] & 0xff];
            if (kind == IN_WORD || (kind == BEYOND && !special(utf8, first, end - first))) {
                return end;
            }
            end = first;
        }
        return from;
    }

    private static boolean special(byte[] utf8, int at, int length) {
        int point = utf8[at] & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            point = point << 6 | (utf8[at + i] & 0x3f);
        }
        return CodePointSet.dataJuicerSpecial().contains(point);
    }

    /** A hash of bytes, behind which at least {@link #PADDING} more can be read; never 0. */
    private static long hash(byte[] bytes, int from, int to) {
        int length = to - from;
        long hash = length * LENGTH;
        if (length <= SHORT) {
            long first = (long) LONGS.get(bytes, from) & OWN[2 * length];
            long second = (long) LONGS.get(bytes, from + 8) & OWN[2 * length + 1];
            hash = Hashing.mix(hash + first + second * SECOND);
        } else {
            int at = from;
            for (; at <= to - 8; at += 8) {
                hash = Hashing.mix(hash + (long) LONGS.get(bytes, at));
            }
            hash = Hashing.mix(hash + ((long) LONGS.get(bytes, at) & ones(to - at)));
        }
        return hash == 0 ? 1 : hash;
    }

    /** Number of words. */
    public int size() {
        return size;
    }

    long hash(int i) {
        return hashes[i];
    }

    /** A list of words to look for. */
    static final class Entries {
        /** A sparse table; 0 is no hash. */
        private final long[] table;

        Entries(Collection<String> words) {
            int sparsity = words.size() <= 4096 ? 5 : 3;
            table = new long[Integer.highestOneBit(Math.max(16, words.size())) << sparsity];
            for (String word : words) {
                byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
                long hash = hash(padded(utf8, 0), 0, utf8.length);
                table[slot(hash)] = hash;
            }
        }

        /** The slot that holds a hash, or the empty one where it would stand. */
        private int slot(long hash) {
            int slot = (int) hash & (table.length - 1);
            while (table[slot] != 0 && table[slot] != hash) {
                slot = (slot + 1) & (table.length - 1);
            }
            return slot;
        }

        /** How many words, repetitions counted, are in the list. */
        int count(StrippedWords words) {
            long[] hashes = words.hashes;
            int count = 0;
            for (int i = 0; i < words.size; i++) {
                long hash = hashes[i];
                long there = table[(int) hash & (table.length - 1)];
                long differs = there ^ hash;
                // Counted without a branch, since which words are in a list is hard to predict.
                count += (int) ((differs | -differs) >>> 63) ^ 1;
                if (((there | -there) & (differs | -differs)) < 0) { // another word stands there, which is rare
                    count += table[slot(hash)] != 0 ? 1 : 0;
                }
            }
            return count;
        }
    }
}
