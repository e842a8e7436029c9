package dev.sluice.operators.tokens.huggingface;

import dev.sluice.text.Unicode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Tokens that stand for themselves wherever their text occurs, before anything else is done to it. */
final class AddedTokens {
    /** The tokens by their first character, longest first. */
    private final Map<Character, List<Token>> byFirst = new HashMap<>();

    private int next;

    private record Token(String content, int id, boolean left, boolean right, boolean singleWord) {}

    /** Numbers the tokens {@code first}, {@code first - 2} and so on. */
    AddedTokens(int first) {
        next = first;
    }

    /** Takes what goes on between the tokens. */
    @FunctionalInterface
    interface Between {
        int count(String text);
    }

    void add(Section section, String content) {
        if (!content.isEmpty()) {
            byFirst.computeIfAbsent(content.charAt(0), c -> new ArrayList<>())
                    .add(new Token(
                            content,
                            next,
                            section.flag("lstrip", false),
                            section.flag("rstrip", false),
                            section.flag("single_word", false)));
            next -= 2;
            byFirst.get(content.charAt(0)).sort(Comparator.comparingInt((Token token) -> -token.content.length()));
        }
    }

    /** How many tokens a text has: those found here, named to {@code ids}, and what {@code between} counts in the rest. */
    int count(String text, @Nullable IntConsumer ids, Between between) {
        if (byFirst.isEmpty()) {
            return text.isEmpty() ? 0 : between.count(text);
        }
        int count = 0;
        int start = 0;
        int i = 0;
        while (i < text.length()) {
            Token token = at(text, i);
            if (token == null) {
                i++;
                continue;
            }
            int from = i;
            while (token.left && from > start && Patterns.isSpace(text.charAt(from - 1))) {
                from--;
            }
            count += from > start ? between.count(text.substring(start, from)) : 0;
            count++;
            if (ids != null) {
                ids.accept(token.id);
            }
            i += token.content.length();
            while (token.right && i < text.length() && Patterns.isSpace(text.charAt(i))) {
                i++;
            }
            start = i;
        }
        return start == text.length() ? count : count + between.count(start == 0 ? text : text.substring(start));
    }

    private @Nullable Token at(String text, int i) {
        List<Token> candidates = byFirst.get(text.charAt(i));
        if (candidates != null) {
            for (Token token : candidates) {
                int end = i + token.content.length();
                if (text.startsWith(token.content, i)
                        && !(token.singleWord && (isWord(text, i - 1) || isWord(text, end)))) {
                    return token;
                }
            }
        }
        return null;
    }

    private static boolean isWord(String text, int i) {
        return i >= 0 && i < text.length() && (Unicode.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_');
    }
}
