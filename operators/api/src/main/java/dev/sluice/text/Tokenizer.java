package dev.sluice.text;

import dev.sluice.operators.Document;

/** How a text is cut into words. */
public enum Tokenizer {
    /** At white space. */
    WHITESPACE {
        @Override
        public Tokens tokens(Document document) {
            return Tokens.whitespace(document);
        }
    },
    /** Runs of word characters, and runs of other characters that are not white space. */
    WORDPUNCT {
        @Override
        public Tokens tokens(Document document) {
            return Tokens.wordpunct(document);
        }
    },
    /** At the default word boundaries of Unicode (UAX #29); all segments but those of white space alone. */
    UAX29 {
        @Override
        public Tokens tokens(Document document) {
            return Tokens.uax29(document);
        }
    },
    /** Where fastText cuts: at ASCII white space and NUL, without its token for the end of a line. */
    FASTTEXT {
        @Override
        public Tokens tokens(Document document) {
            return Tokens.fasttext(document);
        }
    };

    /** The words of a document, shared with whoever asks for the same ones. */
    public abstract Tokens tokens(Document document);
}
