package dev.sluice.operators.text.c4;

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
import dev.sluice.text.Pieces;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps documents with enough long paragraphs, which is how mC4 tells prose from the rest in languages where it cannot
 * count sentences. A paragraph is what lies between line feeds, blank ones counted too; characters are code points.
 */
@Operator.Info(
        name = "c4_paragraphs",
        since = "0.1",
        summary = "Keeps documents with enough long paragraphs.",
        source = "Xue et al., mT5, 2021, section 3.1; as in datatrove's C4ParagraphFilter",
        cost = Operator.Cost.CHEAP)
public record C4Paragraphs(
        @Param(doc = "Fewest long paragraphs.", def = "3", min = 1, max = 1000)
        int minParagraphs,

        @Param(doc = "Fewest characters of a long paragraph.", def = "200", min = 0)
        int minCharacters)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** Fewer long paragraphs than {@code min_paragraphs}. */
        TOO_FEW_PARAGRAPHS
    }

    private static final Signal LENGTH = Signal.count(
            "characters",
            "characters",
            "characters of the shortest of as many paragraphs as are wanted, the longest ones");

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(LENGTH);
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(Threshold.min(LENGTH, "min_characters", minCharacters, Reason.TOO_FEW_PARAGRAPHS));
    }

    @Override
    public Judge open(Resources resources) {
        return this::judge;
    }

    private Verdict judge(Document document, Values measured) {
        String text = document.text();
        Pieces paragraphs = Pieces.newlines(document);
        if (paragraphs.size() < minParagraphs) {
            return Verdict.drop(Reason.TOO_FEW_PARAGRAPHS);
        }
        boolean flat = Length.isFlat(document);
        int[] lengths = new int[paragraphs.size()];
        for (int i = 0; i < lengths.length; i++) {
            int from = paragraphs.start(i);
            int to = paragraphs.end(i);
            lengths[i] = flat ? to - from : text.codePointCount(from, to);
        }
        Arrays.sort(lengths);
        int shortest = lengths[lengths.length - minParagraphs];
        measured.set(LENGTH, shortest);
        return Verdict.dropIf(shortest < minCharacters, Reason.TOO_FEW_PARAGRAPHS);
    }
}
