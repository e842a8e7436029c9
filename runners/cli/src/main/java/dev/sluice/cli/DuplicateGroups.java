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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a run took for duplicates of each other, read from its ledger: from {@code duplicate_of} of documents
 * that a step removed, and from the {@code survivor} that a step told documents that it only marked ({@code annotate}).
 * Documents that an index without documents knew are duplicates of nobody knows which: they are counted, and in no group.
 */
final class DuplicateGroups {
    private static final String SURVIVOR = ".survivor";
    private static final String INDEX = ".survivor_index";

    /** Why a deduplicator drops what an index of an earlier run knows. */
    private static final String IN_INDEX = "in_index";

    /** Only steps that mark say of a document whether it is the one to keep. */
    private static final String KEPT = ".kept";

    private final @Nullable String wanted;
    private final Map<String, String> parents = new HashMap<>();
    private final SortedMap<String, Found> steps = new TreeMap<>();
    private final Set<String> strays = new HashSet<>();

    private DuplicateGroups(@Nullable String wanted) {
        this.wanted = wanted;
    }

    /** What one step found. */
    static final class Found {
        private boolean marks;
        private long documents;
        private long strays;

        /** Whether the step left duplicates in place and only marked them; else it removed them. */
        boolean marks() {
            return marks;
        }

        /** Documents that it took for duplicates of another one. */
        long documents() {
            return documents;
        }

        /** Those of them of which the ledger does not say which other one. */
        long strays() {
            return strays;
        }
    }

    /**
     * Reads the ledger of a run.
     *
     * @param step the only step that counts; null where all do
     */
    static DuplicateGroups read(Path output, @Nullable String step) throws IOException {
        DuplicateGroups groups = new DuplicateGroups(step);
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> ledger =
                Files.newDirectoryStream(output.resolve("__sluice").resolve("ledger"), "*.parquet")) {
            ledger.forEach(files::add);
        }
        files.sort(null);
        for (Path file : files) {
            groups.readFile(file, file.getFileName().toString());
        }
        return groups;
    }

    /** The steps that look for duplicates, by name; those that found none, too. */
    SortedMap<String, Found> steps() {
        return steps;
    }

    /**
     * A document of each document's group, by id; of a group it is always the same one. Documents whose duplicates are
     * unknown are left out, so that nobody takes them for documents without any.
     */
    Map<String, String> clusters() {
        Map<String, String> clusters = new HashMap<>();
        parents.keySet().forEach(id -> clusters.put(id, root(id)));
        Map<String, Integer> sizes = new HashMap<>();
        clusters.values().forEach(root -> sizes.merge(root, 1, Integer::sum));
        clusters.entrySet()
                .removeIf(entry -> strays.contains(entry.getKey()) && sizes.getOrDefault(entry.getValue(), 1) == 1);
        return clusters;
    }

    private void readFile(Path file, String name) throws IOException {
        Slice whole = Slice.whole(name, Files.size(file));
        try (RecordReader rows =
                new ParquetInput().open(Blob.ofFile(file, name), whole, new Mapping("id", "id"), Limits.of(1L << 24))) {
            for (RecordReader.Item item = rows.next(); item != null; item = rows.next()) {
                // A row without an id is of a record that never became a document.
                if (item instanceof RecordReader.Item.Good good) {
                    row(good.document());
                }
            }
        }
    }

    private void row(Document row) {
        String id = row.id();
        parents.putIfAbsent(id, id);
        if (row.field("duplicate_of") instanceof String survivor && row.field("step") instanceof String step) {
            Found one = step(step);
            if (counts(step)) {
                one.documents++;
                join(id, survivor, row.field("duplicate_in"));
            }
        } else if (IN_INDEX.equals(row.field("reason")) && row.field("step") instanceof String step) {
            Found one = step(step);
            if (counts(step)) {
                one.documents++;
                one.strays++;
                strays.add(id);
            }
        }
        for (String column : row.readFields().names()) {
            if (!column.endsWith(SURVIVOR)) {
                continue;
            }
            String step = column.substring(0, column.length() - SURVIVOR.length());
            Found one = step(step);
            one.marks |= row.readFields().names().contains(step + KEPT);
            if (counts(step) && row.field(column) instanceof String survivor && !survivor.equals(id)) {
                one.documents++;
                join(id, survivor, row.field(step + INDEX));
            }
        }
    }

    private Found step(String name) {
        return steps.computeIfAbsent(name, key -> new Found());
    }

    private boolean counts(String step) {
        return wanted == null || wanted.equals(step);
    }

    /** @param index holds the survivor if it is of an earlier run, whose ids may be those of other documents here */
    private void join(String id, String survivor, @Nullable Object index) {
        join(id, index == null ? survivor : index + "\0" + survivor);
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
