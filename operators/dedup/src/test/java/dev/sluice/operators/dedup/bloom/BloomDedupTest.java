package dev.sluice.operators.dedup.bloom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import dev.sluice.operators.dedup.Normalise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BloomDedupTest {
    @TempDir
    private Path folder;

    private static BloomFilter filter(long items, double falsePositives) {
        return Spec.build(BloomFilter.class)
                .with(BloomFilter::items, items)
                .with(BloomFilter::falsePositives, falsePositives)
                .build();
    }

    private static Document document(int number) {
        return Document.of("text " + number);
    }

    private Filter.Judge judge(byte[]... filters) throws IOException {
        String[] names = new String[filters.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = Files.write(folder.resolve(i + ".bloom"), filters[i]).toString();
        }
        return Spec.build(BloomDedup.class)
                .with(BloomDedup::history, List.of(names))
                .build()
                .open(Resources.plain());
    }

    private static boolean drops(Filter.Judge judge, int number) {
        return judge.judge(document(number), Values.ignored()).reason() != null;
    }

    @Test
    void knowsWhatWasAddedAndLittleElse() throws IOException {
        for (double rate : new double[] {0.05, 0.001}) {
            BloomFilter operator = filter(20_000, rate);
            Sketch.Summary summary = operator.create(Resources.plain());
            for (int i = 0; i < 20_000; i++) {
                summary.add(document(i));
            }
            Filter.Judge judge = judge(summary.toBytes());
            int known = 0;
            int wrong = 0;
            for (int i = 0; i < 20_000; i++) {
                known += drops(judge, i) ? 1 : 0;
            }
            for (int i = 20_000; i < 220_000; i++) {
                wrong += drops(judge, i) ? 1 : 0;
            }
            assertThat(known).isEqualTo(20_000);
            double expected = BloomSize.of(20_000, rate).falsePositives(20_000);
            assertThat(wrong / 200_000.0).isBetween(0.7 * expected, 1.3 * expected);
            assertThat((double) (long) summary.estimate().get("items")).isBetween(19_600.0, 20_400.0);
            assertThat((double) summary.estimate().get("false_positives")).isBetween(0.8 * rate, 1.2 * rate);
        }
    }

    /** The filter is a function of the set of documents, however they are divided, repeated and ordered. */
    @Test
    void mergesToTheSameBytes() {
        Random random = new Random(7);
        for (int documents : new int[] {0, 1, 50, 69, 70, 71, 72, 75, 200, 3000}) {
            BloomFilter operator = filter(630, 0.001); // 9059 bits take as much room as 70 keys
            Sketch.Summary whole = operator.create(Resources.plain());
            Sketch.Summary[] parts = new Sketch.Summary[4];
            Arrays.setAll(parts, i -> operator.create(Resources.plain()));
            for (int i = 0; i < documents; i++) {
                whole.add(document(i));
                parts[random.nextInt(4)].add(document(i));
                parts[random.nextInt(4)].add(document(random.nextInt(documents)));
            }
            Sketch.Summary merged = operator.create(Resources.plain());
            for (int i : new int[] {2, 0, 3, 1, 2}) {
                merged.merge(operator.read(parts[i].toBytes()));
            }
            byte[] stored = whole.toBytes();
            assertThat(merged.toBytes()).as("%d documents", documents).isEqualTo(stored);
            assertThat(operator.read(stored).toBytes()).isEqualTo(stored);
            assertThat(stored.length).isLessThanOrEqualTo(48 + 9059 / 8 + 8);
            assertThat(stored[8]).isEqualTo((byte) (documents > 70 ? 1 : 0));
        }
    }

    @Test
    void readsSeveralFilters() throws IOException {
        byte[][] filters = new byte[2][];
        for (int i = 0; i < 2; i++) {
            Sketch.Summary summary = filter(1000, 0.001).create(Resources.plain());
            summary.add(document(i));
            filters[i] = summary.toBytes();
        }
        Filter.Judge judge = judge(filters);
        assertThat(drops(judge, 0)).isTrue();
        assertThat(drops(judge, 1)).isTrue();
        assertThat(drops(judge, 2)).isFalse();
        assertThat(judge.judge(Document.of(""), Values.ignored()).reason()).isNull();
    }

    /** Filters of released versions are read for ever. */
    @Test
    void readsTheStoredFormsOfTheFirstVersion() throws IOException {
        byte[] keys = HexFormat.of().parseHex(KEYS);
        byte[] bits = HexFormat.of().parseHex(BITS);
        Sketch.Summary one = filter(1000, 0.01).create(Resources.plain());
        one.add(document(1));
        one.add(document(2));
        assertThat(HexFormat.of().formatHex(one.toBytes())).isEqualTo(KEYS);
        Sketch.Summary several = filter(10, 0.01).create(Resources.plain());
        several.add(document(1));
        several.add(document(2));
        assertThat(HexFormat.of().formatHex(several.toBytes())).isEqualTo(BITS);
        for (byte[] stored : new byte[][] {keys, bits}) {
            Filter.Judge judge = judge(stored);
            assertThat(drops(judge, 1)).isTrue();
            assertThat(drops(judge, 2)).isTrue();
            assertThat(drops(judge, 3)).isFalse();
        }
    }

    private static final String KEYS =
            "534c424c4f4f4d310000000000000000722500000000000007000000000000007b5569d1ba170d3c0200000000000000"
                    + "e28d19809fc760b34329180281b3fe746ad634444ab1e257cb2bdcadd81e6918";
    private static final String BITS =
            "534c424c4f4f4d310100000000000000600000000000000007000000000000007b5569d1ba170d3c0200000000000000"
                    + "21800000060220010084a00000000000";

    @Test
    void refusesOtherFiles() {
        byte[] stored = filter(10, 0.01).create(Resources.plain()).toBytes();
        byte[] cut = Arrays.copyOf(stored, stored.length - 1);
        byte[] longer = Arrays.copyOf(stored, stored.length + 16);
        byte[] other = stored.clone();
        other[32]++;
        assertThatThrownBy(() -> judge(new byte[0])).hasMessageContaining("is no stored Bloom filter");
        assertThatThrownBy(() -> judge(new byte[100])).hasMessageContaining("is no stored Bloom filter");
        assertThatThrownBy(() -> judge(cut)).hasMessageContaining("Bloom filter");
        assertThatThrownBy(() -> judge(longer)).hasMessageContaining("damaged");
        assertThatThrownBy(() -> judge(other)).hasMessageContaining("was not made with normalise: none");
        assertThatThrownBy(() -> filter(11, 0.01).read(stored)).hasMessageContaining("is expected");
    }

    @Test
    void refusesFiltersBeyondAGigabyte() {
        StringBuilder faults = new StringBuilder();
        new BloomFilter(1_000_000_000, 0.001, "text", Normalise.NONE, true)
                .check((parameter, message) ->
                        faults.append(parameter).append(' ').append(message));
        assertThat(faults.toString()).startsWith("items is 1000000000, which needs 14377587");
        new BloomFilter(500_000_000, 0.001, "text", Normalise.NONE, true)
                .check((parameter, message) -> faults.append("second"));
        assertThat(faults.toString()).doesNotContain("second");
    }
}
