package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.RecordWriter;
import dev.sluice.operators.Document;
import dev.sluice.plan.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one partition's output, cut at a fixed size before compression. */
final class Shards implements AutoCloseable {
    private final Store store;
    private final Output output;
    private final OutputSchema schema;
    private final String prefix;
    private final List<Store.Stored> files = new ArrayList<>();
    private final ArrayNode shards = Json.array();
    private Store.@Nullable Attempt attempt;
    private @Nullable RecordWriter writer;
    private String label = "";
    private long documents;

    /**
     * Prepares the shards of one partition.
     *
     * @param prefix beginning of the paths of this partition's shards in the store
     */
    Shards(Store store, Output output, OutputSchema schema, String prefix) throws IOException {
        this.store = store;
        this.output = output;
        this.schema = schema;
        this.prefix = prefix;
        begin();
    }

    /** Begins the documents of the next label; labels must come one after the other. */
    void label(String next) throws IOException {
        finishShard();
        label = next;
        begin();
    }

    /** Opens the next shard before its first document, so that the loop over documents need not ask for it. */
    private void begin() throws IOException {
        documents = 0;
        if (!output.format().discards()) {
            Store.Attempt begun =
                    store.create(prefix + "-" + shards.size() + output.format().extension());
            attempt = begun;
            writer = output.format().open(begun.stream(), schema);
        }
    }

    void write(Document document) throws IOException {
        RecordWriter open = writer;
        if (open == null) {
            return; // the format keeps nothing
        }
        open.write(document);
        documents++;
        if (open.uncompressedBytes() >= output.shardBytes()) {
            finishShard();
            begin();
        }
    }

    /** Ends the present shard; one without documents leaves nothing behind. */
    void finishShard() throws IOException {
        RecordWriter open = writer;
        Store.Attempt begun = attempt;
        if (open == null || begun == null) {
            return;
        }
        open.close();
        writer = null;
        attempt = null;
        if (documents == 0) {
            begun.close();
            return;
        }
        Store.Stored stored = begun.commit();
        long uncompressed = open.uncompressedBytes();
        files.add(stored);
        ObjectNode shard = shards.addObject();
        shard.put("path", stored.path());
        shard.put("label", label);
        shard.put("documents", documents);
        shard.put("bytes", stored.bytes());
        shard.put("uncompressed_bytes", uncompressed);
        shard.put("sha256", stored.sha256());
    }

    List<Store.Stored> files() {
        return files;
    }

    ArrayNode shards() {
        return shards;
    }

    @Override
    public void close() throws IOException {
        if (attempt != null) {
            attempt.close();
        }
    }
}
