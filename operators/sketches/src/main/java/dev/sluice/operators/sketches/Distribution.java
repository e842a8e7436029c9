package dev.sluice.operators.sketches;

import dev.sluice.operators.Histogram;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How numbers are distributed: a histogram and an exact sum. Fractions are kept as whole numbers of a scale, rounded half
 * up, so that sums do not depend on their order.
 */
final class Distribution {
    /** Parts of one that fractions are kept in. */
    static final long FRACTIONS = 1_000_000;

    private static final int[] PERCENTS = {1, 5, 25, 50, 75, 95, 99};

    private final long scale;
    private Histogram histogram = new Histogram();
    /** The sum in 128 bits. */
    private long sumHigh;

    private long sumLow;

    /** @param scale what one is worth: 1 for whole numbers, or {@link #FRACTIONS} */
    Distribution(long scale) {
        this.scale = scale;
    }

    long scale() {
        return scale;
    }

    long count() {
        return histogram.count();
    }

    /** Adds a whole number of the scale. */
    void add(long value) {
        histogram.add(value);
        addToSum(value >> 63, value);
    }

    /** Adds a number that is brought to the scale; numbers beyond 2^62 of it count as 2^62. */
    void addFraction(double value) {
        double scaled = value * scale;
        add(scaled >= 0x1p62 ? 1L << 62 : scaled <= -0x1p62 ? -(1L << 62) : Math.round(scaled));
    }

    void merge(Distribution other) {
        histogram.merge(other.histogram);
        addToSum(other.sumHigh, other.sumLow);
    }

    private void addToSum(long high, long low) {
        long sum = sumLow + low;
        sumHigh += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        sumLow = sum;
    }

    private BigInteger sum() {
        return BigInteger.valueOf(sumHigh).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(sumLow)));
    }

    void write(StoredWriter out) {
        Map<Integer, Long> buckets = histogram.buckets();
        out.number(buckets.size());
        if (buckets.isEmpty()) {
            return;
        }
        long before = 0;
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            out.number(bucket.getKey() - before);
            out.number(bucket.getValue());
            before = bucket.getKey();
        }
        out.number(histogram.minimum());
        out.number(histogram.maximum());
        out.number(sumHigh);
        out.number(sumLow);
    }

    static Distribution read(StoredReader in, long scale) {
        Distribution distribution = new Distribution(scale);
        int size = in.length();
        if (size == 0) {
            return distribution;
        }
        Map<Integer, Long> buckets = new LinkedHashMap<>();
        int bucket = 0;
        for (int i = 0; i < size; i++) {
            bucket = Math.toIntExact(bucket + in.number());
            if (bucket > Histogram.bucket(Long.MAX_VALUE) || bucket < Histogram.bucket(Long.MIN_VALUE)) {
                throw new IllegalArgumentException("a stored summary names bucket " + bucket);
            }
            buckets.put(bucket, in.number());
        }
        distribution.histogram = Histogram.of(buckets, in.number(), in.number());
        distribution.sumHigh = in.number();
        distribution.sumLow = in.number();
        return distribution;
    }

    /** Scale, n, and unless n is 0: sum, mean, min, max, seven percentiles, buckets as [low, high, n]. */
    Map<String, Object> estimate() {
        Map<String, Object> estimate = new LinkedHashMap<>();
        estimate.put("scale", scale);
        estimate.put("n", histogram.count());
        if (histogram.count() == 0) {
            return estimate;
        }
        BigInteger sum = sum();
        estimate.put("sum", scale == 1 && sum.bitLength() < 64 ? (Object) sum.longValue() : sum.doubleValue() / scale);
        estimate.put("mean", sum.doubleValue() / scale / histogram.count());
        estimate.put("min", unscaled(histogram.minimum()));
        estimate.put("max", unscaled(histogram.maximum()));
        for (int percent : PERCENTS) {
            estimate.put(String.format(Locale.ROOT, "p%02d", percent), unscaled(histogram.quantile(percent / 100.0)));
        }
        List<Object> buckets = new ArrayList<>();
        histogram
                .buckets()
                .forEach((bucket, n) ->
                        buckets.add(List.of(unscaled(Histogram.low(bucket)), unscaled(Histogram.high(bucket)), n)));
        estimate.put("buckets", buckets);
        return estimate;
    }

    private Object unscaled(long value) {
        return scale == 1 ? (Object) value : (Object) ((double) value / scale);
    }
}
