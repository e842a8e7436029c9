package dev.sluice.operators.dedup.simhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Global;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.LongTable;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.Keep;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.minhash.Shingles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimhashDedupTest {
    /** Every near pair is found exactly once, whichever bits differ. */
    @ParameterizedTest
    @CsvSource({"3, 6", "3, 4", "0, 3", "1, 2", "5, 8", "8, 10", "2, 23"})
    void findsEveryPairOnce(int distance, int blocks) {
        Random random = new Random(distance);
        List<Long> fingerprints = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            long fingerprint = random.nextInt(3) > 0 && i > 0
                    ? fingerprints.get(random.nextInt(i))
                    : random.nextInt(2) * -1L ^ random.nextLong();
            for (int flips = random.nextInt(distance + 2); flips > 0; flips--) {
                fingerprint ^= 1L << random.nextInt(64);
            }
            fingerprints.add(fingerprint);
        }
        BlockTables tables = new BlockTables(blocks, distance);
        LongTable records = new LongTable(3);
        for (int i = 0; i < fingerprints.size(); i++) {
            for (int table = 0; table < tables.size(); table++) {
                records.add(tables.key(table, fingerprints.get(i), 0), fingerprints.get(i), i);
            }
        }
        records.sort();
        Global.Table pairs = new Global.Table("pairs", 2, 0, -1);
        Neighbours neighbours = new Neighbours(tables, distance, pairs);
        List<List<Long>> found = new ArrayList<>();
        long[] record = new long[3];
        for (int i = 0; i < records.size(); i++) {
            records.read(i, record);
            boolean newKey = i == 0 || records.word(i - 1, 0) != record[0];
            neighbours.accept(record, newKey, (table, words) -> found.add(List.of(words[0], words[1])), decision -> {});
        }
        List<List<Long>> wanted = new ArrayList<>();
        for (int i = 0; i < fingerprints.size(); i++) {
            for (int j = 0; j < i; j++) {
                long one = fingerprints.get(j);
                long other = fingerprints.get(i);
                boolean firstOfBoth =
                        fingerprints.indexOf(one) == j && (one == other || fingerprints.indexOf(other) == i);
                if (firstOfBoth && Long.bitCount(one ^ other) <= distance) {
                    wanted.add(List.of((long) j, (long) i));
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void agreesWithComparingAll() {
        Random random = new Random(6);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String[] words = i > 0 && random.nextInt(3) > 0
                    ? documents.get(random.nextInt(i)).text().split(" ")
                    : Collections.nCopies(150, "").toArray(new String[0]);
            for (int j = 0; j < words.length; j++) {
                words[j] = words[j].isEmpty() || random.nextInt(100) == 0 ? "w" + random.nextInt(3000) : words[j];
            }
            documents.add(Document.of(
                    "d" + i, String.join(" ", words), Fields.of(Map.of("score", random.nextInt(9))), Position.NONE));
        }
        int distance = 5;
        SimhashDedup operator = Spec.build(SimhashDedup.class)
                .with(SimhashDedup::distance, distance)
                .with(SimhashDedup::keep, Keep.BEST)
                .with(SimhashDedup::scoreField, "score")
                .build();
        int[] clusters = byComparingAll(documents, distance);
        List<Decision> decisions = InMemory.decide(operator, Resources.plain(), documents);
        int dropped = 0;
        for (int i = 0; i < clusters.length; i++) {
            int best = i;
            int size = 0;
            for (int j = 0; j < clusters.length; j++) {
                if (clusters[j] == clusters[i]) {
                    size++;
                    int order = score(documents.get(j)) - score(documents.get(best));
                    best = order > 0 || (order == 0 && j < best) ? j : best;
                }
            }
            if (size == 1) {
                assertThat(decisions.get(i)).isNull();
                continue;
            }
            assertThat(decisions.get(i).match()).isEqualTo(new Decision.Match(clusters[i], best, size, null));
            assertThat(decisions.get(i).action() == Decision.Action.KEEP).isEqualTo(best == i);
            dropped += best == i ? 0 : 1;
        }
        assertThat(dropped).isBetween(50, 250);
    }

    private static int score(Document document) {
        return ((Number) document.field("score")).intValue();
    }

    private static int[] byComparingAll(List<Document> documents, int distance) {
        int[] clusters = new int[documents.size()];
        long[] fingerprints = new long[clusters.length];
        Shingles shingles = Shingles.ofWords(3, true, Normalise.LOWER_WS, false, 0);
        for (int i = 0; i < clusters.length; i++) {
            clusters[i] = i;
            Majority majority = new Majority();
            shingles.read(documents.get(i), majority);
            fingerprints[i] = majority.fingerprint();
            for (int j = 0; j < i; j++) {
                if (Long.bitCount(fingerprints[i] ^ fingerprints[j]) <= distance) {
                    int from = Math.max(clusters[i], clusters[j]);
                    int to = Math.min(clusters[i], clusters[j]);
                    for (int k = 0; k <= i; k++) {
                        clusters[k] = clusters[k] == from ? to : clusters[k];
                    }
                }
            }
        }
        return clusters;
    }

    @Test
    void comparesWithinGroups() {
        List<Document> documents = new ArrayList<>();
        for (String crawl : List.of("a", "b", "a")) {
            documents.add(Document.of(
                    "d" + documents.size(),
                    "one text of several words that all are the same",
                    Fields.of(Map.of("crawl", crawl)),
                    Position.NONE));
        }
        SimhashDedup operator = Spec.build(SimhashDedup.class)
                .with(SimhashDedup::groupField, "crawl")
                .build();
        assertThat(InMemory.apply(operator, Resources.plain(), documents)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3, 'is 3, must be above distance (3)'",
        "12, 6, 'is 12, which needs more than 256 tables'",
    })
    void reportsBlocksThatDoNotFit(int blocks, int distance, String fault) {
        Spec.Builder<SimhashDedup> operator = Spec.build(SimhashDedup.class)
                .with(SimhashDedup::blocks, blocks)
                .with(SimhashDedup::distance, distance);

        assertThatThrownBy(operator::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("blocks " + fault);
    }
}
