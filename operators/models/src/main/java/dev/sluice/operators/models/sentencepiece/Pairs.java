package dev.sluice.operators.models.sentencepiece;

import dev.sluice.operators.models.ByteTrie;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Byte-pair encoding as SentencePiece does it: of all neighbours that together are a piece, those with the highest score
 * are joined first, the leftmost among equals.
 */
final class Pairs {
    /** Takes a piece of the text; an id of {@link ByteTrie#NONE} is unknown. */
    interface Sink {
        void piece(int id, int from, int to);
    }

    private final ByteTrie trie;
    private final float[] scores;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] previous = new int[64];
    private int[] next = new int[64];
    private boolean[] frozen = new boolean[64];
    /** The heap: left symbol, right symbol and length of each candidate, and its score. */
    private int[] candidates = new int[192];

    private float[] candidateScores = new float[64];
    private int heap;
    private byte[] text = new byte[0];

    Pairs(ByteTrie trie, float[] scores) {
        this.trie = trie;
        this.scores = scores;
    }

    void cut(byte[] text, int size, IntPredicate unused, IntPredicate userDefined, Sink sink) {
        this.text = text;
        heap = 0;
        int count = symbols(size, userDefined);
        // How pieces that may not stand alone were joined, so that they can be taken apart again.
        Map<Integer, Integer> splits = new HashMap<>();
        for (int i = 1; i < count; i++) {
            candidate(i - 1, i, unused, splits);
        }
        while (heap > 0) {
            int left = candidates[0];
            int right = candidates[1];
            int length = candidates[2];
            pop();
            if (from[left] == to[left]
                    || from[right] == to[right]
                    || to[left] - from[left] + to[right] - from[right] != length) {
                continue; // one of them was joined with another symbol meanwhile
            }
            to[left] = to[right];
            next[left] = next[right];
            if (next[right] >= 0) {
                previous[next[right]] = left;
            }
            from[right] = to[right];
            candidate(previous[left], left, unused, splits);
            candidate(left, next[left], unused, splits);
        }
        for (int i = count == 0 ? -1 : 0; i >= 0; i = next[i]) {
            emit(from[i], to[i], unused, splits, sink);
        }
    }

    private int symbols(int size, IntPredicate userDefined) {
        int count = 0;
        int at = 0;
        while (at < size) {
            if (count == from.length) {
                from = Arrays.copyOf(from, 2 * count);
                to = Arrays.copyOf(to, 2 * count);
                previous = Arrays.copyOf(previous, 2 * count);
                next = Arrays.copyOf(next, 2 * count);
                frozen = Arrays.copyOf(frozen, 2 * count);
            }
            int length = userDefinedLength(at, size, userDefined);
            frozen[count] = length > 0;
            length = length > 0 ? length : Math.min(Normalizer.width(text[at]), size - at);
            from[count] = at;
            at += length;
            to[count] = at;
            previous[count] = count - 1;
            next[count] = at == size ? -1 : count + 1;
            count++;
        }
        return count;
    }

    private int userDefinedLength(int at, int size, IntPredicate userDefined) {
        int node = ByteTrie.ROOT;
        int length = 0;
        for (int i = at; i < size; i++) {
            node = trie.next(node, text[i]);
            if (node == ByteTrie.NONE) {
                break;
            }
            if (trie.value(node) != ByteTrie.NONE && userDefined.test(trie.value(node))) {
                length = i + 1 - at;
            }
        }
        return length;
    }

    private void candidate(int left, int right, IntPredicate unused, Map<Integer, Integer> splits) {
        if (left < 0 || right < 0 || frozen[left] || frozen[right]) {
            return;
        }
        int id = trie.find(text, from[left], to[right]);
        if (id == ByteTrie.NONE) {
            return;
        }
        push(left, right, to[right] - from[left], scores[id]);
        if (unused.test(id)) {
            splits.put(id, to[left] - from[left]);
        }
    }

    /** Hands a symbol over; one that may not be used falls into the two it was made of. */
    private void emit(int start, int end, IntPredicate unused, Map<Integer, Integer> splits, Sink sink) {
        int id = trie.find(text, start, end);
        Integer split = id != ByteTrie.NONE && unused.test(id) ? splits.get(id) : null;
        if (split == null) {
            sink.piece(id, start, end);
        } else {
            emit(start, start + split, unused, splits, sink);
            emit(start + split, end, unused, splits, sink);
        }
    }

    private boolean before(int a, int b) {
        return candidateScores[a] > candidateScores[b]
                || (candidateScores[a] == candidateScores[b] && candidates[3 * a] < candidates[3 * b]);
    }

    private void push(int left, int right, int length, float score) {
        if (heap == candidateScores.length) {
            candidateScores = Arrays.copyOf(candidateScores, 2 * heap);
            candidates = Arrays.copyOf(candidates, 6 * heap);
        }
        candidates[3 * heap] = left;
        candidates[3 * heap + 1] = right;
        candidates[3 * heap + 2] = length;
        candidateScores[heap] = score;
        int i = heap++;
        while (i > 0 && before(i, (i - 1) / 2)) {
            swap(i, (i - 1) / 2);
            i = (i - 1) / 2;
        }
    }

    private void pop() {
        heap--;
        swap(0, heap);
        int i = 0;
        while (true) {
            int child = 2 * i + 1;
            if (child >= heap) {
                return;
            }
            if (child + 1 < heap && before(child + 1, child)) {
                child++;
            }
            if (!before(child, i)) {
                return;
            }
            swap(i, child);
            i = child;
        }
    }

    private void swap(int a, int b) {
        float score = candidateScores[a];
        candidateScores[a] = candidateScores[b];
        candidateScores[b] = score;
        for (int i = 0; i < 3; i++) {
            int value = candidates[3 * a + i];
            candidates[3 * a + i] = candidates[3 * b + i];
            candidates[3 * b + i] = value;
        }
    }
}
