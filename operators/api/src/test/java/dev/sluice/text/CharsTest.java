package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CharsTest {
    /** The table is filled from properties, and from the definition only where a list names a character. */
    @Test
    void theTableHoldsWhatTheDefinitionSays() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE).filter(c -> Chars.of(c) != Chars.classes(c)))
                .isEmpty();
    }
}
