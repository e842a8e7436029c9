package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.text.Letters;
import dev.sluice.text.EightBytes;
import dev.sluice.text.LowerCase;
import dev.sluice.text.Unicode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts texts into shingles, n words or n code points in a row, and hashes them, in one pass over the UTF-8 form.
 *
 * <p>A word's hash is that of its bytes in {@link EightBytes}; words of ASCII alone are bounded, lower-cased and hashed
 * within a register, others code point by code point, with the same result. A shingle's hash is a polynomial over its
 * words' hashes, or its code points, in 64-bit arithmetic that rolls along, finalised. Repeated shingles are reported each
 * time. Used by one thread at a time.
 */
public final class Shingles implements Shingler {
    /** Takes blocks of shingle hashes. */
    public interface Sink {
        /** Takes the first {@code count} hashes; the array is reused afterwards. */
        void add(long[] hashes, int count);
    }

    private static final int CHUNK = 4096;
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final boolean words;
    private final int n;
    private final boolean lettersOnly;
    /** Whether words are what lies between word boundaries. */
    private final boolean segments;

    private final Normalise normalise;
    /** Whether lower case and white space are left to the cutting. */
    private final boolean folds;

    private final boolean shortWhole;
    private final long salt;
    private final long drop;

    /** The last n units that are in the polynomial, then those that are to follow. */
    private final long[] units;

    private final long[] out = new long[CHUNK];
    private final Word word = new Word();
    private byte[] utf8 = {};
    private int filled;
    private long rolled;
    private long polynomial;

    private Shingles(
            boolean words,
            int n,
            boolean lettersOnly,
            boolean segments,
            Normalise normalise,
            boolean shortWhole,
            long seed) {
        this.words = words;
        this.n = n;
        this.lettersOnly = lettersOnly;
        this.segments = segments;
        this.normalise = normalise;
        this.folds = normalise == Normalise.LOWER_WS || normalise == Normalise.ALNUM;
        this.shortWhole = shortWhole;
        this.salt = Hashing.mix(seed + BASE);
        this.units = new long[n + CHUNK];
        long power = 1;
        for (int i = 0; i < n; i++) {
            power *= BASE;
        }
        this.drop = power;
    }

    /**
     * Shingles of words.
     *
     * @param n words a shingle
     * @param lettersOnly whether a word is a run of letters, marks and numbers instead of anything but white space
     * @param normalise what of the text counts
     * @param shortWhole whether a text of fewer than n words, but at least one, is one shingle instead of none
     * @param seed another seed gives unrelated hashes
     */
    public static Shingles ofWords(int n, boolean lettersOnly, Normalise normalise, boolean shortWhole, long seed) {
        return new Shingles(true, n, lettersOnly, false, normalise, shortWhole, seed);
    }

    /** Shingles of the words that {@link UnicodeWords} finds in the normalised text; parameters as for other words. */
    public static Shingles ofUnicodeWords(int n, Normalise normalise, boolean shortWhole, long seed) {
        return new Shingles(true, n, false, true, normalise, shortWhole, seed);
    }

    /** Shingles of code points of the normalised text; parameters as for words. */
    public static Shingles ofChars(int n, Normalise normalise, boolean shortWhole, long seed) {
        return new Shingles(false, n, normalise == Normalise.ALNUM, false, normalise, shortWhole, seed);
    }

    @Override
    public void read(Document document, Sink sink) {
        Arrays.fill(units, 0, n, 0);
        filled = n;
        rolled = 0;
        polynomial = 0;
        if (!segments) {
            utf8 = folds ? document.utf8() : normalise.apply(document.text()).getBytes(StandardCharsets.UTF_8);
        }
        if (segments) {
            readSegments(normalise.apply(document.text()), sink);
        } else if (words) {
            readWords(document, sink);
        } else {
            readChars(document, sink);
        }
        roll(sink);
        if (rolled > 0 && rolled < n && shortWhole) {
            out[0] = Hashing.mix(polynomial + salt);
            sink.add(out, 1);
        }
        utf8 = new byte[0];
    }

