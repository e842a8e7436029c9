package dev.sluice.operators.dedup.bloom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.AssetException;
import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import dev.sluice.operators.dedup.Normalise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
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
            assertThat(stored.length).isLessThanOrEqualTo(56 + 9059 / 8 + 8 + 4);
            assertThat(stored[15]).isEqualTo((byte) (documents > 70 ? 1 : 0));
        }
    }

    /** Filters of runs as one are that of one run over all documents. */
    @Test
    void filtersOfSeveralRunsAreJoined() throws IOException {
        for (int documents : new int[] {3, 90, 3000}) {
            BloomFilter operator = filter(630, 0.001);
            Sketch.Summary whole = operator.create(Resources.plain());
            List<Path> files = new ArrayList<>();
            for (int run = 0; run < 3; run++) {
                Sketch.Summary part = operator.create(Resources.plain());
                for (int i = run; i < documents; i += 1 + run) {
                    whole.add(document(i));
                    part.add(document(i));
                }
                files.add(Files.write(folder.resolve(run + ".sketch"), part.toBytes()));
            }
            BloomUnion union = BloomUnion.of(files);
            assertThat(union.toBytes()).as("%d documents", documents).isEqualTo(whole.toBytes());
            assertThat(union.estimate()).isEqualTo(whole.estimate());
        }
    }

    @Test
    void refusesToJoinFiltersOfDifferentKindsAndSizes() throws IOException {
        Path first = Files.write(
                folder.resolve("first"),
                filter(630, 0.001).create(Resources.plain()).toBytes());
        Path size = Files.write(
                folder.resolve("size"),
                filter(700, 0.001).create(Resources.plain()).toBytes());
        Path form = Files.write(
                folder.resolve("form"),
                Spec.build(BloomFilter.class)
                        .with(BloomFilter::items, 630L)
                        .with(BloomFilter::normalise, Normalise.ALNUM)
                        .build()
                        .create(Resources.plain())
                        .toBytes());
        Path none = Files.writeString(folder.resolve("none"), "no filter at all");

        assertThatThrownBy(() -> BloomUnion.of(List.of(first, size)))
                .isInstanceOf(AssetException.class)
                .hasMessageContaining("size has 10,065 bits and 10 hashes, and ")
                .hasMessageContaining("first 9,058 bits and 10 hashes; only filters of one size");
        assertThatThrownBy(() -> BloomUnion.of(List.of(first, form)))
                .isInstanceOf(AssetException.class)
                .hasMessageContaining("form was not made with the field, normalise and url_distinguish of ");
        assertThatThrownBy(() -> BloomUnion.of(List.of(first, none)))
                .isInstanceOf(AssetException.class)
                .hasMessageContaining("none is no stored Bloom filter");
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
    void readsTheStoredForms() throws IOException {
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
            "534c424c4f4f4d320000000000000000000000000000257200000000000000073c0d17bad169557b0000000000000002"
                    + "000000001c8325ceb360c79f80198de274feb3810218294357e2b14a4434d66a18691ed8addc2bcb81991920";
    private static final String BITS =
            "534c424c4f4f4d320000000000000001000000000000006000000000000000073c0d17bad169557b0000000000000002"
                    + "00000000cede750f01200206000080210000000000a08400c88fed0a";

    /** The form before there were checksums. */
    private static final String OLD =
            "534c424c4f4f4d310000000000000000722500000000000007000000000000007b5569d1ba170d3c0200000000000000"
                    + "e28d19809fc760b34329180281b3fe746ad634444ab1e257cb2bdcadd81e6918";

    @Test
    void refusesOtherFiles() {
        byte[] stored = filter(10, 0.01).create(Resources.plain()).toBytes();
        assertThatThrownBy(() -> judge(new byte[0])).hasMessageContaining("0.bloom is no stored Bloom filter");
        assertThatThrownBy(() -> judge(new byte[100])).hasMessageContaining("0.bloom is no stored Bloom filter");
        assertThatThrownBy(() -> judge(HexFormat.of().parseHex(OLD)))
                .isInstanceOf(AssetException.class)
                .hasMessageContaining(
                        "0.bloom is a Bloom filter in another form, '1', than this program reads, '2'; write it anew");
        assertThatThrownBy(() -> filter(11, 0.01).read(stored)).hasMessageContaining("is expected");
        Filter other = Spec.build(BloomDedup.class)
                .with(BloomDedup::history, List.of(folder.resolve("other.bloom").toString()))
                .with(BloomDedup::normalise, Normalise.ALNUM)
                .build();
        assertThatThrownBy(() -> {
                    Files.write(folder.resolve("other.bloom"), stored);
                    other.open(Resources.plain());
                })
                .hasMessageContaining("other.bloom was not made with normalise: alnum");
    }

    @Test
    void aFilterKnowsItsField() throws IOException {
        String[][] fitting = {{"text", "text"}, {"url", "field.url"}, {"field.url", "url"}};
        for (String[] pair : fitting) {
            assertThat(refusal(pair[0], Normalise.NONE, pair[1])).as(pair[1]).isEmpty();
        }
        assertThat(refusal("text", Normalise.NONE, "field.url"))
                .contains("was not made with normalise: alnum, field: url, but with normalise: none, field: text;");
        assertThat(refusal("url", Normalise.LOWER_WS, "field.url"))
                .contains("was not made with normalise: alnum, field: url, but with normalise: lower_ws, field: url;");
        assertThat(refusal("url", Normalise.NONE, "text"))
                .contains("was not made with normalise: alnum, field: text, but with another field;");
        assertThat(refusal("url", Normalise.NONE, "title"))
                .contains("field: title, but with a field that is neither that nor the text;");
        assertThat(refusal("url title", Normalise.NONE, "url title")).isEmpty();
        assertThat(refusal("title url", Normalise.NONE, "url title")).contains("field: url + title, but with a field");
    }

    /** What a step says that compares a field with a filter made of another one; where both are alike as they are made. */
    private String refusal(String made, Normalise normalise, String asked) throws IOException {
        boolean same = made.replace("field.", "").equals(asked.replace("field.", "")) && normalise == Normalise.NONE;
        byte[] stored = Spec.build(BloomFilter.class)
                .with(BloomFilter::items, 10L)
                .with(BloomFilter::field, List.of(made.split(" ")))
                .with(BloomFilter::normalise, normalise)
                .build()
                .create(Resources.plain())
                .toBytes();
        Path file = Files.write(folder.resolve("made.bloom"), stored);
        try {
            Spec.build(BloomDedup.class)
                    .with(BloomDedup::history, List.of(file.toString()))
                    .with(BloomDedup::field, List.of(asked.split(" ")))
                    .with(BloomDedup::normalise, same ? normalise : Normalise.ALNUM)
                    .build()
                    .open(Resources.plain());
            return "";
        } catch (AssetException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /** A filter of keys and one of bits, each of several blocks. */
    private static List<byte[]> large() {
        List<byte[]> filters = new ArrayList<>();
        for (long items : new long[] {1_000_000, 25_000}) {
            Sketch.Summary summary = filter(items, 0.001).create(Resources.plain());
            for (int i = 0; i < 3000; i++) {
                summary.add(document(i));
            }
            filters.add(summary.toBytes());
        }
        assertThat(filters).allMatch(filter -> filter.length > 40_000);
        return filters;
    }

    @Test
    void refusesWhatIsCutOffOrGrew() throws IOException {
        for (byte[] stored : large()) {
            for (int length :
                    new int[] {0, 7, 8, 55, 56, 57, 16_440, stored.length - 5, stored.length - 1, stored.length + 1}) {
                assertThatThrownBy(() -> judge(Arrays.copyOf(stored, length)))
                        .as("%d of %d bytes", length, stored.length)
                        .isInstanceOf(AssetException.class)
                        .hasMessageContaining(
                                length < 8
                                        ? "0.bloom is no stored Bloom filter"
                                        : "0.bloom is a damaged Bloom filter: it has " + length + " bytes, and ");
            }
        }
    }

    /** Wherever a bit is turned, whoever needs what is there is told, and where; whoever reads all of it always. */
    @Test
    void refusesEveryTurnedBit() throws IOException {
        long[] items = {1_000_000, 25_000};
        for (int form = 0; form < items.length; form++) {
            byte[] truth = large().get(form);
            BloomFilter operator = filter(items[form], 0.001);
            for (int at = 7; at < truth.length; at += at < 100 || at > truth.length - 20 ? 1 : 991) {
                byte[] bytes = truth.clone();
                bytes[at] ^= (byte) (1 << at % 8);
                assertThatThrownBy(() -> operator.read(bytes))
                        .as("byte %d", at)
                        .isInstanceOf(AssetException.class)
                        .hasMessageContaining(at == 7 ? "in another form" : "is a damaged Bloom filter: ");
                assertThatThrownBy(() -> {
                            Filter.Judge judge = judge(bytes);
                            for (int i = 0; i < 6000; i++) {
                                drops(judge, i);
                            }
                        })
                        .as("byte %d", at)
                        .isInstanceOf(AssetException.class)
                        .hasMessageContaining(
                                at == 7
                                        ? "0.bloom is a Bloom filter in another form"
                                        : "0.bloom is a damaged Bloom filter: ");
            }
        }
    }

    @Test
    void namesTheBlockThatIsDamaged() throws IOException {
        byte[] stored = large().get(0);
        stored[56 + 2 * 16384 + 5] ^= 1;
        assertThatThrownBy(() -> filter(1_000_000, 0.001).read(stored))
                .hasMessageContaining("its bytes 32824 to 48055 have another checksum than when they were written");
    }

    /** A head that lies about sizes, and knows its checksum, asks for no memory and finds nothing. */
    @Test
    void refusesAHeadThatLies() throws IOException {
        for (byte[] truth : large()) {
            for (int at : new int[] {8, 16, 24, 40}) {
                for (long lie : new long[] {-1, 0, 2, 50, 1L << 60, Long.MAX_VALUE}) {
                    byte[] bytes = truth.clone();
                    boolean same = ByteBuffer.wrap(bytes).getLong(at) == lie;
                    ByteBuffer.wrap(bytes).putLong(at, lie);
                    CRC32C sum = new CRC32C();
                    sum.update(bytes, 0, 48);
                    ByteBuffer.wrap(bytes).putLong(48, sum.getValue());
                    boolean keys = ByteBuffer.wrap(bytes).getLong(8) == 0;
                    // The bits of a filter that holds keys still, and the hashes a key, fit anything from 1 on.
                    boolean possible = (at == 16 && keys && lie > 0) || (at == 24 && lie > 0 && lie < 1L << 31);
                    if (!same && !possible) {
                        assertThatThrownBy(() -> judge(bytes))
                                .as("%d at %d", lie, at)
                                .isInstanceOf(AssetException.class)
                                .hasMessageContaining("0.bloom is a damaged Bloom filter: it has ");
                    }
                }
            }
        }
    }

    @Test
    void refusesFiltersBeyondAGigabyte() {
        StringBuilder faults = new StringBuilder();
        new BloomFilter(1_000_000_000, 0.001, List.of("text"), Normalise.NONE, List.of(), true)
                .check((parameter, message) ->
                        faults.append(parameter).append(' ').append(message));
        assertThat(faults.toString()).startsWith("items is 1000000000, which needs 14377587");
        new BloomFilter(500_000_000, 0.001, List.of("text"), Normalise.NONE, List.of(), true)
                .check((parameter, message) -> faults.append("second"));
        assertThat(faults.toString()).doesNotContain("second");
    }
}
