package dev.sluice.operators.dedup.graph;

import dev.sluice.operators.Hashing;
import dev.sluice.operators.LimitException;
import java.util.Arrays;

/**
 * Connected components of a graph whose edges come one by one and whose nodes are any numbers. The label of a component
 * is its smallest node.
 *
 * <p>Union-find with path halving; the smaller node becomes the root, so that a root is its component's label. Memory:
 * 8 to 12 bytes for the node, 4 to 6 for its parent and 6 to 12 for the index, 18 to 30 bytes a node. The result depends on the
 * set of edges alone; the numbers that nodes get depend on their order.
 */
public final class Components {
    /** Most nodes of a graph. */
    public static final int MAX_NODES = 1 << 29;

    /** Memory of a node, at most. */
    public static final int NODE_BYTES = 30;

    /**
     * The share of a process's memory that arrays can take. The parallel collector keeps a third for young objects, where no
     * large array fits; the rest is what the process holds anyhow.
     */
    private static final double HEAP_SHARE = 0.6;

    private final int mostNodes;
    private final long mostBytes;
    private final String advice;
    private long[] nodes = new long[1024];
    private int[] parents = new int[1024];
    private int size;
    private long besides;
    /** Open addressing; holds the number of a node plus one, 0 where free. */
    private int[] index = new int[2048];

    /** An empty graph that takes {@link #MAX_NODES} nodes, or as many as fit in the memory of the process. */
    public Components() {
        this("deduplicate exact copies first, or in groups (group_field)");
    }

    /** @param advice what to do about more nodes than there may be */
    public Components(String advice) {
        this(advice, MAX_NODES, (long) (HEAP_SHARE * Runtime.getRuntime().maxMemory()));
    }

    /**
     * An empty graph with limits of its own.
     *
     * @param advice what to do about more nodes than there may be
     * @param mostNodes how many nodes there may be
     * @param mostBytes how much memory the graph, and what its owner holds beside it, may take
     */
    public Components(String advice, int mostNodes, long mostBytes) {
        this.advice = advice;
        this.mostNodes = mostNodes;
        this.mostBytes = mostBytes;
    }

    /**
     * Makes a node known.
     *
     * @return its number, from 0 in the order of first mention
     * @throws LimitException above {@link #MAX_NODES}, or when more memory is needed than the process may take
     */
    public int add(long node) {
        int at = slot(node);
        if (index[at] != 0) {
            return index[at] - 1;
        }
        if (size == nodes.length) {
            grow();
        }
        nodes[size] = node;
        parents[size] = size;
        size++;
        index[at] = size;
        if (size > index.length / 3 * 2) {
            rehash();
        }
        return size - 1;
    }

    /** The number of a node, or -1 when it was never mentioned. */
    public int find(long node) {
        return index[slot(node)] - 1;
    }

    /** Adds an edge. */
    public void link(long one, long other) {
        linkNumbers(add(one), add(other));
    }

    /** Adds an edge between nodes given by their numbers. */
    public void linkNumbers(int one, int other) {
        int first = root(one);
        int second = root(other);
        if (nodes[first] < nodes[second]) {
            parents[second] = first;
        } else {
            parents[first] = second;
        }
    }

    /** Number of the root of a node's component, both given by number. */
    public int root(int number) {
        int at = number;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /** How many nodes are known. */
    public int size() {
        return size;
    }

    /** The node with a number. */
    public long node(int number) {
        return nodes[number];
    }

    /** The smallest node of the component of the node with a number. */
    public long label(int number) {
        return nodes[root(number)];
    }

    /**
     * Says how much the owner holds beside the graph, of which every growth takes account.
     *
     * @param bytes memory of all of it
     * @param growing how much more it takes for a moment, while an array stands beside its successor
     * @throws LimitException when that and the graph are more than the process can give
     */
    public void besides(long bytes, long growing) {
        besides = bytes;
        reserve(12L * nodes.length + 4L * index.length + growing);
    }

    private int slot(long node) {
        int mask = index.length - 1;
        int at = (int) Hashing.mix(node) & mask;
        while (index[at] != 0 && nodes[index[at] - 1] != node) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        if (size >= mostNodes) {
            throw new LimitException("more than " + mostNodes + " documents have a possible duplicate; " + advice);
        }
        int capacity = Math.min(mostNodes, size + (size >> 1));
        reserve(8L * capacity + 12L * size + 4L * index.length);
        nodes = Arrays.copyOf(nodes, capacity);
        parents = Arrays.copyOf(parents, capacity);
    }

    /** Fails with advice where an array would fail without. The arrays that grow stand beside their successors. */
    private void reserve(long bytes) {
        if (bytes + besides > mostBytes) {
            throw new LimitException("more than " + (size - 1)
                    + " documents have a possible duplicate: to join them takes at least " + mebibytes(bytes + besides)
                    + " MiB in one worker, and this process can give " + mebibytes(mostBytes)
                    + " MiB of its memory; give it more (-Xmx) and go on with --resume, or deduplicate exact copies first, or"
                    + " in groups (group_field)");
        }
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    private void rehash() {
        reserve(12L * nodes.length + 12L * index.length);
        index = new int[2 * index.length];
        int mask = index.length - 1;
        for (int number = 0; number < size; number++) {
            int at = (int) Hashing.mix(nodes[number]) & mask;
            while (index[at] != 0) {
                at = (at + 1) & mask;
            }
            index[at] = number + 1;
        }
    }
}
