package dev.sluice.cli;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.connectors.parquet.ParquetInput;
import dev.sluice.operators.Document;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which documents a run took for duplicates of each other, read from its ledger. */
final class DuplicateGroups {
    private final Map<String, String> parents = new HashMap<>();

    private DuplicateGroups() {}

    /** A document of each document's group, by id; of a group it is always the same one. */
    static Map<String, String> read(Path output) throws IOException {
        DuplicateGroups groups = new DuplicateGroups();
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> ledger =
                Files.newDirectoryStream(output.resolve("__sluice").resolve("ledger"), "*.parquet")) {
            ledger.forEach(files::add);
        }
        files.sort(null);
        for (Path file : files) {
            groups.read(file, file.getFileName().toString());
        }
        Map<String, String> clusters = new HashMap<>();
        groups.parents.keySet().forEach(id -> clusters.put(id, groups.root(id)));
        return clusters;
    }

    private void read(Path file, String name) throws IOException {
        Slice whole = Slice.whole(name, Files.size(file));
        try (RecordReader rows =
                new ParquetInput().open(Blob.ofFile(file, name), whole, new Mapping("id", "id"), Limits.of(1L << 24))) {
            for (RecordReader.Item item = rows.next(); item != null; item = rows.next()) {
                // A row without an id is of a record that never became a document.
                if (item instanceof RecordReader.Item.Good good) {
                    Document row = good.document();
                    parents.putIfAbsent(row.id(), row.id());
                    if (row.field("duplicate_of") instanceof String survivor) {
                        join(row.id(), survivor);
                    }
                }
            }
        }
    }

    private void join(String one, String other) {
        parents.putIfAbsent(other, other);
        String a = root(one);
        String b = root(other);
        // The smaller id becomes the root, so that the order of rows does not matter.
        parents.put(a.compareTo(b) > 0 ? a : b, a.compareTo(b) > 0 ? b : a);
    }

    private String root(String id) {
        String root = id;
        for (String next = parents.getOrDefault(root, root); !next.equals(root); ) {
            root = next;
            next = parents.getOrDefault(root, root);
        }
        for (String at = id; !at.equals(root); ) {
            String next = parents.getOrDefault(at, root);
            parents.put(at, root);
            at = next;
        }
        return root;
    }
}
