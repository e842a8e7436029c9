package dev.sluice.operators.sketches;

import dev.sluice.operators.Hashing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often each value occurs, exact for every value that is held. Of more values than a cap those with the smallest
 * hashes are held, a sample that does not depend on the order: a value outside it can never come back into it.
 */
final class ValueCounts {
    private static final int LONGEST_VALUE = 256;
    private static final Comparator<Held> ORDER =
            Comparator.comparingLong(Held::hash).thenComparing(Held::value);

    private final int cap;
    private final Map<String, long[]> counts = new HashMap<>();
    private long total;
    /** The last held value in the order, once values were left out; values behind it are never held. */
    private @Nullable Held last;

    private record Held(long hash, String value) {
        static Held of(String value) {
            return new Held(Hashing.hash128(value)[0], value);
        }
    }

    ValueCounts(int cap) {
        this.cap = cap;
    }

    /** Counts a value; of a long one the first 256 UTF-16 units matter. */
    void add(String value) {
        int end = LONGEST_VALUE;
        if (value.length() > end && Character.isHighSurrogate(value.charAt(end - 1))) {
            end--;
        }
        add(value.length() > end ? value.substring(0, end) : value, 1);
        total++;
    }

    private void add(String value, long n) {
        long[] known = counts.get(value);
        if (known != null) {
            known[0] += n;
        } else if (last == null || ORDER.compare(Held.of(value), last) <= 0) {
            counts.put(value, new long[] {n});
            if (counts.size() > 2 * cap) {
                prune();
            }
        }
    }

    void merge(ValueCounts other) {
        Held limit = other.last;
        if (limit != null && (last == null || ORDER.compare(limit, last) < 0)) {
            last = limit;
            counts.keySet().removeIf(value -> ORDER.compare(Held.of(value), limit) > 0);
        }
        other.counts.forEach((value, n) -> add(value, n[0]));
        total += other.total;
    }

    private void prune() {
        if (counts.size() <= cap) {
            return;
        }
        List<Held> held = new ArrayList<>();
        counts.keySet().forEach(value -> held.add(Held.of(value)));
        held.sort(ORDER);
        last = held.get(cap - 1);
        held.subList(cap, held.size()).forEach(left -> counts.remove(left.value()));
    }

    void write(StoredWriter out) {
        prune();
        out.number(total);
        out.oneByte(last == null ? 0 : 1);
        out.number(counts.size());
        for (Map.Entry<String, long[]> entry : new TreeMap<>(counts).entrySet()) {
            out.text(entry.getKey());
            out.number(entry.getValue()[0]);
        }
    }

    static ValueCounts read(StoredReader in, int cap) {
        ValueCounts counts = new ValueCounts(cap);
        counts.total = in.number();
        boolean left = in.oneByte() == 1;
        int size = in.length();
        for (int i = 0; i < size; i++) {
            counts.counts.put(in.text(), new long[] {in.number()});
        }
        if (left) {
            counts.last =
                    counts.counts.keySet().stream().map(Held::of).max(ORDER).orElse(null);
        }
        return counts;
    }

    /**
     * Total, whether all values are held, number of occurrences of values that are not held, and the most frequent held
     * ones, by count and then by value.
     *
     * @param most how many values to give
     */
    Map<String, Object> estimate(int most) {
        prune();
        List<Map.Entry<String, long[]>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Comparator.<Map.Entry<String, long[]>>comparingLong(entry -> -entry.getValue()[0])
                .thenComparing(Map.Entry::getKey));
        Map<String, Object> values = new LinkedHashMap<>();
        long held = 0;
        for (Map.Entry<String, long[]> entry : entries) {
            held += entry.getValue()[0];
            if (values.size() < most) {
                values.put(entry.getKey(), entry.getValue()[0]);
            }
        }
        Map<String, Object> estimate = new LinkedHashMap<>();
        estimate.put("total", total);
        estimate.put("complete", last == null);
        estimate.put("overflow", total - held);
        estimate.put("values", values);
        return estimate;
    }
}
