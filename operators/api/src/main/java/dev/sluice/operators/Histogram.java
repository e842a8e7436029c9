package dev.sluice.operators;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A histogram of whole numbers with a relative bucket width of at most 1/128, exact below 128. Adding and merging
 * commute, so the result depends on the values alone.
 */
public final class Histogram {
    private static final long[] NONE = {};

    /** Counts by bucket, and by the mirrored bucket of negative values; as long as the furthest bucket needs. */
    private long[] upwards = NONE;

    private long[] downwards = NONE;
    private long count;
    private long minimum = Long.MAX_VALUE;
    private long maximum = Long.MIN_VALUE;

    /** The bucket of a value; negative values mirror the positive ones below zero. */
    public static int bucket(long value) {
        if (value < 0) {
            return -1 - bucket(-(value + 1));
        }
        if (value < 128) {
            return (int) value;
        }
        int e = 63 - Long.numberOfLeadingZeros(value);
        return ((e - 6) << 7) + (int) ((value >>> (e - 7)) - 128);
    }

    /** Smallest value of a bucket. */
    public static long low(int bucket) {
        if (bucket < 0) {
            return -1 - high(-1 - bucket);
        }
        return bucket < 128 ? bucket : ((bucket & 127) + 128L) << ((bucket >>> 7) - 1);
    }

    /** Largest value of a bucket. */
    public static long high(int bucket) {
        if (bucket < 0) {
            return -1 - low(-1 - bucket);
        }
        return bucket < 128 ? bucket : low(bucket) + (1L << ((bucket >>> 7) - 1)) - 1;
    }

    public void add(long value) {
        add(bucket(value), 1);
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
    }

    private void add(int bucket, long n) {
        if (bucket >= 0) {
            upwards = reaching(upwards, bucket);
            upwards[bucket] += n;
        } else {
            downwards = reaching(downwards, -1 - bucket);
            downwards[-1 - bucket] += n;
        }
        count += n;
    }

    private static long[] reaching(long[] counts, int index) {
        return index < counts.length ? counts : Arrays.copyOf(counts, Math.max(index + 1, 2 * counts.length));
    }

    /** Adds the values of another histogram. */
    public void merge(Histogram other) {
        other.buckets().forEach(this::add);
        minimum = Math.min(minimum, other.minimum);
        maximum = Math.max(maximum, other.maximum);
    }

    /** Rebuilds a histogram from its stored parts. */
    public static Histogram of(Map<Integer, Long> buckets, long minimum, long maximum) {
        Histogram histogram = new Histogram();
        buckets.forEach(histogram::add);
        histogram.minimum = minimum;
        histogram.maximum = maximum;
        return histogram;
    }

    public long count() {
        return count;
    }

    /** Smallest value added; only defined when {@link #count} is positive. */
    public long minimum() {
        return minimum;
    }

    /** Largest value added; only defined when {@link #count} is positive. */
    public long maximum() {
        return maximum;
    }

    /** Number of values by bucket, ascending. */
    public Map<Integer, Long> buckets() {
        Map<Integer, Long> buckets = new LinkedHashMap<>();
        for (int i = downwards.length - 1; i >= 0; i--) {
            if (downwards[i] != 0) {
                buckets.put(-1 - i, downwards[i]);
            }
        }
        for (int i = 0; i < upwards.length; i++) {
            if (upwards[i] != 0) {
                buckets.put(i, upwards[i]);
            }
        }
        return buckets;
    }

    /** The bucket that holds the value of rank max(1, ceil(p n)), for a histogram that is not empty. */
    public int quantileBucket(double p) {
        long rank = Math.max(1, (long) Math.ceil(p * count));
        long seen = 0;
        for (Map.Entry<Integer, Long> entry : buckets().entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("the histogram is empty");
    }

    /** The middle of the bucket of a quantile, kept within the smallest and largest value. */
    public long quantile(double p) {
        int bucket = quantileBucket(p);
        long middle = low(bucket) + (high(bucket) - low(bucket)) / 2;
        return Math.max(minimum, Math.min(maximum, middle));
    }
}
