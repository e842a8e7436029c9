package dev.sluice.recipes;

import dev.sluice.operators.Fault;
import dev.sluice.operators.Node;
import dev.sluice.operators.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts files into a folder of assets. A file and the index are written beside their places and moved into them, the file
 * first: after an interruption the old index holds, and where a file was being replaced, checks tell that it is another.
 */
public final class AssetFolder {
    private final Path folder;

    /** A folder of assets; it is made with the first asset. */
    public AssetFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The folder, an absolute path. */
    public Path path() {
        return folder;
    }

    /** Where the bytes of an asset come from. */
    @FunctionalInterface
    public interface Content {
        /** Opens the bytes; the caller closes them. */
        InputStream open() throws IOException;
    }

    /**
     * What is to be added.
     *
     * @param name what recipes shall call it
     * @param content its bytes
     * @param ending what the file's name shall end with where the name has no ending of its own, such as {@code .bin}
     * @param inPlace the file that holds the bytes already, to be named where it lies; null for a copy in the folder
     * @param sha256 the hash that the bytes must have; null when that is not known
     * @param license its licence; null for that of the asset being replaced
     * @param source where it comes from; null for that of the asset being replaced
     * @param url where it can be fetched again; null for nowhere
     * @param note anything else; null for that of the asset being replaced
     */
    public record Addition(
            String name,
            Content content,
            String ending,
            @Nullable Path inPlace,
            @Nullable String sha256,
            @Nullable String license,
            @Nullable String source,
            @Nullable String url,
            @Nullable String note) {}

