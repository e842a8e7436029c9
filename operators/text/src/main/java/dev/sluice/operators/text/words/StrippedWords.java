package dev.sluice.operators.text.words;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.View;
import dev.sluice.text.CodePointSet;
import dev.sluice.text.EightBytes;
import dev.sluice.text.TextSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words as Data-Juicer refines them: the text cut at spaces, tabs and line feeds alone, each piece without the special
 * characters at its ends, empty ones left out. Words are known by 64-bit hashes, which no file holds. To be looked up,
 * hashes of their keys will do: the first eight bytes and the length, since few words of a list are longer.
 *
 * <p>Works on UTF-8, many bytes at a time and with few branches that depend on where words end: what cuts is ASCII and no
 * part of another character.
 */
public final class StrippedWords {
    private static final View<StrippedWords> LOWER = new View<>() {
        @Override
        protected StrippedWords compute(Document document) {
            return cut(document, true);
        }
    };
    private static final View<StrippedWords> OWN = new View<>() {
        @Override
        protected StrippedWords compute(Document document) {
            return cut(document, false);
        }
    };

    private static final long MIXING = 0xff51afd7ed558ccdL;
    private static final long UNMIXING = inverse(MIXING);

    /** Texts of more bytes have tables of their own; if a thread kept them so large, they would fill the memory for nothing. */
    private static final int GIANT = 1 << 20;

    /** The tables of each thread; they hold the words that were asked for last. */
    private static final ThreadLocal<Tables> TABLES = ThreadLocal.withInitial(Tables::new);

    private static final long ONES = 0x0101010101010101L;

    /** In eight bytes, the bits by which small letters differ from capitals. */
    private static final long SMALL = 0x20 * ONES;

    /** How many bytes are looked at together: the bits of a long. */
    private static final int STRIDE = 64;

    private static final long FIRST_HALF = 0xffffffffL;

    /** How many words, of which a stride mostly has more, are taken together. */
    private static final int TOGETHER = 9;

    /** How many bytes of a word are in its key, beside its length. */
    private static final int KEY = 8;

    /** How many bytes behind the end of a text are read. */
    private static final int PADDING = STRIDE + KEY;

    /**
     * By how many bytes fewer than a stride a word has: the bits to set in its first eight bytes to make its key. They make
     * capitals small and tell the length: behind the end are bytes that UTF-8 does not have; where there is no end, by how
     * many bytes more the word goes on stands in the high bits of the first six bytes, which ASCII does not have.
     */
    private static final long[] BITS = new long[2 * STRIDE];

    /**
     * By byte: whether it is a special character, part of a character outside ASCII, and odd. Odd are bytes outside ASCII
     * and those that another byte equals but for the bit of {@link #SMALL}, unless both are one letter; digits and
     * punctuation are not, since what they would be taken for is.
     */
    private static final byte[] KINDS = new byte[0x100];

    private static final byte SPECIAL = 1;
    private static final byte BEYOND = 2;
    private static final byte ODD = 4;

    static {
        for (int b = 0; b < KINDS.length; b++) {
            boolean ascii = b < 0x80;
            int small = b | 0x20;
            boolean odd = !ascii || b < ' ' || (b >= '@' && (small < 'a' || small > 'z'));
            boolean special = ascii && CodePointSet.dataJuicerSpecial().contains(b);
            KINDS[b] = (byte) ((special ? SPECIAL : 0) | (ascii ? 0 : BEYOND) | (odd ? ODD : 0));
        }
        for (int n = 0; n < STRIDE; n++) {
            BITS[STRIDE - n] = SMALL | (n < KEY ? behind(n) : spread(n - KEY));
        }
    }

    private final byte[] utf8;
    private final boolean ascii;
    private final boolean lower;
    private final int size;
    private final @Nullable Tables giant;

