package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.Decision;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The removed documents that precision is estimated from. They are parted by how similar the method says they are to their
 * survivor, in classes of a tenth, and where it does not say so, by the size of their cluster: large clusters are the ones
 * that chains make. {@value #COMPARED} are drawn at random (a keyed draw over locators), of each stratum in proportion to
 * its documents, and at least {@value #LEAST}.
 */
final class RemovedSample {
    /** Removed documents that are compared with their survivor. */
    static final int COMPARED = 300;

    /** Documents of a stratum that are drawn at least, as far as it has so many. */
    static final int LEAST = 20;

    private static final int CLASSES = 10;

    /** Where classes of clusters begin. */
    private static final long[] SIZES = {2, 3, 10, 100, 1000, 10_000};

    private final TreeMap<Stratum, Drawn> strata = new TreeMap<>();

    /**
     * A class of removed documents.
     *
     * @param measured whether it is one of similarities, else one of sizes of clusters
     * @param number of the class
     */
    record Stratum(boolean measured, int number) implements Comparable<Stratum> {
        private static final Comparator<Stratum> ORDER =
                Comparator.comparing(Stratum::measured).thenComparing(Stratum::number);

        static Stratum of(Decision.Match match) {
            Double similarity = match.similarity();
            if (similarity != null) {
                return new Stratum(true, Math.min(CLASSES - 1, (int) (CLASSES * similarity)));
            }
            int number = 0;
            while (number + 1 < SIZES.length && match.size() >= SIZES[number + 1]) {
                number++;
            }
            return new Stratum(false, number);
        }

        /** Similarity, or size, that the class begins with. */
        Number from() {
            return measured ? (Number) ((double) number / CLASSES) : (Number) SIZES[number];
        }

        /** Similarity that the class ends with, or its largest size; null for the largest clusters, which have no bound. */
        @Nullable Number to() {
            if (measured) {
                return (number + 1.0) / CLASSES;
            }
            return number + 1 < SIZES.length ? (Number) (SIZES[number + 1] - 1) : null;
        }

        @Override
        public int compareTo(Stratum other) {
            return ORDER.compare(this, other);
        }
    }

    /** A removed document and the one that stays. */
    record Removed(long draw, long locator, long survivor) {}

    /** How many documents a stratum has, and those of the least draws. */
    private static final class Drawn {
        private long documents;
        private final PriorityQueue<Removed> least =
                new PriorityQueue<>(Comparator.comparingLong(Removed::draw).reversed());
    }

    /** Takes what is drawn. */
    interface Sink {
        /** A stratum. */
        void stratum(Stratum stratum, long documents);

        /** A document of it. */
        void removed(Stratum stratum, Removed removed);
    }

    /** Takes a document that its match says to be removed. */
    void add(long locator, Decision.Match match) {
        Drawn drawn = strata.computeIfAbsent(Stratum.of(match), stratum -> new Drawn());
        drawn.documents++;
        drawn.least.add(new Removed(Probing.draw(locator), locator, match.survivor()));
        if (drawn.least.size() > COMPARED) {
            drawn.least.poll();
        }
    }

    /** Everything was seen: gives all strata and the drawn documents. */
    void draw(Sink sink) {
        long[] sizes =
                strata.values().stream().mapToLong(drawn -> drawn.documents).toArray();
        double all = 0;
        for (long size : sizes) {
            all += size;
        }
        double[] wanted = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            wanted[i] = Math.max(LEAST, COMPARED * sizes[i] / all);
        }
        int[] numbers = Allocation.of(sizes, wanted, COMPARED);
        int next = 0;
        for (var entry : strata.entrySet()) {
            sink.stratum(entry.getKey(), entry.getValue().documents);
            PriorityQueue<Removed> least = entry.getValue().least;
            for (int number = numbers[next++]; least.size() > number; ) {
                least.poll();
            }
            least.forEach(removed -> sink.removed(entry.getKey(), removed));
        }
    }
}
