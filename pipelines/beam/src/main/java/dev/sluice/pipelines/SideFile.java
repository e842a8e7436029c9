package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows of JSON written aside, zstd-compressed; no row, no file. */
final class SideFile implements AutoCloseable {
    private final Store store;
    private final String path;
    private Store.@Nullable Attempt attempt;
    private @Nullable ZstdOutputStream out;
    private long rows;

    SideFile(Store store, String path) {
        this.store = store;
        this.path = path;
    }

    void write(JsonNode row) throws IOException {
        write(Json.bytes(row));
    }

    void write(byte[] row) throws IOException {
        ZstdOutputStream open = out;
        if (open == null) {
            Store.Attempt begun = store.create(path);
            attempt = begun;
            open = new ZstdOutputStream(begun.stream(), 3);
            open.setChecksum(true);
            out = open;
        }
        open.write(row);
        open.write('\n');
        rows++;
    }

    long rows() {
        return rows;
    }

    /** Ends the file; null when nothing was written. */
    Store.@Nullable Stored finish() throws IOException {
        ZstdOutputStream open = out;
        Store.Attempt begun = attempt;
        if (open == null || begun == null) {
            return null;
        }
        open.close();
        Store.Stored stored = begun.commit();
        out = null;
        attempt = null;
        return stored;
    }

    @Override
    public void close() throws IOException {
        if (attempt != null) {
            attempt.close();
        }
    }
}