    private void readWords(Document document, Sink sink) {
        boolean ascii = true;
        for (int at = 0; at < utf8.length; ) {
            int next = asciiWord(at, sink);
            if (next < 0) {
                if (ascii) {
                    lowerWhole(document, at);
                    ascii = false;
                }
                next = anyWord(at, sink);
            }
            at = next;
        }
    }

    /**
     * Adds the word at a place, if there is one; gives the place behind the character that ends it, or -1 when the word,
     * or what ends it, is not ASCII, or is a control character.
     */
    private int asciiWord(int from, Sink sink) {
        byte[] bytes = utf8;
        int at = from;
        long hash = 0;
        long block = EightBytes.at(bytes, at, bytes.length);
        long stop = stop(block);
        while (stop == 0) {
            if ((block & EightBytes.HIGH) != 0) {
                return -1;
            }
            hash = EightBytes.hash(hash, folded(block));
            at += 8;
            block = EightBytes.at(bytes, at, bytes.length);
            stop = stop(block);
        }
        block &= EightBytes.maskBefore(stop);
        if ((block & EightBytes.HIGH) != 0) {
            return -1;
        }
        int end = at + EightBytes.before(stop);
        if (end < bytes.length && !separates(bytes[end])) {
            return -1;
        }
        if (end > from) {
            add(EightBytes.lastHash(hash, folded(block), end - from), sink);
        }
        return end + 1;
    }

    /** Marks bytes that may end a word. */
    private long stop(long block) {
        return lettersOnly
                ? (~(EightBytes.within(block, 'a', 'z')
                                        | EightBytes.within(block, 'A', 'Z')
                                        | EightBytes.within(block, '0', '9'))
                                | block)
                        & EightBytes.HIGH
                : EightBytes.below(block, 0x21);
    }

    private long folded(long block) {
        return folds ? EightBytes.lowerCase(block) : block;
    }

    /** Whether a byte that may end a word does. */
    private boolean separates(byte b) {
        return lettersOnly ? b >= 0 : Letters.classes()[b] == Letters.SPACE;
    }

    /** Adds the word at a place, if there is one, whatever it holds; gives the place behind the character that ends it. */
    private int anyWord(int from, Sink sink) {
        byte[] classes = Letters.classes();
        word.clear();
        int at = from;
        while (at < utf8.length) {
            int length = length(at);
            int codePoint = codePoint(at, length);
            at += length;
            byte kind = length == 4 ? Letters.SURROGATE : classes[codePoint];
            if (!counts(kind, codePoint)) {
                break;
            }
            word.add(fold(codePoint));
        }
        if (word.length() > 0) {
            add(word.hash(), sink);
        }
        return at;
    }

    private void readSegments(String text, Sink sink) {
        UnicodeWords.forEach(text, (from, to) -> {
            word.clear();
            for (int at = from; at < to; ) {
                int codePoint = text.codePointAt(at);
                word.add(codePoint);
                at += Character.charCount(codePoint);
            }
            add(word.hash(), sink);
        });
    }

    private void readChars(Document document, Sink sink) {
        byte[] classes = Letters.classes();
        char[] folding = Letters.folding(folds);
        boolean ascii = true;
        boolean gap = false;
        boolean any = false;
        for (int at = 0; at < utf8.length; ) {
            int codePoint = utf8[at];
            boolean counts;
            if (codePoint >= 0) {
                at++;
                counts = counts(classes[codePoint], codePoint);
                codePoint = folding[codePoint];
            } else {
                if (ascii) {
                    lowerWhole(document, at);
                    ascii = false;
                }
                int length = length(at);
                codePoint = codePoint(at, length);
                at += length;
                counts = counts(length == 4 ? Letters.SURROGATE : classes[codePoint], codePoint);
                codePoint = fold(codePoint);
            }
            if (counts || !folds) {
                if (gap && any) {
                    add(' ', sink);
                }
                gap = false;
                any = true;
                add(codePoint, sink);
            } else {
                gap = true;
            }
        }
    }

