package dev.sluice.operators.text.dclm;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Values;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.text.rules.Bounds;
import dev.sluice.operators.text.rules.RuleCheck;
import dev.sluice.text.Chars;
import dev.sluice.text.NGrams;
import dev.sluice.text.Occurrences;
import dev.sluice.text.Reused;
import dev.sluice.text.WordBreaks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops documents that repeat lines, paragraphs or sequences of words, by the thirteen rules of DCLM-Baseline in its
 * order.
 *
 * <p>They differ from Gopher's in datatrove's form ({@code gopher_repetition}): every occurrence of what comes again
 * counts, the first one too; lines and paragraphs are stripped, blank ones left out, and a single one never counts;
 * shares of sequences are of the characters of words, and of equally frequent sequences the longest is taken. A
 * paragraph ends at a blank line.
 *
 * <p>The limits are those of Gopher (Rae et al. 2021, table A1), which DCLM kept.
 */
@Operator.Info(
        name = "dclm_repetition",
        since = "0.1",
        summary = "Drops documents that repeat themselves by a rule of DCLM-Baseline.",
        source = "Li et al., DataComp-LM, 2024, appendix; as in DCLM's massive_web_repetition_filters",
        cost = Operator.Cost.EXPENSIVE)
public record DclmRepetition(
        @Param(doc = "Largest share of repeated lines; absent means no limit.", def = "0.3", min = 0, max = 1) @Nullable Double maxLineRatio,

        @Param(doc = "Largest share of repeated paragraphs; absent means no limit.", def = "0.3", min = 0, max = 1)
        @Nullable Double maxParagraphRatio,

        @Param(
                doc = "Largest share of characters in repeated lines; absent means no limit.",
                def = "0.2",
                min = 0,
                max = 1)
        @Nullable Double maxLineCharacterRatio,

        @Param(
                doc = "Largest share of characters in repeated paragraphs; absent means no limit.",
                def = "0.2",
                min = 0,
                max = 1)
        @Nullable Double maxParagraphCharacterRatio,

        @Param(
                doc = "Largest shares of characters in the most frequent sequence of 2, 3 and 4 words.",
                def = "[0.2, 0.18, 0.16]",
                max = 3)
        List<Double> maxTopRatios,

        @Param(
                doc = "Largest shares of characters in repeated sequences of 5 to 10 words.",
                def = "[0.15, 0.14, 0.13, 0.12, 0.11, 0.1]",
                max = 6)
        List<Double> maxDuplicateRatios,

        @Param(
                doc = "How the text is cut into words, of which those that begin with a letter or a number count.",
                def = "unicode")
        Words words)
        implements Filter {

    /** How the text is cut into words. */
    public enum Words {
        /** At the default word boundaries of Unicode (UAX #29), as DCLM does. */
        UNICODE,

        /** Into runs of letters, numbers and underscores: faster, and close to it for text without marks on letters. */
        WORD_RUNS
    }

    /** Why documents are dropped. */
    public enum Reason {
        /** There is no text, or no line or paragraph that is not blank. */
        EMPTY,
        /** More repeated lines than {@code max_line_ratio}. */
        LINE_COUNT,
        /** More repeated paragraphs than {@code max_paragraph_ratio}. */
        PARAGRAPH_COUNT,
        /** More characters in repeated lines than {@code max_line_character_ratio}. */
        LINE_CHARS,
        /** More characters in repeated paragraphs than {@code max_paragraph_character_ratio}. */
        PARAGRAPH_CHARS,
        /** A sequence of 2 words is too frequent. */
        TOP_2_GRAM,
        /** A sequence of 3 words is too frequent. */
        TOP_3_GRAM,
        /** A sequence of 4 words is too frequent. */
        TOP_4_GRAM,
        /** Too many characters in repeated sequences of 5 words. */
        DUPLICATE_5_GRAM,
        /** Too many characters in repeated sequences of 6 words. */
        DUPLICATE_6_GRAM,
        /** Too many characters in repeated sequences of 7 words. */
        DUPLICATE_7_GRAM,
        /** Too many characters in repeated sequences of 8 words. */
        DUPLICATE_8_GRAM,
        /** Too many characters in repeated sequences of 9 words. */
        DUPLICATE_9_GRAM,
        /** Too many characters in repeated sequences of 10 words. */
        DUPLICATE_10_GRAM
    }

    private static final Signal LINES =
            Signal.number("line_ratio", "share of lines, 0 to 1", "share of lines that come more than once");
    private static final Signal PARAGRAPHS = Signal.number(
            "paragraph_ratio", "share of paragraphs, 0 to 1", "share of paragraphs that come more than once");
    private static final Signal LINE_CHARACTERS = Signal.number(
            "line_character_ratio",
            "share of characters, 0 to 1",
            "share of characters in lines that come more than once");
    private static final Signal PARAGRAPH_CHARACTERS = Signal.number(
            "paragraph_character_ratio",
            "share of characters, 0 to 1",
            "share of characters in paragraphs that come more than once");
    private static final int FIRST = 2;
    private static final int FIRST_DUPLICATE = 5;
    private static final int LAST = 10;
    private static final Signal[] NGRAMS = new Signal[LAST + 1];

    private static final List<Reason> NGRAM_REASONS = List.of(
            Reason.TOP_2_GRAM,
            Reason.TOP_3_GRAM,
            Reason.TOP_4_GRAM,
            Reason.DUPLICATE_5_GRAM,
            Reason.DUPLICATE_6_GRAM,
            Reason.DUPLICATE_7_GRAM,
            Reason.DUPLICATE_8_GRAM,
            Reason.DUPLICATE_9_GRAM,
            Reason.DUPLICATE_10_GRAM);

    static {
        for (int n = FIRST; n <= LAST; n++) {
            NGRAMS[n] = n < FIRST_DUPLICATE
                    ? Signal.number(
                            "top_" + n + "_gram",
                            "share of characters; above 1 where occurrences overlap",
                            "share of characters in the most frequent " + n + "-gram")
                    : Signal.number(
                            "duplicate_" + n + "_gram",
                            "share of characters, 0 to 1",
                            "share of characters in repeated " + n + "-grams");
        }
    }

    @Override
    public void check(Faults faults) {
        checkRange(faults, "max_top_ratios", maxTopRatios);
        checkRange(faults, "max_duplicate_ratios", maxDuplicateRatios);
    }

    private static void checkRange(Faults faults, String parameter, List<Double> ratios) {
        for (double ratio : ratios) {
            if (!(ratio >= 0)) {
                faults.add(parameter, "holds %s, must be at least 0", ratio);
            }
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>(List.of(LINES, PARAGRAPHS, LINE_CHARACTERS, PARAGRAPH_CHARACTERS));
        for (int n = FIRST; n <= LAST; n++) {
            if (limit(n) != null) {
                signals.add(NGRAMS[n]);
            }
        }
        return signals;
    }

    @Override
    public List<Threshold> thresholds() {
        Bounds bounds = new Bounds()
                .max(LINES, "max_line_ratio", maxLineRatio, Reason.LINE_COUNT)
                .max(PARAGRAPHS, "max_paragraph_ratio", maxParagraphRatio, Reason.PARAGRAPH_COUNT)
                .max(LINE_CHARACTERS, "max_line_character_ratio", maxLineCharacterRatio, Reason.LINE_CHARS)
                .max(
                        PARAGRAPH_CHARACTERS,
                        "max_paragraph_character_ratio",
                        maxParagraphCharacterRatio,
                        Reason.PARAGRAPH_CHARS);
        for (int n = FIRST; n <= LAST; n++) {
            bounds.max(NGRAMS[n], n < FIRST_DUPLICATE ? "max_top_ratios" : "max_duplicate_ratios", limit(n), reason(n));
        }
        return bounds.thresholds();
    }

    private @Nullable Double limit(int n) {
        List<Double> limits = n < FIRST_DUPLICATE ? maxTopRatios : maxDuplicateRatios;
        int index = n < FIRST_DUPLICATE ? n - FIRST : n - FIRST_DUPLICATE;
        return index < limits.size() ? limits.get(index) : null;
    }

    private static Reason reason(int n) {
        return NGRAM_REASONS.get(n - FIRST);
    }

    @Override
    public Judge open(Resources resources) {
        Reused<Scratch> scratch = new Reused<>(Scratch::new);
        return (document, measured) -> judge(document, measured, scratch.of(document.text()));
    }

    private Verdict judge(Document document, Values measured, Scratch scratch) {
        String text = document.text();
        if (text.isEmpty()) {
            return Verdict.drop(Reason.EMPTY);
        }
        RuleCheck check = new RuleCheck(measured);
        Segments lines = scratch.lines;
        Segments paragraphs = scratch.paragraphs;
        lines.read(text, "\n");
        check.fail(lines.size == 0 && (maxLineRatio != null || maxLineCharacterRatio != null), Reason.EMPTY);
        if (!check.done() && lines.size > 0) {
            check.within(LINES, lines.repeatedRatio(), null, maxLineRatio, Reason.LINE_COUNT);
        }
        if (!check.done() && lines.size > 0) {
            paragraphs.read(text, "\n\n");
            check.within(PARAGRAPHS, paragraphs.repeatedRatio(), null, maxParagraphRatio, Reason.PARAGRAPH_COUNT);
        }
        if (!check.done() && lines.size > 0) {
            check.within(LINE_CHARACTERS, lines.characterRatio(), null, maxLineCharacterRatio, Reason.LINE_CHARS);
        }
        if (!check.done() && lines.size > 0) {
            check.within(
                    PARAGRAPH_CHARACTERS,
                    paragraphs.characterRatio(),
                    null,
                    maxParagraphCharacterRatio,
                    Reason.PARAGRAPH_CHARS);
        }
        if (!check.done()) {
            scratch.cut(text, words);
        }
        for (int n = FIRST; n <= LAST && !check.done(); n++) {
            Double limit = limit(n);
            if (limit != null) {
                check.within(NGRAMS[n], scratch.ratio(n), null, limit, reason(n));
            }
        }
        return check.verdict();
    }

    private static long hash(String text, int from, int to) {
        long hash = 1;
        for (int i = from; i < to; i++) {
            hash = hash * 0x9E3779B97F4A7C15L + text.charAt(i) + 1;
        }
        return Hashing.mix(hash);
    }

    /** The stripped pieces of a text between separators, blank ones left out. Reused from text to text. */
    private static final class Segments {
        private final Occurrences seen;
        private int size;
        private int[] lengths = new int[64];
        private int[] firsts = new int[64];
        private int[] counts = new int[64];

        Segments(Occurrences seen) {
            this.seen = seen;
        }

        void read(String text, String separator) {
            size = 0;
            seen.begin(64);
            int at = 0;
            while (at <= text.length()) {
                int found = text.indexOf(separator, at);
                int end = found < 0 ? text.length() : found;
                int from = Chars.skipSpace(text, at, end);
                int to = Chars.stripEnd(text, from, end);
                if (from < to) {
                    add(text, from, to);
                }
                at = found < 0 ? text.length() + 1 : found + separator.length();
            }
        }

        private void add(String text, int from, int to) {
            if (size == lengths.length) {
                lengths = Arrays.copyOf(lengths, 2 * size);
                firsts = Arrays.copyOf(firsts, 2 * size);
                counts = Arrays.copyOf(counts, 2 * size);
            }
            lengths[size] = text.codePointCount(from, to);
            counts[size] = 0;
            firsts[size] = seen.first(hash(text, from, to), size);
            counts[firsts[size]]++;
            size++;
        }

        /** 0 for a single segment. */
        double repeatedRatio() {
            int repeated = 0;
            for (int i = 0; i < size; i++) {
                repeated += counts[firsts[i]] > 1 ? 1 : 0;
            }
            return (double) repeated / size;
        }

        double characterRatio() {
            long all = 0;
            long repeated = 0;
            for (int i = 0; i < size; i++) {
                all += lengths[i];
                repeated += counts[firsts[i]] > 1 ? lengths[i] : 0;
            }
            return (double) repeated / all;
        }
    }

    /** Tables that are reused from document to document. */
    private static final class Scratch {
        private final Segments lines = new Segments(new Occurrences());
        private final Segments paragraphs = new Segments(new Occurrences());
        private final NGrams grams = new NGrams();
        private long[] hashes = new long[256];
        private int[] lengths = new int[256];
        private int count;
        private long characters;
        private int grown;

        void cut(String text, Words words) {
            count = 0;
            characters = 0;
            grown = 0;
            WordBreaks breaks = new WordBreaks(text);
            int at = 0;
            while (at < text.length()) {
                int end = words == Words.UNICODE ? breaks.end(at) : runEnd(text, at);
                int first = text.codePointAt(at);
                if (Chars.isAlpha(first) || Chars.isNumeric(first)) {
                    add(text, at, end);
                }
                at = end;
            }
        }

        private static int runEnd(String text, int from) {
            int at = from;
            while (at < text.length() && Chars.isWord(text.codePointAt(at))) {
                at += Character.charCount(text.codePointAt(at));
            }
            return at > from ? at : from + Character.charCount(text.codePointAt(from));
        }

        private void add(String text, int from, int to) {
            if (count == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            hashes[count] = hash(text, from, to);
            lengths[count] = text.codePointCount(from, to);
            characters += lengths[count++];
        }

        /** The share of characters for sequences of {@code n} words; 0 when none comes again. */
        double ratio(int n) {
            if (grown == 0) {
                grams.begin(hashes, count, n);
            } else {
                grams.growTo(n);
            }
            grown = n;
            if (grams.most() <= 1) {
                return 0;
            }
            return (double) (n < FIRST_DUPLICATE ? top(n) * grams.most() : covered(n)) / characters;
        }

        /** Characters of the longest of the most frequent sequences. */
        private long top(int n) {
            long longest = 0;
            for (int i = 0; i < grams.size(); i++) {
                if (grams.occurrences(i) == grams.most()) {
                    long length = 0;
                    for (int j = i; j < i + n; j++) {
                        length += lengths[j];
                    }
                    longest = Math.max(longest, length);
                }
            }
            return longest;
        }

        private long covered(int n) {
            long sum = 0;
            int covered = 0;
            for (int i = 0; i < grams.size(); i++) {
                if (grams.repeated(i)) {
                    for (int j = Math.max(covered, i); j < i + n; j++) {
                        sum += lengths[j];
                    }
                    covered = i + n;
                }
            }
            return sum;
        }
    }
}
