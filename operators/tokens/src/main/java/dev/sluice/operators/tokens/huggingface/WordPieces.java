package dev.sluice.operators.tokens.huggingface;

import dev.sluice.operators.models.ByteTrie;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** WordPiece: a word is the longest pieces of the vocabulary from left to right, or unknown as a whole. */
final class WordPieces {
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
        return (text, from, to) -> {
            if (text.codePointCount(from, to) > mostCharacters) {
                return 1;
            }
            byte[] word = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
            int count = 0;
            for (int at = 0; at < word.length; count++) {
                int length = (at == 0 ? beginnings : continuations).longest(word, at, word.length);
                if (length == 0) {
                    return 1; // unknown
                }
                at += length;
            }
            return count;
        };
    }
}
