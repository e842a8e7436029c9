package dev.sluice.operators.tokens;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import org.jspecify.annotations.Nullable;

/**
 * Cuts texts into pieces of at most so many characters (code points), words (between white space) or tokens, which may
 * overlap. Each piece is a document of its own with the id {@code ID#1}, {@code ID#2} and so on, and with the fields of
 * the one it was cut from. A text that fits into one piece stays as it is, and so does its id.
 *
 * <p>A piece ends at the last paragraph break that fills at least half of it, else at such an end of a sentence, else
 * of a word, and only where there is none in the midst of a word. White space at the ends of pieces goes, except where
 * pieces are cut at characters.
 *
 * <p>Tokens are counted of each piece by itself, so no piece has more than it may have. A piece is counted a few times
 * until its end is found; one that has all but a 64th of its tokens counts as full.
 */
@Operator.Info(
        name = "chunk",
        since = "0.1",
        summary = "Cuts texts into pieces of a bounded number of characters, words or tokens.",
        cost = Operator.Cost.EXPENSIVE)
public record Chunk(
        @Param(doc = "Most units of a piece.", min = 1, main = true)
        int size,

        @Param(doc = "What is counted.", def = "characters") Unit unit,

        @Param(
                doc =
                        "Units at the end of a piece that the next one begins with, as far as whole words allow; at most half"
                                + " of the size.",
                def = "0",
                min = 0)
        int overlap,

        @Param(doc = "The best place to cut at; where there is none, the next finer one is taken.", def = "paragraph")
        Boundary boundary,

        @Param(
                doc = "Public encoding of tiktoken that unit: tokens counts with, where no file is given.",
                def = "cl100k_base")
        TokenCounter.Encoding encoding,

        @Param(
                doc = "Tokenizer in place of the encoding: `tokenizer.json` of Hugging Face, or a SentencePiece model.",
                asset = true)
        @Nullable String tokenizerFile)
        implements Mapper {

    /** What is counted. */
    public enum Unit {
        /** Code points. */
        CHARACTERS,
        /** What lies between white space. */
        WORDS,
        /** Tokens of the tokenizer. */
        TOKENS
    }

    /** Where texts are cut. */
    public enum Boundary {
        /** Between paragraphs, which blank lines divide. */
        PARAGRAPH,
        /** Between sentences and at line feeds. */
        SENTENCE,
        /** Between words. */
        WORD,
        /** Anywhere; nothing of the text is left out. */
        CHARACTER
    }

    @Override
    public void check(Faults faults) {
        if (2L * overlap > size) {
            faults.add("overlap", "is %d, more than half of size (%d)", overlap, size);
        }
        if (tokenizerFile != null && unit != Unit.TOKENS) {
            faults.report("tokenizer_file", "is only used with unit: tokens");
        }
    }

    @Override
    public Edit open(Resources resources) {
        TokenCounter counter = unit != Unit.TOKENS
                ? null
                : tokenizerFile == null ? TokenCounter.of(encoding) : TokenCounter.of(resources.asset(tokenizerFile));
        return (document, measured, output) -> emit(document, Cuts.of(this, counter, document), output);
    }

    private void emit(Document document, Cuts cuts, Output output) {
        String text = document.text();
        int[] bounds = cuts.bounds();
        if (bounds.length <= 2) {
            output.emit(document);
            return;
        }
        for (int i = 0; i < bounds.length; i += 2) {
            output.emit(document.child(i / 2 + 1, text.substring(bounds[i], bounds[i + 1])));
        }
    }
}
