package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeFiltersCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    /** The filter of a run over the documents of some files. */
    private Path filter(String name, String files, int items) throws IOException {
        Path recipe = Files.writeString(folder.resolve(name + ".yaml"), """
                input: {path: %s, format: jsonl, id: id}
                steps: [bloom_filter: {items: %d}]
                output: {path: out/%s}
                """.formatted(files, items, name));
        assertThat(Sluice.execute(new PrintWriter(err), "run", recipe.toString(), "-q"))
                .as(err.toString())
                .isZero();
        return folder.resolve("out/" + name + "/__sluice/portrait/bloom_filter.sketch");
    }

    private int merge(Path output, Path... filters) {
        List<String> arguments = new ArrayList<>(List.of("merge-filters", "--output", output.toString()));
        List.of(filters).forEach(filter -> arguments.add(filter.toString()));
        return Sluice.execute(new PrintWriter(err), arguments.toArray(new String[0]));
    }

    @Test
    void givesTheFilterOfOneRunOverAll() throws IOException {
        for (String file : List.of("a", "b")) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 30; i++) {
                lines.append("{\"id\": \"").append(file).append(i).append("\", \"text\": \"");
                lines.append(i % 3 == 0 ? "" : file).append(i).append("\"}\n");
            }
            Files.writeString(folder.resolve(file + ".jsonl"), lines);
        }
        Path one = filter("one", "a.jsonl", 20);
        Path other = filter("other", "b.jsonl", 20);
        Path merged = folder.resolve("merged.sketch");

        assertThat(merge(merged, one, other)).as(err.toString()).isZero();
        assertThat(merged).hasSameBinaryContentAs(filter("both", "[a.jsonl, b.jsonl]", 20));

        assertThat(merge(merged, one, other)).isEqualTo(Sluice.USAGE);
        assertThat(err.toString()).contains("merged.sketch is there already");
        assertThat(merge(folder.resolve("more"), one, filter("larger", "b.jsonl", 40)))
                .isEqualTo(6);
        assertThat(err.toString()).contains("only filters of one size can be joined");
        assertThat(merge(folder.resolve("more"), one, folder.resolve("none"))).isEqualTo(Sluice.USAGE);
        assertThat(folder.resolve("more")).doesNotExist();
    }
}
