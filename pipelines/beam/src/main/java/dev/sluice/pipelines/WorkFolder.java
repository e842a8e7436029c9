package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps what it has done so far: {@code .web.work} beside the output {@code web}. One run at a time holds
 * its lock.
 */
final class WorkFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String FINGERPRINT = "fingerprint.json";

    private final Path path;
    private final LocalStore store;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private boolean remove;

    private WorkFolder(Path path, FileChannel lockChannel, FileLock lock) {
        this.path = path;
        this.store = new LocalStore(path);
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    static Path of(Path output) {
        Path absolute = output.toAbsolutePath().normalize();
        return absolute.resolveSibling("." + absolute.getFileName() + ".work");
    }

    static WorkFolder open(Path output, Fingerprint fingerprint, RunOptions options) throws IOException, RunException {
        Path path = of(output);
        Files.createDirectories(path);
        FileChannel channel = FileChannel.open(
                path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        WorkFolder folder = null;
        try {
            FileLock lock = lock(channel, path);
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(
                    "pid " + ProcessHandle.current().pid() + "\n"));
            folder = new WorkFolder(path, channel, lock);
            folder.prepare(fingerprint, options);
            return folder;
        } catch (IOException | RunException cause) {
            if (folder == null) {
                channel.close();
            } else {
                folder.close();
            }
            throw cause;
        }
    }

    private static FileLock lock(FileChannel channel, Path path) throws IOException, RunException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException held) {
            lock = null;
        }
        if (lock == null) {
            String holder = Files.readString(path.resolve(LOCK)).strip();
            throw new RunException(
                    RunException.Kind.LOCKED,
                    "another run (" + holder + ") is writing this output; wait for it or stop it");
        }
        return lock;
    }

    private void prepare(Fingerprint fingerprint, RunOptions options) throws IOException, RunException {
        Path stored = path.resolve(FINGERPRINT);
        if (Files.exists(stored)) {
            List<String> differences = fingerprint.differences(Json.readWhole(stored), stored);
            if (options.resume() && !differences.isEmpty()) {
                throw new RunException(
                        RunException.Kind.REFUSED,
                        "cannot resume: the interrupted run was another one\n  "
                                + String.join("\n  ", differences)
                                + "\nrun without --resume to start anew");
            }
            if (!options.resume()) {
                clear();
            }
        } else if (options.resume()) {
            clear();
        }
        removeLeftovers();
        if (!Files.exists(stored)) {
            store.write(FINGERPRINT, Json.bytes(fingerprint.content()));
        }
    }

    /**
     * Attempts and spills of a killed process are of no use to anybody; nor are files of tasks without a record, which nobody
     * could tell from damaged ones.
     */
    private void removeLeftovers() throws IOException {
        for (String folder : List.of("attempts", "jobs", "publish", "scratch", "spill")) {
            delete(path.resolve(folder));
        }
        Path stages = path.resolve("stages");
        if (!Files.isDirectory(stages)) {
            return;
        }
        Set<Path> recorded = recordedFiles();
        try (Stream<Path> files = Files.walk(stages)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!recorded.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The files that tasks with a record stored; removes records that are damaged. */
    private Set<Path> recordedFiles() throws IOException {
        Set<Path> recorded = new HashSet<>();
        for (String stage : store.list("tasks")) {
            for (String record : store.list("tasks/" + stage)) {
                try {
                    filesOf("tasks/" + stage + "/" + record).forEach(file -> recorded.add(path.resolve(file.path())));
                } catch (IOException damaged) {
                    store.delete("tasks/" + stage + "/" + record);
                }
            }
        }
        return recorded;
    }

    private void clear() throws IOException {
        for (String name : store.list("")) {
            if (!name.equals(LOCK)) {
                delete(path.resolve(name));
            }
        }
    }

    Path path() {
        return path;
    }

    /** The tasks of a stage that have no record whose files are all there with the recorded content. */
    int[] openTasks(String stage, int[] tasks) throws IOException {
        int[] open = new int[tasks.length];
        int count = 0;
        for (int task : tasks) {
            if (!verified(RunSpec.recordPath(stage, task))) {
                open[count++] = task;
            }
        }
        return Arrays.copyOf(open, count);
    }

    /** Whether a task has a record, and its files are as they were written; removes those that are not, and the record then. */
    private boolean verified(String recordPath) throws IOException {
        if (!store.exists(recordPath)) {
            return false;
        }
        boolean whole = true;
        for (Store.Stored file : filesOf(recordPath)) {
            if (!isWhole(file)) {
                store.delete(file.path());
                whole = false;
            }
        }
        if (!whole) {
            store.delete(recordPath);
        }
        return whole;
    }

    private List<Store.Stored> filesOf(String recordPath) throws IOException {
        List<Store.Stored> files = new ArrayList<>();
        for (JsonNode file : TaskRecord.read(store, recordPath).path("files")) {
            files.add(new Store.Stored(
                    file.path("path").asText(),
                    file.path("bytes").asLong(),
                    file.path("sha256").asText()));
        }
        return files;
    }

    private boolean isWhole(Store.Stored file) {
        try {
            return store.exists(file.path())
                    && store.size(file.path()) == file.bytes()
                    && Sha256.of(store.open(file.path())).equals(file.sha256());
        } catch (IOException unreadable) {
            return false;
        }
    }

    void succeeded(boolean keep) {
        remove = !keep;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockChannel.close();
        if (remove) {
            delete(path);
        }
    }

    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
