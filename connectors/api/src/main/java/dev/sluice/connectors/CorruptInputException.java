package dev.sluice.connectors;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An input file is damaged, so that what follows a place in it cannot be read. */
public final class CorruptInputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    /**
     * @param file the file as the manifest names it
     * @param offset decompressed bytes that could be read before the fault
     */
    public CorruptInputException(String file, long offset, String message, @Nullable Throwable cause) {
        super(file + ": after " + offset + " bytes: " + message, cause);
        this.file = file;
        this.offset = offset;
    }

    public String file() {
        return file;
    }

    public long offset() {
        return offset;
    }
}
