package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * What a finished task tells: its counts, and the files it stored with their checksums. A record is a line of JSON and a
 * line with that line's CRC-32C, so that a resumed run never counts by a damaged one.
 */
final class TaskRecord {
    private static final int SUM_BYTES = 9;

    private TaskRecord() {}

    /** Stores a record, unless the task has one already. */
    static void write(Store store, String path, ObjectNode record) throws IOException {
        byte[] json = Json.bytes(record);
        ByteArrayOutputStream file = new ByteArrayOutputStream(json.length + 1 + SUM_BYTES);
        file.write(json);
        file.write('\n');
        file.write(sum(json, json.length));
        store.write(path, file.toByteArray());
    }

    /**
     * Reads a record.
     *
     * @throws IOException when there is none, or a damaged one
     */
    static JsonNode read(Store store, String path) throws IOException {
        byte[] file = store.read(path);
        int length = file.length - 1 - SUM_BYTES;
        boolean whole = length > 0
                && file[length] == '\n'
                && Arrays.equals(file, length + 1, file.length, sum(file, length), 0, SUM_BYTES);
        if (!whole) {
            throw new IOException(path + " is a damaged record of a task");
        }
        return Json.read(Arrays.copyOf(file, length));
    }

    private static byte[] sum(byte[] json, int length) {
        CRC32C sum = new CRC32C();
        sum.update(json, 0, length);
        return (HexFormat.of().toHexDigits((int) sum.getValue()) + '\n').getBytes(StandardCharsets.US_ASCII);
    }
}
