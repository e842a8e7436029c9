package dev.sluice.operators.dedup.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.LimitException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ComponentsTest {
    private static final String ADVICE = "deduplicate in groups (group_field)";

    private static Components filled(Components components, int nodes) {
        for (int i = 1; i < nodes; i++) {
            components.link(0, i);
        }
        return components;
    }

    @Test
    void refusesMoreNodesThanItMayHold() {
        assertThat(filled(new Components(ADVICE, 5000, Long.MAX_VALUE), 5000).label(4999))
                .isZero();
        assertThatThrownBy(() -> filled(new Components(ADVICE, 5000, Long.MAX_VALUE), 5001))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("more than 5000 documents have a possible duplicate")
                .hasMessageContaining("group_field");
    }

    @Test
    void refusesBeforeItsArraysOutgrowTheProcess() {
        assertThat(filled(new Components(ADVICE, Components.MAX_NODES, 2 << 20), 30_000)
                        .size())
                .isEqualTo(30_000);
        assertThatThrownBy(() -> filled(new Components(ADVICE, Components.MAX_NODES, 2 << 20), 200_000))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("2 MiB")
                .hasMessageContaining("-Xmx");
    }

    /** Chains, stars, cliques and random edges over ids in orders that are hard for trees, with loops and repeated edges. */
    @Test
    void agreesWithBreadthFirstSearch() {
        Random random = new Random(5);
        for (int graph = 0; graph < 400; graph++) {
            List<Long> ids = ids(random, 2 + random.nextInt(120));
            List<long[]> edges = new ArrayList<>();
            int parts = 1 + random.nextInt(6);
            for (int part = 0; part < parts; part++) {
                int from = random.nextInt(ids.size());
                List<Long> some = ids.subList(from, from + random.nextInt(ids.size() - from) + 1);
                add(edges, some, random);
            }
            for (int i = random.nextInt(5); i > 0; i--) {
                edges.add(edges.get(random.nextInt(edges.size())));
            }
            if (random.nextBoolean()) {
                Collections.shuffle(edges, random);
            }
            Components components = new Components();
            edges.forEach(edge -> components.link(edge[0], edge[1]));
            Map<Long, Long> labels = new TreeMap<>();
            for (int i = 0; i < components.size(); i++) {
                assertThat(components.find(components.node(i))).isEqualTo(i);
                labels.put(components.node(i), components.label(i));
            }
            assertThat(labels).as("graph " + graph).isEqualTo(byBreadthFirstSearch(edges));
            assertThat(components.find(-7)).isNegative();
        }
    }

    private static List<Long> ids(Random random, int count) {
        long step = random.nextBoolean() ? 1 : 1L << (20 + random.nextInt(30)); // alike in their low bits
        List<Long> ids = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            ids.add(i * step);
        }
        switch (random.nextInt(3)) {
            case 0 -> Collections.reverse(ids);
            case 1 -> Collections.shuffle(ids, random);
            default -> {}
        }
        return ids;
    }

    private static void add(List<long[]> edges, List<Long> ids, Random random) {
        int kind = random.nextInt(4);
        for (int i = 0; i < ids.size(); i++) {
            switch (kind) {
                case 0 -> edges.add(new long[] {ids.get(i), ids.get(Math.max(0, i - 1))}); // begins with a loop
                case 1 -> edges.add(new long[] {ids.get(ids.size() - 1), ids.get(i)});
                case 2 -> {
                    for (int j = 0; j <= i && ids.size() < 20; j++) {
                        edges.add(new long[] {ids.get(j), ids.get(i)});
                    }
                    edges.add(new long[] {ids.get(i), ids.get(i)});
                }
                default ->
                    edges.add(new long[] {ids.get(random.nextInt(ids.size())), ids.get(random.nextInt(ids.size()))});
            }
        }
    }

    private static Map<Long, Long> byBreadthFirstSearch(List<long[]> edges) {
        Map<Long, Set<Long>> neighbours = new TreeMap<>();
        for (long[] edge : edges) {
            neighbours.computeIfAbsent(edge[0], node -> new TreeSet<>()).add(edge[1]);
            neighbours.computeIfAbsent(edge[1], node -> new TreeSet<>()).add(edge[0]);
        }
        Map<Long, Long> labels = new TreeMap<>();
        for (long start : neighbours.keySet()) { // ascending: the first of a component is its smallest
            Deque<Long> waiting = new ArrayDeque<>(List.of(start));
            while (!waiting.isEmpty()) {
                long node = waiting.remove();
                if (labels.putIfAbsent(node, start) == null) {
                    waiting.addAll(neighbours.get(node));
                }
            }
        }
        return labels;
    }

    @Test
    void countsWhatItsOwnerHolds() {
        Components components = new Components(ADVICE, Components.MAX_NODES, 2 << 20);
        components.besides(3 << 19, 0);
        assertThatThrownBy(() -> filled(components, 30_000)).isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> new Components(ADVICE, Components.MAX_NODES, 2 << 20).besides(1 << 20, 1 << 20))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("this process can give 2 MiB of its memory");
    }
}
