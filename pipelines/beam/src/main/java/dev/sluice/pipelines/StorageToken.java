package dev.sluice.pipelines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A file that the driver writes and every worker reads back, to prove that both see the same storage. */
final class StorageToken {
    static final String PATH = "token";

    private StorageToken() {}

    static void check(Store store, String work, String token) throws IOException {
        String seen = store.exists(PATH) ? new String(store.read(PATH), StandardCharsets.UTF_8) : "";
        if (!seen.equals(token)) {
            throw new UnseenStorageException(work);
        }
    }

    /** A worker does not see the driver's work folder. */
    static final class UnseenStorageException extends IOException {
        private static final long serialVersionUID = 1L;

        UnseenStorageException(String work) {
            super("a worker does not see the work folder " + work
                    + "; put the output on storage that every worker has under the same path");
        }
    }
}
