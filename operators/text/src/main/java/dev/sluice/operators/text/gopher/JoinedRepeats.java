package dev.sluice.operators.text.gopher;

import dev.sluice.text.Joined;
import dev.sluice.text.Occurrences;
import dev.sluice.text.Tokens;

/**
 * n-grams of words that equal an earlier one when both are written together without spaces, for several n. Reused from
 * text to text.
 *
 * <p>Equal n-grams begin with the same bytes, so all words are first compared by as many bytes as every n-gram of the
 * smallest n has; what is left to compare n-gram by n-gram is little, unless the text does repeat itself.
 */
final class JoinedRepeats {
    private static final int LONGEST_PREFIX = 16;

    private final Occurrences seen = new Occurrences();
    private Tokens tokens = Tokens.whitespace(dev.sluice.operators.Document.of(""));
    private Joined joined = tokens.joined();
    private boolean[] alike = {};
    private int[] candidates = {};
    private int size;

    /** Begins a text; {@code least} is the smallest n that will be asked for. */
    void begin(Tokens words, int least) {
        tokens = words;
        joined = words.joined();
        size = 0;
        int places = words.size() - least + 1;
        if (places <= 0) {
            return;
        }
        if (alike.length < places) {
            alike = new boolean[2 * places];
            candidates = new int[2 * places];
        }
        int prefix = Math.min(LONGEST_PREFIX, joined.shortest(least));
        seen.begin(places);
        for (int i = 0; i < places; i++) {
            int first = seen.first(joined.prefixHash(i, prefix), i);
            alike[i] = first != i;
            alike[first] |= first != i;
        }
        for (int i = 0; i < places; i++) {
            candidates[size] = i;
            size += alike[i] ? 1 : 0;
        }
    }

    /** Characters in n-grams that occurred before; a repeated one is passed over whole. */
    double characters(int n) {
        long characters = 0;
        int next = 0;
        seen.begin(size);
        for (int c = 0; c < size; c++) {
            int i = candidates[c];
            if (i < next) {
                continue;
            }
            if (i + n > tokens.size()) {
                break;
            }
            if (seen.first(joined.hash(i, i + n), i) != i) {
                for (int j = i; j < i + n; j++) {
                    characters += tokens.length(j);
                }
                next = i + n;
            }
        }
        return characters;
    }
}
