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
import org.jspecify.annotations.Nullable;

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
            return cut(document.utf8(), false);
        }
    };
    private static final View<StrippedWords> LOWER = new View<>() {
        @Override
        protected StrippedWords compute(Document document) {
            return cut(document.utf8(), true);
        }
    };

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH = 0x8080808080808080L;
    private static final long SECOND = 0xd6e8feb86659fd93L;
    private static final long MIXING = 0xff51afd7ed558ccdL;

    /** Texts of more bytes keep their hashes; working tables so large would fill the memory for nothing. */
    private static final int GIANT = 1 << 20;

    /** The tables of each thread; they hold the words that were asked for last. */
    private static final ThreadLocal<Tables> TABLES = ThreadLocal.withInitial(Tables::new);

    /** How many bytes are looked at together: the bits of a long. */
    private static final int STRIDE = 64;

    /** How many pieces, of which a stride mostly has more, are taken together. */
    private static final int TOGETHER = 8;

    /** How many bytes of a word are hashed without a loop. */
    private static final int SHORT = 16;

    /** How many bytes behind the end of a word may be read with it. */
    private static final int PADDING = SHORT;

    /** By the length of a word: which bits of its first and second eight bytes lie behind its end. */
    private static final long[] BEHIND = new long[2 * (SHORT + 1)];

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
            BEHIND[2 * n] = n < 8 ? -1L << (8 * n) : 0;
            BEHIND[2 * n + 1] = n < SHORT ? -1L << (8 * Math.max(n - 8, 0)) : 0;
        }
    }

    private final byte[] utf8;
    private final boolean lower;
    private final int size;
    private final long @Nullable [] giant;

    private StrippedWords(byte[] utf8, boolean lower, int size, long @Nullable [] giant) {
        this.utf8 = utf8;
        this.lower = lower;
        this.size = size;
        this.giant = giant;
    }

    private static StrippedWords cut(byte[] utf8, boolean lower) {
        if (utf8.length > GIANT) {
            Tables tables = new Tables();
            tables.fill(utf8, lower);
            return new StrippedWords(utf8, lower, tables.size, Arrays.copyOf(tables.hashes, tables.size));
        }
        Tables tables = TABLES.get();
        tables.fill(utf8, lower);
        StrippedWords words = new StrippedWords(utf8, lower, tables.size, null);
        tables.words = words;
        return words;
    }

    /** The words in their own case. */
    public static StrippedWords of(Document document) {
        return document.view(PLAIN);
    }

    /** The words in lower case. */
    public static StrippedWords lowerCase(Document document) {
        return document.view(LOWER);
    }

    /** Number of words. */
    public int size() {
        return size;
    }

    /**
     * The words' hashes, of which the first {@link #size} count. They stand until this thread asks for the words of another
     * text, after which they are made again.
     */
    long[] hashes() {
        long[] kept = giant;
        if (kept != null) {
            return kept;
        }
        Tables tables = TABLES.get();
        if (tables.words != this) {
            tables.fill(utf8, lower);
            tables.words = this;
        }
        return tables.hashes;
    }

    /** Working memory that goes from text to text, since most of the cost of new memory is to clear it. */
    private static final class Tables {
        private byte[] bytes = new byte[1 << 14];
        private byte[] cuts = new byte[bytes.length];
        private byte[] inWord = new byte[bytes.length];
        private long[] hashes = new long[1 << 11];
        private int size;
        private int at;
        private @Nullable StrippedWords words;

        void fill(byte[] utf8, boolean lower) {
            words = null;
            int length = lower ? lowered(utf8) : copied(utf8);
            // What is looked at behind the end are spaces, the first of which ends the last piece.
            Arrays.fill(bytes, length, length + STRIDE + PADDING, (byte) ' ');
            markCuts(bytes, cuts, length + STRIDE);
            markInWord(bytes, inWord, length + STRIDE);
            cut(length);
        }

        private void reserve(int length) {
            if (bytes.length < length + STRIDE + PADDING) {
                bytes = new byte[Math.max(length + STRIDE + PADDING, 2 * Math.min(bytes.length, GIANT))];
                cuts = new byte[bytes.length];
                inWord = new byte[bytes.length];
            }
        }

        private int copied(byte[] utf8) {
            reserve(utf8.length);
            System.arraycopy(utf8, 0, bytes, 0, utf8.length);
            return utf8.length;
        }

        private int lowered(byte[] utf8) {
            reserve(utf8.length);
            return LowerCaseUtf8.into(utf8, bytes) ? utf8.length : copied(LowerCaseUtf8.whole(utf8));
        }

        private void cut(int length) {
            size = 0;
            at = 0;
            while (at < length) {
                if (size + STRIDE > hashes.length) {
                    hashes = Arrays.copyOf(hashes, 2 * hashes.length);
                }
                long ends = marked(cuts, at);
                long own = marked(inWord, at);
                int pieces = Long.bitCount(ends);
                if (pieces >= TOGETHER) { // a number that does not change makes no branch
                    take(TOGETHER, ends, own);
                } else if (pieces > 0) {
                    take(pieces, ends, own);
                } else {
                    takeLong();
                }
            }
        }

        /** Takes some of the pieces that end within the stride, whose marks are given. */
        private void take(int pieces, long ends, long own) {
            byte[] text = bytes;
            long[] table = hashes;
            int count = size;
            int base = at;
            long upTo = 0;
            for (int i = 0; i < pieces; i++) {
                upTo = ends ^ (ends - 1); // the piece and what ends it
                long word = own & upTo;
                if (word != 0) {
                    int from = base + Long.numberOfTrailingZeros(word);
                    int to = base + Long.SIZE - Long.numberOfLeadingZeros(word);
                    if ((text[from] | text[to - 1]) >= 0) {
                        table[count++] = hash(text, from, to);
                    } else {
                        long hash = stripped(text, from, to);
                        table[count] = hash;
                        count += hash == 0 ? 0 : 1;
                    }
                }
                own &= ~upTo;
                ends &= ends - 1;
            }
            size = count;
            at = base + Long.SIZE - Long.numberOfLeadingZeros(upTo);
        }

        /** Takes a piece that is longer than the stride. */
        private void takeLong() {
            int end = at + STRIDE;
            while (cuts[end] >= 0) {
                end++;
            }
            long hash = stripped(bytes, at, end);
            if (hash != 0) {
                hashes[size++] = hash;
            }
            at = end + 1;
        }
    }

    /** Sets the sign of the marks of spaces, tabs and line feeds; what else is in marks does not matter. */
    private static void markCuts(byte[] bytes, byte[] marks, int length) {
        for (int i = 0; i < length; i++) {
            int b = bytes[i];
            int other = ((b ^ ' ') & 0x7f) + 0x7f & ((b ^ '\t') & 0x7f) + 0x7f & ((b ^ '\n') & 0x7f) + 0x7f;
            marks[i] = (byte) ~(other | b);
        }
    }

    /**
     * Sets the sign of the marks of what is no special character, or is outside ASCII: letters, DEL, and controls but for
     * those from tab to carriage return.
     */
    private static void markInWord(byte[] bytes, byte[] marks, int length) {
        for (int i = 0; i < length; i++) {
            int b = bytes[i];
            int low = b & 0x7f;
            int small = low | 0x20;
            int letter = small + (0x80 - 'a') & ~(small + (0x7f - 'z'));
            int delete = low + 1;
            int control = ~(low + (0x80 - ' ')) & ~(low + (0x80 - '\t') & ~(low + (0x7f - '\r')));
            marks[i] = (byte) (letter | b | delete | control);
        }
    }

    /** A bit for each of the bytes from a place on whose mark has its sign set. */
    private static long marked(byte[] marks, int base) {
        long marked = 0;
        for (int i = 0; i < STRIDE; i += 8) {
            long signs = (long) LONGS.get(marks, base + i) & HIGH;
            marked |= ((signs * 0x0002040810204081L) >>> 56) << i; // gathers the high bits of the bytes
        }
        return marked;
    }

    /** The hash of a piece without the special characters at its ends; 0 where nothing is left. */
    private static long stripped(byte[] bytes, int start, int end) {
        int from = afterSpecial(bytes, start, end);
        int to = beforeSpecial(bytes, from, end);
        return from == to ? 0 : hash(bytes, from, to);
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
        long hash;
        if (length <= SHORT) {
            // Bits behind the end are set, as in no byte of UTF-8, so lengths need not be hashed.
            long first = (long) LONGS.get(bytes, from) | BEHIND[2 * length];
            long second = (long) LONGS.get(bytes, from + 8) | BEHIND[2 * length + 1];
            hash = (first + second * SECOND) * MIXING;
            hash ^= hash >>> 32;
        } else {
            hash = length;
            int at = from;
            for (; at <= to - 8; at += 8) {
                hash = Hashing.mix(hash + (long) LONGS.get(bytes, at));
            }
            hash = Hashing.mix(hash + ((long) LONGS.get(bytes, at) | BEHIND[2 * (to - at)]));
        }
        return hash == 0 ? 1 : hash;
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
                long hash = hash(Arrays.copyOf(utf8, utf8.length + PADDING), 0, utf8.length);
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
            long[] hashes = words.hashes();
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
