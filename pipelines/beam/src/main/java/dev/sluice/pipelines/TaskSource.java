package dev.sluice.pipelines;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The numbers of the tasks of a stage as a Beam source that splits into exactly these tasks, whatever bundle size an
 * engine wishes for; engines hand splits out as workers become free.
 */
final class TaskSource extends BoundedSource<Integer> {
    private static final long serialVersionUID = 1L;

    private final int[] tasks;

    TaskSource(int... tasks) {
        this.tasks = tasks.clone();
    }

    @Override
    public List<? extends BoundedSource<Integer>> split(long desiredBundleSizeBytes, PipelineOptions options) {
        return tasks.length <= 1
                ? List.of(this)
                : java.util.Arrays.stream(tasks)
                        .mapToObj(task -> new TaskSource(task))
                        .toList();
    }

    @Override
    public long getEstimatedSizeBytes(PipelineOptions options) {
        return tasks.length;
    }

    @Override
    public Coder<Integer> getOutputCoder() {
        return VarIntCoder.of();
    }

    @Override
    public BoundedReader<Integer> createReader(PipelineOptions options) {
        return new Reader(this);
    }

    private static final class Reader extends BoundedReader<Integer> {
        private final TaskSource source;
        private int at = -1;

        Reader(TaskSource source) {
            this.source = source;
        }

        @Override
        public boolean start() throws IOException {
            return advance();
        }

        @Override
        public boolean advance() throws IOException {
            at++;
            return at < source.tasks.length;
        }

        @Override
        public Integer getCurrent() throws NoSuchElementException {
            if (at < 0 || at >= source.tasks.length) {
                throw new NoSuchElementException();
            }
            return source.tasks[at];
        }

        @Override
        public BoundedSource<Integer> getCurrentSource() {
            return source;
        }

        @Override
        public void close() {}
    }
}
