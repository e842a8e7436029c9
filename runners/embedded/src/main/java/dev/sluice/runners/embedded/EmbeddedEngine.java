package dev.sluice.runners.embedded;

import dev.sluice.pipelines.Engine;
import dev.sluice.pipelines.RunException;
import dev.sluice.pipelines.StageTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

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

    /**
     * {@inheritDoc}
     *
     * <p>After a failure no further task starts, and those that run go on to their end: what they finish need not be done
     * again. Of several failures that of the lowest task counts.
     */
    @Override
    public void run(StageTasks tasks) throws RunException {
        int threads = Math.min(parallelism, tasks.count());
        AtomicInteger number = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(
                Math.max(1, threads), work -> new Thread(work, "sluice-task-" + number.incrementAndGet()));
        AtomicBoolean failed = new AtomicBoolean();
        List<Future<?>> started = new ArrayList<>(tasks.count());
        for (int i = 0; i < tasks.count(); i++) {
            int index = i;
            started.add(pool.submit(() -> {
                if (!failed.get()) {
                    boolean done = false;
                    try {
                        tasks.run(index);
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
        for (Future<?> task : started) {
            try {
                task.get();
            } catch (ExecutionException thrown) {
                if (failure == null) {
                    failure = thrown.getCause();
                }
            } catch (InterruptedException stopped) {
                failed.set(true);
                pool.shutdownNow();
                Thread.currentThread().interrupt();
                throw new RunException(
                        RunException.Kind.FAILED, "stage " + tasks.stage() + " was interrupted", stopped);
            }
        }
        if (failure != null) {
            throw new RunException(RunException.Kind.FAILED, "stage " + tasks.stage() + " failed", failure);
        }
    }

    @Override
    public void close() {}
}
