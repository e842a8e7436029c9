package dev.sluice.pipelines;

import dev.sluice.connectors.Slice;
import dev.sluice.plan.Plan;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A fixed part of the input that one task reads.
 *
 * @param number from 0, in the order of the input
 * @param parts slices in their order
 */
record Partition(int number, List<Part> parts) implements Serializable {
    /** Most files in a partition: keeps the time of a task bounded when files are tiny. */
    private static final int MAX_FILES = 256;

    Partition {
        parts = List.copyOf(parts);
    }

    /**
     * A slice of an input file.
     *
     * @param file the file
     * @param slice the slice of it
     */
    record Part(InputFiles.InputFile file, Slice slice) implements Serializable {}

    long bytes() {
        return parts.stream()
                .mapToLong(part -> part.slice().end() - part.slice().start())
                .sum();
    }

    /** Cuts the input into partitions; depends on the files and the plan alone. */
    static List<Partition> of(Plan plan, InputFiles files) throws IOException {
        long target = plan.options().partitionBytes();
        List<Partition> partitions = new ArrayList<>();
        List<Part> open = new ArrayList<>();
        long openBytes = 0;
        int input = -1;
        Quota quota = new Quota();
        for (InputFiles.InputFile file : files.files()) {
            boolean otherInput = file.input() != input;
            if (otherInput) {
                input = file.input();
                quota = new Quota(plan, input);
            }
            List<Slice> slices = quota.exhausted() || file.bytes() == 0
                    ? List.of()
                    : plan.inputs().get(input).format().split(file.blob(), target);
            for (Slice slice : slices) {
                long bytes = slice.end() - slice.start();
                if (!open.isEmpty() && (otherInput || openBytes + bytes > target || open.size() >= MAX_FILES)) {
                    partitions.add(new Partition(partitions.size(), open));
                    open = new ArrayList<>();
                    openBytes = 0;
                }
                otherInput = false;
                Slice wanted = quota.take(plan, file, slice);
                if (wanted.limit() > 0) {
                    open.add(new Part(file, wanted));
                    openBytes += bytes;
                }
            }
        }
        if (!open.isEmpty()) {
            partitions.add(new Partition(partitions.size(), open));
        }
        return partitions;
    }

    /** Counts off the records that an input's skip and limit leave. Only where they are set does it read anything. */
    private static final class Quota {
        private final boolean counts;
        private long skip;
        private long left;

        Quota() {
            counts = false;
            left = Long.MAX_VALUE;
        }

        Quota(Plan plan, int input) {
            Long limit = plan.inputs().get(input).limit();
            skip = plan.inputs().get(input).skip();
            left = limit == null ? Long.MAX_VALUE : limit;
            counts = skip > 0 || limit != null;
        }

        boolean exhausted() {
            return left == 0;
        }

        Slice take(Plan plan, InputFiles.InputFile file, Slice slice) throws IOException {
            if (!counts) {
                return slice;
            }
            if (left == 0) {
                return with(slice, 0, 0);
            }
            long records = plan.inputs()
                    .get(file.input())
                    .format()
                    .count(file.blob(), slice, plan.options().limits());
            long skipped = Math.min(skip, records);
            long taken = Math.min(left, records - skipped);
            skip -= skipped;
            if (left != Long.MAX_VALUE) {
                left -= taken;
            }
            return with(slice, skipped, taken);
        }

        private static Slice with(Slice slice, long skip, long limit) {
            return new Slice(slice.file(), slice.start(), slice.end(), slice.position(), skip, limit);
        }
    }
}
