package dev.sluice.plan;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import dev.sluice.text.TextSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many documents passed a place, and how long they were together. */
public final class TextTotals {
    /** What steps that count the tokens of texts call them. */
    private static final String TOKENS = "tokens";

    private @Nullable String tokenSignal;
    private long documents;
    private long characters;
    private long words;
    private long tokens;
    private long tokenized;

    /**
     * Counts tokens, too, from now on.
     *
     * @param signal full name of the signal that holds a document's tokens; null when no step counts them
     */
    public void countTokens(@Nullable String signal) {
        tokenSignal = signal;
    }

    /** The signal with the tokens of a document: that of the first step that counts them, or null. */
    public static @Nullable String tokenSignal(List<Step> steps) {
        for (Step step : steps) {
            for (Signal signal : step.operator().signals()) {
                if (signal.name().equals(TOKENS) && signal.kind() == Signal.Kind.COUNT) {
                    return signal.qualified(step.name());
                }
            }
        }
        return null;
    }

    public void add(Document document) {
        TextSize size = TextSize.of(document);
        documents++;
        characters += size.characters();
        words += size.words();
        if (tokenSignal != null && document.signals().get(tokenSignal) instanceof Long count) {
            tokens += count;
            tokenized++;
        }
    }

    public long documents() {
        return documents;
    }

    public long characters() {
        return characters;
    }

    /** Runs of anything but white space. */
    public long words() {
        return words;
    }

    /** Tokens of the documents whose tokens were counted before they came here, as their texts were then. */
    public long tokens() {
        return tokens;
    }

    /** Documents whose tokens were counted. */
    public long tokenized() {
        return tokenized;
    }
}
