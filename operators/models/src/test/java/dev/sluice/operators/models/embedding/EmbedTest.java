package dev.sluice.operators.models.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import dev.sluice.operators.Vector;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbedTest {
    private static final List<String> TEXTS = List.of(
            "the market report",
            "The president said that growth in the market, of all things, grew.",
            "Das ist ein Satz über die Straße \ud83d\ude00 und mehr",
            "the the the cat",
            "nothingknown",
            " \t ",
            "one </s> the market");

    private static Path model(String name) {
        return Golden.directory().resolve("models").resolve(name);
    }

    private static @Nullable Vector vector(String model, boolean normalize, String text) {
        Embed embed = Spec.build(Embed.class)
                .with(Embed::model, model(model).toString())
                .with(Embed::normalize, normalize)
                .build();
        Measured measured = Measured.untilVerdict();
        embed.open(Resources.plain()).annotate(List.of(Document.of(text)), List.<Values>of(measured));
        return (Vector) measured.get("vector");
    }

    /** A dense model read and asked in the plainest way. */
    private static final class PlainModel {
        private final Map<String, Integer> ids = new HashMap<>();
        private final float[][] rows;
        private final int wordNgrams;
        private final int buckets;
        private final int least;
        private final int most;
        private final int words;

        PlainModel(Path file) throws IOException {
            ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int[] head = new int[14];
            for (int i = 0; i < head.length; i++) {
                head[i] = in.getInt();
            }
            wordNgrams = head[7];
            buckets = head[10];
            least = head[11];
            most = head[12];
            in.getDouble();
            int size = in.getInt();
            words = in.getInt();
            in.getInt();
            in.getLong();
            assertThat(in.getLong()).as("not pruned").isEqualTo(-1);
            for (int i = 0; i < size; i++) {
                int start = in.position();
                int end = start;
                while (in.get() != 0) {
                    end++;
                }
                ids.put(new String(in.array(), start, end - start, StandardCharsets.UTF_8), i);
                in.getLong();
                in.get();
            }
            assertThat(in.get()).as("not quantised").isZero();
            rows = new float[(int) in.getLong()][(int) in.getLong()];
            for (float[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = in.getFloat();
                }
            }
        }

        private static int hash(String token) {
            int hash = (int) 2166136261L;
            for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ b) * 16777619;
            }
            return hash;
        }

        float @Nullable [] vector(String text) {
            List<String> tokens = new ArrayList<>();
            StringTokenizer cut = new StringTokenizer(text + " </s>", " \t\n\u000b\f\r\0");
            while (cut.hasMoreTokens()) {
                tokens.add(cut.nextToken());
            }
            tokens = tokens.subList(0, tokens.indexOf("</s>") + 1);
            List<Integer> line = new ArrayList<>();
            for (String token : tokens) {
                Integer id = ids.get(token);
                if (id != null) {
                    line.add(id);
                }
                int[] points = ("<" + token + ">").codePoints().toArray();
                for (int i = 0; i < points.length && !token.equals("</s>"); i++) {
                    for (int n = 1; n <= most && i + n <= points.length; n++) {
                        if (n >= least && !(n == 1 && (i == 0 || i + n == points.length))) {
                            line.add(words + Integer.remainderUnsigned(hash(new String(points, i, n)), buckets));
                        }
                    }
                }
            }
            for (int i = 0; i < tokens.size(); i++) {
                long hash = hash(tokens.get(i));
                for (int j = i + 1; j < tokens.size() && j < i + wordNgrams; j++) {
                    hash = hash * 116049371L + hash(tokens.get(j));
                    line.add(words + (int) Long.remainderUnsigned(hash, buckets));
                }
            }
            if (line.isEmpty()) {
                return null;
            }
            float[] sum = new float[rows[0].length];
            for (int id : line) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += rows[id][i];
                }
            }
            float share = (float) (1.0 / line.size());
            for (int i = 0; i < sum.length; i++) {
                sum[i] *= share;
            }
            return sum;
        }
    }

    /** With words alone, with pairs of words, and with runs of three and subwords. */
    @ParameterizedTest
    @ValueSource(strings = {"tiny_palm.bin", "tiny_bigram_ova.bin", "tiny_trigram_softmax.bin"})
    void isTheMeanOfTheRowsOfTheLine(String name) throws IOException {
        PlainModel plain = new PlainModel(model(name));
        for (String text : TEXTS) {
            float[] expected = plain.vector(text);
            Vector found = vector(name, false, text);
            if (expected == null) {
                assertThat(found).as(text).isNull();
            } else {
                assertThat(found).as(text).isEqualTo(Vector.of(expected));
            }
        }
    }

    @Test
    void scalesToLengthOne() throws IOException {
        float[] whole = new PlainModel(model("tiny_palm.bin")).vector(TEXTS.get(0));
        assertThat(whole).isNotNull();
        double squares = 0;
        for (float value : whole) {
            squares += (double) value * value;
        }
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (float) (whole[i] / Math.sqrt(squares));
        }
        assertThat(vector("tiny_palm.bin", true, TEXTS.get(0))).isEqualTo(Vector.of(whole));
    }

    @Test
    void givesNoVectorToEmptyTexts() {
        assertThat(vector("tiny_palm.bin", true, "")).isNull();
    }
}
