package dev.sluice.connectors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Cuts files of lines into slices: plain files at any byte, zstd files between frames, gzip files not at all. */
public final class LineSlices {
    private LineSlices() {}

    /** Slices of about {@code target} stored bytes. */
    public static List<Slice> split(Blob file, long target) throws IOException {
        long size = file.size();
        if (size == 0) {
            return List.of();
        }
        if (size <= target) {
            return List.of(Slice.whole(file.name(), size));
        }
        return switch (Compression.of(file)) {
            case NONE -> plain(file, size, target);
            case GZIP -> List.of(Slice.whole(file.name(), size));
            case ZSTD -> zstd(file, size, target);
        };
    }

    private static List<Slice> plain(Blob file, long size, long target) {
        List<Slice> slices = new ArrayList<>();
        for (long start = 0; start < size; start += target) {
            long end = Math.min(size, start + target);
            slices.add(new Slice(file.name(), start, end, start, 0, Long.MAX_VALUE));
        }
        return slices;
    }

    private static List<Slice> zstd(Blob file, long size, long target) throws IOException {
        List<Compression.Frame> frames = Compression.frames(file);
        if (frames == null || frames.size() < 2) {
            return List.of(Slice.whole(file.name(), size));
        }
        List<Slice> slices = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < frames.size(); i++) {
            boolean last = i == frames.size() - 1;
            long start = first == 0 ? 0 : frames.get(first).start();
            if (last || frames.get(i).end() - start >= target) {
                long end = last ? size : frames.get(i + 1).start();
                slices.add(new Slice(file.name(), start, end, frames.get(first).position(), 0, Long.MAX_VALUE));
                first = i + 1;
            }
        }
        return slices;
    }
}
