package dev.sluice.operators.tokens.huggingface;

import dev.sluice.operators.SharedFiles;
import dev.sluice.operators.models.ModelFormatException;
import dev.sluice.operators.models.json.Json;
import dev.sluice.operators.tokens.TokenCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer as Hugging Face stores it, {@code tokenizer.json}: byte-pair encoding over bytes (GPT-2, Llama 3, Qwen and
 * their kin) or over characters with spaces made visible (Llama 2), and WordPiece (BERT). What is not supported is
 * refused by name when the file is read. Immutable and shared; a counter belongs to one thread.
 */
public final class TokenizerFile {
    private final AddedTokens raw = new AddedTokens(-2);
    private final AddedTokens normalized = new AddedTokens(-3);
    private final UnaryOperator<String> normalizer;
    private final Splitter splitter;
    private final Supplier<PieceCounter> model;

    private TokenizerFile(Path file, String json) {
        Object value;
        try {
            value = Json.read(json);
        } catch (IllegalArgumentException fault) {
            throw new ModelFormatException(file, String.valueOf(fault.getMessage()));
        }
        Section root = new Section(file, "tokenizer", value);
        Section models = root.section("model");
        if (models == null
                || !(models.get("vocab") instanceof Map<?, ?> || models.type().equals("Unigram"))) {
            throw new ModelFormatException(file, "this is no tokenizer.json: there is no model with a vocab");
        }
        normalizer = NormalForms.read(root.section("normalizer"));
        splitter = Splitters.read(root.section("pre_tokenizer"));
        for (Section token : root.sections("added_tokens")) {
            String content = token.text("content", "");
            if (token.flag("normalized", !token.flag("special", false))) {
                normalized.add(token, normalizer.apply(content));
            } else {
                raw.add(token, content);
            }
        }
        switch (models.type()) {
            case "BPE", "" -> model = BytePairs.read(models, isByteLevel(root.section("pre_tokenizer")))::counter;
            case "WordPiece" -> model = WordPieces.read(models)::counter;
            default ->
                throw models.fault("is of type '" + models.type() + "'; BPE and WordPiece are supported"
                        + (models.type().equals("Unigram")
                                ? ", and the SentencePiece model of this tokenizer is"
                                : ""));
        }
    }

    private static boolean isByteLevel(@Nullable Section section) {
        return section != null
                && (section.type().equals("ByteLevel")
                        || section.sections("pretokenizers").stream().anyMatch(TokenizerFile::isByteLevel));
    }

    /** Reads a file, or gives what was read before. */
    public static TokenizerFile open(Path file) {
        return SharedFiles.get(TokenizerFile.class, file, path -> {
            try {
                return new TokenizerFile(path, Files.readString(path));
            } catch (IOException cause) {
                throw new UncheckedIOException("tokenizer " + path, cause);
            }
        });
    }

    /** Counts the tokens of one piece after the other; for one thread. */
    interface PieceCounter {
        /** Counts, and names the tokens where somebody asks for them. */
        int count(String text, int from, int to, @Nullable IntConsumer ids);
    }

    /** Counts tokens, without those that a tokenizer puts around a text. */
    public TokenCounter counter() {
        PieceCounter pieces = model.get();
        return new TokenCounter() {
            @Override
            public int count(String text) {
                return TokenizerFile.this.count(text, pieces, null);
            }

            @Override
            public void each(String text, IntConsumer ids) {
                TokenizerFile.this.count(text, pieces, ids);
            }
        };
    }

    private int count(String text, PieceCounter pieces, @Nullable IntConsumer ids) {
        return raw.count(
                text,
                ids,
                part -> normalized.count(normalizer.apply(part), ids, rest -> {
                    int[] count = new int[1];
                    splitter.split(
                            rest,
                            0,
                            rest.length(),
                            (piece, from, to) -> count[0] += pieces.count(piece, from, to, ids));
                    return count[0];
                }));
    }
}