    /** Whether a code point is part of a word. */
    private boolean counts(byte kind, int codePoint) {
        return kind == Letters.WORD
                || (kind == Letters.OTHER && !lettersOnly)
                || (kind == Letters.SURROGATE && (!lettersOnly || Letters.isWord(codePoint)));
    }

    /**
     * Lower-cases the text as a whole where doing it code point by code point would give something else.
     *
     * @param from where the first character beyond ASCII is; what comes before it keeps its place
     */
    private void lowerWhole(Document document, int from) {
        if (folds && Letters.needsWholeText(utf8, from)) {
            utf8 = LowerCase.of(document.text()).getBytes(StandardCharsets.UTF_8);
        }
    }

    private int fold(int codePoint) {
        return folds ? Unicode.toLowerCase(codePoint) : codePoint;
    }

    /** The length in bytes of the code point at a place. */
    private int length(int at) {
        int lead = utf8[at];
        return lead >= 0 ? 1 : lead < (byte) 0xe0 ? 2 : lead < (byte) 0xf0 ? 3 : 4;
    }

    private int codePoint(int at, int length) {
        int point = length == 1 ? utf8[at] : utf8[at] & (0xff >> (length + 1));
        for (int i = 1; i < length; i++) {
            point = point << 6 | (utf8[at + i] & 0x3f);
        }
        return point;
    }

    private void add(long unit, Sink sink) {
        units[filled++] = unit;
        if (filled == units.length) {
            roll(sink);
        }
    }

    /** Rolls the polynomial over the units that are to follow, and reports the shingles that they end. */
    private void roll(Sink sink) {
        int fresh = filled - n;
        int first = (int) Math.max(0, Math.min(fresh, n - 1 - rolled)); // units before it end no shingle yet
        long value = polynomial;
        int at = 0;
        for (; at < first; at++) {
            value = value * BASE + units[n + at] - drop * units[at];
        }
        for (; at < fresh; at++) {
            value = value * BASE + units[n + at] - drop * units[at];
            out[at - first] = Hashing.mix(value + salt);
        }
        polynomial = value;
        rolled += fresh;
        System.arraycopy(units, fresh, units, 0, n);
        filled = n;
        if (fresh > first) {
            sink.add(out, fresh - first);
        }
    }

    /** A word that grows by code points, of which only the last block is held. */
    private static final class Word {
        private long hash;
        private long block;
        private int length;

        void clear() {
            hash = 0;
            block = 0;
            length = 0;
        }

        int length() {
            return length;
        }

        void add(int codePoint) {
            if (codePoint < 0x80) {
                add(codePoint, 1);
            } else if (codePoint < 0x800) {
                add(0xc0 | codePoint >> 6 | tail(codePoint, 1), 2);
            } else if (codePoint < 0x10000) {
                add(0xe0 | codePoint >> 12 | tail(codePoint >> 6, 1) | tail(codePoint, 2), 3);
            } else {
                add(
                        0xf0
                                | codePoint >> 18
                                | tail(codePoint >> 12, 1)
                                | tail(codePoint >> 6, 2)
                                | tail(codePoint, 3),
                        4);
            }
        }

        private static long tail(int bits, int place) {
            return (0x80L | (bits & 0x3f)) << (8 * place);
        }

        private void add(long bytes, int count) {
            int held = length & 7;
            block |= bytes << (8 * held);
            length += count;
            if (held + count >= 8) {
                hash = EightBytes.hash(hash, block);
                block = held + count == 8 ? 0 : bytes >>> (8 * (8 - held));
            }
        }

        long hash() {
            return EightBytes.lastHash(hash, block, length);
        }
    }
}
