package dev.sluice.operators.models.fasttext;

import dev.sluice.operators.Document;
import dev.sluice.text.Chars;
import dev.sluice.text.Pieces;
import dev.sluice.text.SentenceSplitter;
import dev.sluice.text.Sentences;

/** What a classifier is asked about, one after the other. */
public enum Piece {
    /** The document as a whole. */
    DOCUMENT {
        @Override
        void each(Document document, SentenceSplitter splitter, Sentences.Visitor visitor) {
            visitor.sentence(0, document.text().length());
        }
    },
    /** Each line that is not blank. */
    LINE {
        @Override
        void each(Document document, SentenceSplitter splitter, Sentences.Visitor visitor) {
            Pieces lines = Pieces.newlines(document);
            for (int i = 0; i < lines.size(); i++) {
                if (!document.text().substring(lines.start(i), lines.end(i)).isBlank()) {
                    visitor.sentence(lines.start(i), lines.end(i));
                }
            }
        }
    },
    /** Each sentence, as {@code splitter} tells them. */
    SENTENCE {
        @Override
        void each(Document document, SentenceSplitter splitter, Sentences.Visitor visitor) {
            String text = document.text();
            if (splitter != SentenceSplitter.TERMINAL) {
                splitter.cover(text, 0, text.length(), visitor);
                return;
            }
            int[] last = {0};
            Sentences.each(text, 0, text.length(), (start, end) -> {
                visitor.sentence(start, end);
                last[0] = end;
            });
            int start = Chars.skipSpace(text, last[0], text.length());
            int end = Chars.stripEnd(text, start, text.length());
            if (start < end) {
                visitor.sentence(start, end); // what nothing ends is asked about as well
            }
        }
    };

    /** Visits start and end of each piece, in order. */
    abstract void each(Document document, SentenceSplitter splitter, Sentences.Visitor visitor);
}
