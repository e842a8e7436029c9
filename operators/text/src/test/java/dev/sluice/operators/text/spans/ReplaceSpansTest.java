package dev.sluice.operators.text.spans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signals;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.Edited;
import dev.sluice.operators.text.dolma.DolmaC4;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplaceSpansTest {
    private static Spec.Builder<ReplaceSpans> replace() {
        return Spec.build(ReplaceSpans.class).with(ReplaceSpans::spans, "step.spans");
    }

    private static Document with(String text, Spans spans) {
        return Document.of(text).withSignals(Signals.NONE.with(new String[] {"step.spans"}, new Object[] {spans}));
    }

    private static final Document SCORED = with(
            "a\ud83d\ude00bcdefgh",
            new Spans(new int[] {1, 3, 2, 5, 5, 5, 5, 7, 5, 6}, new double[] {0.5, 0.9, 1, 0.7, 0.9}, false));

    @Test
    void countsInCodePointsAndTakesTheFirstOfOverlappingSpans() {
        assertThat(Edited.document(replace().build(), SCORED).text()).isEqualTo("acdgh");
        assertThat(Edited.document(
                                replace()
                                        .with(ReplaceSpans::replacement, "[{}]")
                                        .build(),
                                SCORED)
                        .text())
                .isEqualTo("a[\ud83d\ude00b]cd[ef]gh");
    }

    @Test
    void boundsAreClosedBelowAndOpenAbove() {
        assertThat(Edited.document(replace().with(ReplaceSpans::minScore, 0.7).build(), SCORED)
                        .text())
                .isEqualTo("a\ud83d\ude00gh");
        assertThat(Edited.document(replace().with(ReplaceSpans::belowScore, 0.7).build(), SCORED)
                        .text())
                .isEqualTo("acdefgh");
    }

    @Test
    void spansWithoutAScoreGoWhereNoBoundIsGiven() {
        Document unscored = with("abc", new Spans(new int[] {1, 2}, new double[] {Double.NaN}, true));
        assertThat(Edited.document(replace().build(), unscored).text()).isEqualTo("ac");
        assertThat(Edited.document(replace().with(ReplaceSpans::minScore, 0.0).build(), unscored))
                .isSameAs(unscored);
    }

    @Test
    void takesWhatDolmaMeasures() {
        DolmaC4 tagger = Spec.build(DolmaC4.class).build();
        Document page = Document.of("A line that is long enough.\nMenu\nAnother one that stays.");
        Measured measured = Measured.everything();
        tagger.open(dev.sluice.operators.Resources.plain()).annotate(List.of(page), List.of(measured));
        Spans few = (Spans) measured.get("lines_with_too_few_words");
        assertThat(Edited.document(replace().build(), with(page.text(), few)).text())
                .isEqualTo("A line that is long enough.\nAnother one that stays.");
    }

    @Test
    void placesOutsideOfTheTextAreErrors() {
        Document beyond = with("abc", new Spans(new int[] {2, 5}, new double[] {1}, false));
        assertThatThrownBy(() -> Edited.document(replace().build(), beyond)).hasMessageContaining("beyond the end");
    }
}
