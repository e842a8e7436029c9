package dev.sluice.text;

/** Counts of single symbols, such as those that Gopher's rules call signs of bad text. */
public final class Symbols {
    private Symbols() {}

    /** Hash signs. */
    public static int hashes(String text) {
        return count(text, '#');
    }

    /** Ellipses, be they one character or three full stops in a row; a fourth full stop begins the next one. */
    public static int ellipses(String text) {
        int count = count(text, '\u2026');
        for (int at = text.indexOf("..."); at >= 0; at = text.indexOf("...", at + 3)) {
            count++;
        }
        return count;
    }

    /** Occurrences of a character. Goes from one to the next: searching costs far less than looking at each character. */
    public static int count(String text, char symbol) {
        int count = 0;
        for (int at = text.indexOf(symbol); at >= 0; at = text.indexOf(symbol, at + 1)) {
            count++;
        }
        return count;
    }
}
