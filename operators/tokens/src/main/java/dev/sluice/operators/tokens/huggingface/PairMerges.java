package dev.sluice.operators.tokens.huggingface;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Joins neighbouring symbols, the pair of the lowest rank first and the leftmost of equal ones, until no pair has a rank.
 * The table is shared; a {@link Run} belongs to one thread.
 */
final class PairMerges {
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long[] keys;
    private final int[] ranks;
    private final int[] joined;
    private final int mask;

    /** @param expected how many pairs will be added */
    PairMerges(int expected) {
        int size = Integer.highestOneBit(Math.max(16, expected)) << 2;
        keys = new long[size];
        ranks = new int[size];
        joined = new int[size];
        mask = size - 1;
        Arrays.fill(keys, -1);
    }

    /** Adds a pair; of equal ones the first counts. */
    void add(int left, int right, int rank, int becomes) {
        long key = key(left, right);
        int slot = slot(key);
        if (keys[slot] != key) {
            keys[slot] = key;
            ranks[slot] = rank;
            joined[slot] = becomes;
        }
    }

    private static long key(int left, int right) {
        return (long) left << 32 | right;
    }

    private int slot(long key) {
        int slot = (int) ((key * MIX) >>> 32) & mask;
        while (keys[slot] != -1 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    Run run() {
        return new Run();
    }

    /** Joins the symbols of one piece after the other. */
    final class Run {
        private int[] symbols = new int[64];
        private int[] next = new int[64];
        private int[] previous = new int[64];
        private int size;
        private int alive;
        /** Candidates as rank and place of the left symbol, the least one first. */
        private long[] heap = new long[64];

        private int waiting;

        private Run() {}

        void clear() {
            size = 0;
        }

        /** Adds a symbol at the end of the piece. */
        void add(int symbol) {
            if (size == symbols.length) {
                symbols = Arrays.copyOf(symbols, 2 * size);
                next = Arrays.copyOf(next, 2 * size);
                previous = Arrays.copyOf(previous, 2 * size);
            }
            symbols[size++] = symbol;
        }

        /** Whether the last symbol is this one. */
        boolean endsWith(int symbol) {
            return size > 0 && symbols[size - 1] == symbol;
        }

        /** Joins what can be joined; gives how many symbols are left. */
        int join() {
            alive = size;
            waiting = 0;
            for (int i = 0; i < size; i++) {
                next[i] = i + 1;
                previous[i] = i - 1;
            }
            for (int i = 0; i + 1 < size; i++) {
                offer(i);
            }
            while (waiting > 0) {
                long best = heap[0];
                pop();
                int left = (int) best;
                int right = symbols[left] < 0 ? size : next[left];
                if (right >= size) {
                    continue; // joined with its left neighbour meanwhile, or the last one now
                }
                int slot = slot(key(symbols[left], symbols[right]));
                if (keys[slot] == -1 || ranks[slot] != (int) (best >>> 32)) {
                    continue; // another pair stands there now
                }
                symbols[left] = joined[slot];
                symbols[right] = -1;
                next[left] = next[right];
                if (next[right] < size) {
                    previous[next[right]] = left;
                }
                alive--;
                if (previous[left] >= 0) {
                    offer(previous[left]);
                }
                offer(left);
            }
            return alive;
        }

        /** Names the symbols that {@link #join} left. */
        void each(IntConsumer symbol) {
            for (int i = 0; i < size; i = next[i]) {
                symbol.accept(symbols[i]);
            }
        }

        private void offer(int left) {
            if (next[left] >= size) {
                return;
            }
            int slot = slot(key(symbols[left], symbols[next[left]]));
            if (keys[slot] != -1) {
                push((long) ranks[slot] << 32 | left);
            }
        }

        private void push(long candidate) {
            if (waiting == heap.length) {
                heap = Arrays.copyOf(heap, 2 * waiting);
            }
            int i = waiting++;
            while (i > 0 && heap[(i - 1) / 2] > candidate) {
                heap[i] = heap[(i - 1) / 2];
                i = (i - 1) / 2;
            }
            heap[i] = candidate;
        }

        private void pop() {
            long last = heap[--waiting];
            int i = 0;
            while (true) {
                int child = 2 * i + 1;
                if (child >= waiting) {
                    break;
                }
                if (child + 1 < waiting && heap[child + 1] < heap[child]) {
                    child++;
                }
                if (heap[child] >= last) {
                    break;
                }
                heap[i] = heap[child];
                i = child;
            }
            heap[i] = last;
        }
    }
}
