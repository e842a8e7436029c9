package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import org.junit.jupiter.api.Test;

class TextTotalsTest {
    private static Document withTokens(String text, long tokens) {
        Document document = Document.of(text);
        return document.withSignals(document.signals().with(new String[] {"count.tokens"}, new Object[] {tokens}));
    }

    @Test
    void addsUpSizesAndTokens() {
        TextTotals totals = new TextTotals();
        totals.countTokens("count.tokens");
        totals.add(withTokens("one two", 3));
        totals.add(withTokens("three", 2));
        totals.add(Document.of("not counted"));

        assertThat(totals.documents()).isEqualTo(3);
        assertThat(totals.characters()).isEqualTo(23);
        assertThat(totals.words()).isEqualTo(5);
        assertThat(totals.tokens()).isEqualTo(5);
        assertThat(totals.tokenized()).isEqualTo(2);
    }

    @Test
    void countsNoTokensUnlessAsked() {
        TextTotals totals = new TextTotals();
        totals.add(withTokens("one two", 3));

        assertThat(totals.tokenized()).isZero();
    }
}
