package dev.sluice.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyIndexTest {
    @TempDir
    private Path folder;

    private Path documents() throws IOException {
        Path file = folder.resolve("some.index");
        try (KeyIndex.Writer writer = KeyIndex.write(file, 2, 1, "a test")) {
            writer.add(new long[] {-5, 1});
            writer.add(new long[] {7, 0});
            writer.add(new long[] {7, 2});
            writer.addDocument(new long[] {9, 100}, 1, "first");
            writer.addDocument(new long[] {101}, 0, "");
            writer.addDocument(new long[] {102}, 0, "\u00e4".repeat(50_000));
        }
        return file;
    }

    @Test
    void findsKeysInOrder() throws IOException {
        Path file = folder.resolve("keys.index");
        try (KeyIndex.Writer writer = KeyIndex.write(file, 1, "a test")) {
            for (long key = 0; key < 3000; key += 3) {
                writer.add(new long[] {key});
                writer.add(new long[] {key});
            }
        }
        KeyIndex index = KeyIndex.open(file, 1, 0, "a test");
        KeyIndex.Cursor cursor = index.cursor();

        assertThat(index.size()).isEqualTo(1000);
        assertThat(index.documents()).isZero();
        for (long key = -1; key < 3005; key++) {
            assertThat(cursor.contains(new long[] {key}))
                    .as("%d", key)
                    .isEqualTo(key >= 0 && key < 3000 && key % 3 == 0);
        }
    }

    @Test
    void holdsDocumentsBesideKeys() throws IOException {
        KeyIndex index = KeyIndex.open(documents(), 2, 1, "a test");
        KeyIndex.Cursor cursor = index.cursor();
        long[] traits = new long[2];
        index.readTraits(2, traits, 1);

        assertThat(traits).containsExactly(0, 102);
        assertThat(index.id(0)).isEqualTo("first");
        assertThat(index.id(1)).isEmpty();
        assertThat(index.id(2)).hasSize(50_000);
        assertThat(cursor.contains(new long[] {6, 0})).isFalse();
        assertThat(cursor.contains(new long[] {7, 99})).isTrue();
        assertThat(cursor.document(0)).isEqualTo(0);
        assertThat(cursor.document(1)).isEqualTo(2);
        assertThat(cursor.document(2)).isEqualTo(-1);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("some.index"));
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".ids"));
    }

    @Test
    void mergesIndexesAndNumbersTheirDocumentsAnew() throws IOException {
        Global.Table keys = new Global.Table("keys", 2, 0, 1);
        Global.Table held = new Global.Table("held", 2, 0, 0);
        Global.Index form = new Global.Index(keys, held, "a test", java.util.List.of());
        KeyIndex earlier = form.open(documents());
        long[][] own = {{-5, 40}, {8, 41}};
        int[] next = {0};
        Path file = folder.resolve("all.index");

        IndexMerge.write(
                file,
                form,
                java.util.List.of(earlier, earlier),
                () -> next[0] < own.length ? own[next[0]++] : null,
                new IndexMerge.Documents() {
                    @Override
                    public long number(long locator) {
                        return locator - 40;
                    }

                    @Override
                    public void forEach(IndexMerge.Holder holder) throws IOException {
                        holder.hold(new long[] {40, 200}, 1, "own");
                        holder.hold(new long[] {41, 201}, 1, "further");
                    }
                });

        KeyIndex merged = form.open(file);
        long[][] rows = new long[(int) merged.size()][2];
        for (int i = 0; i < rows.length; i++) {
            merged.read(i, rows[i]);
        }
        assertThat(rows)
                .isDeepEqualTo(new long[][] {{-5, 1}, {-5, 4}, {-5, 6}, {7, 0}, {7, 2}, {7, 3}, {7, 5}, {8, 7}});
        assertThat(merged.documents()).isEqualTo(8);
        assertThat(merged.id(3)).isEqualTo("first");
        assertThat(merged.id(7)).isEqualTo("further");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 8, 63, 64, 71, 100, 40_000, 100_000})
    void refusesWhatIsCutOff(int length) throws IOException {
        byte[] bytes = Files.readAllBytes(documents());
        Path file = Files.write(folder.resolve("cut.index"), Arrays.copyOf(bytes, length));

        assertThatThrownBy(() -> KeyIndex.open(file))
                .isInstanceOf(AssetException.class)
                .hasMessageContaining(
                        length < 8 ? "cut.index is no index of keys" : "it has " + length + " bytes, and");
    }

    @Test
    void refusesAFileThatGrew() throws IOException {
        byte[] bytes = Files.readAllBytes(documents());
        Path file = Files.write(folder.resolve("long.index"), Arrays.copyOf(bytes, bytes.length + 1));

        assertThatThrownBy(() -> KeyIndex.open(file)).hasMessageContaining("its head tells of " + bytes.length);
    }

    @Test
    void refusesAnotherForm() throws IOException {
        byte[] bytes = Files.readAllBytes(documents());
        bytes[7] = '2';
        Path file = Files.write(folder.resolve("old.index"), bytes);

        assertThatThrownBy(() -> KeyIndex.open(file))
                .isInstanceOf(AssetException.class)
                .hasMessageContaining("old.index is an index of keys in another form, '2'");
    }

    /** A head that lies about sizes asks for no memory and finds no wrong documents. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32, 40, 48})
    void refusesAHeadThatLies(int at) throws IOException {
        byte[] truth = Files.readAllBytes(documents());
        for (long lie : new long[] {-1, 0, 50, 1L << 47, Long.MAX_VALUE}) {
            byte[] bytes = truth.clone();
            ByteBuffer.wrap(bytes).putLong(at, lie);
            Path file = Files.write(folder.resolve("lie.index"), bytes);

            assertThatThrownBy(() -> KeyIndex.open(file))
                    .as("%d at %d", lie, at)
                    .isInstanceOf(AssetException.class)
                    .hasMessageContaining("lie.index is a damaged index of keys");
            sumUp(bytes); // a liar that knows the form
            Path signed = Files.write(folder.resolve("signed.index"), bytes);
            assertThatThrownBy(() -> readAll(signed))
                    .as("%d at %d, with its checksum", lie, at)
                    .isInstanceOf(AssetException.class)
                    .hasMessageContaining("signed.index is a damaged index of keys");
        }
    }

    private static void sumUp(byte[] file) {
        CRC32C sum = new CRC32C();
        sum.update(file, 0, 56);
        sum.update(file, 64, 8);
        ByteBuffer.wrap(file).putLong(56, sum.getValue());
    }

    private static void readAll(Path file) {
        KeyIndex index = KeyIndex.open(file);
        long[] record = new long[index.words()];
        for (long row = 0; row < index.size(); row++) {
            index.read(row, record);
        }
        long[] traits = new long[index.traits()];
        for (long number = 0; number < index.documents(); number++) {
            index.readTraits(number, traits, 0);
            assertThat(index.id(number)).isNotNull();
        }
    }

    /** Wherever a bit is turned, whoever reads the file up to the end is told, and where. */
    @Test
    void refusesEveryTurnedBit() throws IOException {
        byte[] truth = Files.readAllBytes(documents());
        readAll(folder.resolve("some.index"));
        Path file = folder.resolve("turned.index");
        for (int at = 8; at < truth.length; at += at < 300 || at > truth.length - 40 ? 1 : 997) {
            byte[] bytes = truth.clone();
            bytes[at] ^= (byte) (1 << at % 8);
            Files.write(file, bytes);

            assertThatThrownBy(() -> readAll(file))
                    .as("byte %d", at)
                    .isInstanceOf(AssetException.class)
                    .hasMessageContaining("turned.index is a damaged index of keys");
        }
    }

    @Test
    void findsDamageOfABlockWhenItIsReadAndOnlyThen() throws IOException {
        Path file = folder.resolve("keys.index");
        try (KeyIndex.Writer writer = KeyIndex.write(file, 1, "12345678")) {
            for (long key = 0; key < 10_000; key++) {
                writer.add(new long[] {key});
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(64 + 8 + 80_000 + 5 * 4);
        bytes[72 + 2 * 16384 + 5] ^= 1; // of the third block: keys 4096 to 6143
        KeyIndex index = KeyIndex.open(Files.write(folder.resolve("hurt.index"), bytes));

        assertThat(index.cursor().contains(new long[] {2000})).isTrue();
        index.read(9000, new long[1]);
        assertThatThrownBy(() -> index.cursor().contains(new long[] {5000}))
                .isInstanceOf(AssetException.class)
                .hasMessageContaining(
                        "hurt.index is a damaged index of keys: its bytes 32840 to 49223 have another checksum");
    }
}
