package dev.sluice.operators.text.fineweb;

import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Values;
import dev.sluice.operators.Verdict;
import dev.sluice.text.Chars;
import dev.sluice.text.CodePointSet;
import dev.sluice.text.Length;
import dev.sluice.text.Occurrences;
import dev.sluice.text.Pieces;
import dev.sluice.text.Reused;
import dev.sluice.text.Tokenizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops documents that look like lists, menus or boilerplate by four rules that FineWeb found by comparing good and bad
 * crawls, in the form and order of datatrove.
 *
 * <p>Lines lie between line feeds, blank ones left out. A line is not stripped before its end is looked at, so a space
 * behind the full stop counts as another end. A sentence terminal is one of 159 characters that end sentences in any
 * script, the Unicode property Sentence_Terminal and five signs of Khmer. A line is repeated when an equal one stands
 * above it; its characters are taken over all characters but line feeds.
 *
 * <p>All four limits are datatrove's defaults, with which FineWeb was made.
 */
@Operator.Info(
        name = "fineweb_quality",
        since = "0.1",
        summary = "Drops documents whose lines look like lists, menus or boilerplate.",
        source = "Penedo et al., FineWeb, 2024, section 3.6; as in datatrove's FineWebQualityFilter",
        cost = Operator.Cost.CHEAP)
public record FinewebQuality(
        @Param(
                doc = "Least share of lines that end with a sentence terminal.",
                def = "0.12",
                source = "FineWeb, section 3.6",
                min = 0,
                max = 1)
        double linePunctThr,

        @Param(doc = "Whether a text without any such line passes that rule.", def = "false")
        boolean linePunctExcludeZero,

        @Param(doc = "Largest share of short lines.", def = "0.67", source = "FineWeb, section 3.6", min = 0, max = 1)
        double shortLineThr,

        @Param(doc = "Most characters of a short line.", def = "30", min = 0)
        int shortLineLength,

        @Param(
                doc = "Largest share of characters in repeated lines.",
                def = "0.01",
                source = "datatrove's FineWebQualityFilter; section 3.6 of the paper has 0.1",
                min = 0,
                max = 1)
        double charDuplicatesRatio,

        @Param(
                doc = "Largest ratio of line feeds to words.",
                def = "0.3",
                source = "datatrove's FineWebQualityFilter",
                min = 0)
        double newLineRatio,

        @Param(doc = "How the text is cut into words.", def = "whitespace")
        Tokenizer tokenizer)
        implements Filter {

    /** Why documents are dropped; the names are datatrove's. */
    public enum Reason {
        /** There is no line that is not blank. */
        EMPTY,
        /** Fewer lines end with a sentence terminal than {@code line_punct_thr}. */
        LINE_PUNCT_RATIO,
        /** More short lines than {@code short_line_thr}. */
        SHORT_LINE_RATIO,
        /** More characters in repeated lines than {@code char_duplicates_ratio}. */
        CHAR_DUP_RATIO,
        /** More line feeds a word than {@code new_line_ratio}. */
        LIST_RATIO
    }

    private static final Signal PUNCT = Signal.number(
            "line_punct_ratio", "share of lines, 0 to 1", "share of lines that end with a sentence terminal");
    private static final Signal SHORT =
            Signal.number("short_line_ratio", "share of lines, 0 to 1", "share of short lines");
    private static final Signal DUP = Signal.number(
            "char_dup_ratio", "share of characters, 0 to 1", "share of characters in lines that occurred before");
    private static final Signal LIST = Signal.number("list_ratio", "line feeds per word", "line feeds a word");

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(PUNCT, SHORT, DUP, LIST);
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(
                Threshold.min(PUNCT, "line_punct_thr", linePunctThr, Reason.LINE_PUNCT_RATIO),
                Threshold.max(SHORT, "short_line_thr", shortLineThr, Reason.SHORT_LINE_RATIO),
                Threshold.max(DUP, "char_duplicates_ratio", charDuplicatesRatio, Reason.CHAR_DUP_RATIO),
                Threshold.max(LIST, "new_line_ratio", newLineRatio, Reason.LIST_RATIO));
    }

    @Override
    public Judge open(Resources resources) {
        Reused<Occurrences> seen = new Reused<>(Occurrences::new);
        return (document, measured) -> judge(document, measured, seen.of(document.text()));
    }

    private Verdict judge(Document document, Values measured, Occurrences seen) {
        String text = document.text();
        Pieces pieces = Pieces.newlines(document);
        int lines = 0;
        int ended = 0;
        int brief = 0;
        for (int i = 0; i < pieces.size(); i++) {
            int from = pieces.start(i);
            int to = pieces.end(i);
            if (Chars.skipSpace(text, from, to) == to) {
                continue;
            }
            lines++;
            ended += CodePointSet.SENTENCE_TERMINAL.contains(text.codePointBefore(to)) ? 1 : 0;
            int length = text.codePointCount(from, to);
            brief += length <= shortLineLength ? 1 : 0;
        }
        if (lines == 0) {
            return Verdict.drop(Reason.EMPTY);
        }
        int lineFeeds = pieces.size() - 1;
        Reason reason = null;
        double punct = (double) ended / lines;
        measured.set(PUNCT, punct);
        reason = first(reason, punct < linePunctThr && !(punct == 0 && linePunctExcludeZero), Reason.LINE_PUNCT_RATIO);
        if (reason != null && !measured.all()) {
            return Verdict.drop(reason);
        }
        double shorts = (double) brief / lines;
        measured.set(SHORT, shorts);
        reason = first(reason, shorts > shortLineThr, Reason.SHORT_LINE_RATIO);
        long repeated = 0;
        for (int i : pieces.repeats(text, seen)) {
            boolean blank = Chars.skipSpace(text, pieces.start(i), pieces.end(i)) == pieces.end(i);
            repeated += blank ? 0 : text.codePointCount(pieces.start(i), pieces.end(i));
        }
        double duplicates = (double) repeated / (Length.of(document) - lineFeeds);
        measured.set(DUP, duplicates);
        reason = first(reason, duplicates > charDuplicatesRatio, Reason.CHAR_DUP_RATIO);
        double list = (double) lineFeeds / tokenizer.tokens(document).size();
        measured.set(LIST, list);
        reason = first(reason, list > newLineRatio, Reason.LIST_RATIO);
        return reason == null ? Verdict.KEEP : Verdict.drop(reason);
    }

    private static @Nullable Reason first(@Nullable Reason known, boolean failed, Reason why) {
        return known == null && failed ? why : known;
    }
}
