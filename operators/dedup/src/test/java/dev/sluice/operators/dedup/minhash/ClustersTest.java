package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.LimitException;
import dev.sluice.operators.dedup.Keep;
import dev.sluice.operators.dedup.Ruling;
import dev.sluice.operators.dedup.graph.Components;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one worker holds while it joins pairs, against the memory that it may take. */
class ClustersTest {
    private static final Global.Table PAIRS = MinhashDedup.PAIRS;
    private static final int DOCUMENTS = 20_000;

    private static Clusters clusters(Keep keep, boolean verified, long bytes) {
        return new Clusters(
                PAIRS,
                new Ruling(keep, false, MinhashDedup.Reason.NEAR_DUPLICATE, MinhashDedup.Reason.IN_INDEX),
                verified ? 0.5 : null,
                false,
                null,
                false,
                new Components("join less", Components.MAX_NODES, bytes));
    }

    /** A chain of documents, each paired with the next ones. */
    private static void pair(Clusters clusters, int each) {
        for (int i = 0; i < DOCUMENTS; i++) {
            for (int j = 1; j <= each && i + j < DOCUMENTS; j++) {
                clusters.accept(PAIRS, new long[] {i, i + j});
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SMALLEST_ID, false, 1, 1_000_000",
        "BEST, false, 1, 1_200_000",
        "SMALLEST_ID, true, 1, 2_400_000",
        "SMALLEST_ID, true, 20, 8_000_000",
    })
    void stopsWithAdviceBeforeMemoryIsOut(Keep keep, boolean verified, int each, String most) {
        long bytes = Long.parseLong(most.replace("_", ""));
        Clusters enough = clusters(keep, verified, bytes);
        pair(enough, each);
        if (verified) {
            for (int i = 0; i < DOCUMENTS; i++) {
                long[] sketch = new long[1 + Sketches.WORDS];
                sketch[0] = i;
                enough.accept(MinhashDedup.SKETCHES, sketch);
            }
        }
        List<Decision> decisions = new ArrayList<>();
        enough.finish((table, words) -> {}, decisions::add);
        assertThat(decisions).hasSize(DOCUMENTS);

        assertThatThrownBy(() -> {
                    Clusters tooFew = clusters(keep, verified, bytes / 2);
                    pair(tooFew, each);
                    tooFew.finish((table, words) -> {}, decision -> {});
                })
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("documents have a possible duplicate")
                .hasMessageContaining("(-Xmx) and go on with --resume");
    }

    @Test
    void knowsWhatSketchesTakeBeforeItReadsThem() {
        long graph = 1_200_000;
        Clusters clusters = clusters(Keep.SMALLEST_ID, true, graph + 64L * DOCUMENTS / 2);
        pair(clusters, 1);

        assertThatThrownBy(() -> clusters.accept(MinhashDedup.SKETCHES, new long[1 + Sketches.WORDS]))
                .isInstanceOf(LimitException.class);
    }
}
