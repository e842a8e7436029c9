package dev.sluice.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScaffoldTest {
    private static final String CATALOG = """
            package a.text;

            import a.text.length.WordCount;
            import java.util.List;

            final class TextCatalog {
                Object operators() {
                    return List.of(KeepIf.class, WordCount.class);
                }
            }
            """;

    @Test
    void startsAFilter() {
        assertThat(Scaffold.filter("line_count", "a.text").keySet())
                .containsExactly(
                        "src/main/java/a/text/LineCount.java",
                        "src/test/java/a/text/LineCountTest.java",
                        "src/main/resources/examples/line_count.yaml");
    }

    @Test
    void listsItInItsPlace() {
        assertThat(Scaffold.listed(CATALOG, "line_count", "a.text"))
                .contains("KeepIf.class,\n                LineCount.class,\n                WordCount.class);")
                .doesNotContain("import a.text.LineCount;");
        assertThat(Scaffold.listed(CATALOG, "line_count", "a.text.length"))
                .contains("import a.text.length.LineCount;\nimport a.text.length.WordCount;\nimport java.util.List;\n");
        assertThat(Scaffold.listed(CATALOG, "zipf", "a.text.zipf"))
                .contains("import a.text.length.WordCount;\nimport a.text.zipf.Zipf;\nimport java.util.List;\n");
    }

    @Test
    void refusesNamesAndDoubles() {
        assertThatThrownBy(() -> Scaffold.filter("LineCount", "a")).hasMessageContaining("lower case");
        assertThatThrownBy(() -> Scaffold.listed(CATALOG, "keep_if", "a.text")).hasMessageContaining("already");
        assertThatThrownBy(() -> Scaffold.listed("class A {}", "keep_if", "a")).hasMessageContaining("List.of");
    }

    @Test
    void startsARecipeThatReads() {
        RecipeReader reader = new RecipeReader(Registry.load(ScaffoldTest.class.getClassLoader()), Map.of());
        String yaml = Scaffold.recipe("mine").replace("  - exact_dedup\n", ""); // not on this module's test path

        RecipeReader.Result read = reader.read("mine.yaml", yaml, Path.of("").toAbsolutePath(), Overrides.none());

        assertThat(read.faults()).isEmpty();
        assertThat(RecipeTests.run(read.plan(), read.tests())).allMatch(RecipeTests.Outcome::holds);
    }
}
