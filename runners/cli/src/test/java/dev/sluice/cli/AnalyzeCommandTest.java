package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/README.md"), "Not data.\n");
        Files.writeString(folder.resolve("data/a.jsonl"), """
                {"content": "The first text of a small data set, in plain English words.", "url": "https://a.example.org/1"}
                {"content": "The first text of a small data set, in plain English words.", "url": "https://b.example.org/2"}
                {"content": "Noch ein Text, diesmal auf Deutsch und nicht besonders lang.", "stars": 4}
                {"content": ""}
                not json
                """);
    }

    private int sluice(String... arguments) {
        return Sluice.execute(new PrintWriter(printed), arguments);
    }

    @Test
    void describesDataThatNobodyDescribed() throws IOException {
        Path out = folder.resolve("analysis");

        int code = sluice("analyze", folder.resolve("data").toString(), "-q", "--output", out.toString());

        assertThat(code).as(printed.toString()).isZero();
        JsonNode analysis =
                new ObjectMapper().readTree(out.resolve("analysis.json").toFile());
        assertThat(analysis.path("text_field").asText()).isEqualTo("content");
        assertThat(analysis.path("files").asLong()).isEqualTo(1);
        assertThat(analysis.path("unread").asLong()).isEqualTo(1);
        assertThat(analysis.path("profile").path("documents").asLong()).isEqualTo(4);
        assertThat(analysis.path("profile")
                        .path("fields")
                        .path("stars")
                        .path("types")
                        .path("integer")
                        .asLong())
                .isEqualTo(1);
        assertThat(analysis.path("profile")
                        .path("suspicious")
                        .path("empty")
                        .path("documents")
                        .asLong())
                .isEqualTo(1);
        assertThat(analysis.path("statistics")
                        .path("by")
                        .path("language.code")
                        .path("values")
                        .has("de"))
                .isTrue();
        assertThat(Files.readString(out.resolve("analysis.html")))
                .contains("Languages")
                .contains("example.org");
        assertThat(sluice("analyze", folder.resolve("data/*.jsonl").toString(), "-q", "--output", out.toString()))
                .isZero(); // again, in place of the earlier one
    }

    @Test
    void saysWhatItCannotDo() throws IOException {
        Path data = folder.resolve("data");
        assertThat(sluice("analyze", data.resolve("README.md").toString(), "--format", "yaml"))
                .isEqualTo(Sluice.USAGE);
        assertThat(sluice("analyze", data.resolve("none").toString())).isEqualTo(Sluice.USAGE);
        assertThat(sluice("analyze", data.toString(), "--output", data.toString()))
                .isEqualTo(Sluice.USAGE);
        Files.writeString(data.resolve("a.jsonl"), "{\"words\": \"none of the usual names\"}\n");
        assertThat(sluice(
                        "analyze",
                        data.toString(),
                        "--output",
                        folder.resolve("b").toString()))
                .isEqualTo(Sluice.USAGE);
        assertThat(printed.toString())
                .contains("no format is named 'yaml'")
                .contains("no file of a known format")
                .contains("holds no analysis")
                .contains("name it with --text");
    }
}
