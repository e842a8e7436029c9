package dev.sluice.operators.text.unicode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Spec;
import dev.sluice.operators.text.Edited;
import dev.sluice.operators.text.unicode.FixUnicode.Invisible;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixUnicodeTest {
    private static final String ALL = "a\u00adb\u200bc\u200dd\u202ee\ufe0ff\udb40\udc41g\ue000h\ufdd0i\ufffdj";

    @ParameterizedTest
    @CsvSource({
        "SOFT_HYPHEN, 00ad",
        "ZERO_WIDTH, 200b",
        "JOINER, 200d",
        "DIRECTION, 202e",
        "VARIATION_SELECTOR, fe0f",
        "TAG, e0041",
        "PRIVATE_USE, e000",
        "NONCHARACTER, fdd0",
        "REPLACEMENT, fffd"
    })
    void removesTheKindsThatAreNamed(Invisible kind, String hexadecimal) {
        String one = Character.toString(Integer.parseInt(hexadecimal, 16));
        assertThat(Edited.text(removing(List.of(kind)), ALL)).isEqualTo(ALL.replace(one, ""));
        assertThat(Edited.text(removing(List.of(Invisible.values())), one + "\ud83d\ude00" + one))
                .isEqualTo("\ud83d\ude00");
    }

    @Test
    void leavesInvisibleCharactersByDefault() {
        assertThat(Edited.text(removing(List.of()), ALL)).isEqualTo(ALL);
    }

    private static FixUnicode removing(List<Invisible> kinds) {
        return Spec.build(FixUnicode.class)
                .with(FixUnicode::removeInvisible, kinds)
                .build();
    }
}
