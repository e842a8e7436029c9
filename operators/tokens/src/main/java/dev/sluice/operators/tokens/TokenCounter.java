package dev.sluice.operators.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import dev.sluice.operators.models.sentencepiece.SentencePieceModel;
import dev.sluice.operators.tokens.huggingface.TokenizerFile;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Counts the tokens of texts; for one thread. Tokens that a tokenizer adds around a text are not counted. */
public interface TokenCounter {

    /** How many tokens a text has. */
    int count(String text);

    /** Names the tokens of a text in their order by numbers, equal ones by the same number. */
    void each(String text, IntConsumer ids);

    /** tiktoken's public encodings. */
    enum Encoding {
        /** GPT-2 and GPT-3. */
        R50K_BASE(EncodingType.R50K_BASE),
        /** Codex. */
        P50K_BASE(EncodingType.P50K_BASE),
        /** Edit models. */
        P50K_EDIT(EncodingType.P50K_EDIT),
        /** GPT-3.5 and GPT-4. */
        CL100K_BASE(EncodingType.CL100K_BASE),
        /** GPT-4o and later. */
        O200K_BASE(EncodingType.O200K_BASE);

        private final EncodingType type;

        Encoding(EncodingType type) {
            this.type = type;
        }
    }

    /** Counts in one of tiktoken's encodings; what looks like a special token is text. */
    static TokenCounter of(Encoding encoding) {
        com.knuddels.jtokkit.api.Encoding known = Tables.REGISTRY.getEncoding(encoding.type);
        return new TokenCounter() {
            @Override
            public int count(String text) {
                return known.countTokensOrdinary(wellFormed(text));
            }

            @Override
            public void each(String text, IntConsumer ids) {
                IntArrayList tokens = known.encodeOrdinary(wellFormed(text));
                for (int i = 0; i < tokens.size(); i++) {
                    ids.accept(tokens.get(i));
                }
            }
        };
    }

    /** The text with a replacement character for every surrogate without its partner, which the library refuses. */
    private static String wellFormed(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                repaired = repaired == null ? new StringBuilder(text) : repaired;
                repaired.setCharAt(i, '\ufffd');
            }
        }
        return repaired == null ? text : repaired.toString();
    }

    /** Counts by a file: {@code .json} is a tokenizer of Hugging Face, anything else a model of SentencePiece. */
    static TokenCounter of(Path file) {
        if (String.valueOf(file.getFileName()).endsWith(".json")) {
            return TokenizerFile.open(file).counter();
        }
        SentencePieceModel.Encoder encoder = SentencePieceModel.open(file).encoder();
        return new TokenCounter() {
            @Override
            public int count(String text) {
                return encoder.encode(text).size();
            }

            @Override
            public void each(String text, IntConsumer ids) {
                SentencePieceModel.Cuts cuts = encoder.encode(text);
                for (int i = 0; i < cuts.size(); i++) {
                    ids.accept(cuts.id(i));
                }
            }
        };
    }

    /** The tables of tiktoken, each loaded once when first asked for. */
    final class Tables {
        private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

        private Tables() {}
    }
}
