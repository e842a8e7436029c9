package dev.sluice.operators.sketches;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Sketches;
import org.apache.datasketches.theta.Union;

/**
 * A Theta sketch of 16,384 values, from which the overlap of two collections can be estimated: up to 131 KB stored. The
 * stored image is the ordered, compact result of a union, the same for any split and order of the values.
 */
final class Overlap {
    private static final int ENTRIES = 1 << 14;

    static {
        AnyJava.allow();
    }

    private final Union union =
            SetOperation.builder().setNominalEntries(ENTRIES).buildUnion();

    /** Adds a value by its 128-bit hash. */
    void add(long[] hash) {
        union.update(hash);
    }

    void merge(byte[] image) {
        union.union(Sketches.wrapSketch(Memory.wrap(image)));
    }

    byte[] toBytes() {
        return union.getResult(true, null).toByteArray();
    }

    /** Estimate, and bounds at two standard deviations. */
    Map<String, Object> estimate() {
        var sketch = union.getResult(true, null);
        Map<String, Object> estimate = new LinkedHashMap<>();
        estimate.put("estimate", sketch.getEstimate());
        estimate.put("low2", sketch.getLowerBound(2));
        estimate.put("high2", sketch.getUpperBound(2));
        return estimate;
    }
}
