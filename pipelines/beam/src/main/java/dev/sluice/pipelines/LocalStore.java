package dev.sluice.pipelines;

import dev.sluice.operators.Sha256;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** A {@link Store} in a folder that every worker sees under the same path. */
final class LocalStore implements Store {
    private static final String ATTEMPTS = "attempts";

    private final Path root;

    LocalStore(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path path(String path) {
        return root.resolve(path);
    }

    @Override
    public Attempt create(String path) throws IOException {
        Path attempt = root.resolve(ATTEMPTS).resolve(path.replace('/', '~') + "." + UUID.randomUUID());
        Files.createDirectories(attempt.getParent());
        return new LocalAttempt(path, attempt);
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(path(path));
    }

    @Override
    public long size(String path) throws IOException {
        return Files.size(path(path));
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(path(path));
    }

    @Override
    public SeekableByteChannel openChannel(String path) throws IOException {
        return FileChannel.open(path(path), StandardOpenOption.READ);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        Path path = path(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(path(path));
    }

    /** Makes the entries of a folder durable, where the file system can. */
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (FileSystemException unsupported) {
            // Some systems cannot open a folder; there the file's own flush has to do.
        }
    }

    /** Writes a whole new file that outlives a loss of power from here on. */
    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Copies a file to where there is none; the copy outlives a loss of power from here on. */
    static void copy(Path file, Path target) throws IOException {
        Files.copy(file, target);
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private final class LocalAttempt implements Attempt {
        private final String path;
        private final Path attempt;
        private final FileChannel channel;
        private final MessageDigest digest;
        private final OutputStream out;
        private long bytes;

        LocalAttempt(String path, Path attempt) throws IOException {
            this.path = path;
            this.attempt = attempt;
            this.channel = FileChannel.open(attempt, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            this.digest = Sha256.digest();
            this.out = new BufferedOutputStream(
                    new FilterOutputStream(Channels.newOutputStream(channel)) {
                        @Override
                        public void write(byte[] data, int from, int length) throws IOException {
                            digest.update(data, from, length);
                            bytes += length;
                            try {
                                out.write(data, from, length);
                            } catch (IOException cause) {
                                throw new IOException(
                                        root.resolve(path) + ": cannot write after " + bytes + " bytes: "
                                                + cause.getMessage(),
                                        cause);
                            }
                        }

                        @Override
                        public void write(int b) throws IOException {
                            write(new byte[] {(byte) b}, 0, 1);
                        }

                        @Override
                        public void close() throws IOException {
                            // The channel is closed by commit and close, after the flush to disk.
                        }
                    },
                    1 << 16);
        }

        @Override
        public OutputStream stream() {
            return out;
        }

        @Override
        public Stored commit() throws IOException {
            out.flush();
            channel.force(true);
            channel.close();
            Path target = path(path);
            Files.createDirectories(target.getParent());
            try {
                Files.createLink(target, attempt);
            } catch (FileAlreadyExistsException first) {
                // Another attempt at the same task was first; its bytes are the same.
            } catch (UnsupportedOperationException noLinks) {
                Files.move(attempt, target);
            }
            Files.deleteIfExists(attempt);
            syncFolder(target.getParent());
            return new Stored(path, bytes, Sha256.hex(digest));
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                channel.close();
            }
            Files.deleteIfExists(attempt);
        }
    }
}
