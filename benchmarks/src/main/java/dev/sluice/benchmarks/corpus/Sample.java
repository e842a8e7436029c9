package dev.sluice.benchmarks.corpus;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.connectors.jsonl.JsonlInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shipped sample crawl, from whose words corpora are made. */
final class Sample {
    private Sample() {}

    /** What the texts of a language say about its words. */
    static WordModel model(Path folder, String language) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String name : List.of("guide-amd64.jsonl.zst", "handbook.jsonl.zst")) {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) {
                throw new IOException("there is no " + file + "; --sample names the folder of the sample crawl");
            }
            Slice slice = Slice.whole(name, Files.size(file));
            Mapping mapping = new Mapping("text", "id");
            try (RecordReader reader = new JsonlInput().open(Blob.ofFile(file, name), slice, mapping, Limits.DEFAULT)) {
                for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                    if (item instanceof RecordReader.Item.Good good
                            && language.equals(good.document().field("meta.lang"))) {
                        texts.add(good.document().text());
                    }
                }
            }
        }
        if (texts.isEmpty()) {
            throw new IOException("the sample in " + folder + " has no text in '" + language + "'");
        }
        return WordModel.of(texts);
    }
}
