package dev.sluice.operators.text.unicode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Spec;
import dev.sluice.operators.text.Edited;
import dev.sluice.operators.text.unicode.NormalizePunctuation.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizePunctuationTest {
    @Test
    void everyMapGivesAscii() {
        for (Table table : Table.values()) {
            NormalizePunctuation replacing = by(table, false);
            NormalizePunctuation deleting = by(table, true);
            int known = 0;
            for (int c = 0; c < 0x10000; c++) {
                String text = "a" + (char) c;
                String result = Edited.text(replacing, text);
                if (!result.equals(text)) {
                    known++;
                    assertThat(result).matches("a[ -~]{1,3}");
                }
                assertThat(Edited.text(deleting, text)).isEqualTo(result.equals(text) ? text : "a");
            }
            assertThat(known).as(table.name()).isPositive();
            if (table == Table.CCNET) {
                assertThat(known).isEqualTo(34);
            }
        }
    }

    private static NormalizePunctuation by(Table table, boolean delete) {
        return Spec.build(NormalizePunctuation.class)
                .with(NormalizePunctuation::maps, List.of(table))
                .with(NormalizePunctuation::delete, delete)
                .build();
    }
}
