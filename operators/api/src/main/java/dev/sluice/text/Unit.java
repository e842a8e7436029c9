package dev.sluice.text;

import dev.sluice.operators.Document;
import java.util.Arrays;

/** What a text is cut into. */
public enum Unit {
    /** What lies between line feeds; blank lines are lines. */
    LINE,
    /** What lies between runs of two and more line feeds. */
    PARAGRAPH,
    /** What ends in a sentence terminal or a line feed, as the rules of C4 count sentences, where no splitter is named. */
    SENTENCE;

    /** Start and end of each unit in turn, in UTF-16 units, ascending. */
    public int[] bounds(Document document) {
        return bounds(document, SentenceSplitter.TERMINAL);
    }

    /** The same with sentences as a splitter tells them. */
    public int[] bounds(Document document, SentenceSplitter splitter) {
        if (this == SENTENCE) {
            return sentences(document.text(), splitter);
        }
        Pieces pieces = this == LINE ? Pieces.newlines(document) : Pieces.paragraphs(document);
        int[] bounds = new int[2 * pieces.size()];
        for (int i = 0; i < pieces.size(); i++) {
            bounds[2 * i] = pieces.start(i);
            bounds[2 * i + 1] = pieces.end(i);
        }
        return bounds;
    }

    private static int[] sentences(String text, SentenceSplitter splitter) {
        int[][] bounds = {new int[64]};
        int[] size = {0};
        splitter.cover(text, 0, text.length(), (start, end) -> {
            if (size[0] == bounds[0].length) {
                bounds[0] = Arrays.copyOf(bounds[0], 2 * size[0]);
            }
            bounds[0][size[0]++] = start;
            bounds[0][size[0]++] = end;
        });
        return Arrays.copyOf(bounds[0], size[0]);
    }
}
