package dev.sluice.operators.tokens.huggingface;

import dev.sluice.operators.models.ByteTrie;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** WordPiece: a word is the longest pieces of the vocabulary from left to right, or unknown as a whole. */
final class WordPieces {
    private static final int UNKNOWN = -1;

    private final ByteTrie beginnings;
    private final ByteTrie continuations;
    private final int mostCharacters;

    private WordPieces(Section section) {
        String prefix = section.text("continuing_subword_prefix", "##");
        this.mostCharacters = section.number("max_input_chars_per_word", 100);
        List<byte[]> first = new ArrayList<>();
        List<byte[]> more = new ArrayList<>();
        ((Map<?, ?>) Objects.requireNonNullElse(section.get("vocab"), Map.of()))
                .keySet()
                .forEach(token -> {
                    String text = (String) token;
                    first.add(text.getBytes(StandardCharsets.UTF_8));
                    if (text.startsWith(prefix)) {
                        more.add(text.substring(prefix.length()).getBytes(StandardCharsets.UTF_8));
                    }
                });
        this.beginnings = new ByteTrie(first, new boolean[first.size()]);
        this.continuations = new ByteTrie(more, new boolean[more.size()]);
    }

    static WordPieces read(Section section) {
        return new WordPieces(section);
    }

    TokenizerFile.PieceCounter counter() {
        return (text, from, to, ids) -> {
            if (text.codePointCount(from, to) > mostCharacters) {
                return unknown(ids);
            }
            byte[] word = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
            int count = 0;
            for (int at = 0; at < word.length; count++) {
                int length = (at == 0 ? beginnings : continuations).longest(word, at, word.length);
                if (length == 0) {
                    return unknown(ids);
                }
                at += length;
            }
            for (int at = 0, length; ids != null && at < word.length; at += length) {
                ByteTrie pieces = at == 0 ? beginnings : continuations;
                length = pieces.longest(word, at, word.length);
                ids.accept(2 * pieces.find(word, at, at + length) + (at == 0 ? 0 : 1));
            }
            return count;
        };
    }

    private static int unknown(@Nullable IntConsumer ids) {
        if (ids != null) {
            ids.accept(UNKNOWN);
        }
        return 1;
    }
}
