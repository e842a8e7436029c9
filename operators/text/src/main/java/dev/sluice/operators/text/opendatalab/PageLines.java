package dev.sluice.operators.text.opendatalab;

import dev.sluice.operators.Document;
import dev.sluice.text.Chars;
import dev.sluice.text.Pieces;

/** What the lines of a page look like; blank ones are left out. */
final class PageLines {
    private static final String BULLETS = "\u2022\u2023\u25b6\u25c0\u25e6\u25a0\u25a1\u25aa\u25ab\u2013";
    private static final String PUNCTUATION = "\u2013.!?,;\u2022/|\u2026";

    int count;
    int terminal;
    int ellipsis;
    int bullets;
    int longestRun;

    PageLines(Document document) {
        String text = document.text();
        Pieces lines = Pieces.newlines(document);
        for (int i = 0; i < lines.size(); i++) {
            int from = Chars.skipSpace(text, lines.start(i), lines.end(i));
            int to = Chars.stripEnd(text, from, lines.end(i));
            if (from < to) {
                count++;
                terminal += ".!?\"".indexOf(text.charAt(to - 1)) >= 0 ? 1 : 0;
                boolean dots = to - from >= 3 && text.startsWith("...", to - 3);
                ellipsis += dots || text.charAt(to - 1) == '\u2026' ? 1 : 0;
                bullets += BULLETS.indexOf(text.charAt(from)) >= 0 ? 1 : 0;
                run(text, from, to);
            }
        }
    }

    /** Counts the words between punctuation marks. */
    private void run(String text, int from, int to) {
        int words = 0;
        boolean inWord = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (PUNCTUATION.indexOf(c) >= 0) {
                words = 0;
                inWord = false;
            } else if (Chars.isSpace(c)) {
                inWord = false;
            } else if (!inWord) {
                inWord = true;
                longestRun = Math.max(longestRun, ++words);
            }
        }
    }
}
