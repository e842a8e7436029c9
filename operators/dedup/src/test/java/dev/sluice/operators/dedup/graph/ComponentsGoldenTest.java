package dev.sluice.operators.dedup.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.dedup.GoldenCases;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ComponentsGoldenTest {
    @TestFactory
    Stream<DynamicTest> componentsAgree() throws IOException {
        return GoldenCases.of(
                "components.jsonl",
                Map.of("explicit", ComponentsGoldenTest::explicit, "generated", ComponentsGoldenTest::generated),
                Set.of());
    }

    private static void explicit(JsonNode example) {
        Components components = new Components();
        example.get("nodes").forEach(node -> components.add(node.asLong()));
        example.get("edges")
                .forEach(edge ->
                        components.link(edge.get(0).asLong(), edge.get(1).asLong()));
        JsonNode expected = example.get("expected");
        expected.get("label")
                .properties()
                .forEach(entry -> assertThat(components.label(components.find(Long.parseLong(entry.getKey()))))
                        .as(entry.getKey())
                        .isEqualTo(entry.getValue().asLong()));
        assertThat(sizes(components)).hasSize(expected.get("components").asInt());
    }

    private static void generated(JsonNode example) {
        JsonNode expected = example.get("expected");
        Components components = new Components();
        assertThat(generate(example.get("generator"), components))
                .isEqualTo(expected.get("edges").asLong());
        assertThat(components.size()).isEqualTo(expected.get("nodes").asInt());
        Map<Long, Long> sizes = sizes(components);
        assertThat(sizes).hasSize(expected.get("components").asInt());
        assertThat(sizes.values().stream().mapToLong(size -> size).max().orElse(0))
                .isEqualTo(expected.get("largest").asLong());
        long labels = 0;
        for (int i = 0; i < components.size(); i++) {
            labels += components.label(i);
        }
        assertThat(labels).isEqualTo(expected.get("label_sum").asLong());
        if (expected.hasNonNull("size_histogram")) {
            Map<String, Long> histogram = new TreeMap<>();
            sizes.values().forEach(size -> histogram.merge(Long.toString(size), 1L, Long::sum));
            Map<String, Long> wanted = new TreeMap<>();
            expected.get("size_histogram")
                    .properties()
                    .forEach(
                            entry -> wanted.put(entry.getKey(), entry.getValue().asLong()));
            assertThat(histogram).isEqualTo(wanted);
        }
        expected.get("spot_labels")
                .properties()
                .forEach(entry -> assertThat(components.label(components.find(Long.parseLong(entry.getKey()))))
                        .as(entry.getKey())
                        .isEqualTo(entry.getValue().asLong()));
    }

    /** Adds the edges that a case describes in words; returns how many. */
    private static long generate(JsonNode generator, Components components) {
        String type = generator.get("type").asText();
        long[] numbers = Pattern.compile("\\d+")
                .matcher(type)
                .results()
                .mapToLong(match -> Long.parseLong(match.group()))
                .toArray();
        long edges = 0;
        if (type.equals("path")) {
            LongUnaryOperator id = numbering(generator.get("ids").asText());
            for (long i = 0; i + 1 < generator.get("n").asLong(); i++) {
                components.link(id.applyAsLong(i), id.applyAsLong(i + 1));
                edges++;
            }
        } else if (type.startsWith("two paths")) {
            for (int path = 0; path < 4; path += 2) {
                for (long i = numbers[path]; i < numbers[path + 1]; i++) {
                    components.link(i, i + 1);
                    edges++;
                }
            }
            components.link(numbers[numbers.length - 2], numbers[numbers.length - 1]);
            edges++;
        } else if (type.equals("star")) {
            String[] leaves = generator.get("leaves").asText().split("\\.\\.", -1);
            for (long leaf = Long.parseLong(leaves[0]); leaf <= Long.parseLong(leaves[1]); leaf++) {
                components.link(generator.get("hub").asLong(), leaf);
                edges++;
            }
        } else if (type.contains("all pairs of")) {
            // numbers: first c, last c, then the offsets of the clique's members
            int members = type.substring(type.indexOf('{')).split(",", -1).length;
            long step = members > 1 ? numbers[2] : 0;
            for (long c = numbers[0]; c <= numbers[1]; c++) {
                for (int i = 0; i < members; i++) {
                    for (int j = 0; j < i; j++) {
                        components.link(c + j * step, c + i * step);
                        edges++;
                    }
                }
            }
        } else if (type.equals("lcg")) {
            long n = generator.get("n").asLong();
            for (long node = 0; node < n; node++) {
                components.add(node);
            }
            long x = generator.get("seed").asLong();
            for (long edge = 0; edge < generator.get("m").asLong(); edge++) {
                x = x * 6364136223846793005L + 1442695040888963407L;
                long u = (x >>> 33) % n;
                x = x * 6364136223846793005L + 1442695040888963407L;
                components.link(u, (x >>> 33) % n);
                edges++;
            }
        } else if (type.startsWith("edges [i, (i-1) div ")) {
            Matcher rule = Pattern.compile(
                            "edges \\[i, \\(i-1\\) div (\\d+)\\] for i in (\\d+)\\.\\.(\\d+)(?:.*id -> (\\d+) - id)?")
                    .matcher(type);
            assertThat(rule.matches()).as(type).isTrue();
            long arity = Long.parseLong(rule.group(1));
            long mirror = rule.group(4) == null ? 0 : Long.parseLong(rule.group(4));
            long sign = rule.group(4) == null ? 1 : -1;
            for (long i = Long.parseLong(rule.group(2)); i <= Long.parseLong(rule.group(3)); i++) {
                components.link(mirror + sign * i, mirror + sign * ((i - 1) / arity));
                edges++;
            }
        } else {
            throw new AssertionError("unknown generator " + type);
        }
        return edges;
    }

    /** The numbering of {@code id(i) = i}, {@code id(i) = 9999 - i} and {@code id(i) = (7919*i + 3) mod 10007}. */
    private static LongUnaryOperator numbering(String rule) {
        Matcher mirrored = Pattern.compile("id\\(i\\) = (\\d+) ?- ?i").matcher(rule);
        Matcher scattered = Pattern.compile("id\\(i\\) = \\((\\d+)\\*i(?: ?\\+ ?(\\d+))?\\) mod (\\d+)")
                .matcher(rule);
        if (rule.equals("id(i) = i")) {
            return LongUnaryOperator.identity();
        } else if (mirrored.matches()) {
            long last = Long.parseLong(mirrored.group(1));
            return i -> last - i;
        }
        assertThat(scattered.matches()).as(rule).isTrue();
        long factor = Long.parseLong(scattered.group(1));
        long term = scattered.group(2) == null ? 0 : Long.parseLong(scattered.group(2));
        long modulus = Long.parseLong(scattered.group(3));
        return i -> (factor * i + term) % modulus;
    }

    private static Map<Long, Long> sizes(Components components) {
        Map<Long, Long> sizes = new TreeMap<>();
        for (int i = 0; i < components.size(); i++) {
            sizes.merge(components.label(i), 1L, Long::sum);
        }
        return sizes;
    }
}
