package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.recipes.ReferencePages;
import dev.sluice.recipes.Registry;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocsDriftTest {
    private static final Path DOCS = Path.of("..", "..", "docs");

    @Test
    void committedPagesAreTheGeneratedOnes() throws Exception {
        Map<String, String> files = ReferencePages.files(Registry.load(new Released()));
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

    /** Finds the catalogs of modules, not those of operators that exist for tests alone. */
    private static final class Released extends ClassLoader {
        Released() {
            super(DocsDriftTest.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            List<URL> released = Collections.list(super.getResources(name)).stream()
                    .filter(resource -> !resource.getPath().contains("/test-classes/"))
                    .toList();
            return Collections.enumeration(released);
        }
    }
}