    private StrippedWords(Document document, boolean lower, Tables tables) {
        utf8 = document.utf8();
        ascii = TextSize.isAscii(document);
        this.lower = lower;
        tables.fill(this);
        size = tables.size;
        giant = utf8.length > GIANT ? tables : null;
        if (giant != null) {
            giant.keepWords();
        }
    }

    private static StrippedWords cut(Document document, boolean lower) {
        return new StrippedWords(document, lower, document.utf8().length > GIANT ? new Tables() : TABLES.get());
    }

    /** The words in lower case. */
    public static StrippedWords lowerCase(Document document) {
        return document.view(LOWER);
    }

    /** Number of words of a text in its own case; in lower case some are special and fall away: ø is, Ø is not. */
    public static int count(Document document) {
        return document.view(TextSize.isAscii(document) ? LOWER : OWN).size;
    }

    /** Number of words. */
    public int size() {
        return size;
    }

    /**
     * Hashes of the words, of which the first {@link #size} count: equal words have equal ones, others practically never.
     * They stand until this thread asks for those of another text.
     */
    long[] hashes() {
        return tables().whole();
    }

    /** The tables while they hold these words; they are filled again where another text has used them. */
    private Tables tables() {
        Tables tables = giant != null ? giant : TABLES.get();
        if (tables.words != this) {
            tables.fill(this);
        }
        return tables;
    }

    /** Working memory that goes from text to text, since most of the cost of new memory is to clear it. */
    private static final class Tables {
        private byte[] text = new byte[1 << 14];
        private LongBuffer blocks = blocks(text);

        /** The text as it is marked, eight bytes at a time: the compiler makes vectors of longs. */
        private long[] eights = new long[text.length / 8];

        /** By eight bytes of the text: a bit for each that is marked as a cut, from bit 32 on for each that is as in a word. */
        private long[] marks = new long[eights.length];

        private byte[] word = new byte[1 << 10];

        /** Of words that have a key its hash, of others that of the whole word. */
        private long[] hashes = new long[1 << 11];

        /** Where words begin, negated ({@code ~}) for those without a key. */
        private int[] starts = new int[hashes.length];

        private long[] whole = {};
        private int[] alike = {};

        // Not final, or the compiler writes it out in every use, as it does constants, in a loop that is short of room.
        private long mixing = MIXING;

        /** Whether letters need not be made small: they are, or only the number of words is asked for. */
        private boolean small;

        private int size;
        private int at;
        private @Nullable StrippedWords words;

        void fill(StrippedWords of) {
            words = null;
            // Where all are ASCII, letters are made small as words are hashed.
            small = !of.ascii;
            int length = of.ascii || !of.lower ? copied(of.utf8) : lowered(of.utf8);
            // What is looked at behind the end are spaces, the first of which ends the last piece.
            Arrays.fill(text, length, length + PADDING, (byte) ' ');
            int blocksRead = (length + STRIDE) / 8 + 1;
            blocks.get(0, eights, 0, blocksRead);
            markCuts(eights, marks, blocksRead);
            markInWord(eights, marks, blocksRead);
            cut(length);
            words = of;
        }

        private void reserve(int length) {
            if (text.length < length + PADDING) {
                text = new byte[Math.max(length + PADDING, 2 * Math.min(text.length, GIANT)) + 7 & -8];
                blocks = blocks(text);
                eights = new long[text.length / 8];
                marks = new long[eights.length];
            }
        }

        private static LongBuffer blocks(byte[] text) {
            return ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        }

        private int copied(byte[] utf8) {
            reserve(utf8.length);
            System.arraycopy(utf8, 0, text, 0, utf8.length);
            return utf8.length;
        }

        private int lowered(byte[] utf8) {
            reserve(utf8.length);
            return LowerCaseUtf8.into(utf8, text) ? utf8.length : copied(LowerCaseUtf8.whole(utf8));
        }

