package dev.sluice.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Operator;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalPageTest {
    private static final Map<String, Class<? extends Operator>> OPERATORS =
            Registry.load(TerminalPageTest.class.getClassLoader()).operators();

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void fitsTheTerminal(int columns) {
        OPERATORS.forEach((name, type) -> assertThat(
                        TerminalPage.of(type, columns).lines())
                .as(name)
                .allMatch(line -> line.length() <= columns || line.strip().indexOf(' ') < 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void saysWhatThePageSays(int columns) {
        String page = TerminalPage.of(OPERATORS.get("replace_text"), columns).replaceAll("\\s+", " ");

        assertThat(page)
                .contains("replace_text Replaces or removes strings")
                .contains("Each mapping has: find: list of strings; absent by default; at least 1 entry The strings")
                .contains("replace_text.replacements: count; unit: matches")
                .contains("becomes: color and color}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a long meaning of a name that wraps behind the names"})
    void wrapsListsBehindTheNames(String meaning) {
        assertThat(TerminalPage.entry("name", 6, meaning, 40)).isEqualTo("""
                  name   a long meaning of a name that
                         wraps behind the names
                """);
    }
}
