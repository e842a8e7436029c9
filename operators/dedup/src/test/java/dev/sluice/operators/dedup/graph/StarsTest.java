package dev.sluice.operators.dedup.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Global;
import dev.sluice.operators.Resources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The passes of stars, run one after the other over tables in memory, against union-find. */
class StarsTest {
    private static final Global.Table MEMBERS = new Global.Table("members", 2, 1, 1);

    /** The members of each component of a graph, by as many rounds. */
    private static Set<Set<Long>> byStars(List<long[]> edges, int rounds) {
        Map<String, List<long[]>> tables = new HashMap<>();
        Global.Records out = (table, words) ->
                tables.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(words.clone());
        Global.Decisions none = decision -> {
            throw new AssertionError("stars decide nothing");
        };
        edges.forEach(edge -> Stars.edge(out, Stars.place(edge[0]), Stars.place(edge[1])));
        for (Global.Pass pass :
                Stars.passes(rounds, List.of(MEMBERS), (root, node, records) -> records.add(MEMBERS, root, node))) {
            if (pass instanceof Global.Keyed keyed) {
                Global.Reducer reducer = keyed.reducer().open(Resources.plain());
                long[] before = null;
                for (long[] record : sorted(tables, keyed.input())) {
                    int key = keyed.input().keyWords();
                    boolean newKey = before == null || !Arrays.equals(before, 0, key, record, 0, key);
                    reducer.accept(record.clone(), newKey, out, none);
                    before = record;
                }
                reducer.finish(out, none);
            } else if (pass instanceof Global.Fold fold) {
                Global.Folder folder = fold.folder().open(Resources.plain());
                for (Global.Table input : fold.inputs()) {
                    sorted(tables, input).forEach(record -> folder.accept(input, record.clone()));
                }
                folder.finish(out, none);
            }
        }
        Map<Long, Set<Long>> components = new HashMap<>();
        for (long[] member : tables.getOrDefault(MEMBERS.name(), List.of())) {
            assertThat(components
                            .computeIfAbsent(member[0], root -> new TreeSet<>())
                            .add(member[1]))
                    .as("a node is told once")
                    .isTrue();
        }
        return new HashSet<>(components.values());
    }

    private static List<long[]> sorted(Map<String, List<long[]>> tables, Global.Table table) {
        List<long[]> records = new ArrayList<>(tables.getOrDefault(table.name(), List.of()));
        records.sort(Arrays::compare);
        return records;
    }

    private static Set<Set<Long>> byUnionFind(List<long[]> edges) {
        Components components = new Components();
        edges.forEach(edge -> components.link(edge[0], edge[1]));
        Map<Integer, Set<Long>> members = new HashMap<>();
        for (int i = 0; i < components.size(); i++) {
            members.computeIfAbsent(components.root(i), root -> new TreeSet<>()).add(components.node(i));
        }
        return new HashSet<>(members.values());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void findTheComponentsOfRandomGraphs(int rounds) {
        Random random = new Random(rounds);
        for (int graph = 0; graph < 200; graph++) {
            int nodes = 2 + random.nextInt(60);
            List<long[]> edges = new ArrayList<>();
            for (int i = random.nextInt(80); i > 0; i--) {
                long one = random.nextInt(nodes) * 1_000_003L;
                long other = random.nextInt(nodes) * 1_000_003L;
                if (one != other) {
                    edges.add(new long[] {one, other});
                }
            }
            assertThat(byStars(edges, rounds)).as("graph " + graph).isEqualTo(byUnionFind(edges));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void findPathsStarsAndCliques(int rounds) {
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < 3000; i++) {
            numbers.add(i);
        }
        List<long[]> inOrder = path(numbers);
        assertThat(byStars(inOrder, rounds)).isEqualTo(byUnionFind(inOrder)).hasSize(1);
        Collections.shuffle(numbers, new Random(7));
        List<long[]> shuffled = path(numbers);
        assertThat(byStars(shuffled, rounds)).isEqualTo(byUnionFind(shuffled)).hasSize(1);
        List<long[]> hubs = new ArrayList<>();
        for (long hub = 0; hub < 3; hub++) {
            for (long leaf = 10; leaf < 300; leaf++) {
                hubs.add(new long[] {hub, hub * 1000 + leaf});
            }
            for (long one = 5000 + hub * 40; one < 5020 + hub * 40; one++) {
                for (long other = 5000 + hub * 40; other < one; other++) {
                    hubs.add(new long[] {one, other});
                }
            }
        }
        assertThat(byStars(hubs, rounds)).isEqualTo(byUnionFind(hubs)).hasSize(6);
    }

    private static List<long[]> path(List<Long> numbers) {
        List<long[]> edges = new ArrayList<>();
        for (int i = 1; i < numbers.size(); i++) {
            edges.add(new long[] {numbers.get(i - 1), numbers.get(i)});
        }
        return edges;
    }

    @Test
    void knowTheNodeOfAPlace() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            long node = random.nextLong();
            assertThat(Stars.node(Stars.place(node))).isEqualTo(node);
        }
    }
}