        /**
         * Cuts what is marked.
         *
         * <p>Mostly, the first words of a stride are all taken in the same way, which needs no branch: where there are
         * fewer, what comes in their place is not counted. This stands here, and not in a method of its own, to make this
         * one so large (more than 325 bytes of code) that the compiler keeps it apart: in one with the loops that mark
         * bytes, one of those loops becomes fifteen times slower in some runs, as if it had lost its vectors.
         */
        private void cut(int length) {
            byte[] text = this.text;
            long[] marks = this.marks;
            long mixing = this.mixing;
            long[] table = hashes;
            int[] places = starts;
            int count = 0;
            int base = 0;
            while (base < length) {
                if (count + STRIDE > table.length) {
                    table = Arrays.copyOf(table, 2 * table.length);
                    places = Arrays.copyOf(places, table.length);
                    hashes = table;
                    starts = places;
                }
                int eight = base >>> 3;
                long first = marks[eight] | marks[eight + 1] << 8 | marks[eight + 2] << 16 | marks[eight + 3] << 24;
                long second =
                        marks[eight + 4] | marks[eight + 5] << 8 | marks[eight + 6] << 16 | marks[eight + 7] << 24;
                long left = -1L << (base & 7); // without what was taken before
                long cut = ((first & FIRST_HALF) | second << 32) & left;
                long marked = (first >>> 32 | (second & ~FIRST_HALF)) & left;
                if (cut == 0 || (cut & marked) != 0) {
                    size = count;
                    at = base;
                    take(cut, marked);
                    count = size;
                    base = at;
                    continue;
                }
                base = 8 * eight;
                long own = marked & (-1L >>> Long.numberOfLeadingZeros(cut)); // in pieces that end in the stride
                long ends = (~cut + own) & cut; // of pieces with something of their own: a carry runs through them
                int words = Long.bitCount(ends);
                for (int next = count, end = count + TOGETHER; next < end; next++) {
                    long before = ends - 1; // with the ends of later pieces, which are in no word
                    long word = own & before;
                    int from = Long.numberOfTrailingZeros(own);
                    int missing = Long.numberOfLeadingZeros(word) + from;
                    from += base;
                    table[next] = keyHash(text, from, missing, mixing);
                    places[next] = from;
                    own ^= word;
                    ends &= before;
                }
                count += Math.min(words, TOGETHER);
                base += Math.min(Long.numberOfTrailingZeros(own), Long.SIZE - Long.numberOfLeadingZeros(cut));
            }
            size = count;
        }

        /** Takes the pieces that end within the stride, whose marks are given, of any characters and lengths. */
        private void take(long cut, long inWord) {
            long odd = cut & inWord;
            long ends = cut ^ odd;
            if (ends == 0) {
                takeLong();
                return;
            }
            int start = at;
            int base = at & -8;
            at = base + Long.SIZE - Long.numberOfLeadingZeros(ends);
            for (; ends != 0; ends &= ends - 1) {
                int end = base + Long.numberOfTrailingZeros(ends);
                long piece = (ends ^ (ends - 1)) & (-1L << (start - base));
                long own = inWord & piece;
                int from = Long.numberOfTrailingZeros(own);
                int missing = Long.numberOfLeadingZeros(own) + from;
                if ((odd & piece) == 0) {
                    if (own != 0) {
                        addKeyed(base + from, missing);
                    }
                } else if ((odd & (Long.lowestOneBit(own) | Long.highestOneBit(own))) == 0) {
                    addWhole(base + from, base + from + STRIDE - missing);
                } else {
                    strip(start, end);
                }
                start = end + 1;
            }
        }

        /** Takes a piece that does not end within the stride. */
        private void takeLong() {
            int end = (at & -8) + STRIDE;
            while (!cuts(text[end])) {
                end++;
            }
            strip(at, end);
            at = end + 1;
        }

        /** Takes a piece, without the special characters at its ends, if anything is left. */
        private void strip(int start, int end) {
            int from = afterSpecial(text, start, end);
            int to = beforeSpecial(text, from, end);
            if (from < to) {
                add(from, to);
            }
        }

