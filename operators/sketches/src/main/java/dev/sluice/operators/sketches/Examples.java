package dev.sluice.operators.sketches;

import dev.sluice.operators.Hashing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The few values with the smallest hashes among all that were added: a sample that does not depend on the order. */
final class Examples {
    private static final int LONGEST = 120;

    private final int most;
    private final TreeMap<Long, String> byHash = new TreeMap<>();

    Examples(int most) {
        this.most = most;
    }

    /** Adds a value, of which the first 120 characters are shown, if {@code key} has a small hash. */
    void add(String key, String value) {
        long hash = Hashing.hash128(key)[0];
        if (byHash.size() < most || hash < byHash.lastKey()) {
            int end = value.length() <= LONGEST ? value.length() : value.offsetByCodePoints(0, LONGEST / 2);
            put(hash, value.length() <= LONGEST ? value : value.substring(0, end) + "\u2026");
        }
    }

    private void put(long hash, String value) {
        // Of two values with one key the smaller stays, whichever came first.
        byHash.merge(hash, value, (one, other) -> one.compareTo(other) <= 0 ? one : other);
        if (byHash.size() > most) {
            byHash.pollLastEntry();
        }
    }

    void merge(Examples other) {
        other.byHash.forEach(this::put);
    }

    void write(StoredWriter out) {
        out.number(byHash.size());
        for (Map.Entry<Long, String> entry : byHash.entrySet()) {
            out.number(entry.getKey());
            out.text(entry.getValue());
        }
    }

    static Examples read(StoredReader in, int most) {
        Examples examples = new Examples(most);
        int size = in.length();
        for (int i = 0; i < size; i++) {
            examples.put(in.number(), in.text());
        }
        return examples;
    }

    /** The values, by hash. */
    List<Object> estimate() {
        return List.copyOf(byHash.values());
    }
}
