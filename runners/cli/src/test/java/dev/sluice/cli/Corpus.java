package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small made-up corpora with planted duplicates. */
final class Corpus {
    private final Random random;
    private final List<String> words = new ArrayList<>();

    Corpus(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            StringBuilder word = new StringBuilder();
            for (int j = 2 + random.nextInt(7); j > 0; j--) {
                word.append((char) ('a' + random.nextInt(26)));
            }
            words.add(word.toString());
        }
    }

    String text(int length) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            text.add(words.get(random.nextInt(words.size())));
        }
        return String.join(" ", text);
    }

    /**
     * Writes documents, of which every tenth is followed by a copy and every fifteenth by a near copy.
     *
     * @return how many lines were written
     */
    int write(Path file, int documents) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            String text = text(80 + random.nextInt(120));
            lines.add(line("d" + i, text));
            if (i % 10 == 0) {
                lines.add(line("copy" + i, text));
            }
            if (i % 15 == 1) {
                String[] changed = text.split(" ", -1);
                changed[changed.length / 2] = "changed";
                lines.add(line("near" + i, String.join(" ", changed)));
            }
        }
        Files.write(file, lines);
        return lines.size();
    }

    static String line(String id, String text) {
        return "{\"id\": \"" + id + "\", \"text\": \"" + text + "\", \"meta\": {\"n\": 1.50, \"tags\": [\"x\", null]}}";
    }
}
