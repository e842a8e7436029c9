package dev.sluice.text;

/**
 * Sentences of languages with white space, as datatrove's regular expression finds them: as few characters as possible,
 * then sentence terminals or line feeds, then an optional closing quote. A full stop after an upper-case letter does not
 * end a sentence. What follows the last terminal is no sentence; neither is a blank piece.
 */
public final class Sentences {
    /** Classes of characters that mean something here; all others are passed without a further look. */
    private static final int SPECIAL = Chars.TERMINAL | Chars.LINE_BREAK | Chars.CAPITAL | Chars.ASTRAL;

    private Sentences() {}

    /** Takes sentences in their order. */
    @FunctionalInterface
    public interface Visitor {
        /** A sentence from {@code start} to {@code end}, the latter not included. */
        void sentence(int start, int end);
    }

    /** The number of sentences in a part of a text, as {@link #cover} cuts it. */
    public static int count(String text, int from, int to) {
        int[] count = new int[1];
        cover(text, from, to, (start, end) -> count[0]++);
        return count[0];
    }

    /**
     * Visits start and end of each sentence so that nothing is left out: the last one reaches to the end of the part,
     * and a part without any terminal is one sentence. The rules of C4 count in this way.
     */
    public static void cover(String text, int from, int to, Visitor visitor) {
        int[] pending = {from, -1};
        each(text, from, to, (start, end) -> {
            if (pending[1] >= 0) {
                visitor.sentence(pending[0], pending[1]);
            }
            pending[0] = start;
            pending[1] = end;
        });
        int start = Chars.skipSpace(text, pending[0], to);
        int end = Chars.stripEnd(text, start, to);
        if (start < end) {
            visitor.sentence(start, end);
        }
    }

    /** Visits start and end of each sentence, stripped. Takes time linear in the part. */
    public static void each(String text, int from, int to, Visitor visitor) {
        int at = from;
        while (at < to) {
            if (text.charAt(at) == '\n') {
                at++;
                continue;
            }
            int end = end(text, at, to);
            if (end < 0) {
                return;
            }
            int start = Chars.skipSpace(text, at, end);
            int stop = Chars.stripEnd(text, start, end);
            if (start < stop) {
                visitor.sentence(start, stop);
            }
            at = end;
        }
    }

    /** Where the sentence that begins at {@code at} ends, or -1 when nothing ends it. */
    private static int end(String text, int at, int to) {
        int i = at;
        int initial = -1;
        while (i < to) {
            int c = text.charAt(i);
            int classes = Chars.of(c);
            if ((classes & SPECIAL) == 0) {
                i++;
                continue;
            }
            if ((classes & Chars.ASTRAL) != 0) {
                c = text.codePointAt(i);
                classes = Chars.of(c);
            }
            if (i > at && (c == '\n' || (classes & Chars.TERMINAL) != 0)) {
                break;
            }
            i += Character.charCount(c);
            if ((classes & Chars.CAPITAL) != 0 && i < to && text.charAt(i) == '.') {
                initial = i;
                i++;
            }
        }
        if (i >= to) {
            // Nothing ends it behind the last initial: then the initial's full stop does.
            if (initial < 0) {
                return -1;
            }
            i = initial;
        }
        while (i < to && ends(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        boolean quoted = i < to && (text.charAt(i) == '"' || text.charAt(i) == '\'' || text.charAt(i) == '\u201d');
        return quoted ? i + 1 : i;
    }

    private static boolean ends(int c) {
        return c == '\n' || (Chars.of(c) & Chars.TERMINAL) != 0;
    }
}
