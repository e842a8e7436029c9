package dev.sluice.operators.text.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListFileTest {
    @TempDir
    Path folder;

    private List<String> read(byte[] content) throws IOException {
        List<String> entries = new ArrayList<>();
        ListFile.read(Files.write(folder.resolve("list.txt"), content), entries::add);
        return entries;
    }

    @Test
    void leavesOutCommentsEmptyLinesMarksAndWhiteSpace() throws IOException {
        byte[] content = "\uFEFFa.example\r\n\n # note\n  b.example\t\r# c\nd".getBytes(StandardCharsets.UTF_8);
        assertThat(read(content)).containsExactly("a.example", "b.example", "d");
    }

    @Test
    void tellsWhichLineIsNotUtf8() {
        byte[] content = "gut\nb\u00f6se\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(content)).hasMessageContaining("list.txt, line 2: is not UTF-8");
    }
}
