package dev.sluice.runners.embedded;

import dev.sluice.pipelines.Engine;
import dev.sluice.pipelines.RunException;
import dev.sluice.pipelines.StageTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs tasks on threads of this process, in the order of their numbers, with nothing installed or started.
 *
 * <p>Nothing moves between the tasks of a stage but files, so there is nothing here that a Beam runner would do; building
 * and starting a pipeline for each stage took more CPU time than small stages do
 * ({@code docs/decisions/0002-embedded-engine.md}).
 */
public final class EmbeddedEngine implements Engine {
    private final int parallelism;

    /** Runs as many tasks at once as {@code parallelism} says. */
    public EmbeddedEngine(int parallelism) {
        this.parallelism = checked(parallelism);
    }

    static int checked(int parallelism) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism is " + parallelism + ", must be at least 1");
        }
        return parallelism;
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public boolean remote() {
        return false;
    }

    /** The work of one task. */
    @FunctionalInterface
    interface Task {
        void run(int index) throws IOException;
    }

    /**
     * {@inheritDoc}
     *
     * <p>After a failure no further task starts, and those that run go on to their end: what they finish need not be done
     * again. Of several failures that of the lowest task counts. An interruption of the calling thread is passed on to the
     * tasks. In any case no task runs on when this returns.
     */
    @Override
    public void run(StageTasks tasks) throws RunException {
        run(tasks.stage(), tasks.count(), tasks::run);
    }

    void run(String stage, int count, Task work) throws RunException {
        List<Thread> threads = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(parallelism, count)), task -> {
            Thread thread = new Thread(task, "sluice-task-" + (threads.size() + 1));
            threads.add(thread);
            return thread;
        });
        AtomicBoolean failed = new AtomicBoolean();
        List<Future<?>> started = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int index = i;
            started.add(pool.submit(() -> {
                if (!failed.get()) {
                    boolean done = false;
                    try {
                        work.run(index);
                        done = true;
                    } finally {
                        if (!done) {
                            failed.set(true);
                        }
                    }
                }
                return null;
            }));
        }
        pool.shutdown();
        Throwable failure = null;
        try {
            for (Future<?> task : started) {
                try {
                    task.get();
                } catch (ExecutionException thrown) {
                    failure = failure == null ? thrown.getCause() : failure;
                }
            }
            join(threads);
        } catch (InterruptedException stopped) {
            failed.set(true);
            pool.shutdownNow();
            boolean ended = false;
            while (!ended) {
                ended = endUnlessInterrupted(threads);
            }
            Thread.currentThread().interrupt();
            throw new RunException(RunException.Kind.FAILED, "stage " + stage + " was interrupted", stopped);
        }
        if (failure != null) {
            throw new RunException(RunException.Kind.FAILED, "stage " + stage + " failed", failure);
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** A further interruption changes nothing: the tasks know already. */
    private static boolean endUnlessInterrupted(List<Thread> threads) {
        try {
            join(threads);
            return true;
        } catch (InterruptedException again) {
            return false;
        }
    }

    @Override
    public void close() {}
}
