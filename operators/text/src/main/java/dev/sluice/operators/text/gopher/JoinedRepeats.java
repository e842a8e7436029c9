package dev.sluice.operators.text.gopher;

import dev.sluice.operators.Document;
import dev.sluice.text.Joined;
import dev.sluice.text.Occurrences;
import dev.sluice.text.Sieve;
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

    private final Occurrences seen;
    private final Sieve sieve;
    private final Joined joined = new Joined();
    private Tokens tokens = Tokens.whitespace(Document.of(""));

    /** The words whose n-grams may equal others. */
    private int[] candidates = {};

    private int size;

    /** Takes tables that others use before or afterwards. */
    JoinedRepeats(Occurrences seen, Sieve sieve) {
        this.seen = seen;
        this.sieve = sieve;
    }

    /** Begins a text; {@code least} is the smallest n that will be asked for. */
    void begin(Tokens words, int least) {
        tokens = words;
        joined.read(words);
        size = 0;
        int places = Math.max(0, words.size() - least + 1);
        if (candidates.length < places) {
            candidates = new int[places + 256];
        }
        int prefix = Math.min(LONGEST_PREFIX, joined.shortest(least));
        sieve.begin(places);
        for (int i = 0; i < places; i++) {
            sieve.add(joined.prefixHash(i, prefix));
        }
        for (int i = 0; i < places; i++) {
            candidates[size] = i;
            size += sieve.again(i) ? 1 : 0;
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
