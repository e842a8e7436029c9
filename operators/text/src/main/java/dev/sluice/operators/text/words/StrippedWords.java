package dev.sluice.operators.text.words;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.View;
import dev.sluice.text.CodePointSet;
import dev.sluice.text.EightBytes;
import dev.sluice.text.TextSize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
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

    private static final long SPREADING = 0xd6e8feb86659fd93L;
    private static final long MIXING = 0xff51afd7ed558ccdL;

    /** Texts of more bytes keep their hashes; working tables so large would fill the memory for nothing. */
    private static final int GIANT = 1 << 20;

    /** The tables of each thread; they hold the words that were asked for last. */
    private static final ThreadLocal<Tables> TABLES = ThreadLocal.withInitial(Tables::new);

    /** In eight bytes, the bits by which small letters differ from capitals. */
    private static final long SMALL = 0x2020202020202020L;

    /** How many bytes are looked at together: the bits of a long. */
    private static final int STRIDE = 64;

    /** How many words, of which a stride mostly has more, are taken together. */
    private static final int TOGETHER = 9;

    /** Words of fewer bytes are hashed without a loop. */
    private static final int SHORT = 16;

    /** How many bytes behind the end of a word may be read with it. */
    private static final int PADDING = SHORT;

    /**
     * By how many bytes fewer than a stride a word of less than 16 has: the bits to set in its first eight bytes. Those
     * behind its end, as in no byte of UTF-8, so that lengths need not be hashed; in the others the one that makes
     * capitals small. Then the same for its second eight bytes.
     */
    private static final long[] BITS = new long[256];

    /** Cuts an index to those of the first half of {@link #BITS}, so that none need be checked. */
    private static final int HALF = BITS.length / 2;

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
        for (int n = 0; n < SHORT; n++) {
            BITS[STRIDE - n] = SMALL | behind(n);
            BITS[STRIDE - n + HALF] = SMALL | behind(Math.max(n - 8, 0));
        }
    }

    private final byte[] utf8;
    private final boolean ascii;
    private final boolean lower;
    private final int size;
    private final long @Nullable [] giant;

    private StrippedWords(Document document, boolean lower, Tables tables) {
        utf8 = document.utf8();
        ascii = isAscii(document);
        this.lower = lower;
        tables.fill(this);
        size = tables.size;
        giant = utf8.length > GIANT ? Arrays.copyOf(tables.hashes, size) : null;
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
        return document.view(isAscii(document) ? LOWER : OWN).size;
    }

    private static boolean isAscii(Document document) {
        return TextSize.of(document).characters() == document.utf8().length;
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
            tables.fill(this);
        }
        return tables.hashes;
    }

    /** Working memory that goes from text to text, since most of the cost of new memory is to clear it. */
    private static final class Tables {
        private byte[] text = new byte[1 << 14];
        private byte[] cuts = new byte[text.length];
        private byte[] inWord = new byte[text.length];
        private byte[] word = new byte[1 << 10];
        private long[] hashes = new long[1 << 11];

        // Not final, or the compiler writes them out in every use, as it does constants, in a loop that is short of
        // room.
        private long spreading = SPREADING;
        private long mixing = MIXING;

        private int size;
        private int at;
        private @Nullable StrippedWords words;

        void fill(StrippedWords of) {
            words = null;
            // Letters of ASCII are made small as words are hashed.
            int length = of.ascii || !of.lower ? copied(of.utf8) : lowered(of.utf8);
            // What is looked at behind the end are spaces, the first of which ends the last piece.
            Arrays.fill(text, length, length + STRIDE + PADDING, (byte) ' ');
            markCuts(text, cuts, length + STRIDE);
            markInWord(text, inWord, length + STRIDE);
            cut(length, of.ascii);
            words = of;
        }

        private void reserve(int length) {
            if (text.length < length + STRIDE + PADDING) {
                text = new byte[Math.max(length + STRIDE + PADDING, 2 * Math.min(text.length, GIANT))];
                cuts = new byte[text.length];
                inWord = new byte[text.length];
            }
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
        private void cut(int length, boolean ascii) {
            byte[] text = this.text;
            byte[] cuts = this.cuts;
            byte[] inWord = this.inWord;
            long spreading = this.spreading;
            long mixing = this.mixing;
            long[] table = hashes;
            int count = 0;
            int base = 0;
            while (base < length) {
                if (count + STRIDE > table.length) {
                    table = Arrays.copyOf(table, 2 * table.length);
                    hashes = table;
                }
                long cut = marked(cuts, base);
                long marked = marked(inWord, base);
                long ended = -1L >>> Long.numberOfLeadingZeros(cut); // pieces that end in the stride
                if (cut == 0 || (runs(ended & ~cut) | (cut & marked)) != 0 || !(ascii || isAscii(text, base))) {
                    size = count;
                    at = base;
                    take(cut, marked);
                    count = size;
                    base = at;
                    continue;
                }
                long own = marked & ended;
                long ends = (~cut + own) & cut; // of pieces with something of their own: a carry runs through them
                int words = Long.bitCount(ends);
                for (int next = count, end = count + TOGETHER; next < end; next++) {
                    long before = ends - 1; // with the ends of later pieces, which are in no word
                    long word = own & before;
                    int from = Long.numberOfTrailingZeros(own);
                    int missing = Long.numberOfLeadingZeros(word) + from;
                    table[next] = shortHash(text, base + from, missing, spreading, mixing);
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
            int base = at;
            long odd = cut & inWord;
            long ends = cut ^ odd;
            if (ends == 0) {
                takeLong();
                return;
            }
            boolean plain = odd == 0 && isAscii(text, base);
            at = base + Long.SIZE - Long.numberOfLeadingZeros(ends);
            long own = inWord;
            for (; ends != 0; ends &= ends - 1) {
                long upTo = ends ^ (ends - 1);
                long word = own & upTo;
                if (word != 0) {
                    int from = base + Long.numberOfTrailingZeros(word);
                    int to = base + Long.SIZE - Long.numberOfLeadingZeros(word);
                    if (plain && to - from < SHORT) {
                        hashes[size++] = shortHash(text, from, to - from);
                    } else if (odd == 0 && (text[from] | text[to - 1]) >= 0) {
                        add(from, to);
                    } else {
                        strip(from, to);
                    }
                }
                own &= ~upTo;
            }
        }

        /** Takes a piece that is longer than the stride. */
        private void takeLong() {
            int end = at + STRIDE;
            while ((cuts[end] & ~inWord[end]) >= 0) {
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

        /** Takes a word, whose letters of ASCII are made small. */
        private void add(int from, int to) {
            int length = to - from;
            if (word.length < length + PADDING) {
                word = new byte[2 * length + PADDING];
            }
            for (int i = 0; i < length; i++) {
                byte b = text[from + i];
                word[i] = (byte) (b >= 'A' && b <= 'Z' ? b | 0x20 : b);
            }
            hashes[size++] = hash(word, 0, length);
        }
    }

    /** Marks spaces, tabs and line feeds by a sign, and what is odd in ASCII, which {@link #markInWord} marks too. */
    private static void markCuts(byte[] bytes, byte[] marks, int length) {
        for (int i = 0; i < length; i++) {
            int b = bytes[i];
            int low = b & 0x7f;
            int small = low | 0x20;
            int letter = small + (0x80 - 'a') & ~(small + (0x7f - 'z'));
            marks[i] = (byte) ((~(low + (0x7f - ' ')) | (low + (0x80 - '@') & ~letter)) & ~b & 0x80);
        }
    }

    /** Marks letters by a sign, what is outside ASCII, and what is odd. */
    private static void markInWord(byte[] bytes, byte[] marks, int length) {
        for (int i = 0; i < length; i++) {
            int b = bytes[i];
            int low = b & 0x7f;
            int control = ~(low + (0x80 - ' ')) & ~(low + (0x80 - '\t') & ~(low + (0x7f - '\n')));
            marks[i] = (byte) ((low + (0x80 - '@') | b | control) & 0x80);
        }
    }

    /** A bit for each of the bytes from a place on that is marked. */
    private static long marked(byte[] marks, int base) {
        long marked = 0;
        for (int i = 0; i < STRIDE; i += 8) {
            long signs = EightBytes.at(marks, base + i);
            marked |= ((signs * 0x0002040810204081L) >>> 56) << i; // gathers the high bits of the bytes
        }
        return marked;
    }

    /** Not 0 where at least sixteen bits in a row are set. */
    private static long runs(long bits) {
        long runs = bits & bits >>> 1;
        runs &= runs >>> 2;
        runs &= runs >>> 4;
        return runs & runs >>> 8;
    }

    /** Whether a stride from a place on is ASCII alone. */
    private static boolean isAscii(byte[] bytes, int base) {
        long any = 0;
        for (int i = 0; i < STRIDE; i += 8) {
            any |= EightBytes.at(bytes, base + i);
        }
        return (any & EightBytes.HIGH) == 0;
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

    /** A hash of a word in lower case, behind which at least {@link #PADDING} bytes more can be read. */
    private static long hash(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < SHORT && !hasOdd(bytes, from, to)) {
            return shortHash(bytes, from, length);
        }
        long hash = length;
        int at = from;
        for (; at <= to - 8; at += 8) {
            hash = Hashing.mix(hash + EightBytes.at(bytes, at));
        }
        return Hashing.mix(hash + (EightBytes.at(bytes, at) | behind(to - at)));
    }

    private static boolean hasOdd(byte[] bytes, int from, int to) {
        byte kinds = 0;
        for (int i = from; i < to; i++) {
            kinds |= KINDS[bytes[i] & 0xff];
        }
        return (kinds & ODD) != 0;
    }

    /** The hash of fewer than sixteen bytes, none of them odd, in lower case or not. */
    private static long shortHash(byte[] bytes, int from, int length) {
        return shortHash(bytes, from, STRIDE - length, SPREADING, MIXING);
    }

    private static long shortHash(byte[] bytes, int from, int missing, long spreading, long mixing) {
        long first = EightBytes.at(bytes, from) | BITS[missing & (HALF - 1)];
        long second = EightBytes.at(bytes, from + 8) | BITS[(missing & (HALF - 1)) + HALF];
        return (first + second * spreading) * mixing;
    }

    /** All bits of a long but those of so many first bytes, up to seven; none for eight and more. */
    private static long behind(int length) {
        return length < 8 ? -1L << (8 * length) : 0;
    }

    /**
     * A list of words to look for, in a table without collisions: the upper bits of a hash tell what it is multiplied by to
     * find its slot, so that all of the list have slots of their own (hash and displace, as Pagh 1999). The table is
     * small enough to stay in a processor's nearest cache beside other work.
     */
    static final class Entries {
        private final long[] slots;
        private final long[] factors;
        private final int shift;

        Entries(Collection<String> words) {
            long[] hashes = words.stream().mapToLong(Entries::hashOf).distinct().toArray();
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(3, hashes.length * 3 / 2));
            shift = Long.SIZE - bits;
            slots = new long[1 << bits];
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
        }

        private static long hashOf(String word) {
            byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
            return hash(Arrays.copyOf(utf8, utf8.length + PADDING), 0, utf8.length);
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
            return (int) (hash >>> (shift + 2)) & (factors.length - 1);
        }

        private int slot(long hash) {
            return (int) ((hash * factors[bucket(hash)]) >>> shift) & (slots.length - 1);
        }

        /** How many words, repetitions counted, are in the list. */
        int count(StrippedWords words) {
            long[] hashes = words.hashes();
            int count = 0;
            for (int i = 0; i < words.size; i++) {
                long hash = hashes[i];
                // Counted without a branch, since which words are in a list is hard to predict: 64 zeros are a match.
                count += Long.numberOfLeadingZeros(slots[slot(hash)] ^ hash) >>> 6;
            }
            return count;
        }
    }
}
