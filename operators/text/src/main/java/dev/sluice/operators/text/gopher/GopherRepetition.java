package dev.sluice.operators.text.gopher;

import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Values;
import dev.sluice.operators.Verdict;
import dev.sluice.text.Length;
import dev.sluice.text.NGrams;
import dev.sluice.text.Occurrences;
import dev.sluice.text.Pieces;
import dev.sluice.text.Reused;
import dev.sluice.text.Sieve;
import dev.sluice.text.Tokenizer;
import dev.sluice.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops documents that repeat themselves by one of the thirteen measures of the Gopher corpus, in the form and order of
 * datatrove: repeated paragraphs and lines by number and by characters, the most frequent short sequence of words, and
 * long sequences that occurred before.
 *
 * <ul>
 *   <li>Only what equals something above it counts as repeated: the first occurrence is free.
 *   <li>Paragraphs lie between two and more line feeds, lines between one and more.
 *   <li>The most frequent sequence of n words counts with its length times its number of occurrences, even if it occurs
 *       once: a text of few words is dropped by these rules.
 *   <li>Long sequences are looked for from the beginning; behind one that occurred before the search goes on after its
 *       end.
 *   <li>Shares of characters are of the whole text, white space included.
 * </ul>
 */
@Operator.Info(
        name = "gopher_repetition",
        since = "0.1",
        summary = "Drops documents that repeat lines, paragraphs or n-grams too often.",
        source = "Rae et al., Scaling Language Models, 2021, table A1; as in datatrove's GopherRepetitionFilter",
        cost = Operator.Cost.MODERATE)
