package dev.sluice.operators.text.replace;

import java.util.Arrays;

/**
 * Strings with a number each, and the search for the longest that a text has at a place. A tree of UTF-16 units: the
 * first unit is looked up in a table, the others in one open hash table, so that a look-up costs as much as the string is
 * long, whatever the number of strings. Not changed any more once it is in use, it may be shared by threads.
 */
public final class LongestMatch {
    private static final int NONE = -1;

    private final int[] roots = new int[1 << 16];
    private long[] keys = new long[1 << 10];
    private int[] children = new int[1 << 10];
    private int edges;
    private int[] values = new int[1 << 8];
    private int nodes = 1; // node 0 is the root

    /** An empty set of strings. */
    public LongestMatch() {
        Arrays.fill(values, NONE);
    }

    /** Adds a string with a number of at least zero; a string that is there already keeps its number. */
    public void add(String string, int value) {
        int node = roots[string.charAt(0)];
        if (node == 0) {
            node = newNode();
            roots[string.charAt(0)] = node;
        }
        for (int i = 1; i < string.length(); i++) {
            node = childOrNew(node, string.charAt(i));
        }
        values[node] = values[node] == NONE ? value : values[node];
    }

    private int newNode() {
        if (nodes == values.length) {
            values = Arrays.copyOf(values, 2 * nodes);
            Arrays.fill(values, nodes, values.length, NONE);
        }
        return nodes++;
    }

    /**
     * Finds the longest string that begins at a place.
     *
     * @return its length in the upper and its number in the lower 32 bits, or 0 when there is none
     */
    public long at(String text, int from) {
        long found = 0;
        int node = roots[text.charAt(from)];
        for (int i = from + 1; node != 0; i++) {
            if (values[node] != NONE) {
                found = (long) (i - from) << 32 | values[node];
            }
            node = i < text.length() ? child(node, text.charAt(i)) : 0;
        }
        return found;
    }

    /** Length of what {@link #at} found; 0 for nothing. */
    public static int length(long found) {
        return (int) (found >>> 32);
    }

    /** Number of what {@link #at} found. */
    public static int value(long found) {
        return (int) found;
    }

    private int child(int node, char c) {
        long key = (long) node << 16 | c;
        int mask = keys.length - 1;
        for (int slot = slot(key, mask); children[slot] != 0; slot = (slot + 1) & mask) {
            if (keys[slot] == key) {
                return children[slot];
            }
        }
        return 0;
    }

    private int childOrNew(int node, char c) {
        int child = child(node, c);
        if (child == 0) {
            if (2 * edges >= keys.length) {
                grow();
            }
            child = newNode();
            enter((long) node << 16 | c, child);
            edges++;
        }
        return child;
    }

    private void enter(long key, int child) {
        int mask = keys.length - 1;
        int slot = slot(key, mask);
        while (children[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = key;
        children[slot] = child;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldChildren = children;
        keys = new long[2 * oldKeys.length];
        children = new int[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldChildren[i] != 0) {
                enter(oldKeys[i], oldChildren[i]);
            }
        }
    }

    private static int slot(long key, int mask) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & mask;
    }
}
