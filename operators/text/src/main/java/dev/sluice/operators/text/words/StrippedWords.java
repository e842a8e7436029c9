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
import java.util.Locale;

/**
 * Words as Data-Juicer refines them: the text cut at spaces, tabs and line feeds alone, each piece without the special
 * characters at its ends, empty ones left out. Words are known by 64-bit hashes, which no file holds.
 *
 * <p>Works on UTF-8, eight bytes at a time: what cuts is ASCII and no part of another character.
 */
public final class StrippedWords {
    private static final View<StrippedWords> PLAIN = new View<>() {
        @Override
        protected StrippedWords compute(Document document) {
            return new StrippedWords(padded(document.text()));
        }
    };
    private static final View<StrippedWords> LOWER = new View<>() {
        @Override
        protected StrippedWords compute(Document document) {
            return new StrippedWords(lowerCase(document.text()));
        }
    };

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LENGTH = 0x9e3779b97f4a7c15L;

    /** Zeros behind the text, so that eight bytes can be read from every place in it. */
    private static final int PADDING = 8;

    /** Which characters of ASCII are special. */
    private static final boolean[] SPECIAL = new boolean[0x80];

    static {
        for (int c = 0; c < SPECIAL.length; c++) {
            SPECIAL[c] = CodePointSet.dataJuicerSpecial().contains(c);
        }
    }

    private long[] hashes;
    private int size;

    private StrippedWords(byte[] padded) {
        int length = padded.length - PADDING;
        hashes = new long[length / 5 + 4]; // English has a word for every six bytes
        for (int start = 0; start < length; ) {
            int end = separator(padded, start, length);
            if (end > start) {
                add(padded, start, end);
            }
            start = end + 1;
        }
    }

    /** The words in their own case. */
    public static StrippedWords of(Document document) {
        return document.view(PLAIN);
    }

    /** The words in lower case. */
    public static StrippedWords lowerCase(Document document) {
        return document.view(LOWER);
    }

    private static byte[] padded(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(utf8, utf8.length + PADDING);
    }

    /** The text in lower case as {@link String#toLowerCase(Locale)} has it; that of ASCII needs no other string. */
    private static byte[] lowerCase(String text) {
        byte[] padded = padded(text);
        if (padded.length - PADDING != text.length()) {
            return padded(text.toLowerCase(Locale.ROOT));
        }
        int at = 0;
        for (; at <= padded.length - 8; at += 8) {
            long block = (long) LONGS.get(padded, at);
            long capitals = (block + (0x80 - 'A') * ONES) & ~(block + (0x7f - 'Z') * ONES) & HIGH;
            LONGS.set(padded, at, block | capitals >>> 2); // small letters have one bit more, 0x20
        }
        for (; at < padded.length; at++) {
            padded[at] = (byte) (padded[at] >= 'A' && padded[at] <= 'Z' ? padded[at] + 0x20 : padded[at]);
        }
        return padded;
    }

    /** The first space, tab or line feed from a place on, or the end. */
    private static int separator(byte[] padded, int from, int length) {
        int at = from;
        while (at < length) {
            long block = (long) LONGS.get(padded, at);
            long low = (block - 0x21 * ONES) & ~block & HIGH; // the lowest bit is at a byte up to a space
            if (low == 0) {
                at += 8;
                continue;
            }
            at += Long.numberOfTrailingZeros(low) >>> 3;
            if (at >= length || padded[at] == ' ' || padded[at] == '\n' || padded[at] == '\t') {
                break;
            }
            at++; // another control character
        }
        return Math.min(at, length);
    }

    private void add(byte[] padded, int start, int end) {
        int from = start;
        int to = end;
        while (from < to) {
            int next = padded[from] >= 0 ? (SPECIAL[padded[from]] ? from + 1 : from) : afterSpecial(padded, from);
            if (next == from) {
                break;
            }
            from = next;
        }
        while (to > from) {
            byte last = padded[to - 1];
            int before = last >= 0 ? (SPECIAL[last] ? to - 1 : to) : beforeSpecial(padded, to);
            if (before == to) {
                break;
            }
            to = before;
        }
        if (to > from) {
            if (size == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * size);
            }
            hashes[size++] = hash(padded, from, to);
        }
    }

    /** The place after the character at a place outside ASCII, if it is special, or else the same place. */
    private static int afterSpecial(byte[] utf8, int at) {
        int b = utf8[at] & 0xff;
        int length = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
        return special(utf8, at, length) ? at + length : at;
    }

    /** The place of the character before a place outside ASCII, if it is special, or else the same place. */
    private static int beforeSpecial(byte[] utf8, int at) {
        int first = at - 1;
        while ((utf8[first] & 0xc0) == 0x80) {
            first--;
        }
        return special(utf8, first, at - first) ? first : at;
    }

    private static boolean special(byte[] utf8, int at, int length) {
        int point = utf8[at] & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            point = point << 6 | (utf8[at + i] & 0x3f);
        }
        return CodePointSet.dataJuicerSpecial().contains(point);
    }

    /** A hash of bytes, behind which at least eight more can be read; never 0. */
    private static long hash(byte[] padded, int from, int to) {
        long hash = (to - from) * LENGTH;
        int at = from;
        for (; at <= to - 8; at += 8) {
            hash = Hashing.mix(hash + (long) LONGS.get(padded, at));
        }
        long rest = (long) LONGS.get(padded, at) & ~(-1L << (8 * (to - at)));
        hash = Hashing.mix(hash + rest);
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
            table = new long[Integer.highestOneBit(Math.max(16, words.size())) << 3];
            for (String word : words) {
                byte[] padded = padded(word);
                long hash = hash(padded, 0, padded.length - PADDING);
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
            int count = 0;
            for (int i = 0; i < words.size; i++) {
                count += table[slot(words.hashes[i])] != 0 ? 1 : 0;
            }
            return count;
        }
    }
}
