package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavadocTest {
    static Stream<Arguments> comments() {
        return Stream.of(
                Arguments.of(" Keeps\n documents.\n", "Keeps documents."),
                Arguments.of(" One.\n\n <p>Two.\n\n @param x not shown\n", "One.\n\nTwo."),
                Arguments.of(" Fewer than {@code min_words: {a}}.", "Fewer than `min_words: {a}`."),
                Arguments.of(" A {@code\n a  b} c", "A `a b` c"),
                Arguments.of(" {@code `}", "`` ` ``"),
                Arguments.of(" See {@link Other#name} and {@link Other the other}.", "See `Other.name` and the other."),
                Arguments.of(" a &lt; b &amp; 2 * 3 {@literal <}", "a &lt; b & 2 \\* 3 &lt;"),
                Arguments.of(" <em>No</em> x<sup>2</sup>", "*No* x^2"),
                Arguments.of(
                        " Of:\n\n <ul>\n  <li>a,\n      b\n  <li>c\n </ul>\n\n End.", "Of:\n\n-  a, b\n-  c\n\nEnd."),
                Arguments.of(" <ol><li>a<ul><li>b</ul><li>c</ol>", "1. a\n   -  b\n2. c"),
                Arguments.of(
                        " As in\n\n <pre>{@code\n a: 1\n   b\n }</pre>\n more",
                        "As in\n\n```\na: 1\n  b\n```\n\nmore"));
    }

    @ParameterizedTest
    @MethodSource("comments")
    void becomesMarkdown(String comment, String markdown) {
        assertThat(Javadoc.toMarkdown(comment)).isEqualTo(markdown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a < b", "<table>", "&unknown;", "{@value X}", "<ul><li>a", "{@code a", "<li>", "<pre>"})
    void refusesWhatPagesCannotShow(String comment) {
        assertThatThrownBy(() -> Javadoc.toMarkdown(comment)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isEmptyWhereOnlyBlockTagsAre() {
        assertThat(Javadoc.toMarkdown("\n @since 1\n")).isEmpty();
    }
}