public record GopherRepetition(
        @Param(doc = "Largest share of repeated lines; absent means no limit.", def = "0.3", min = 0) @Nullable Double dupLineFrac,

        @Param(doc = "Largest share of repeated paragraphs; absent means no limit.", def = "0.3", min = 0) @Nullable Double dupParaFrac,

        @Param(doc = "Largest share of characters in repeated lines; absent means no limit.", def = "0.2", min = 0)
        @Nullable Double dupLineCharFrac,

        @Param(doc = "Largest share of characters in repeated paragraphs; absent means no limit.", def = "0.2", min = 0)
        @Nullable Double dupParaCharFrac,

        @Param(
                doc = "Largest share of characters in the most frequent n-gram, for n from 2 on.",
                def = "[0.2, 0.18, 0.16]")
        List<Double> topNGrams,

        @Param(
                doc = "Largest share of characters in n-grams that occurred before, for n from 5 on.",
                def = "[0.15, 0.14, 0.13, 0.12, 0.11, 0.1]")
        List<Double> dupNGrams,

        @Param(doc = "How the text is cut into words.", def = "whitespace")
        Tokenizer tokenizer)
        implements Filter {

    /** Why documents are dropped; the names are datatrove's. */
    public enum Reason {
        /** More repeated paragraphs than {@code dup_para_frac}. */
        DUP_PARA_FRAC,
        /** More characters in repeated paragraphs than {@code dup_para_char_frac}. */
        DUP_PARA_CHAR_FRAC,
        /** More repeated lines than {@code dup_line_frac}. */
        DUP_LINE_FRAC,
        /** More characters in repeated lines than {@code dup_line_char_frac}. */
        DUP_LINE_CHAR_FRAC,
        /** The most frequent sequence of 2 words makes up more characters than the first of {@code top_n_grams}. */
        TOP_2_GRAM,
        /** The most frequent sequence of 3 words makes up more characters than the second of {@code top_n_grams}. */
        TOP_3_GRAM,
        /** The most frequent sequence of 4 words makes up more characters than the third of {@code top_n_grams}. */
        TOP_4_GRAM,
        /** Sequences of 5 words that occurred before hold more characters than the first of {@code dup_n_grams}. */
        DUPLICATED_5_N_GRAMS,
        /** Sequences of 6 words that occurred before hold more characters than the second of {@code dup_n_grams}. */
        DUPLICATED_6_N_GRAMS,
        /** Sequences of 7 words that occurred before hold more characters than the third of {@code dup_n_grams}. */
        DUPLICATED_7_N_GRAMS,
        /** Sequences of 8 words that occurred before hold more characters than the fourth of {@code dup_n_grams}. */
        DUPLICATED_8_N_GRAMS,
        /** Sequences of 9 words that occurred before hold more characters than the fifth of {@code dup_n_grams}. */
        DUPLICATED_9_N_GRAMS,
        /** Sequences of 10 words that occurred before hold more characters than the sixth of {@code dup_n_grams}. */
        DUPLICATED_10_N_GRAMS,
        /** There is no text to take a share of; datatrove fails on it. */
        ERROR_EMPTY
    }

    private static final int FIRST_TOP = 2;
    private static final int FIRST_DUP = 5;

    private static final Signal PARA =
            Signal.number("dup_para_frac", "share of paragraphs, 0 to 1", "share of paragraphs that occurred before");
    private static final Signal PARA_CHARS = Signal.number(
            "dup_para_char_frac",
            "share of characters, 0 to 1",
            "share of characters in paragraphs that occurred before");
    private static final Signal LINE =
            Signal.number("dup_line_frac", "share of lines, 0 to 1", "share of lines that occurred before");
    private static final Signal LINE_CHARS = Signal.number(
            "dup_line_char_frac", "share of characters, 0 to 1", "share of characters in lines that occurred before");
    private static final List<Signal> TOP = new ArrayList<>();
    private static final List<Signal> DUP = new ArrayList<>();
    private static final List<Reason> TOP_REASONS = List.of(Reason.TOP_2_GRAM, Reason.TOP_3_GRAM, Reason.TOP_4_GRAM);
    private static final List<Reason> DUP_REASONS = List.of(
            Reason.DUPLICATED_5_N_GRAMS,
            Reason.DUPLICATED_6_N_GRAMS,
            Reason.DUPLICATED_7_N_GRAMS,
            Reason.DUPLICATED_8_N_GRAMS,
            Reason.DUPLICATED_9_N_GRAMS,
            Reason.DUPLICATED_10_N_GRAMS);

    static {
        for (int n = FIRST_TOP; n < FIRST_TOP + TOP_REASONS.size(); n++) {
            TOP.add(Signal.number(
                    "top_" + n + "_gram",
                    "share of characters; above 1 where occurrences overlap",
                    "share of characters in the most frequent " + n + "-gram"));
        }
        for (int n = FIRST_DUP; n < FIRST_DUP + DUP_REASONS.size(); n++) {
            DUP.add(Signal.number(
                    "dup_" + n + "_gram",
                    "share of characters, 0 to 1",
                    "share of characters in " + n + "-grams that occurred before"));
        }
    }

    @Override
    public void check(dev.sluice.operators.Faults faults) {
        if (topNGrams.stream().anyMatch(share -> share < 0)) {
            faults.report("top_n_grams", "holds a share below 0");
        }
        if (dupNGrams.stream().anyMatch(share -> share < 0)) {
            faults.report("dup_n_grams", "holds a share below 0");
        }
        if (topNGrams.size() > TOP_REASONS.size()) {
            faults.add("top_n_grams", "has %d values, there are at most 3 (n = 2, 3, 4)", topNGrams.size());
        }
        if (dupNGrams.size() > DUP_REASONS.size()) {
            faults.add("dup_n_grams", "has %d values, there are at most 6 (n = 5 to 10)", dupNGrams.size());
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>(List.of(PARA, PARA_CHARS, LINE, LINE_CHARS));
        signals.addAll(TOP.subList(0, topNGrams.size()));
        signals.addAll(DUP.subList(0, dupNGrams.size()));
        return signals;
    }

    @Override
    public List<Threshold> thresholds() {
        List<Threshold> thresholds = new ArrayList<>();
        add(thresholds, PARA, "dup_para_frac", dupParaFrac, Reason.DUP_PARA_FRAC);
        add(thresholds, PARA_CHARS, "dup_para_char_frac", dupParaCharFrac, Reason.DUP_PARA_CHAR_FRAC);
        add(thresholds, LINE, "dup_line_frac", dupLineFrac, Reason.DUP_LINE_FRAC);
        add(thresholds, LINE_CHARS, "dup_line_char_frac", dupLineCharFrac, Reason.DUP_LINE_CHAR_FRAC);
        for (int i = 0; i < topNGrams.size(); i++) {
            add(thresholds, TOP.get(i), "top_n_grams", topNGrams.get(i), TOP_REASONS.get(i));
        }
        for (int i = 0; i < dupNGrams.size(); i++) {
            add(thresholds, DUP.get(i), "dup_n_grams", dupNGrams.get(i), DUP_REASONS.get(i));
        }
        return thresholds;
    }

    private static void add(
            List<Threshold> thresholds, Signal signal, String parameter, @Nullable Double value, Reason reason) {
        if (value != null) {
            thresholds.add(Threshold.max(signal, parameter, value, reason));
        }
    }

    @Override
    public Judge open(Resources resources) {
        Reused<Scratch> scratch = new Reused<>(Scratch::new);
        return (document, measured) -> new Judging(document, measured, scratch.of(document.text())).verdict();
    }

    /** Tables that are reused from document to document; the first two serve all, one after the other. */
    private static final class Scratch {
        private final Occurrences seen = new Occurrences();
        private final Sieve sieve = new Sieve();
        private final NGrams grams = new NGrams(seen, sieve);
        private final JoinedRepeats joined = new JoinedRepeats(seen, sieve);
    }

    /** One document being judged: the first rule that fails decides, the others only measure. */
    private final class Judging {
        private final Document document;
        private final String text;
        private final Values measured;
        private final Scratch scratch;
        private final double characters;
        private @Nullable Reason reason;

        Judging(Document document, Values measured, Scratch scratch) {
            this.document = document;
            this.text = document.text();
            this.measured = measured;
            this.scratch = scratch;
            this.characters = Length.of(document);
        }

        private boolean done() {
            return reason != null && !measured.all();
        }

        private void rule(Signal signal, double value, @Nullable Double most, Reason why) {
            measured.set(signal, value);
            if (most != null && value > most && reason == null) {
                reason = why;
            }
        }

        Verdict verdict() {
            repeated(
                    Pieces.paragraphs(document),
                    PARA,
                    dupParaFrac,
                    Reason.DUP_PARA_FRAC,
                    PARA_CHARS,
                    dupParaCharFrac,
                    Reason.DUP_PARA_CHAR_FRAC);
            if (!done()) {
                repeated(
                        Pieces.newlineRuns(document),
                        LINE,
                        dupLineFrac,
                        Reason.DUP_LINE_FRAC,
                        LINE_CHARS,
                        dupLineCharFrac,
                        Reason.DUP_LINE_CHAR_FRAC);
            }
            if (characters > 0 && !done()) {
                Tokens tokens = tokenizer.tokens(document);
                top(tokens);
                if (!done()) {
                    duplicated(tokens);
                }
            }
            return reason == null ? Verdict.KEEP : Verdict.drop(reason);
        }

        private void repeated(
                Pieces pieces,
                Signal share,
                @Nullable Double most,
                Reason why,
                Signal charShare,
                @Nullable Double mostChars,
                Reason whyChars) {
            int[] again = pieces.repeats(text, scratch.seen);
            rule(share, (double) again.length / pieces.size(), most, why);
            if (done()) {
                return;
            }
            if (characters == 0) {
                reason = reason == null ? Reason.ERROR_EMPTY : reason;
                return;
            }
            long chars = 0;
            for (int i : again) {
                chars += text.codePointCount(pieces.start(i), pieces.end(i));
            }
            rule(charShare, chars / characters, mostChars, whyChars);
        }

        /** The first of the most frequent n-grams: its length, spaces between words included, times its count. */
        private void top(Tokens tokens) {
            NGrams grams = scratch.grams;
            for (int index = 0; index < topNGrams.size() && !done(); index++) {
                int n = index + FIRST_TOP;
                if (index == 0) {
                    grams.begin(tokens, n);
                } else {
                    grams.growTo(n);
                }
                if (grams.size() == 0) {
                    return;
                }
                int length = n - 1;
                for (int i = grams.mostFrequent(); i < grams.mostFrequent() + n; i++) {
                    length += tokens.length(i);
                }
                double share = (double) length * grams.most() / characters;
                rule(TOP.get(index), share, topNGrams.get(index), TOP_REASONS.get(index));
            }
        }

        /**
         * Characters of n-grams that occurred before. A repeated one is passed over whole. Words are compared written
         * together without a space, as the reference does, so "ab c" equals "a bc".
         */
        private void duplicated(Tokens tokens) {
            JoinedRepeats joined = scratch.joined;
            if (!dupNGrams.isEmpty()) {
                joined.begin(tokens, FIRST_DUP);
            }
            for (int i = 0; i < dupNGrams.size() && !done(); i++) {
                double share = joined.characters(i + FIRST_DUP) / characters;
                rule(DUP.get(i), share, dupNGrams.get(i), DUP_REASONS.get(i));
            }
        }
    }
}
