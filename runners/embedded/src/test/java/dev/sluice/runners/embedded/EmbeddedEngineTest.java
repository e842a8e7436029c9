package dev.sluice.runners.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.pipelines.RunException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class EmbeddedEngineTest {
    private final Queue<Integer> ran = new ConcurrentLinkedQueue<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** A task that is seen. */
    private void run(int index) {
        threads.add(Thread.currentThread());
        ran.add(index);
    }

    private static void await(CountDownLatch latch) throws InterruptedIOException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the run was stopped");
        }
    }

    private void assertNoThreadIsAlive() {
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "1, 50", "2, 1", "3, 50", "8, 3"})
    void runsEveryTaskOnceAndEndsItsThreads(int parallelism, int count) throws RunException {
        new EmbeddedEngine(parallelism).run("a", count, this::run);

        assertThat(ran)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).boxed().toList());
        assertThat(threads).hasSizeLessThanOrEqualTo(Math.min(parallelism, count));
        assertNoThreadIsAlive();
    }

    @Test
    void oneThreadRunsTasksInTheOrderOfTheirNumbers() throws RunException {
        new EmbeddedEngine(1).run("a", 20, this::run);

        assertThat(ran).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void afterAFailureNoFurtherTaskStarts() {
        assertThatThrownBy(() -> new EmbeddedEngine(1).run("documents-0", 10, index -> {
                    run(index);
                    if (index == 3) {
                        throw new IOException("disk full");
                    }
                }))
                .isInstanceOf(RunException.class)
                .hasMessage("stage documents-0 failed")
                .hasRootCauseMessage("disk full");
        assertThat(ran).containsExactly(0, 1, 2, 3);
        assertNoThreadIsAlive();
    }

    /** Task 1 fails while task 0 runs; its thread, which would have taken all others, is at its end before task 0 is. */
    @Test
    void aTaskThatRunsWhenAnotherFailsGoesOnToItsEnd() {
        AtomicReference<Thread> failing = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch known = new CountDownLatch(1);

        Throwable failure = catchThrowable(() -> new EmbeddedEngine(2).run("a", 30, index -> {
            if (index == 1) {
                await(begun);
                failing.set(Thread.currentThread());
                known.countDown();
                throw new IllegalStateException("task 1");
            }
            begun.countDown();
            await(known);
            try {
                failing.get().join();
            } catch (InterruptedException stopped) {
                throw new InterruptedIOException();
            }
            run(index);
        }));

        assertThat(failure).hasRootCauseMessage("task 1");
        assertThat(ran).containsExactly(0);
        assertNoThreadIsAlive();
    }

    /** Which failure a run tells must not depend on which task was faster. */
    @Test
    void theFailureOfTheLowestTaskCounts() {
        for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(2, 1, 0), List.of(1, 2, 0))) {
            List<CountDownLatch> turns =
                    IntStream.range(0, 4).mapToObj(i -> new CountDownLatch(1)).toList();
            CountDownLatch all = new CountDownLatch(3);
            turns.get(0).countDown();

            assertThatThrownBy(() -> new EmbeddedEngine(3).run("a", 3, index -> {
                        all.countDown();
                        await(all);
                        int turn = order.indexOf(index);
                        await(turns.get(turn));
                        turns.get(turn + 1).countDown();
                        throw new IOException("task " + index);
                    }))
                    .as("%s", order)
                    .hasRootCauseMessage("task 0");
        }
    }

    @Test
    void anErrorIsAFailureLikeAnException() {
        assertThatThrownBy(() -> new EmbeddedEngine(2).run("a", 2, index -> {
                    throw new AssertionError("task " + index);
                }))
                .isInstanceOf(RunException.class)
                .hasRootCauseInstanceOf(AssertionError.class)
                .hasRootCauseMessage("task 0");
    }

    @Test
    void anInterruptionStopsTheTasksAndWaitsForThem() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flagged = new AtomicReference<>();
        Thread runner = new Thread(() -> {
            thrown.set(catchThrowable(() -> new EmbeddedEngine(2).run("documents-1", 10, index -> {
                run(index);
                running.countDown();
                await(never);
            })));
            flagged.set(Thread.currentThread().isInterrupted());
        });
        runner.start();
        running.await();
        runner.interrupt();
        runner.join();

        assertThat(thrown.get()).isInstanceOf(RunException.class).hasMessage("stage documents-1 was interrupted");
        assertThat(flagged.get()).as("who called is still told").isTrue();
        assertThat(ran).containsExactlyInAnyOrder(0, 1);
        assertNoThreadIsAlive();
    }

    @Test
    void asksForAThreadAtLeast() {
        assertThatThrownBy(() -> new EmbeddedEngine(0)).hasMessage("parallelism is 0, must be at least 1");
    }
}
