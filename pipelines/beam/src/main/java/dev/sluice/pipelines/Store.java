package dev.sluice.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * Everything a run writes and reads back goes through here. Paths are relative to the run's work folder, with {@code /}
 * between names.
 *
 * <p>A file appears under its name whole or not at all, and never changes afterwards: whoever comes second leaves the
 * first one's file in place. Nothing needs rename, lock or flush from the storage below, so that object stores fit.
 */
public interface Store {
    /** Starts a file; nobody sees it before {@link Attempt#commit}. */
    Attempt create(String path) throws IOException;

    boolean exists(String path) throws IOException;

    long size(String path) throws IOException;

    InputStream open(String path) throws IOException;

    SeekableByteChannel openChannel(String path) throws IOException;

    /** Names of the files directly below a folder, sorted; empty when there is no such folder. */
    List<String> list(String folder) throws IOException;

    /** Removes a file if it is there. */
    void delete(String path) throws IOException;

    /** Reads a whole small file. */
    default byte[] read(String path) throws IOException {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        }
    }

    /** Writes a whole small file; keeps the one that is there already. */
    default void write(String path, byte[] content) throws IOException {
        try (Attempt attempt = create(path)) {
            attempt.stream().write(content);
            attempt.commit();
        }
    }

    /** A file being written. Closing without {@link #commit} leaves nothing behind. */
    interface Attempt extends AutoCloseable {
        /** Where the bytes go; buffered. */
        OutputStream stream();

        /**
         * Makes the file durable and gives it its name, unless another attempt was first.
         *
         * @return size and checksum of what this attempt wrote
         */
        Stored commit() throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * A file as it was written.
     *
     * @param path its path in the store
     * @param bytes its size
     * @param sha256 hash of its content, in hexadecimal
     */
    record Stored(String path, long bytes, String sha256) {}
}
