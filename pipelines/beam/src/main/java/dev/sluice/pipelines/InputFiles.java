package dev.sluice.pipelines;

import dev.sluice.connectors.Blob;
import dev.sluice.operators.Sha256;
import dev.sluice.plan.Input;
import dev.sluice.plan.Plan;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The input manifest: every file a run reads, in an order that depends on names alone. */
final class InputFiles implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How much of both ends of a file goes into its fingerprint. */
    private static final int FINGERPRINT_BYTES = 1 << 16;

    private final List<InputFile> files;

    private InputFiles(List<InputFile> files) {
        this.files = files;
    }

    /**
     * One input file.
     *
     * @param input which of the plan's inputs it belongs to
     * @param name path as ledger and messages show it: below the folder that all inputs share
     * @param path absolute path
     * @param bytes stored size
     * @param modified time of last change in milliseconds, to notice changes during the run
     * @param fingerprint hash of its size and both ends
     */
    record InputFile(int input, String name, String path, long bytes, long modified, String fingerprint)
            implements Serializable {
        Blob blob() {
            return Blob.ofFile(Path.of(path), name);
        }

        /** Refuses a file that is no longer what it was when the run began. */
        void checkUnchanged() throws IOException {
            Path file = Path.of(path);
            if (Files.size(file) != bytes || Files.getLastModifiedTime(file).toMillis() != modified) {
                throw new InputChangedException(name);
            }
        }
    }

    /** An input file changed while the run was reading it. */
    static final class InputChangedException extends IOException {
        private static final long serialVersionUID = 1L;

        InputChangedException(String name) {
            super(name + ": the input changed during the run; start again when it is complete");
        }
    }

    List<InputFile> files() {
        return files;
    }

    long bytes() {
        return files.stream().mapToLong(InputFile::bytes).sum();
    }

    static InputFiles list(Plan plan) throws RunException, IOException {
        List<List<Path>> byInput = new ArrayList<>();
        for (Input input : plan.inputs()) {
            Map<byte[], Path> sorted = new TreeMap<>(Arrays::compareUnsigned);
            for (String pattern : input.patterns()) {
                List<Path> matches = glob(pattern);
                if (matches.isEmpty()) {
                    throw new RunException(
                            RunException.Kind.REFUSED,
                            "input '" + input.name() + "': no file matches " + pattern
                                    + "; check the path, which resolves against the recipe's folder");
                }
                for (Path match : matches) {
                    sorted.put(match.toString().getBytes(StandardCharsets.UTF_8), match);
                }
            }
            byInput.add(List.copyOf(sorted.values()));
        }
        Path shared = sharedFolder(byInput);
        List<InputFile> files = new ArrayList<>();
        for (int i = 0; i < byInput.size(); i++) {
            for (Path file : byInput.get(i)) {
                String name = shared.relativize(file).toString().replace('\\', '/');
                files.add(new InputFile(
                        i,
                        name,
                        file.toString(),
                        Files.size(file),
                        Files.getLastModifiedTime(file).toMillis(),
                        fingerprint(file)));
            }
        }
        return new InputFiles(files);
    }

    private static Path sharedFolder(List<List<Path>> byInput) {
        Path shared = null;
        for (List<Path> files : byInput) {
            for (Path file : files) {
                Path folder = file.getParent();
                while (shared != null && !folder.startsWith(shared)) {
                    shared = shared.getParent();
                }
                if (shared == null) {
                    shared = folder;
                }
            }
        }
        return shared == null ? Path.of("/") : shared;
    }

    /** The files a pattern names; a folder stands for all files below it that are not hidden. */
    private static List<Path> glob(String pattern) throws IOException {
        Path plain = Path.of(pattern);
        if (Files.isRegularFile(plain)) {
            return List.of(plain.toAbsolutePath().normalize());
        }
        String effective = Files.isDirectory(plain) ? pattern + "/**" : pattern;
        Path root = fixedPart(effective);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + effective);
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), 64, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return !folder.equals(root) && hidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !hidden(file) && matcher.matches(file)) {
                    found.add(file.toAbsolutePath().normalize());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** Files of other programs, and our own side files, are no data. */
    private static boolean hidden(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") || name.startsWith("__") || name.equals("_SUCCESS");
    }

    private static Path fixedPart(String pattern) {
        int wild = 0;
        while (wild < pattern.length() && "*?[{\\".indexOf(pattern.charAt(wild)) < 0) {
            wild++;
        }
        int slash = pattern.lastIndexOf('/', wild - 1);
        return Path.of(slash <= 0 ? "/" : pattern.substring(0, slash));
    }

    private static String fingerprint(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            digest.update(ByteBuffer.allocate(8).putLong(size).flip());
            digest.update(read(channel, 0, (int) Math.min(size, FINGERPRINT_BYTES)));
            if (size > FINGERPRINT_BYTES) {
                long from = Math.max(FINGERPRINT_BYTES, size - FINGERPRINT_BYTES);
                digest.update(read(channel, from, (int) (size - from)));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static ByteBuffer read(SeekableByteChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(from);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // until the part is whole
        }
        return buffer.flip();
    }

    /** The files of each input, with total sizes, for the report. */
    Map<Integer, long[]> countsByInput() {
        Map<Integer, long[]> counts = new LinkedHashMap<>();
        for (InputFile file : files) {
            long[] count = counts.computeIfAbsent(file.input(), input -> new long[2]);
            count[0]++;
            count[1] += file.bytes();
        }
        return counts;
    }
}
