package dev.sluice.connectors;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** A stored, read-only sequence of bytes: an input file here or elsewhere. */
public interface Blob {
    /** The path as the run's manifest names it; error messages show it. */
    String name();

    /** Size in bytes. */
    long size() throws IOException;

    /** Opens the bytes for reading from any offset. */
    SeekableByteChannel open() throws IOException;

    /** A file of the local file system. */
    static Blob ofFile(java.nio.file.Path path, String name) {
        return new Blob() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long size() throws IOException {
                return java.nio.file.Files.size(path);
            }

            @Override
            public SeekableByteChannel open() throws IOException {
                return java.nio.file.Files.newByteChannel(path);
            }
        };
    }
}
