package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.LimitException;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinhashSetsTest {
    @TempDir
    private Path folder;

    private static final MinhashSets OPERATOR =
            Spec.build(MinhashSets.class).with(MinhashSets::field, "items").build();

    private static Document document(String id, Object items) {
        return Document.of(id, "", Fields.NONE, Position.NONE).withField("items", items);
    }

    private static Sketch.Summary summary(List<Document> documents) {
        Sketch.Summary summary = OPERATOR.create(Resources.plain());
        documents.forEach(summary::add);
        return summary;
    }

    private static List<Long> range(int from, int to) {
        List<Long> members = new ArrayList<>();
        for (long i = from; i < to; i++) {
            members.add(i);
        }
        return members;
    }

    /** Five communities of 20; a member takes 20 of its community's 60 items, 5 of 400 others, and half take item 0. */
    private static List<Document> communities() {
        Random random = new Random(7);
        List<Document> documents = new ArrayList<>();
        for (int community = 0; community < 5; community++) {
            for (int member = 0; member < 20; member++) {
                List<Long> own = range(1000 * (community + 1), 1000 * (community + 1) + 60);
                Collections.shuffle(own, random);
                List<Long> items = new ArrayList<>(own.subList(0, 20));
                for (int i = 0; i < 5; i++) {
                    items.add(100L + random.nextInt(400));
                }
                if (random.nextBoolean()) {
                    items.add(0L);
                }
                documents.add(document(community + "-" + member, items));
            }
        }
        return documents;
    }

    /** The steepest curve that finds nine in ten, and the rule of datasketch; both within the slots. */
    @ParameterizedTest
    @CsvSource({
        ", , 256, 128, 2",
        "0.2, , 100, 11, 1",
        "0.2, , 256, 57, 2",
        "0.5, 0.5, 128, 25, 5",
        "0.3, 0.5, 128, 37, 3"
    })
    void aThresholdTakesThePlaceOfBandsAndRows(
            @Nullable Double threshold, @Nullable Double weight, int slots, int bands, int rows) {
        var builder =
                Spec.build(MinhashSets.class).with(MinhashSets::field, "items").with(MinhashSets::maxSlots, slots);
        if (threshold != null) {
            builder.with(MinhashSets::threshold, threshold);
        }
        if (weight != null) {
            builder.with(MinhashSets::falsePositiveWeight, weight);
        }
        MinhashSets operator = builder.build();
        Sketch.Summary summary = operator.create(Resources.plain());
        summary.add(document("a", List.of(1L, 2L)));

        assertThat(operator.curve()).isEqualTo(new SCurve(bands, rows));
        assertThat(operator.read(summary.toBytes()).toBytes()).isEqualTo(summary.toBytes());
        StoredSets stored = StoredSets.of(summary.toBytes());
        assertThat(List.of(stored.bands(), stored.rows())).isEqualTo(List.of(bands, rows));
    }

    @Test
    void refusesThresholdsThatCannotBeKept() {
        assertThatThrownBy(Spec.build(MinhashSets.class)
                        .with(MinhashSets::field, "items")
                        .with(MinhashSets::maxSlots, 200)
                        .with(MinhashSets::threshold, 0.01)::build)
                .hasMessageContaining("threshold is 0.01, which needs more than max_slots (200)");
        assertThatThrownBy(Spec.build(MinhashSets.class)
                        .with(MinhashSets::field, "items")
                        .with(MinhashSets::threshold, 0.5)
                        .with(MinhashSets::rows, 2)::build)
                .hasMessageContaining("takes the place of bands and rows");
    }

    /** Recall of the 17 others of each community from 3 seeds, which of 17 answers is their precision, too. */
    @Test
    void findsPlantedCommunities() {
        StoredSets sets = StoredSets.of(summary(communities()).toBytes());
        for (SimilarSets.Method method : SimilarSets.Method.values()) {
            int right = 0;
            for (int community = 0; community < 5; community++) {
                int[] seeds = {sets.find(community + "-0"), sets.find(community + "-1"), sets.find(community + "-2")};
                SimilarSets.Ranking ranking = new SimilarSets(sets, 10_000).rank(seeds, method, 0, 17);
                for (SimilarSets.Match match : ranking.matches()) {
                    right += match.id().startsWith(community + "-") ? 1 : 0;
                }
            }
            assertThat(right / 85.0).as("recall of " + method).isGreaterThanOrEqualTo(0.95);
        }
    }

    /** Over 40 pairs the mean error is within 4 standard errors of 0, and the spread is that of 256 slots. */
    @Test
    void estimatesWithinTheStandardError() {
        for (double[] known : new double[][] {{0.1, 20}, {0.5, 100}, {0.8, 900}}) {
            double sum = 0;
            double squares = 0;
            double contained = 0;
            int union = 1000;
            int shared = (int) (known[0] * union);
            int own = (union - shared) / 2;
            double truth = (double) shared / (shared + 2 * own);
            for (int pair = 0; pair < 40; pair++) {
                int at = pair * 5000;
                List<Long> second = range(at + own, at + 2 * own + shared);
                StoredSets sets = StoredSets.of(summary(
                                List.of(document("a", range(at, at + own + shared)), document("b", second)))
                        .toBytes());
                SimilarSets.Match match = new SimilarSets(sets, 10)
                        .rank(new int[] {0}, SimilarSets.Method.MEAN, 0, 1).matches().stream()
                                .findFirst()
                                .orElse(null);
                double estimate =
                        sets.slots(0).length == 256 ? new SimilarSets(sets, 10).jaccard(1, sets.slots(0)) : -1;
                sum += estimate - truth;
                squares += (estimate - truth) * (estimate - truth);
                contained += match == null ? 0 : match.containment() / 40;
            }
            double error = Math.sqrt(truth * (1 - truth) / 256);
            assertThat(Math.abs(sum / 40)).as("bias at " + truth).isLessThan(4 * error / Math.sqrt(40));
            assertThat(Math.sqrt(squares / 40)).as("spread at " + truth).isBetween(0.6 * error, 1.5 * error);
            if (truth >= 0.5) {
                assertThat(contained).isBetween(0.95 * shared / (own + shared), 1.05 * shared / (own + shared));
            }
        }
    }

    @Test
    void mergesToTheSameBytesInAnyOrder() {
        List<Document> documents = new ArrayList<>(communities());
        documents.add(document("0-0", range(0, 50)));
        documents.add(document("1-0", List.of(3L)));
        documents.add(document("nothing", List.of()));
        byte[] expected = summary(documents).toBytes();
        Random random = new Random(3);
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(documents, random);
            Sketch.Summary a = summary(documents.subList(0, 30));
            Sketch.Summary b = summary(documents.subList(30, 31));
            byte[] c = summary(documents.subList(31, documents.size())).toBytes();
            if (round % 2 == 0) {
                a.merge(b);
                a.merge(OPERATOR.read(c));
                assertThat(a.toBytes()).isEqualTo(expected);
            } else {
                b.merge(OPERATOR.read(c));
                a.merge(OPERATOR.read(b.toBytes()));
                assertThat(a.toBytes()).isEqualTo(expected);
            }
            assertThat(a.estimate())
                    .containsEntry("sets", 100L)
                    .containsEntry("empty", 1L)
                    .containsEntry("repeated", 2L);
        }
    }

    @Test
    void takesMembersAsWritten() {
        MinhashSets split = Spec.build(MinhashSets.class)
                .with(MinhashSets::field, "items")
                .with(MinhashSets::separator, ", ")
                .build();
        Sketch.Summary summary = split.create(Resources.plain());
        summary.add(document("a", "2, 1, , 1, "));

        assertThat(summary.toBytes())
                .isEqualTo(summary(List.of(document("a", List.of(1L, "2")))).toBytes());
        assertThatThrownBy(() -> summary(List.of(document("a", "1,2")))).hasMessageContaining("give separator");
        assertThatThrownBy(() -> summary(List.of(document("a", List.of(1.5))))).hasMessageContaining("nor an integer");
        assertThatThrownBy(() -> summary.add(document("a", 3L))).hasMessageContaining("no string");
    }

    @Test
    void stopsAboveMostSets() {
        MinhashSets two = Spec.build(MinhashSets.class)
                .with(MinhashSets::field, "items")
                .with(MinhashSets::mostSets, 2)
                .build();
        Sketch.Summary summary = two.create(Resources.plain());
        summary.add(document("a", List.of(1L)));
        summary.add(document("b", List.of(1L)));
        summary.add(document("a", List.of(2L)));

        assertThatThrownBy(() -> summary.add(document("c", List.of(1L))))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("most_sets (2)");
    }

    @Test
    void countsOversizedBuckets() {
        List<Document> same = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            same.add(document("id" + i, List.of(1L, 2L)));
        }
        StoredSets sets = StoredSets.of(summary(same).toBytes());

        SimilarSets.Ranking all = new SimilarSets(sets, 6).rank(new int[] {0, 1}, SimilarSets.Method.MEAN, 0, 9);
        SimilarSets.Ranking none = new SimilarSets(sets, 5).rank(new int[] {0, 1}, SimilarSets.Method.MEAN, 0, 9);

        assertThat(all.matches()).extracting(SimilarSets.Match::id).containsExactly("id2", "id3", "id4", "id5");
        assertThat(all.oversized()).isZero();
        assertThat(none.matches()).isEmpty();
        assertThat(none.oversized()).isEqualTo(128).isEqualTo(none.buckets());
    }

    @Test
    void refusesDamagedFiles() throws IOException {
        byte[] whole = summary(communities().subList(0, 5)).toBytes();
        Map<String, UnaryOperator<byte[]>> damages = Map.of(
                "at byte 10: ends within", bytes -> Arrays.copyOf(bytes, 10),
                "at byte 0: is no file of minhash_sets", bytes -> flip(bytes, 0),
                "at byte 8: has version", bytes -> flip(bytes, 8),
                "at byte 12: has", bytes -> flip(bytes, 15),
                "at byte 20: has the unknown", bytes -> flip(bytes, 20),
                "at byte 48: is", bytes -> Arrays.copyOf(bytes, bytes.length - 1),
                "has another checksum", bytes -> flip(bytes, 100));
        for (Map.Entry<String, UnaryOperator<byte[]>> damage : damages.entrySet()) {
            Path file = Files.write(folder.resolve("sets"), damage.getValue().apply(whole.clone()));
            assertThatThrownBy(() -> StoredSets.open(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file + ": ")
                    .hasMessageContaining(damage.getKey());
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = flip(whole.clone(), at);
            assertThatThrownBy(() -> StoredSets.of(damaged)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] flip(byte[] bytes, int at) {
        bytes[at] ^= (byte) 0x80;
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"id-1001x, id-10010", "xid-10010, id-10010", "di-24999, id-24999", "zzz,"})
    void theIdThatWasMeantIsFoundAmongMany(String unknown, @Nullable String meant) {
        MinhashSets operator = Spec.build(MinhashSets.class)
                .with(MinhashSets::field, "items")
                .with(MinhashSets::bands, 1)
                .with(MinhashSets::rows, 1)
                .build();
        Sketch.Summary summary = operator.create(Resources.plain());
        for (int i = 0; i < 25_000; i++) {
            summary.add(Document.of("id-" + (10_000 + i), "", Fields.of(Map.of("items", List.of("a"))), Position.NONE));
        }
        StoredSets sets = StoredSets.of(summary.toBytes());

        assertThat(sets.find(unknown)).isEqualTo(-1);
        assertThat(NearestName.of(unknown, sets.ids())).isEqualTo(meant);
    }
}
