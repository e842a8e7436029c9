package dev.sluice.operators.text.replace;

/**
 * A text that counts how often its characters are read and refuses after a number of times. An expression whose matches can
 * be told only at the end of a line, such as {@code a(.*b)?}, reads the rest of the line again at each match.
 */
final class CountedText implements CharSequence {
    private static final long SHARE = 32;
    private static final long BASE = 1L << 24;

    /** Matches times length from which counting is worth while. */
    private static final long WORTHWHILE = 1L << 26;

    private final String text;
    private final String pattern;
    private long left;

    CountedText(String text, String pattern) {
        this.text = text;
        this.pattern = pattern;
        this.left = BASE + SHARE * text.length();
    }

    /** Whether so many matches could have taken so long that reads must be counted. */
    static boolean isNeeded(String text, long matches) {
        return matches * text.length() > WORTHWHILE;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new IllegalStateException("the pattern '" + pattern + "' reads a text of " + text.length()
                    + " characters more than " + SHARE
                    + " times over, since where its matches end shows only much further on;"
                    + " bound what it repeats, for instance .{0,200} in the place of .*");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
