package dev.sluice.benchmarks.scale;

import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.graph.Components;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Finds the components of synthetic graphs and prints what it took. Graphs are lists of edges between nodes 0 to n - 1; the
 * algorithms are those of the operators, over arrays.
 *
 * <pre>
 * ComponentSimulation stars GRAPH NODES     rounds of large-star and small-star, what is left after each
 * ComponentSimulation sorted GRAPH NODES    the operators' union-find; edges sorted and distinct, as a fold sees them
 * ComponentSimulation unsorted GRAPH NODES  the same; edges in the order in which the graph is made
 * ComponentSimulation arrays GRAPH NODES    union-find over one array of parents
 * </pre>
 *
 * Graphs: {@code separate} (clusters whose sizes follow a power law of exponent 2, 2 to 100,000; in each of 14 bands
 * the members fall into buckets, 4 of 5 of them into the first one, and every bucket gives the edges to its least member,
 * as {@code minhash_dedup} pairs them), {@code chained} and {@code long_chains} (the same; half and 95 % of the clusters
 * are tied to the one before), {@code path} and {@code shuffled} (one path, in the order of the numbers and in a random one).
 */
public final class ComponentSimulation {
    private static final int BANDS = 14;
    private static final double EXPONENT = 2;
    private static final int LARGEST = 100_000;
    private static final double FIRST_BUCKET = 0.8;
    private static final int BLOCK = 1 << 16;
    private static final int SHOWN_ROUNDS = 3;
    private static final int MOST_ROUNDS = 40;

    private ComponentSimulation() {}

    /** Takes edges. */
    private interface Edges {
        void add(int one, int other);
    }