    /** Why an asset was not added; nothing has changed then. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Adds an asset.
     *
     * @param replace whether an asset of this name may be replaced
     * @return the entry; null when the same was there before
     * @throws RefusedException when the name is taken or no name, when the bytes are others than expected, or when the
     *     index is faulty
     */
    public @Nullable AssetEntry add(Addition addition, boolean replace) throws IOException, RefusedException {
        if (!AssetIndex.isName(addition.name())) {
            throw new RefusedException("'" + addition.name()
                    + "' is no name for an asset: use letters, digits, '.', '_'," + " '-', and '/' between parts");
        }
        Files.createDirectories(folder);
        Path fresh = folder.resolve(AssetIndex.FILE + ".new");
        try {
            Files.createFile(fresh);
        } catch (FileAlreadyExistsException taken) {
            throw new RefusedException(
                    fresh + " is there: another command is changing these assets, or was interrupted;"
                            + " in that case remove the file");
        }
        try {
            AssetIndex index = index();
            AssetEntry known = index.entries().get(addition.name());
            Path inPlace = addition.inPlace();
            Path part = null;
            AssetEntry entry;
            try {
                Written bytes;
                if (inPlace == null) {
                    part = fresh.resolveSibling(AssetIndex.FILE + ".part");
                    bytes = write(addition.content(), part, Long.MAX_VALUE);
                } else {
                    bytes = new Written(Files.size(inPlace), Sha256.of(inPlace));
                }
                entry = entry(addition, known, bytes);
                if (addition.sha256() != null && !addition.sha256().equalsIgnoreCase(entry.sha256())) {
                    throw new RefusedException("the sha256 is " + entry.sha256() + ", expected " + addition.sha256()
                            + "; nothing was added");
                }
                if (known != null && same(known, entry) && known.check().state() == AssetEntry.State.OK) {
                    return null;
                }
                if (known != null && !replace) {
                    throw new RefusedException("there is an asset '" + known.name() + "' (" + known.place() + ") with "
                            + (known.sha256().equals(entry.sha256()) ? "another account" : "another content")
                            + "; replace it with --replace, or take another name");
                }
                if (part != null) {
                    place(index, known, part, entry.file());
                }
            } finally {
                if (part != null) {
                    Files.deleteIfExists(part);
                }
            }
            index.put(entry);
            Files.writeString(fresh, index.print());
            Files.move(fresh, folder.resolve(AssetIndex.FILE), StandardCopyOption.ATOMIC_MOVE);
            return entry;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Gets the file of an asset whose file is missing or damaged.
     *
     * @throws RefusedException when the bytes are others than the index tells; the folder is as it was then
     */
    public void restore(AssetEntry entry, Content content) throws IOException, RefusedException {
        Path parent = entry.file().getParent();
        Files.createDirectories(parent);
        Path part = entry.file().resolveSibling("." + entry.file().getFileName() + ".part");
        try {
            Written came = write(content, part, entry.bytes());
            if (!came.sha256().equals(entry.sha256())) {
                throw new RefusedException("what came for '" + entry.name() + "' has "
                        + (came.bytes() > entry.bytes()
                                ? "more than " + entry.bytes() + " bytes"
                                : came.bytes() + " bytes and the sha256 " + came.sha256())
                        + ", the index says " + entry.bytes() + " bytes and " + entry.sha256());
            }
            Files.move(part, entry.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private AssetIndex index() throws RefusedException {
        if (!Files.exists(folder.resolve(AssetIndex.FILE))) {
            return AssetIndex.empty(folder);
        }
        List<Fault> faults = new ArrayList<>();
        AssetIndex index = AssetIndex.read(folder, faults);
        if (index == null || !faults.isEmpty()) {
            throw new RefusedException("the index is faulty: " + faults.get(0));
        }
        return index;
    }

    private AssetEntry entry(Addition addition, @Nullable AssetEntry known, Written bytes) throws RefusedException {
        String license = addition.license() == null && known != null ? known.license() : addition.license();
        String source = addition.source() == null && known != null ? known.source() : addition.source();
        if (license == null) {
            throw new RefusedException(
                    "say its licence: --license with an SPDX identifier such as CC-BY-4.0, or with words");
        }
        if (source == null) {
            throw new RefusedException("say where it comes from: --source with a URL, a paper, or how it was made");
        }
        String last = addition.name().substring(addition.name().lastIndexOf('/') + 1);
        Path file = addition.inPlace() == null
                ? folder.resolve(last.contains(".") ? addition.name() : addition.name() + addition.ending())
                : addition.inPlace().toAbsolutePath().normalize();
        return new AssetEntry(
                addition.name(),
                file,
                bytes.sha256(),
                bytes.bytes(),
                license,
                source,
                addition.url(),
                addition.note() == null && known != null ? known.note() : addition.note(),
                new Node.Place(folder.resolve(AssetIndex.FILE).toString(), 0, 0));
    }

    private static boolean same(AssetEntry a, AssetEntry b) {
        return a.equals(new AssetEntry(
                b.name(), b.file(), b.sha256(), b.bytes(), b.license(), b.source(), b.url(), b.note(), a.place()));
    }

    /** Moves a file to its place, unless something lies there that is not the asset being replaced. */
    private static void place(AssetIndex index, @Nullable AssetEntry known, Path part, Path file)
            throws IOException, RefusedException {
        if (file.getFileName().toString().startsWith(AssetIndex.FILE)) {
            throw new RefusedException(file + " is for the index; take another name");
        }
        for (AssetEntry other : index.entries().values()) {
            if (!other.equals(known) && other.file().equals(file)) {
                throw new RefusedException(
                        file + " is the file of the asset '" + other.name() + "'; take another name");
            }
        }
        boolean own = known != null && known.file().equals(file);
        if (!own && Files.exists(file) && Files.mismatch(file, part) >= 0) {
            throw new RefusedException(
                    file + " is there, is in no index and has another content; move it away, or take another name");
        }
        Files.createDirectories(file.getParent());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a file got. */
    private record Written(long bytes, String sha256) {}

    /** Writes what comes until it is more than expected, which is enough to see that it is too much. */
    private static Written write(Content content, Path file, long expected) throws IOException {
        MessageDigest digest = Sha256.digest();
        long written = 0;
        try (InputStream in = content.open();
                OutputStream out = Files.newOutputStream(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0 && written <= expected; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                digest.update(buffer, 0, n);
                written += n;
            }
        }
        return new Written(written, Sha256.hex(digest));
    }
}
