package dev.sluice.operators.dedup.graph;

import dev.sluice.operators.Global;
import dev.sluice.operators.Global.Fold;
import dev.sluice.operators.Global.Keyed;
import dev.sluice.operators.Global.Records;
import dev.sluice.operators.Global.Table;
import dev.sluice.operators.Hashing;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Connected components on many workers, in a fixed number of passes: rounds of large-star and small-star (Kiveris and
 * others, Connected components in MapReduce and beyond, 2014), then one contraction, then union-find in a single worker
 * over what is left. Right after any number of rounds, none included: rounds only make less of what is left.
 *
 * <p>Nodes are taken in the order of their {@link #place}, a bijective mix of the number: in a random order paths shrink by a
 * constant share a round, in a given one they might not. A place is a hash as well, so that a node's place is its key.
 * Every pass goes through sorted neighbours of one node after the other in constant memory. An edge costs 16 bytes in each
 * direction and round; the single worker at most {@link Components#NODE_BYTES} bytes a node of the contracted graph.
 */
public final class Stars {
    /** Where the edges go in: places of two neighbours, in both directions; see {@link #edge}. */
    public static final Table EDGES = edges(0);

    /** Place; 0 and its parent, or 1 and the parent of a neighbour. */
    private static final Table TOLD = new Table("told", 3, 1, -1);

    /** Parents of neighbours, the smaller one first. */
    private static final Table RESIDUAL = new Table("residual", 2, 0, -1);

    /** Parent; 0 and its root, where that is another, or 1 and a node. */
    private static final Table LABELS = new Table("labels", 3, 1, -1);

    private static final long UNMIX_FIRST = 0x9cb4b2f8129337dbL;
    private static final long UNMIX_SECOND = 0x4f74430c22a54005L;

    private Stars() {}

    /** Takes the members of components. */
    @FunctionalInterface
    public interface Members extends Serializable {
        /**
         * Takes a node.
         *
         * @param root the same for all nodes of a component, well mixed
         */
        void add(long root, long node, Records out);
    }

    private static Table edges(int round) {
        return new Table("edges_" + round, 2, 1, -1);
    }

    private static Table down(int round) {
        return new Table("down_" + round, 2, 1, -1);
    }

    /** Where a node stands in the order. */
    public static long place(long node) {
        return Hashing.mix(node);
    }

    /** The node with a place. */
    public static long node(long place) {
        long h = place ^ (place >>> 33);
        h *= UNMIX_FIRST;
        h ^= h >>> 33;
        h *= UNMIX_SECOND;
        return h ^ (h >>> 33);
    }

    /** Adds an edge between two places. */
    public static void edge(Records out, long one, long other) {
        edge(out, EDGES, one, other);
    }

    private static void edge(Records out, Table edges, long one, long other) {
        out.add(edges, one, other);
        out.add(edges, other, one);
    }

    /**
     * The passes from {@link #EDGES} to members.
     *
     * @param rounds of large-star and small-star
     * @param outputs the tables that members fill
     */
    public static List<Global.Pass> passes(int rounds, List<Table> outputs, Members members) {
        List<Global.Pass> passes = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Table down = down(round);
            Table next = edges(round + 1);
            passes.add(new Keyed(edges(round), List.of(down), resources -> new LargeStar(down)));
            passes.add(new Keyed(down, List.of(next), resources -> new SmallStar(next)));
        }
        passes.add(new Keyed(edges(rounds), List.of(TOLD, LABELS), resources -> new Telling()));
        passes.add(new Keyed(TOLD, List.of(RESIDUAL), resources -> new Contracting()));
        passes.add(new Fold(List.of(RESIDUAL), List.of(LABELS), resources -> new Joining()));
        passes.add(new Keyed(LABELS, outputs, resources -> new Labelling(members)));
        return passes;
    }

    /** Ties every larger neighbour of a node to the least of the node and its neighbours. */
    private static final class LargeStar implements Global.Reducer {
        private final Table down;
        private long least;
        private long before;

        LargeStar(Table down) {
            this.down = down;
        }

        @Override
        public void accept(long[] record, boolean newKey, Records out, Global.Decisions decisions) {
            long neighbour = record[1];
            if (newKey) {
                least = Math.min(record[0], neighbour);
            } else if (neighbour == before) {
                return;
            }
            before = neighbour;
            if (neighbour > record[0]) {
                out.add(down, neighbour, least);
            }
        }
    }

    /** Ties a node and its smaller neighbours to the least of these. */
    private static final class SmallStar implements Global.Reducer {
        private final Table edges;
        private long least;
        private long before;

        SmallStar(Table edges) {
            this.edges = edges;
        }

        @Override
        public void accept(long[] record, boolean newKey, Records out, Global.Decisions decisions) {
            long neighbour = record[1];
            if (newKey) {
                least = neighbour;
                edge(out, edges, record[0], least);
            } else if (neighbour != before) {
                edge(out, edges, neighbour, least);
            }
            before = neighbour;
        }
    }

    /** Chooses as a node's parent the least of it and its neighbours, and tells the neighbours. */
    private static final class Telling implements Global.Reducer {
        private long parent;
        private long before;

        @Override
        public void accept(long[] record, boolean newKey, Records out, Global.Decisions decisions) {
            long node = record[0];
            long neighbour = record[1];
            if (newKey) {
                parent = Math.min(node, neighbour);
                out.add(TOLD, node, 0, parent);
                out.add(LABELS, parent, 1, node);
            } else if (neighbour == before) {
                return;
            }
            before = neighbour;
            out.add(TOLD, neighbour, 1, parent);
        }
    }

    /** Makes edges between parents of edges between nodes. */
    private static final class Contracting implements Global.Reducer {
        private long parent;
        private long before;

        @Override
        public void accept(long[] record, boolean newKey, Records out, Global.Decisions decisions) {
            long told = record[2];
            if (record[1] == 0) {
                parent = told;
                before = told;
            } else if (told != before) {
                if (told > parent) { // the neighbour says the same the other way round
                    out.add(RESIDUAL, parent, told);
                }
                before = told;
            }
        }
    }

    /** Joins the edges between parents. */
    private static final class Joining implements Global.Folder {
        private final Components components = new Components("take more star_rounds");

        @Override
        public void accept(Table table, long[] record) {
            components.link(record[0], record[1]);
        }

        @Override
        public void finish(Records out, Global.Decisions decisions) {
            for (int i = 0; i < components.size(); i++) {
                int root = components.root(i);
                if (root != i) {
                    out.add(LABELS, components.node(i), 0, components.node(root));
                }
            }
        }
    }

    /** Gives each node the root of its parent. */
    private static final class Labelling implements Global.Reducer {
        private final Members members;
        private long root;

        Labelling(Members members) {
            this.members = members;
        }

        @Override
        public void accept(long[] record, boolean newKey, Records out, Global.Decisions decisions) {
            if (newKey) {
                root = record[0];
            }
            if (record[1] == 0) {
                root = record[2];
            } else {
                members.add(root, node(record[2]), out);
            }
        }
    }
}
