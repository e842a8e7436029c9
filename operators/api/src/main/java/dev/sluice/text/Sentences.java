package dev.sluice.text;

import java.util.function.BiConsumer;

/**
 * Sentences of languages with white space, as datatrove's regular expression finds them: as few characters as possible,
 * then sentence terminals or line feeds, then an optional closing quote. A full stop after an upper-case letter does not
 * end a sentence. What follows the last terminal is no sentence; neither is a blank piece.
 */
public final class Sentences {
    private Sentences() {}

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
    public static void cover(String text, int from, int to, BiConsumer<Integer, Integer> visitor) {
        int[] pending = {from, -1};
        each(text, from, to, (start, end) -> {
            if (pending[1] >= 0) {
                visitor.accept(pending[0], pending[1]);
            }
            pending[0] = start;
            pending[1] = end;
        });
        int start = Chars.skipSpace(text, pending[0], to);
        int end = Chars.stripEnd(text, start, to);
        if (start < end) {
            visitor.accept(start, end);
        }
    }

    /** Visits start and end of each sentence, stripped. Takes time linear in the part. */
    public static void each(String text, int from, int to, BiConsumer<Integer, Integer> visitor) {
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
                visitor.accept(start, stop);
            }
            at = end;
        }
    }

    /** Where the sentence that begins at {@code at} ends, or -1 when nothing ends it. */
    private static int end(String text, int at, int to) {
        int i = at;
        int initial = -1;
        do {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (Character.getType(c) == Character.UPPERCASE_LETTER && next < to && text.charAt(next) == '.') {
                initial = next;
                next++;
            }
            i = next;
        } while (i < to && !ends(text.codePointAt(i)));
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
        return c == '\n' || CodePointSet.SENTENCE_TERMINAL.contains(c);
    }
}
