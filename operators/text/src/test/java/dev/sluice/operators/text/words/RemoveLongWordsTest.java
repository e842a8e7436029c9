package dev.sluice.operators.text.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.Edited;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoveLongWordsTest {
    private static RemoveLongWords upTo(int chars) {
        return Spec.build(RemoveLongWords.class)
                .with(RemoveLongWords::maxChars, chars)
                .build();
    }

    @Test
    void takesOneSideOfSpaceAlong() {
        assertThat(Edited.text(upTo(3), "abcd ab abcde  abc abcd\nabcd\t abcd x\n abcd"))
                .isEqualTo("ab  abc\nx\n");
        assertThat(Edited.text(upTo(3), "abcd")).isEmpty();
    }

    @Test
    void countsCodePoints() {
        String faces = "\ud83d\ude00".repeat(3);
        assertThat(Edited.text(upTo(3), faces + " " + faces + "x")).isEqualTo(faces);
    }

    @Test
    void leavesScriptsWithoutSpaces() {
        String text = "\u6211\u559c\u6b22\u8bfb\u4e66 \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35";
        assertThat(Edited.text(upTo(2), text + "abc")).isEqualTo(text);
    }

    @Test
    void mayMeasureWithoutSigns() {
        RemoveLongWords stripping = Spec.build(RemoveLongWords.class)
                .with(RemoveLongWords::maxChars, 3)
                .with(RemoveLongWords::minChars, 2)
                .with(RemoveLongWords::stripSpecial, true)
                .build();
        assertThat(Edited.text(stripping, "(abc).... a -- (abcd) ab")).isEqualTo("(abc).... -- ab");
    }

    @Test
    void removesWordsOfFewLetters() {
        RemoveLongWords lettered = Spec.build(RemoveLongWords.class)
                .with(RemoveLongWords::maxNonLetterRatio, 0.5)
                .build();
        Measured measured = Measured.everything();
        assertThat(Edited.of(lettered, "2024 ====++++==== a1b2c3d4e5 9f86d081884c7d65", measured))
                .containsExactly("2024 a1b2c3d4e5");
        assertThat(measured.get("removed_words")).isEqualTo(2L);
        String hindi = "\u0935\u093f\u0936\u094d\u0935\u0935\u093f\u0926\u094d\u092f\u093e\u0932\u092f";
        assertThat(Edited.text(lettered, hindi)).isEqualTo(hindi);
    }

    @Test
    void saysWhenNoLengthIsLeft() {
        assertThatThrownBy(() -> Spec.build(RemoveLongWords.class)
                        .with(RemoveLongWords::maxChars, 3)
                        .with(RemoveLongWords::minChars, 4)
                        .build())
                .hasMessageContaining("below min_chars");
    }

    @Test
    void passesHostileTextsInLinearTime() {
        for (String piece : List.of("x", "x ", " ", "xxxx ", "\n")) {
            assertThat(Edited.of(upTo(3), piece.repeat(20_000_000 / piece.length()), Measured.untilVerdict()))
                    .hasSize(1);
        }
    }
}
