package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values are those of CPython 3.11, which follows the condition of the Unicode Standard. */
class LowerCaseTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "ΟΔΟΣ, οδος",
                "ΟΔΟΣ ΣΤΗ, οδος στη",
                "Σ, σ",
                "ΣΣΣ, σσς",
                "1Σ, 1σ",
                "ΟΔΟΣ1, οδος1",
                "ΟΔΟΣ.Α, οδοσ.α", // a full stop is passed over, whatever word boundary stands there
                "ΟΔΟΣ. Α, οδος. α",
                "Α'Σ, α'ς",
                "Α’Σ’, α’ς’",
                "Α:Σ:Α, α:σ:α",
                "Α-Σ, α-σ",
                "Σ_Α, σ_α",
                "Α\u0301Σ\u0301, α\u0301ς\u0301",
                "ΑΣ\u0301Α, ασ\u0301α",
                "Α\u00adΣ\u00ad, α\u00adς\u00ad",
                "Α\u200bΣ, α\u200bς", // a format character, so passed over
                "ʰΣ, ʰσ", // cased, but ignorable too, which goes first
                "ªΣ, ªς",
                "ⓐΣ, ⓐς",
                "ⅷΣ, ⅷς",
                "字Σ, 字σ",
                "Σ字, σ字",
                "Α字Σ, α字σ",
                "ΑΣ字, ας字",
                "ΑΣ😀Α, ας😀α",
                "ΑΣ🏽Α, ασ🏽α", // a modifier symbol
                "𐐀Σ, 𐐨ς",
                "Σ𐐀, σ𐐨",
                "ΑΣ𐐀, ασ𐐨",
                "İΣ, i\u0307ς",
                "ǅΣ, ǆς"
            })
    void givesTheFinalSigmaWhereTheStandardDoes(String text, String expected) {
        assertThat(LowerCase.of(text)).isEqualTo(expected);
    }

    @Test
    void equalsTheLibraryOnWhatBothKnowWhereNoSigmaStands() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c != 'Σ'
                    && Unicode.category(c) != Character.SURROGATE
                    && Unicode.category(c) != Character.UNASSIGNED
                    && Character.getType(c) != Character.UNASSIGNED) {
                all.appendCodePoint(c);
            }
        }
        assertThat(LowerCase.of(all.toString())).isEqualTo(all.toString().toLowerCase(Locale.ROOT));
    }

    @Test
    void returnsTheVeryTextWhereNothingChanges() {
        String text = "straße, 字";
        assertThat(LowerCase.of(text)).isSameAs(text);
    }

    @Test
    void keepsHalvesOfPairs() {
        assertThat(LowerCase.of("A\ud83dB\ude00")).isEqualTo("a\ud83db\ude00");
    }

    @Test
    void takesTimeInTheLengthOfTheText() {
        String text = "Α" + "'".repeat(200_000) + "Σ.".repeat(200_000);
        assertThat(LowerCase.of(text)).hasSameSizeAs(text).endsWith("σ.ς.");
    }
}
