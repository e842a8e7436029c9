package dev.sluice.operators.tokens;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.text.Chars;
import dev.sluice.text.Length;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens of texts with a named tokenizer and keeps documents within bounds; without bounds it only measures.
 * Few characters a token are a sign of text that the tokenizer was not made for, such as binary data, code in disguise
 * or a rare script; many are a sign of runs and padding; so are tokens that follow themselves again and again. English prose has about 4 to 5 characters a token with the
 * encodings of tiktoken.
 */
@Operator.Info(
        name = "token_count",
        since = "0.1",
        summary = "Counts tokens with a named tokenizer and keeps documents whose counts lie within bounds.",
        source =
                "tiktoken's public encodings; SentencePiece; Hugging Face tokenizers; Data-Juicer's token_num_filter and, by"
                        + " letters a token, alphanumeric_filter with a tokenizer",
        cost = Operator.Cost.EXPENSIVE)
public record TokenCount(
        @Param(doc = "Public encoding of tiktoken, where no file is given.", def = "cl100k_base", main = true)
        TokenCounter.Encoding encoding,

        @Param(
                doc = "Tokenizer in place of the encoding: `tokenizer.json` of Hugging Face, or a SentencePiece model.",
                asset = true)
        @Nullable String tokenizerFile,

        @Param(doc = "Fewest tokens a kept document may have; absent means no bound.", min = 0) @Nullable Long minTokens,

        @Param(doc = "Most tokens it may have; absent means no bound.", min = 0) @Nullable Long maxTokens,

        @Param(doc = "Fewest characters a token it may have on average; absent means no bound.", min = 0) @Nullable Double minCharactersPerToken,

        @Param(doc = "Most characters a token it may have on average; absent means no bound.", min = 0) @Nullable Double maxCharactersPerToken,

        @Param(
                doc = "Fewest letters a token it may have on average; absent means no bound. Data-Juicer's"
                        + " alphanumeric_filter with a tokenizer has 0.25, its recipe for code 1.5.",
                min = 0)
        @Nullable Double minLettersPerToken,

        @Param(doc = "Most letters a token it may have on average; absent means no bound.", min = 0) @Nullable Double maxLettersPerToken,

        @Param(
                doc =
                        "Most times that a sequence of 1 to 13 tokens may follow itself at once; absent means that it is not"
                                + " measured. Dolma's is 99, with the tokenizer of GPT-NeoX.",
                min = 2)
        @Nullable Integer maxRepetitions)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** There are fewer tokens than {@code min_tokens}. */
        TOO_FEW_TOKENS,
        /** There are more tokens than {@code max_tokens}. */
        TOO_MANY_TOKENS,
        /** Tokens are shorter than {@code min_characters_per_token}. */
        SHORT_TOKENS,
        /** Tokens are longer than {@code max_characters_per_token}. */
        LONG_TOKENS,
        /** There are fewer letters a token than {@code min_letters_per_token}. */
        TOO_FEW_LETTERS,
        /** There are more letters a token than {@code max_letters_per_token}. */
        TOO_MANY_LETTERS,
        /** A sequence of tokens follows itself more often than {@code max_repetitions}. */
        REPEATED_TOKENS
    }

    private static final Signal TOKENS = Signal.count("tokens", "tokens", "tokens of the text");
    private static final Signal CHARACTERS = Signal.number(
            "characters_per_token", "characters per token", "characters a token; absent for a text without tokens");

    private static final Signal LETTERS =
            Signal.number("letters_per_token", "letters per token", "letters a token; 0 for a text without tokens");

    private static final Signal REPETITIONS = Signal.count(
            "repetitions", "times", "most times that a sequence of 1 to 13 tokens follows itself; 0 below 3 times");

    @Override
    public void check(Faults faults) {
        if (minTokens != null && maxTokens != null && minTokens > maxTokens) {
            faults.report("max_tokens", "is " + maxTokens + ", below min_tokens (" + minTokens + ")");
        }
        bounds("characters_per_token", minCharactersPerToken, maxCharactersPerToken, faults);
        bounds("letters_per_token", minLettersPerToken, maxLettersPerToken, faults);
    }

    private static void bounds(String name, @Nullable Double least, @Nullable Double most, Faults faults) {
        if (least != null && most != null && least > most) {
            faults.report("max_" + name, "is " + most + ", below min_" + name + " (" + least + ")");
        }
    }

    private boolean countsLetters() {
        return minLettersPerToken != null || maxLettersPerToken != null;
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>(List.of(TOKENS, CHARACTERS));
        if (countsLetters()) {
            signals.add(LETTERS);
        }
        if (maxRepetitions != null) {
            signals.add(REPETITIONS);
        }
        return signals;
    }

    @Override
    public List<Threshold> thresholds() {
        List<Threshold> thresholds = new ArrayList<>();
        if (minTokens != null) {
            thresholds.add(Threshold.min(TOKENS, "min_tokens", minTokens, Reason.TOO_FEW_TOKENS));
        }
        if (maxTokens != null) {
            thresholds.add(Threshold.max(TOKENS, "max_tokens", maxTokens, Reason.TOO_MANY_TOKENS));
        }
        if (minCharactersPerToken != null) {
            thresholds.add(
                    Threshold.min(CHARACTERS, "min_characters_per_token", minCharactersPerToken, Reason.SHORT_TOKENS));
        }
        if (maxCharactersPerToken != null) {
            thresholds.add(
                    Threshold.max(CHARACTERS, "max_characters_per_token", maxCharactersPerToken, Reason.LONG_TOKENS));
        }
        if (minLettersPerToken != null) {
            thresholds.add(Threshold.min(LETTERS, "min_letters_per_token", minLettersPerToken, Reason.TOO_FEW_LETTERS));
        }
        if (maxLettersPerToken != null) {
            thresholds.add(
                    Threshold.max(LETTERS, "max_letters_per_token", maxLettersPerToken, Reason.TOO_MANY_LETTERS));
        }
        if (maxRepetitions != null) {
            thresholds.add(Threshold.max(REPETITIONS, "max_repetitions", maxRepetitions, Reason.REPEATED_TOKENS));
        }
        return thresholds;
    }

    @Override
    public Judge open(Resources resources) {
        TokenCounter counter =
                tokenizerFile == null ? TokenCounter.of(encoding) : TokenCounter.of(resources.asset(tokenizerFile));
        TokenRepetition repetition = maxRepetitions == null ? null : new TokenRepetition(counter);
        return (document, measured) -> {
            int tokens = counter.count(document.text());
            measured.set(TOKENS, tokens);
            double characters = tokens == 0 ? Double.NaN : (double) Length.of(document) / tokens;
            if (tokens > 0) {
                measured.set(CHARACTERS, characters);
            }
            double letters = Double.NaN;
            if (countsLetters()) {
                letters = tokens == 0 ? 0 : (double) letters(document.text()) / tokens;
                measured.set(LETTERS, letters);
            }
            Verdict verdict = verdict(tokens, characters, letters);
            if (repetition == null || maxRepetitions == null || !(verdict.keeps() || measured.all())) {
                return verdict;
            }
            int most = repetition.most(document.text());
            measured.set(REPETITIONS, most);
            return verdict.keeps() ? Verdict.dropIf(most > maxRepetitions, Reason.REPEATED_TOKENS) : verdict;
        };
    }

    private static int letters(String text) {
        return (int) text.codePoints().filter(Chars::isAlpha).count();
    }

    private Verdict verdict(int tokens, double characters, double letters) {
        if (minTokens != null && tokens < minTokens) {
            return Verdict.drop(Reason.TOO_FEW_TOKENS);
        }
        if (maxTokens != null && tokens > maxTokens) {
            return Verdict.drop(Reason.TOO_MANY_TOKENS);
        }
        // Comparisons with a ratio that does not exist are false.
        if (minCharactersPerToken != null && characters < minCharactersPerToken) {
            return Verdict.drop(Reason.SHORT_TOKENS);
        }
        if (maxCharactersPerToken != null && characters > maxCharactersPerToken) {
            return Verdict.drop(Reason.LONG_TOKENS);
        }
        if (minLettersPerToken != null && letters < minLettersPerToken) {
            return Verdict.drop(Reason.TOO_FEW_LETTERS);
        }
        return Verdict.dropIf(maxLettersPerToken != null && letters > maxLettersPerToken, Reason.TOO_MANY_LETTERS);
    }
}
