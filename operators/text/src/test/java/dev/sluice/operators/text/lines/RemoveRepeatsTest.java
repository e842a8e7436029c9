package dev.sluice.operators.text.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.Edited;
import dev.sluice.operators.text.lines.RemoveRepeats.Normalise;
import dev.sluice.operators.text.views.NastyTexts;
import dev.sluice.text.Unit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoveRepeatsTest {
    private static RemoveRepeats by(Unit unit, Normalise normalise) {
        return Spec.build(RemoveRepeats.class)
                .with(RemoveRepeats::unit, unit)
                .with(RemoveRepeats::normalise, normalise)
                .build();
    }

    /** Lines of one kind of break, none of them blank: what is left is the set of lines. */
    @Test
    void keepsTheFirstOfEqualLines() {
        for (String nasty : NastyTexts.of(2000)) {
            List<String> lines = new ArrayList<>();
            for (String line : nasty.split("\n", -1)) {
                if (!line.isBlank() && line.equals(line.strip()) && !hasOuterSpace(line)) {
                    lines.add(line);
                }
            }
            String text = String.join("\n", lines);
            String expected = String.join("\n", new LinkedHashSet<>(lines));
            assertThat(Edited.text(by(Unit.LINE, Normalise.NONE), text)).isEqualTo(expected);
        }
    }

    private static boolean hasOuterSpace(String line) {
        return line.codePoints().anyMatch(c -> c > 0x7f || c < ' '); // strip() and the operator differ in some spaces
    }

    @Test
    void whatIsLeftHoldsNoRepeat() {
        for (Unit unit : Unit.values()) {
            for (Normalise normalise : Normalise.values()) {
                RemoveRepeats mapper = by(unit, normalise);
                for (String text : NastyTexts.of(500)) {
                    Document once = Edited.document(mapper, Document.of(text));
                    Measured measured = Measured.everything();
                    Edited.of(mapper, once.text(), measured);
                    assertThat(measured.get("repeats"))
                            .as("%s %s: %s", unit, normalise, text)
                            .isEqualTo(0L);
                }
            }
        }
    }

    @Test
    void breaksBetweenParagraphsSurviveTheSentencesAtThem() {
        RemoveRepeats mapper = by(Unit.SENTENCE, Normalise.LOWER_WS);
        assertThat(Edited.text(mapper, "Bo. Al.\n\nCy. Al.\n\nDi.")).isEqualTo("Bo. Al.\n\nCy.\n\nDi.");
        assertThat(Edited.text(mapper, "Bo. Al.\n\nAl. Cy.\nAl. Di. Bo.\n")).isEqualTo("Bo. Al.\n\nCy.\nDi.\n");
    }

    @Test
    void blankLinesAreNoRepeats() {
        RemoveRepeats mapper = by(Unit.LINE, Normalise.LOWER_WS);
        assertThat(Edited.text(mapper, "a\n\n\nb\n\nc\n")).isEqualTo("a\n\n\nb\n\nc\n");
        assertThat(Edited.text(mapper, "a\r\nb\r\na\r\n")).isEqualTo("a\r\nb\r\n");
    }

    @Test
    void shortUnitsStay() {
        RemoveRepeats mapper =
                Spec.build(RemoveRepeats.class).with(RemoveRepeats::minChars, 3).build();
        assertThat(Edited.text(mapper, "ab\nabc\nab\nabc")).isEqualTo("ab\nabc\nab");
    }
}