        /** Drops what is of no use once words are found. */
        void keepWords() {
            eights = new long[0];
            marks = eights;
        }

        private void addKeyed(int from, int missing) {
            hashes[size] = keyHash(text, from, missing, MIXING);
            starts[size++] = from;
        }

        private void add(int from, int to) {
            if (isKeyed(text, from, to)) {
                addKeyed(from, STRIDE - (to - from));
            } else {
                addWhole(from, to);
            }
        }

        /** Takes a word that has no key. */
        private void addWhole(int from, int to) {
            starts[size] = ~from;
            hashes[size++] = small ? hash(text, from, to) : hash(inSmall(from, to), 0, to - from);
        }

        private byte[] inSmall(int from, int to) {
            int length = to - from;
            if (word.length < length + KEY) {
                word = new byte[2 * length + KEY];
            }
            for (int i = 0; i < length; i++) {
                byte b = text[from + i];
                word[i] = (byte) (b >= 'A' && b <= 'Z' ? b | 0x20 : b);
            }
            return word;
        }

        /** Room for the indexes of all words, and one more. */
        int[] alike() {
            if (alike.length < size + 1) {
                alike = new int[hashes.length];
            }
            return alike;
        }

        /** Hashes of whole words. */
        long[] whole() {
            if (whole.length < size) {
                whole = new long[hashes.length];
            }
            for (int i = 0; i < size; i++) {
                long hash = hashes[i];
                int from = starts[i];
                int length = from < 0 ? 0 : length(hash);
                for (int at = KEY; at < length; at += 8) {
                    hash = Hashing.mix(hash + (EightBytes.at(text, from + at) | SMALL | behind(length - at)));
                }
                whole[i] = hash;
            }
            return whole;
        }

