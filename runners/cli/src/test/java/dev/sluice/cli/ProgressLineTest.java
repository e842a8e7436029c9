package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipelines.Progress;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final Progress.Stage STAGE = new Progress.Stage(
            1, 6, "read, gopher_quality, sign for exact_dedup, sign for minhash_dedup", 12, 30_000_000);
    private static final Progress.Snapshot HALF = new Progress.Snapshot(5, 12_345, 15_000_000);

    @Test
    void tellsTasksDocumentsRateAndTimeLeft() {
        assertThat(ProgressLine.line(STAGE, HALF, 5, Integer.MAX_VALUE))
                .isEqualTo("[1/6] read, gopher_quality, sign for exact_dedup, sign for minhash_dedup"
                        + "  5/12 tasks  12,345 documents  15.0 MB  3.0 MB/s  5 s left");
    }

    @Test
    void cutsTheStagesNameBeforeAnyFigure() {
        assertThat(ProgressLine.line(STAGE, HALF, 5, 79))
                .hasSize(79)
                .isEqualTo("[1/6] read, gophe...  5/12 tasks  12,345 documents  15.0 MB  3.0 MB/s  5 s left");
        assertThat(ProgressLine.line(STAGE, HALF, 5, 40)).hasSize(40).startsWith("[1/6]   5/12 tasks");
    }

    @Test
    void writesSizesAndTimesShortly() {
        assertThat(ProgressLine.bytes(999)).isEqualTo("999 B");
        assertThat(ProgressLine.bytes(1_500_000)).isEqualTo("1.5 MB");
        assertThat(ProgressLine.duration(75)).isEqualTo("1 min 15 s");
        assertThat(ProgressLine.duration(7260)).isEqualTo("2 h 1 min");
    }
}