    /** Simulates. */
    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            System.err.println("usage: ComponentSimulation stars|sorted|unsorted|arrays GRAPH NODES");
            System.exit(2);
        }
        String graph = arguments[1];
        int nodes = Integer.parseInt(arguments[2]);
        switch (arguments[0]) {
            case "stars" -> stars(graph, nodes);
            case "sorted" -> unionFind(graph, nodes, true);
            case "unsorted" -> unionFind(graph, nodes, false);
            case "arrays" -> arrays(graph, nodes);
            default -> throw new IllegalArgumentException("nothing is called " + arguments[0]);
        }
    }

    private static void edges(String graph, int nodes, Edges edges) {
        switch (graph) {
            case "separate" -> clusters(nodes, 0, edges);
            case "chained" -> clusters(nodes, 0.5, edges);
            case "long_chains" -> clusters(nodes, 0.95, edges);
            case "path" -> {
                for (int i = 1; i < nodes; i++) {
                    edges.add(i - 1, i);
                }
            }
            case "shuffled" -> {
                int[] order = shuffled(nodes);
                for (int i = 1; i < nodes; i++) {
                    edges.add(order[i - 1], order[i]);
                }
            }
            default -> throw new IllegalArgumentException("no graph is called " + graph);
        }
    }

    private static int[] shuffled(int nodes) {
        int[] order = new int[nodes];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < nodes; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Members of a cluster are spread over all numbers, as copies are over a collection. */
    private static void clusters(int nodes, double chained, Edges edges) {
        SplittableRandom random = new SplittableRandom(2);
        Spread spread = new Spread(nodes);
        int[] members = new int[LARGEST];
        int[] first = new int[LARGEST];
        int before = -1;
        for (int from = 0; nodes - from >= 2; ) {
            double drawn = 2 * Math.pow(1 - random.nextDouble(), -1 / (EXPONENT - 1));
            int size = (int) Math.min(Math.min(drawn, LARGEST), nodes - from);
            for (int i = 0; i < size; i++) {
                members[i] = spread.at(from + i);
            }
            Arrays.sort(members, 0, size);
            for (int band = 0; band < BANDS; band++) {
                Arrays.fill(first, 0, size, -1);
                for (int i = 0; i < size; i++) {
                    int bucket = random.nextDouble() < FIRST_BUCKET ? 0 : random.nextInt(size);
                    if (first[bucket] < 0) {
                        first[bucket] = members[i];
                    } else {
                        edges.add(first[bucket], members[i]);
                    }
                }
            }
            int some = members[random.nextInt(size)];
            if (before >= 0 && random.nextDouble() < chained) {
                edges.add(before, some);
            }
            before = members[random.nextInt(size)];
            from += size;
        }
    }

    /** A bijection of 0 to n - 1 that needs no table: rounds of mixing over a power of two, repeated until it hits. */
    private static final class Spread {
        private final int nodes;
        private final int bits;

        Spread(int nodes) {
            this.nodes = nodes;
            this.bits = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(nodes - 1));
        }

        int at(int number) {
            int mask = (1 << bits) - 1;
            int at = number;
            do {
                at = (at * 0x2C1B3C6D) & mask;
                at ^= at >>> ((bits + 1) / 2);
                at = (at * 0x297A2D39 + 0x3243F6A8) & mask;
                at ^= at >>> ((bits + 1) / 2);
            } while (at >= nodes);
            return at;
        }
    }

    /** A growing list of edges, the smaller node in the upper half, which sorts and forgets repetitions. */
    private static final class EdgeList {
        private long[] edges = new long[1 << 16];
        private int size;
        private int worthSorting = 1 << 25;

        void add(int from, int to) {
            if (size == worthSorting) {
                distinct();
                worthSorting = Math.max(worthSorting, 2 * size);
            }
            if (size == edges.length) {
                edges = Arrays.copyOf(edges, size + (size >> 1));
            }
            edges[size++] = (long) from << 32 | to;
        }

        void distinct() {
            Arrays.sort(edges, 0, size);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (i == 0 || edges[i] != edges[i - 1]) {
                    edges[kept++] = edges[i];
                }
            }
            size = kept;
        }
    }

    private static int from(long edge) {
        return (int) (edge >>> 32);
    }

    private static int to(long edge) {
        return (int) edge;
    }

    private static void stars(String graph, int nodes) {
        boolean inOrder = graph.equals("path");
        int[] place = inOrder ? null : shuffledPlaces(nodes);
        EdgeList list = new EdgeList();
        long[] raw = new long[1];
        edges(graph, nodes, (one, other) -> {
            raw[0]++;
            int first = place == null ? one : place[one];
            int second = place == null ? other : place[other];
            list.add(Math.min(first, second), Math.max(first, second));
        });
        list.distinct();
        System.out.printf(
                Locale.ROOT,
                "%s, %d nodes: %.2f edges a node, %.2f distinct%n",
                graph,
                nodes,
                (double) raw[0] / nodes,
                (double) list.size / nodes);
        EdgeList edges = list;
        for (int round = 0; round <= MOST_ROUNDS; round++) {
            if (round <= SHOWN_ROUNDS) {
                int left = residual(edges, nodes);
                System.out.printf(
                        Locale.ROOT,
                        "  %d rounds: %d edges, %d nodes left to the single worker, %.4f %%%n",
                        round,
                        edges.size,
                        left,
                        100.0 * left / nodes);
            }
            EdgeList next = smallStar(largeStar(edges, nodes), nodes);
            boolean same =
                    next.size == edges.size && Arrays.equals(next.edges, 0, next.size, edges.edges, 0, edges.size);
            edges = next;
            if (same) {
                System.out.printf(Locale.ROOT, "  nothing changes after %d rounds%n", round);
                return;
            }
        }
        System.out.println("  not at an end after " + MOST_ROUNDS + " rounds");
    }

    /** Where nodes stand in the order, which the operators take from a mix of the number. */
    private static int[] shuffledPlaces(int nodes) {
        long[] mixed = new long[nodes];
        int low = Integer.SIZE - Integer.numberOfLeadingZeros(nodes);
        for (int i = 0; i < nodes; i++) {
            mixed[i] = ((Hashing.mix(i + 0x9E3779B97F4A7C15L) >>> 1) & (-1L << low)) | i;
        }
        Arrays.sort(mixed);
        int[] place = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            place[(int) (mixed[i] & ((1L << low) - 1))] = i;
        }
        return place;
    }

    /** The least of each node and its neighbours. */
    private static int[] least(EdgeList edges, int nodes) {
        int[] least = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            least[i] = i;
        }
        for (int i = 0; i < edges.size; i++) {
            int to = to(edges.edges[i]);
            least[to] = Math.min(least[to], from(edges.edges[i]));
        }
        return least;
    }

    /** Every larger neighbour of a node is tied to the least of the node and its neighbours. */
    private static EdgeList largeStar(EdgeList edges, int nodes) {
        int[] least = least(edges, nodes);
        EdgeList next = new EdgeList();
        for (int i = 0; i < edges.size; i++) {
            next.add(least[from(edges.edges[i])], to(edges.edges[i]));
        }
        next.distinct();
        return next;
    }

    /** Every node and its smaller neighbours are tied to the least of these. */
    private static EdgeList smallStar(EdgeList edges, int nodes) {
        int[] least = least(edges, nodes);
        EdgeList next = new EdgeList();
        for (int i = 0; i < edges.size; i++) {
            int from = from(edges.edges[i]);
            int to = to(edges.edges[i]);
            int hub = least[to];
            next.add(hub, to);
            if (hub != from) {
                next.add(hub, from);
            }
        }
        next.distinct();
        return next;
    }

    /** How many nodes there are after every node was replaced by the least of it and its neighbours. */
    private static int residual(EdgeList edges, int nodes) {
        int[] parent = least(edges, nodes);
        java.util.BitSet left = new java.util.BitSet(nodes);
        for (int i = 0; i < edges.size; i++) {
            int one = parent[from(edges.edges[i])];
            int other = parent[to(edges.edges[i])];
            if (one != other) {
                left.set(one);
                left.set(other);
            }
        }
        return left.cardinality();
    }

    private static void unionFind(String graph, int nodes, boolean sorted) {
        Components components = new Components();
        long[] count = new long[1];
        long[] nanos = new long[1];
        EdgeList block = new EdgeList();
        Runnable join = () -> {
            long started = System.nanoTime();
            for (int i = 0; i < block.size; i++) {
                components.link(from(block.edges[i]), to(block.edges[i]));
            }
            nanos[0] += System.nanoTime() - started;
            count[0] += block.size;
            block.size = 0;
        };
        edges(graph, nodes, (one, other) -> {
            block.add(Math.min(one, other), Math.max(one, other));
            if (!sorted && block.size == BLOCK) {
                join.run();
            }
        });
        if (sorted) {
            block.distinct();
        }
        join.run();
        block.edges = new long[0];
        long started = System.nanoTime();
        long roots = 0;
        for (int i = 0; i < components.size(); i++) {
            roots += components.root(i) == i ? 1 : 0;
        }
        long read = System.nanoTime() - started;
        System.gc(); // what is used then is what the union-find holds
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(
                Locale.ROOT,
                "%s, %d nodes in %d components, %d edges: %.0f ns an edge, %.0f ns a node to read the roots, %.1f bytes a node%n",
                graph,
                components.size(),
                roots,
                count[0],
                (double) nanos[0] / count[0],
                (double) read / components.size(),
                (double) used / components.size());
    }

    private static void arrays(String graph, int nodes) {
        int[] parents = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            parents[i] = i;
        }
        long[] count = new long[1];
        long started = System.nanoTime();
        edges(graph, nodes, (one, other) -> {
            count[0]++;
            int first = root(parents, one);
            int second = root(parents, other);
            parents[Math.max(first, second)] = Math.min(first, second);
        });
        long all = System.nanoTime() - started;
        long roots = 0;
        for (int i = 0; i < nodes; i++) {
            roots += root(parents, i) == i ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %d nodes in %d components, %d edges: %.0f ns an edge, the making of the graph included%n",
                graph,
                nodes,
                roots,
                count[0],
                (double) all / count[0]);
    }

    private static int root(int[] parents, int node) {
        int at = node;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }
}
