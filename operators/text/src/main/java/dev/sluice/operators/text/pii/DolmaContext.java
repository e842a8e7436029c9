package dev.sluice.operators.text.pii;

import dev.sluice.text.Chars;

/** What Dolma's taggers look at around a match. */
final class DolmaContext {
    private static final int WINDOW = 100;
    private static final int MOST_QUESTION_MARKS = 10_000;
    private static final String[] SIGNS_OF_OTHER_NUMBERS = {"isbn", "doi", "#"};

    private DolmaContext() {}

    /** Whether a text has so many question marks that the fast tagger leaves it alone. */
    static boolean isSkipped(String text) {
        int marks = 0;
        for (int at = text.indexOf('?'); at >= 0; at = text.indexOf('?', at + 1)) {
            marks++;
        }
        return marks > MOST_QUESTION_MARKS;
    }

    /** Whether a hundred characters around a match speak of book numbers, papers or tickets. */
    static boolean isDoubtful(String text, int start, int end) {
        int from = start;
        for (int i = 0; i < WINDOW && from > 0; i++) {
            from = text.offsetByCodePoints(from, -1);
        }
        int to = end;
        for (int i = 0; i < WINDOW && to < text.length(); i++) {
            to = text.offsetByCodePoints(to, 1);
        }
        String context = text.substring(from, to);
        for (String sign : SIGNS_OF_OTHER_NUMBERS) {
            if (context.contains(sign)) {
                return true;
            }
        }
        return false;
    }

    /** Number of words that white space parts. */
    static int words(String text) {
        int words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = Chars.isSpace(text.charAt(i));
            words += !space && !inWord ? 1 : 0;
            inWord = !space;
        }
        return words;
    }
}
