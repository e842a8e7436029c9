package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.operators.Document;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.Mersenne61;
import dev.sluice.operators.dedup.Normalise;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The schemes named after other tools against signatures that these made; see README.md beside the resources. */
class ForeignSignaturesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String resource(String name) {
        try (InputStream in = ForeignSignaturesTest.class.getResourceAsStream("/minhash/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @TestFactory
    Stream<DynamicTest> signaturesAreEqualBitForBit() {
        return resource("signatures.jsonl").lines().map(line -> {
            JsonNode example = read(line);
            return DynamicTest.dynamicTest(example.get("id").asText(), () -> check(example));
        });
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static void check(JsonNode example) {
        int slots = example.get("slots").asInt();
        Scheme scheme = Scheme.valueOf(example.get("scheme").asText().toUpperCase(Locale.ROOT));
        MinhashDedup operator = Spec.build(MinhashDedup.class)
                .with(MinhashDedup::scheme, scheme)
                .with(MinhashDedup::tokens, MinhashDedup.Tokens.WHITESPACE)
                .with(MinhashDedup::normalise, Normalise.NONE)
                .with(MinhashDedup::shingleWords, example.get("n").asInt())
                .with(MinhashDedup::bands, slots)
                .with(MinhashDedup::rows, 1)
                .with(MinhashDedup::seed, example.get("seed").asLong())
                .build();
        Signer signer = scheme.signer(slots, operator.seed());
        operator.shingler(operator.curve()).read(Document.of(example.get("text").asText()), signer);
        long[] signature = new long[slots];
        assertThat(signer.finish(signature)).isTrue();
        for (int i = 0; i < slots; i++) {
            assertThat(Long.toHexString(signature[i]))
                    .as("slot %d", i)
                    .isEqualTo(example.get("signature").get(i).asText());
        }
    }

    @Test
    void numbersAreThoseOfNumpy() {
        JsonNode example = read(resource("numpy.json"));
        NumpyRandom random = new NumpyRandom(example.get("seed").asLong());
        for (JsonNode number : example.get("uint64")) {
            assertThat(Long.toHexString(random.between(1, Mersenne61.PRIME - 1)))
                    .isEqualTo(number.asText());
        }
        for (JsonNode number : example.get("uint32")) {
            assertThat(Long.toHexString(random.between(0, 1000002))).isEqualTo(number.asText());
        }
        for (int i = 0; i < 697; i++) {
            random.between(0, 0xffffffffL);
        }
        for (JsonNode number : example.get("after")) {
            assertThat(Long.toHexString(random.between(0, 0xffffffffL))).isEqualTo(number.asText());
        }
    }

    @Test
    void hashesAreXxh64() {
        ShingleHash hash = ShingleHash.xxh64();
        byte[] bytes = new byte[103];
        for (int i = 0; i < 100; i++) {
            bytes[i + 3] = (byte) (i * 7 % 251);
        }
        read(resource("numpy.json")).get("xxh64").properties().forEach(entry -> {
            int length = Integer.parseInt(entry.getKey());
            assertThat(Long.toHexString(hash.of(bytes, 3, 3 + length)))
                    .as("%d bytes", length)
                    .isEqualTo(entry.getValue().asText());
        });
    }

    @Test
    void seedsAreThoseOfNumpy() {
        assertThatThrownBy(() -> Spec.build(MinhashDedup.class)
                        .with(MinhashDedup::scheme, Scheme.DATASKETCH)
                        .with(MinhashDedup::seed, -1L)
                        .build())
                .hasMessageContaining("scheme: datasketch takes seeds from 0 to 2^32 - 1");
    }
}
