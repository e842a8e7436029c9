package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.dedup.text.Letters;
import dev.sluice.text.WordBreaks;

/**
 * Words as Unicode cuts them (UAX #29): what lies between two word boundaries and holds a letter, a mark or a number. Every
 * ideograph is a word of its own, and so is each letter of scripts that are written without spaces between words, such as
 * Thai, with its marks.
 */
final class UnicodeWords {
    private UnicodeWords() {}

    /** Takes words by UTF-16 units, end exclusive. */
    interface Taker {
        void take(int from, int to);
    }

    static void forEach(String text, Taker taker) {
        WordBreaks breaks = new WordBreaks(text);
        int to;
        for (int from = 0; from < text.length(); from = to) {
            to = breaks.end(from);
            if (holdsWord(text, from, to)) {
                taker.take(from, to);
            }
        }
    }

    private static boolean holdsWord(String text, int from, int to) {
        for (int at = from; at < to; ) {
            int codePoint = text.codePointAt(at);
            if (Letters.isWord(codePoint)) {
                return true;
            }
            at += Character.charCount(codePoint);
        }
        return false;
    }
}
