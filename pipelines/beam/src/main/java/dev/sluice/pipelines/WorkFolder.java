package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
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

    /** Where an output is put together. */
    static final String PUBLISH = "publish";

    /** Where an output lies while another one takes its place; it is always whole. */
    private static final String REPLACED = "replaced";

    /** What nobody needs any more, in whatever part it is still there. */
    private static final String DISCARDED = "discarded";

    /** Says that a finished run was asked to leave its work folder. */
    private static final String KEPT = "kept";

    private final Path path;
    private final Path output;
    private final LocalStore store;
    private final FileChannel lockChannel;
    private boolean remove;

    private WorkFolder(Path path, Path output, FileChannel lockChannel) {
        this.path = path;
        this.output = output;
        this.store = new LocalStore(path);
        this.lockChannel = lockChannel;
    }

    static Path of(Path output) {
        Path absolute = output.toAbsolutePath().normalize();
        return absolute.resolveSibling("." + absolute.getFileName() + ".work");
    }

    /**
     * Takes the lock of an output's work folder, and puts an output back that an interrupted run had put aside.
     *
     * @throws RunException when another run holds the lock
     */
    static WorkFolder open(Path output) throws IOException, RunException {
        Path path = of(output);
        Files.createDirectories(path);
        FileChannel channel = FileChannel.open(
                path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, path);
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(
                    "pid " + ProcessHandle.current().pid() + "\n"));
            WorkFolder folder = new WorkFolder(path, output.toAbsolutePath().normalize(), channel);
            folder.putBack();
            return folder;
        } catch (IOException | RunException cause) {
            channel.close();
            throw cause;
        }
    }

    private static void lock(FileChannel channel, Path path) throws IOException, RunException {
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
    }

    /**
     * Makes the folder ready for a run, with what is left of an interrupted one where it resumes that.
     *
     * @throws RunException when the run cannot resume the interrupted one
     */
    void begin(Fingerprint fingerprint, RunOptions options) throws IOException, RunException {
        Path stored = path.resolve(FINGERPRINT);
        if (options.resume() && Files.exists(stored)) {
            List<String> differences = differences(fingerprint);
            if (!differences.isEmpty()) {
                throw new RunException(
                        RunException.Kind.REFUSED,
                        "cannot resume: the interrupted run was another one\n  "
                                + String.join("\n  ", differences)
                                + "\nrun without --resume to start anew");
            }
        } else {
            clear(); // what lies here without a fingerprint is of a run that nobody knows
        }
        removeLeftovers();
        if (!Files.exists(stored)) {
            store.write(FINGERPRINT, Json.bytes(fingerprint.content()));
        }
    }

    private List<String> differences(Fingerprint fingerprint) throws IOException {
        Path stored = path.resolve(FINGERPRINT);
        return fingerprint.differences(Json.readWhole(stored), stored);
    }

    /**
     * Attempts and spills of a killed process are of no use to anybody; nor are files of tasks without a record, which nobody
     * could tell from damaged ones.
     */
    private void removeLeftovers() throws IOException {
        for (String left : List.of("attempts", "jobs", PUBLISH, "scratch", "spill", DISCARDED, KEPT)) {
            delete(path.resolve(left));
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

    /** Removes everything but the lock, and first of all what makes the rest credible. */
    private void clear() throws IOException {
        store.delete(FINGERPRINT);
        for (String name : store.list("")) {
            if (!name.equals(LOCK)) {
                delete(path.resolve(name));
            }
        }
    }

    /** Puts an output back that an interrupted run had put aside, and not yet its own in that place. */
    private void putBack() throws IOException {
        Path replaced = path.resolve(REPLACED);
        if (!Files.exists(replaced)) {
            return;
        }
        if (Files.isDirectory(output) && Runs.isFolderEmpty(output)) {
            Files.delete(output);
        }
        if (Files.exists(output)) {
            discard(replaced);
        } else {
            Files.move(replaced, output, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** A replaced output that is removed in part must not be taken for one to put back. */
    private void discard(Path replaced) throws IOException {
        Path discarded = path.resolve(DISCARDED);
        delete(discarded);
        Files.move(replaced, discarded, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Gives a finished folder the name of the output, which appears complete or not at all.
     *
     * @param overwrite whether another output may be there
     */
    void publish(Path folder, boolean overwrite) throws IOException {
        Path replaced = path.resolve(REPLACED);
        if (Files.exists(output)) {
            if (Runs.isFolderEmpty(output)) {
                Files.delete(output);
            } else if (overwrite) {
                Files.move(output, replaced, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.move(folder, output, StandardCopyOption.ATOMIC_MOVE);
        LocalStore.syncFolder(output.getParent());
        if (Files.exists(replaced)) {
            discard(replaced);
        }
    }

    /** Removes what is left of a finished run that was killed before it could; its fingerprint goes first. */
    static void sweep(Path output, Fingerprint fingerprint) {
        if (!Files.isDirectory(of(output))) {
            return;
        }
        try (WorkFolder left = open(output)) {
            boolean known = left.store.exists(FINGERPRINT);
            boolean another = known && !left.differences(fingerprint).isEmpty(); // it may yet be resumed
            left.remove = !another && !left.store.exists(KEPT);
        } catch (IOException | RunException busy) {
            // Somebody is at work there, or nobody may; what is left costs room and nothing else.
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

    void succeeded(boolean keep) throws IOException {
        if (keep) {
            store.write(KEPT, new byte[0]);
        }
        remove = !keep;
    }

    /** The folder goes while the lock is held, so that nobody begins in a folder that is about to go. */
    @Override
    public void close() throws IOException {
        try (lockChannel) {
            if (remove) {
                clear();
                store.delete(LOCK);
            }
        }
        if (remove) {
            try {
                Files.deleteIfExists(path);
            } catch (DirectoryNotEmptyException begun) {
                // Another run has begun here.
            }
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
