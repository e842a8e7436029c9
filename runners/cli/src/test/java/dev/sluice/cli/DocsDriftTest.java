package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.recipes.ReferencePages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocsDriftTest {
    private static final Path DOCS = Path.of("..", "..", "docs");

    @Test
    void committedPagesAreTheGeneratedOnes() throws Exception {
        var files = ReferencePages.files(RecipeOptions.registry(List.of()));
        files.forEach((name, content) -> assertThat(DOCS.resolve(name))
                .as("docs/%s is out of date; run: ./sluice docs", name)
                .exists()
                .content()
                .isEqualTo(content));
        try (Stream<Path> pages = Files.list(DOCS.resolve("operators"))) {
            assertThat(pages.map(page -> "operators/" + page.getFileName()))
                    .as("pages of operators that are gone; run: ./sluice docs")
                    .allMatch(files::containsKey);
        }
    }
}
