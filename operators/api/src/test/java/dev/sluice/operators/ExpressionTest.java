package dev.sluice.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final Document DOCUMENT = document();

    private static Document document() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("lang", "en");
        fields.put("url", "HTTP://a.org/x.PDF");
        fields.put("year", 2024L);
        fields.put("price", new BigDecimal("1.5"));
        fields.put("tags", List.of("a", "b", 3L));
        fields.put("n", "12.5");
        return Document.of("id1", "Some \ud83d\ude00 text", Fields.of(fields), Position.NONE);
    }

    private static @Nullable Object value(String source) throws Expression.SyntaxException {
        return Expression.parse(source).value(DOCUMENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "field.lang in ['en', 'de']; true",
                "field.lang not in ['en', 'de']; false",
                "field.year in [2023, 2024]; true",
                "field.price in [1.5]; true",
                "2000 < field.year <= 2024; true",
                "2000 < field.year < 2024; false",
                "1 < 2 < 3 < 3; false",
                "1 < 2 <= field.none; null",
                "3 < 2 <= field.none; false",
                "between(field.year, 2024, 2025); true",
                "not between(field.year, 2024, 2025); false",
                "between(field.none, 1, 2); null",
                "ends_with(lower(field.url), '.pdf'); true",
                "ends_with(lower(field.url), ['.doc', '.pdf']); true",
                "starts_with(field.url, ['http', 'ftp']); false",
                "contains(field.url, ['b.org', 'a.org']); true",
                "contains(field.tags, 'b'); true",
                "contains(field.tags, 3); true",
                "contains(field.tags, 'c'); false",
                "length(text); 11",
                "length(field.tags); 3",
                "coalesce(field.none, field.lang, 'x'); en",
                "coalesce(field.none); null",
                "coalesce(field.none, 'html') in ['html']; true",
                "join(', ', field.none, field.lang, field.tags, 1.5, true); en, a, b, 3, 1.5, true",
                "join(', ', field.none); ``",
                "if(field.year > 2000, 'new', 'old'); new",
                "if(field.none > 2000, 'new', 'old'); null",
                "upper(field.lang) + '-' + trim('  x '); EN-x",
                "replace('a-b-c', '-', ''); abc",
                "replace('abc', '', 'x'); abc",
                "string(field.year); 2024",
                "string(0.5); 0.5",
                "number(field.n) * 2; 25",
                "number(field.n); 12.5",
                "number('12x'); null",
                "number('NaN'); null",
                "number('1d'); null",
                "round(2.5); 2",
                "round(3.5); 4",
                "round(1.25, 1); 1.2",
                "round(1234, -2); 1200",
                "min(3, 1, 2); 1",
                "max(3, 1, 'x'); null",
                "abs(-2); 2",
                "log(1); 0",
                "log(0); null",
                "1 / 0; null",
                "field.none == 1 or true; true",
                "length(hash(text)); 32",
                "exists(field.none); false"
            })
    void gives(String source, String expected) throws Expression.SyntaxException {
        assertThat(String.valueOf(value(source))).as(source).isEqualTo(expected);
    }

    private static Document withSpans() {
        int[] lines = {0, 4, 4, 6, 6, 9, 9, 11};
        return DOCUMENT.withSignals(Signals.NONE.with(
                new String[] {"s.ends", "s.words", "s.partial", "s.none", "s.other", "s.number"}, new Object[] {
                    new Spans(lines, new double[] {1, 0, 1, 1}, false),
                    new Spans(lines, new double[] {10, 2, 30, 8}, true),
                    new Spans(lines, new double[] {0.5, Double.NaN, 0.25, Double.NaN}, false),
                    new Spans(new int[0], new double[0], false),
                    new Spans(new int[] {0, 4}, new double[] {7}, false),
                    3L
                }));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mean(s.ends); 0.75",
                "sum(s.words); 50",
                "min(s.words); 2",
                "max(s.words); 30",
                "count(s.words); 4",
                "s.words; 4",
                "min(s.words, 3); 3",
                "count(s.words >= 10); 2",
                "share(s.words >= 10); 0.5",
                "share(not s.ends == 1); 0.25",
                "share(s.ends == 1 and s.words >= 10); 0.5",
                "sum(if(s.ends == 1, s.words, 0)) / sum(s.words); 0.96",
                "share(s.words >= s.number); 0.75",
                "share(s.words >= field.none); null",
                "share(s.words >= coalesce(field.none, 10)); 0.5",
                "mean(s.words * 2) + 1; 26",
                "count(s.partial); 2",
                "mean(s.partial); 0.375",
                "share(s.partial > 0.3); 0.5",
                "count(s.none); 0",
                "sum(s.none); 0",
                "mean(s.none); null",
                "min(s.none); null",
                "max(s.none); null",
                "share(s.none > 0); null",
                "coalesce(share(s.none > 0), 1); 1",
                "sum(s.words + s.other); null",
                "mean(s.words > 3); null",
                "share(s.words + 1); null",
                "mean(s.number); null",
                "mean(s.absent); null",
                "count(s.absent); null",
                "mean(text); null",
            })
    void computesOverSpans(String source, String expected) throws Expression.SyntaxException {
        Object value = Expression.parse(source).value(withSpans());
        assertThat(value instanceof List<?> list ? list.size() + "" : String.valueOf(value))
                .as(source)
                .isEqualTo(expected);
    }

    @Test
    void tellsWhatItComputesOverSpans() throws Expression.SyntaxException {
        Expression expression = Expression.parse("s.n > 2 and share(s.ends == field.x) > 0.5");
        assertThat(expression.names()).containsExactly("s.n", "s.ends", "field.x");
        assertThat(expression.spanCalls()).hasSize(1);
        Expression.SpanCall call = expression.spanCalls().get(0);
        assertThat(call.function()).isEqualTo("share");
        assertThat(call.index()).isEqualTo(12);
        assertThat(call.names()).containsExactly("s.ends", "field.x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 < sum(2) | 4 | 'sum' takes a signal of spans",
                "share(s.x) | 0 | 'share' takes a condition, such as share(s.x > 0)",
                "mean(s.x - mean(s.x)) | 11 | 'mean' over spans cannot stand within 'mean'",
                "mean(s.x, s.y) | 0 | 'mean' takes 1 value",
                "1 + shar(s.x > 1) | 4 | no function 'shar'; did you mean 'share'?"
            })
    void saysWhatIsWrongOverSpans(String source, int index, String message) {
        assertThatThrownBy(() -> Expression.parse(source))
                .isInstanceOfSatisfying(
                        Expression.SyntaxException.class,
                        fault -> assertThat(fault.index()).isEqualTo(index))
                .hasMessage(message);
    }

    @Test
    void wholeNumbersAndListsComeOutAsFieldsHoldThem() throws Expression.SyntaxException {
        assertThat(value("field.year")).isEqualTo(2024L);
        assertThat(value("field.year + 1")).isEqualTo(2025L);
        assertThat(value("field.price")).isEqualTo(new BigDecimal("1.5"));
        assertThat(value("field.tags")).isEqualTo(List.of("a", "b", 3L));
        assertThat(value("field.tags + ['x', 4]")).isEqualTo(List.of("a", "b", 3L, "x", 4L));
        assertThat(value("text")).isEqualTo(DOCUMENT.text());
        Document scored = DOCUMENT.withSignals(Signals.NONE.with(new String[] {"s.spans"}, new Object[] {
            new Spans(new int[] {1, 2}, new double[] {0.5}, false)
        }));
        assertThat(Expression.parse("s.spans").value(scored)).isEqualTo(List.of(List.of(1L, 2L, 0.5)));
        assertThat(Expression.parse("s.spans + 1").value(scored)).isEqualTo(2L);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Expression.parse("ends_wit(text, 'x')")).hasMessageContaining("'ends_with'");
        assertThatThrownBy(() -> Expression.parse("between(1, 2)")).hasMessageContaining("takes 3 values");
        assertThatThrownBy(() -> Expression.parse("round(1, 2, 3)")).hasMessageContaining("takes 1 or 2 values");
        assertThatThrownBy(() -> Expression.parse("join('x')")).hasMessageContaining("takes at least 2 values");
        assertThatThrownBy(() -> Expression.parse("1 < < 2")).hasMessageContaining("unexpected '<'");
    }
}
