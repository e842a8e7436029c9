package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class UpperCaseTest {
    @Test
    void writesSomeLettersAsSeveral() {
        assertThat(UpperCase.of("straße, ŉ, ﬃ, \u0390, ᾳ, ǆ, ꭰ, 𐐨"))
                .isEqualTo("STRASSE, ʼN, FFI, \u0399\u0308\u0301, ΑΙ, Ǆ, Ꭰ, 𐐀");
    }

    @Test
    void equalsTheLibraryOnWhatBothKnow() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Unicode.category(c) != Character.UNASSIGNED
                    && Character.getType(c) != Character.UNASSIGNED
                    && c != 0x19B // whose capital came with Unicode 16, as did that of the next
                    && c != 0x264) {
                all.appendCodePoint(c);
            }
        }
        assertThat(UpperCase.of(all.toString())).isEqualTo(all.toString().toUpperCase(Locale.ROOT));
    }

    @Test
    void keepsHalvesOfPairs() {
        assertThat(UpperCase.of("a\ud83db\ude00")).isEqualTo("A\ud83dB\ude00");
    }
}