        /** Whether word {@code i}, which has the same key as another, equals it. */
        boolean equals(int i, byte[] other) {
            int from = starts[i];
            if (from < 0) {
                return false; // it has none: its hash is the same by chance
            }
            for (int at = KEY; at < other.length; at++) {
                if ((text[from + at] | 0x20) != other[at]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Marks spaces, tabs and line feeds, and what is odd, which {@link #markInWord} marks too. */
    private static void markCuts(long[] eights, long[] marks, int length) {
        for (int i = 0; i < length; i++) {
            long block = eights[i];
            long low = block & ~EightBytes.HIGH;
            long small = low | SMALL;
            long letter = small + (0x80 - 'a') * ONES & ~(small + (0x7f - 'z') * ONES);
            long signs = ~(low + (0x7f - ' ') * ONES) | (low + (0x80 - '@') * ONES & ~letter) | block;
            marks[i] = EightBytes.gathered(signs);
        }
    }

    /** Marks letters, and what is odd. */
    private static void markInWord(long[] eights, long[] marks, int length) {
        for (int i = 0; i < length; i++) {
            long block = eights[i];
            long low = block & ~EightBytes.HIGH;
            long control = ~(low + (0x80 - ' ') * ONES) & ~(low + (0x80 - '\t') * ONES & ~(low + (0x7f - '\n') * ONES));
            long signs = low + (0x80 - '@') * ONES | block | control;
            marks[i] |= EightBytes.gathered(signs) << 32;
        }
    }

    private static boolean cuts(byte b) {
        return b == ' ' || b == '\t' || b == '\n';
    }

    /** The place of the first character that is not special, or the end. */
    private static int afterSpecial(byte[] utf8, int from, int to) {
        int at = from;
        while (at < to) {
            int b = utf8[at] & 0xff;
            int length = b < 0x80 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
            int kind = KINDS[b];
            if ((kind & SPECIAL) == 0 && ((kind & BEYOND) == 0 || !special(utf8, at, length))) {
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
            if ((kind & SPECIAL) == 0 && ((kind & BEYOND) == 0 || !special(utf8, first, end - first))) {
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

    /** Whether a word has a key: it is shorter than a stride and nothing in it is odd. */
    private static boolean isKeyed(byte[] bytes, int from, int to) {
        byte kinds = 0;
        for (int i = from; i < to && i < from + STRIDE; i++) {
            kinds |= KINDS[bytes[i] & 0xff];
        }
        return to - from < STRIDE && (kinds & ODD) == 0;
    }

    /** The hash of the key of a word, in lower case or not. */
    private static long keyHash(byte[] bytes, int from, int missing, long mixing) {
        return (EightBytes.at(bytes, from) | BITS[missing & (BITS.length - 1)]) * mixing;
    }

    /** The length of a word by the hash of its key, if it is longer than that; else any that is not. */
    private static int length(long hash) {
        long key = hash * UNMIXING;
        return key < 0 ? 0 : KEY + (int) EightBytes.gathered(key);
    }

    /** The hash of a word in lower case that has no key, behind which eight bytes more can be read. */
    private static long hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at <= to - 8; at += 8) {
            hash = Hashing.mix(hash + EightBytes.at(bytes, at));
        }
        return Hashing.mix(hash + (EightBytes.at(bytes, at) | behind(to - at)));
    }

    /** All bits of a long but those of so many first bytes, up to seven; none for eight and more. */
    private static long behind(int length) {
        return length < 8 ? -1L << (8 * length) : 0;
    }

    /** A number below 64 with each of its bits as the high one of a byte. */
    private static long spread(int number) {
        long bits = 0;
        for (int i = 0; i < 6; i++) {
            bits |= (number >>> i & 1L) << (8 * i + 7);
        }
        return bits;
    }

    /** What a product with an odd number is multiplied by to undo it; each step of Newton's doubles the right bits. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    /**
     * A list of words to look for, in a table without collisions: the upper bits of a hash tell what it is multiplied by to
     * find its slot, so that all of the list have slots of their own (hash and displace, as Pagh 1999). The table is
     * small enough to stay in a processor's nearest cache beside other work. Of words longer than their key, the table
     * finds those of the list and others like them; how they go on is looked at then.
     */
    static final class Entries {
        /** What slots of longer words differ by from the hash of their key, so that they tell such a match apart. */
        private static final long LONGER = 1;

        /** The shift of most lists: a number that is fixed while the code is compiled costs less than one that is not. */
        private static final int USUAL_SHIFT = Long.SIZE - 10;

        private final long[] slots;
        private final long[] factors;
        private final int shift;

        /** By slot of their key, the longer words. */
        private final byte[] @Nullable [][] longer;

        Entries(Collection<String> words) {
            Map<Long, List<byte[]>> byHash = new LinkedHashMap<>();
            for (String word : new LinkedHashSet<>(words)) {
                byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
                if (!hasCapital(utf8)) { // what is looked for is in lower case
                    byHash.computeIfAbsent(hashOf(utf8), hash -> new ArrayList<>())
                            .add(utf8);
                }
            }
            long[] hashes = byHash.keySet().stream().mapToLong(Long::longValue).toArray();
            int least = Integer.SIZE - Integer.numberOfLeadingZeros(hashes.length * 3 / 2);
            shift = Math.min(USUAL_SHIFT, Long.SIZE - least);
            slots = new long[1 << (Long.SIZE - shift)];
            factors = new long[slots.length >>> 2];
            int[] ends = new int[factors.length]; // of the hashes of a bucket among all
            for (long hash : hashes) {
                ends[bucket(hash)]++;
            }
            int largest = Arrays.stream(ends).max().orElse(0);
            for (int i = 1; i < ends.length; i++) {
                ends[i] += ends[i - 1];
            }
            int[] starts = ends.clone();
            long[] grouped = new long[hashes.length];
            for (long hash : hashes) {
                grouped[--starts[bucket(hash)]] = hash;
            }
            BitSet taken = new BitSet();
            for (int size = largest; size > 0; size--) { // the largest while there is most room
                for (int bucket = 0; bucket < ends.length; bucket++) {
                    if (ends[bucket] - starts[bucket] == size) {
                        place(Arrays.copyOfRange(grouped, starts[bucket], ends[bucket]), bucket, taken);
                    }
                }
            }
            long other = hashes.length == 0 ? 0 : hashes[0];
            for (int slot = taken.nextClearBit(0); slot < slots.length; slot = taken.nextClearBit(slot + 1)) {
                slots[slot] = other; // which is never looked for here, as its slot is another
            }
            longer = new byte[slots.length][][];
            byHash.forEach((hash, same) -> {
                byte[] one = same.get(0);
                if (one.length > KEY && isKeyed(one, 0, one.length)) {
                    slots[slot(hash)] ^= LONGER;
                    longer[slot(hash)] = same.toArray(byte[][]::new);
                }
            });
        }

        private static boolean hasCapital(byte[] utf8) {
            for (byte b : utf8) {
                if (b >= 'A' && b <= 'Z') {
                    return true;
                }
            }
            return false;
        }

        private static long hashOf(byte[] utf8) {
            byte[] padded = Arrays.copyOf(utf8, utf8.length + KEY);
            return isKeyed(utf8, 0, utf8.length)
                    ? keyHash(padded, 0, STRIDE - utf8.length, MIXING)
                    : hash(padded, 0, utf8.length);
        }

        /** Finds a factor by which all hashes of a bucket come to free slots. */
        private void place(long[] hashes, int bucket, BitSet taken) {
            int placed = 0;
            for (int attempt = 0; placed < hashes.length; attempt++) {
                while (placed > 0) {
                    taken.clear(slot(hashes[--placed])); // where the last factor led
                }
                factors[bucket] = Hashing.mix(attempt) | 1;
                while (placed < hashes.length && !taken.get(slot(hashes[placed]))) {
                    taken.set(slot(hashes[placed]));
                    slots[slot(hashes[placed])] = hashes[placed];
                    placed++;
                }
            }
        }

        private int bucket(long hash) {
            return bucket(hash, shift);
        }

        private int slot(long hash) {
            return slot(hash, shift);
        }

        private int bucket(long hash, int shift) {
            return (int) (hash >>> (shift + 2)) & (factors.length - 1);
        }

        private int slot(long hash, int shift) {
            return (int) ((hash * factors[bucket(hash, shift)]) >>> shift) & (slots.length - 1);
        }

        /** How many words, repetitions counted, are in the list. */
        int count(StrippedWords words) {
            Tables tables = words.tables();
            int[] alike = tables.alike();
            long found = shift == USUAL_SHIFT
                    ? find(tables.hashes, words.size, alike, USUAL_SHIFT)
                    : find(tables.hashes, words.size, alike, shift);
            int count = (int) found;
            for (int i = (int) (found >>> 32) - 1; i >= 0; i--) {
                byte[][] sameKey = longer[slot(tables.hashes[alike[i]])];
                for (int k = 0; sameKey != null && k < sameKey.length; k++) {
                    count += tables.equals(alike[i], sameKey[k]) ? 1 : 0;
                }
            }
            return count;
        }

        /**
         * Finds words whose slot holds them or their key. In a method of its own, since the compiler then has registers
         * enough.
         *
         * @param alike gets the indexes of words that have the key of longer ones
         * @return how many words were found but for those, and, from bit 32 on, how many those are
         */
        private long find(long[] hashes, int size, int[] alike, int shift) {
            int count = 0;
            int among = 0;
            for (int i = 0; i < size; i++) {
                long hash = hashes[i];
                long difference = slots[slot(hash, shift)] ^ hash;
                // Counted without a branch, since which words are in a list is hard to predict: 64 zeros are a match.
                count += Long.numberOfLeadingZeros(difference) >>> 6;
                if (difference == LONGER) {
                    alike[among++] = i;
                }
            }
            return (long) among << 32 | count;
        }
    }
}
