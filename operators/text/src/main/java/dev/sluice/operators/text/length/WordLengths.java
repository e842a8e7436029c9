package dev.sluice.operators.text.length;

import dev.sluice.operators.Document;
import dev.sluice.text.EightBytes;
import dev.sluice.text.TextSize;
import dev.sluice.text.Tokens;

/**
 * How many words of each length a text has, in characters. Words are those of {@link Tokens}; between the white space of
 * ASCII their lengths are found 64 bytes at a time, without them.
 */
final class WordLengths {
    /** Lengths from here on are counted together. */
    static final int LONG = 64;

    private static final int STRIDE = 64;

    private final int[] counts = new int[LONG + 1];
    private int words;
    private long characters;

    /** The lengths of words that have been cut. */
    static WordLengths of(Tokens tokens) {
        WordLengths lengths = new WordLengths();
        for (int i = 0; i < tokens.size(); i++) {
            lengths.add(tokens.length(i));
        }
        return lengths;
    }

    /** The lengths of runs of what is not white space. */
    static WordLengths betweenSpaces(Document document) {
        return TextSize.isAscii(document) && !Tokens.isKnown(document)
                ? ofAscii(document.utf8())
                : of(Tokens.whitespace(document));
    }

    private static WordLengths ofAscii(byte[] text) {
        WordLengths lengths = new WordLengths();
        int begun = 0; // where the word began that goes on
        boolean goesOn = false;
        for (int base = 0; base < text.length; base += STRIDE) {
            long spaces = spaces(text, base);
            long before = ~spaces << 1 | (goesOn ? 1 : 0); // what follows a character of a word
            long starts = ~(spaces | before);
            long ends = spaces & before;
            if (goesOn && ends != 0) {
                lengths.add(base + Long.numberOfTrailingZeros(ends) - begun);
                ends &= ends - 1;
            }
            for (; ends != 0; ends &= ends - 1) {
                lengths.add(Long.numberOfTrailingZeros(ends) - Long.numberOfTrailingZeros(starts));
                starts &= starts - 1;
            }
            if (starts != 0) {
                begun = base + Long.numberOfTrailingZeros(starts);
            }
            goesOn = spaces >= 0;
        }
        if (goesOn) {
            lengths.add(text.length - begun);
        }
        return lengths;
    }

    /** A bit for each of 64 bytes that is white space or behind the end. */
    private static long spaces(byte[] text, int base) {
        long spaces = 0;
        if (base <= text.length - STRIDE) {
            for (int i = 0; i < STRIDE; i += 8) {
                spaces |= EightBytes.gathered(EightBytes.spaces(EightBytes.at(text, base + i))) << i;
            }
            return spaces;
        }
        for (int i = 0; base + i < text.length; i += 8) {
            spaces |= EightBytes.gathered(EightBytes.spaces(EightBytes.at(text, base + i, text.length))) << i;
        }
        return spaces | -1L << (text.length - base);
    }

    private void add(int length) {
        counts[Math.min(length, LONG)]++;
        characters += length;
        words++;
    }

    int words() {
        return words;
    }

    double mean() {
        return (double) characters / words;
    }

    /** Whether both words in the middle are shorter than {@link #LONG}, so that the median is known. */
    boolean knowsMedian() {
        return 2 * counts[LONG] < words - 1;
    }

    double median() {
        return (at((words - 1) / 2) + at(words / 2)) / 2.0;
    }

    private int at(int place) {
        int before = 0;
        for (int length = 0; length < LONG; length++) {
            before += counts[length];
            if (before > place) {
                return length;
            }
        }
        throw new IllegalStateException("the middle word is longer than those counted");
    }
}
