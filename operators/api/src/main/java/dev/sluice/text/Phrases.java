package dev.sluice.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A few ASCII phrases looked for all at once, in any case: what {@code text.toLowerCase().contains(phrase)} finds for each
 * of them. The search of Wu and Manber: three characters at a time tell how far away the nearest phrase can begin, so
 * that most of a text is never looked at.
 */
public final class Phrases {
    private static final int BLOCK = 3;

    private final String[] phrases;
    /** Length of the shortest phrase: how many characters of each one decide how far to go on. */
    private final int window;
    /** By block: how far the end of a window can move without passing over a phrase. */
    private final byte[] shifts = new byte[1 << (5 * BLOCK)];

    /** Phrases of ASCII in lower case, at least three characters each and at most 64 of them. */
    public Phrases(List<String> phrases) {
        this.phrases = phrases.toArray(new String[0]);
        int shortest = Byte.MAX_VALUE;
        for (String phrase : phrases) {
            if (phrase.length() < BLOCK || !phrase.equals(phrase.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("not a phrase in lower case: " + phrase);
            }
            shortest = Math.min(shortest, phrase.length());
        }
        window = shortest;
        Arrays.fill(shifts, (byte) (window - BLOCK + 1));
        for (String phrase : phrases) {
            for (int end = BLOCK; end <= window; end++) {
                int block = block(phrase, end - 1);
                shifts[block] = (byte) Math.min(shifts[block], window - end);
            }
        }
    }

    /** The phrases in a part of a text, as bits in their order. */
    public long in(String text, int from, int to) {
        long found = 0;
        int last = from + window - 1;
        while (last < to) {
            int shift = shifts[block(text, last)];
            if (shift > 0) {
                last += shift;
                continue;
            }
            for (int i = 0; i < phrases.length; i++) {
                if (matches(text, last - window + 1, to, phrases[i])) {
                    found |= 1L << i;
                }
            }
            last++;
        }
        return found;
    }

    /** The block that ends with a character. */
    private static int block(String text, int last) {
        return fold(text.charAt(last)) | fold(text.charAt(last - 1)) << 5 | fold(text.charAt(last - 2)) << 10;
    }

    /** Five bits that are equal for the upper and lower case of a letter. */
    private static int fold(char c) {
        return (c < 0x80 ? c : lower(c)) & 31;
    }

    private static boolean matches(String text, int from, int to, String phrase) {
        if (to - from < phrase.length()) {
            return false;
        }
        for (int i = 0; i < phrase.length(); i++) {
            char c = text.charAt(from + i);
            if (lower(c) != phrase.charAt(i)) {
                // The lower case of a capital I with a dot is two characters, so it can only end a phrase.
                return c == '\u0130' && phrase.charAt(i) == 'i' && i == phrase.length() - 1;
            }
        }
        return true;
    }

    /** The lower case of characters of which it is one of ASCII. */
    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c == '\u212a' ? 'k' : c;
    }
}
