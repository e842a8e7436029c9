package dev.sluice.operators.models.linear;

import dev.sluice.operators.Sha256;
import dev.sluice.operators.SharedFiles;
import dev.sluice.operators.models.ModelFormatException;
import dev.sluice.operators.models.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trained linear classifier. Immutable and shared.
 *
 * <p>File: a line {@code sluice-linear-classifier 1}, a line of JSON that tells how the model was made and holds the hash
 * of the rest, then the bias, the number of weights that are not zero, and their buckets and values, little-endian.
 */
public final class LinearModel {
    private static final byte[] HEAD = "sluice-linear-classifier 1\n".getBytes(StandardCharsets.US_ASCII);
    /** Larger vectors are of no use for words and pairs of words, and would cost memory for each worker. */
    static final int MOST_BITS = 26;

    static final int MOST_NGRAMS = 5;

    private final int ngrams;
    private final int bits;
    private final float bias;
    private final float[] weights;
    private final Map<String, @Nullable Object> metadata;

    LinearModel(int ngrams, int bits, float bias, float[] weights, Map<String, @Nullable Object> metadata) {
        this.ngrams = ngrams;
        this.bits = bits;
        this.bias = bias;
        this.weights = weights;
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Reads a model, or gives the one that was read before. */
    public static LinearModel open(Path file) {
        return SharedFiles.get(LinearModel.class, file, path -> {
            try {
                return read(path, Files.readAllBytes(path));
            } catch (IOException cause) {
                throw new UncheckedIOException("model " + path, cause);
            }
        });
    }

    private static LinearModel read(Path file, byte[] data) {
        if (data.length < HEAD.length || !Arrays.equals(data, 0, HEAD.length, HEAD, 0, HEAD.length)) {
            throw new ModelFormatException(file, 0, "this is no classifier of 'sluice train-classifier'");
        }
        int end = HEAD.length;
        while (end < data.length && data[end] != '\n') {
            end++;
        }
        Map<String, @Nullable Object> metadata = metadata(file, data, end);
        int ngrams = number(file, metadata, "ngrams", MOST_NGRAMS);
        int bits = number(file, metadata, "bits", MOST_BITS);
        byte[] rest = Arrays.copyOfRange(data, Math.min(data.length, end + 1), data.length);
        if (!Sha256.of(rest).equals(metadata.get("weights_sha256"))) {
            throw new ModelFormatException(file, end + 1, "the weights are not those that the head describes: damaged");
        }
        ByteBuffer in = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        if (rest.length < 8 || in.getInt(4) < 0 || rest.length - 8L != 8L * in.getInt(4)) {
            throw new ModelFormatException(file, end + 1, "the number of weights does not fit the file");
        }
        float bias = in.getFloat();
        int count = in.getInt();
        float[] weights = new float[1 << bits];
        for (int i = 0; i < count; i++) {
            int bucket = in.getInt();
            if (bucket < 0 || bucket >= weights.length) {
                throw new ModelFormatException(file, end + 9 + 8L * i, "there is no bucket " + bucket);
            }
            weights[bucket] = in.getFloat();
        }
        return new LinearModel(ngrams, bits, bias, weights, metadata);
    }

    private static Map<String, @Nullable Object> metadata(Path file, byte[] data, int end) {
        try {
            String json = new String(data, HEAD.length, end - HEAD.length, StandardCharsets.UTF_8);
            if (Json.read(json) instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
                map.forEach((name, value) -> metadata.put((String) name, value));
                return metadata;
            }
        } catch (IllegalArgumentException fault) {
            throw new ModelFormatException(file, HEAD.length, String.valueOf(fault.getMessage()));
        }
        throw new ModelFormatException(file, HEAD.length, "the second line is no JSON object");
    }

    private static int number(Path file, Map<String, @Nullable Object> metadata, String name, int most) {
        if (metadata.get(name) instanceof Long number && number >= 1 && number <= most) {
            return number.intValue();
        }
        throw new ModelFormatException(
                file, HEAD.length, name + " is " + metadata.get(name) + ", expected 1 to " + most);
    }

    /** The bytes of the model's file; the same model gives the same bytes. */
    public byte[] toBytes() {
        int count = 0;
        for (float weight : weights) {
            count += weight == 0 ? 0 : 1;
        }
        ByteBuffer rest = ByteBuffer.allocate(8 + 8 * count).order(ByteOrder.LITTLE_ENDIAN);
        rest.putFloat(bias).putInt(count);
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                rest.putInt(i).putFloat(weights[i]);
            }
        }
        Map<String, @Nullable Object> described = new LinkedHashMap<>();
        described.put("ngrams", (long) ngrams);
        described.put("bits", (long) bits);
        described.putAll(metadata);
        described.put("weights_sha256", Sha256.of(rest.array()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HEAD);
        out.writeBytes((Json.write(described) + "\n").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(rest.array());
        return out.toByteArray();
    }

    /** How the model was made: settings, sources, what it does on texts held out. */
    public Map<String, @Nullable Object> metadata() {
        return metadata;
    }

    /** Scores one text after the other; for one thread. */
    public Scorer scorer() {
        return new Scorer(new NgramVector(ngrams, bits));
    }

    double score(NgramVector vector) {
        double sum = bias;
        for (int i = 0; i < vector.size(); i++) {
            sum += (double) weights[vector.bucket(i)] * vector.value(i);
        }
        return 1 / (1 + StrictMath.exp(-sum));
    }

    /** Scores texts. */
    public final class Scorer {
        private final NgramVector vector;

        private Scorer(NgramVector vector) {
            this.vector = vector;
        }

        /** The probability that a text is like the positive ones. */
        public double score(String text) {
            vector.read(text);
            return LinearModel.this.score(vector);
        }
    }
}
