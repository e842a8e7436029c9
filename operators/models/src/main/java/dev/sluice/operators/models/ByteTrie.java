package dev.sluice.operators.models;

import java.util.Arrays;
import java.util.List;

/** A fixed map from byte strings to numbers, as a double array: one look at memory for each byte. */
public final class ByteTrie {
    /** Where every search begins. */
    public static final int ROOT = 0;
    /** No node, or no number. */
    public static final int NONE = -1;

    /** Where the children of a node begin; a child stands at its byte. */
    private int[] base = new int[1 << 10];
    /** The parent of a node; a free place has none. */
    private int[] parent = new int[1 << 10];

    private int[] values = new int[1 << 10];
    private int firstFree = 1;

    /** Where a key lies before it is stored. */
    private record Range(int from, int to, int depth, int node) {}

    /** Stores {@code keys.get(i)} under the number {@code i}; empty keys and those marked as left out are skipped. */
    public ByteTrie(List<byte[]> keys, boolean[] leftOut) {
        Arrays.fill(parent, NONE);
        Arrays.fill(values, NONE);
        Integer[] order = new Integer[keys.size()];
        int count = 0;
        for (int i = 0; i < order.length; i++) {
            if (!leftOut[i] && keys.get(i).length > 0) {
                order[count++] = i;
            }
        }
        Integer[] sorted = Arrays.copyOf(order, count);
        Arrays.sort(sorted, (a, b) -> Arrays.compareUnsigned(keys.get(a), keys.get(b)));
        java.util.ArrayDeque<Range> open = new java.util.ArrayDeque<>();
        open.add(new Range(0, count, 0, ROOT));
        int[] labels = new int[256];
        int[] starts = new int[257];
        while (!open.isEmpty()) {
            Range range = open.removeLast();
            int from = range.from;
            if (from < range.to && keys.get(sorted[from]).length == range.depth) {
                values[range.node] = sorted[from];
                while (from < range.to && keys.get(sorted[from]).length == range.depth) {
                    from++; // of equal keys the first one counts
                }
            }
            int children = 0;
            for (int i = from; i < range.to; i++) {
                int label = keys.get(sorted[i])[range.depth] & 0xff;
                if (children == 0 || labels[children - 1] != label) {
                    labels[children] = label;
                    starts[children++] = i;
                }
            }
            starts[children] = range.to;
            if (children == 0) {
                continue;
            }
            int at = place(labels, children);
            base[range.node] = at;
            for (int i = 0; i < children; i++) {
                parent[at + labels[i]] = range.node;
            }
            for (int i = 0; i < children; i++) {
                open.add(new Range(starts[i], starts[i + 1], range.depth + 1, at + labels[i]));
            }
        }
    }

    /** Finds room for nodes at these distances from one place. */
    private int place(int[] labels, int count) {
        while (firstFree < parent.length && parent[firstFree] != NONE) {
            firstFree++;
        }
        int taken = 0;
        int first = Math.max(firstFree, labels[0] + 1);
        for (int at = first; ; at++) {
            grow(at + 512);
            if (parent[at] != NONE) {
                taken++;
                continue;
            }
            int start = at - labels[0];
            boolean fits = true;
            for (int i = 1; i < count && fits; i++) {
                fits = parent[start + labels[i]] == NONE;
            }
            if (fits) {
                if (at - first > 64 && taken > 0.9 * (at - first)) {
                    firstFree = at; // what lies before is nearly full and not worth another look
                }
                return start;
            }
        }
    }

    /** Keeps room for any byte behind any node, so that look-ups need no check. */
    private void grow(int places) {
        if (places > parent.length) {
            int old = parent.length;
            int size = Math.max(places, old + (old >> 1));
            base = Arrays.copyOf(base, size);
            parent = Arrays.copyOf(parent, size);
            values = Arrays.copyOf(values, size);
            Arrays.fill(parent, old, size, NONE);
            Arrays.fill(values, old, size, NONE);
        }
    }

    /** The node behind a byte, or {@link #NONE}. */
    public int next(int node, byte label) {
        int next = base[node] + (label & 0xff);
        return parent[next] == node ? next : NONE;
    }

    /** The number stored at a node, or {@link #NONE}. */
    public int value(int node) {
        return values[node];
    }

    /** The number of a key, or {@link #NONE}. */
    public int find(byte[] text, int from, int to) {
        int node = ROOT;
        for (int i = from; i < to; i++) {
            node = next(node, text[i]);
            if (node == NONE) {
                return NONE;
            }
        }
        return values[node];
    }

    /** Length of the longest key that begins here, 0 when there is none. */
    public int longest(byte[] text, int from, int to) {
        int node = ROOT;
        int length = 0;
        for (int i = from; i < to; i++) {
            node = next(node, text[i]);
            if (node == NONE) {
                break;
            }
            if (values[node] != NONE) {
                length = i + 1 - from;
            }
        }
        return length;
    }
}
