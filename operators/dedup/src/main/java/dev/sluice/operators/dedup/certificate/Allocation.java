package dev.sluice.operators.dedup.certificate;

import java.util.stream.IntStream;

/** Divides a sample among strata. */
final class Allocation {
    private Allocation() {}

    /**
     * How many to draw of each stratum: in proportion to what is wanted of it, but no more than it has; what one cannot take
     * goes to the others.
     *
     * @param sizes how many each stratum has
     * @param wanted a number above 0 for each stratum
     * @param total how many to draw altogether
     */
    static int[] of(long[] sizes, double[] wanted, int total) {
        int[] drawn = new int[sizes.length];
        boolean[] full = new boolean[sizes.length];
        int left = total;
        for (boolean changed = true; changed; ) {
            changed = false;
            double open = open(wanted, full);
            int among = left;
            for (int i = 0; i < sizes.length; i++) {
                if (!full[i] && sizes[i] <= among * wanted[i] / open) {
                    full[i] = true;
                    drawn[i] = (int) sizes[i];
                    left -= drawn[i];
                    changed = true;
                }
            }
        }
        double open = open(wanted, full);
        double due = 0; // rounded sums rather than terms, so that nothing of the total is lost
        int given = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (!full[i]) {
                due += left * wanted[i] / open;
                drawn[i] = (int) Math.min(sizes[i], Math.round(due) - given);
                given += drawn[i];
            }
        }
        return drawn;
    }

    private static double open(double[] wanted, boolean[] full) {
        return IntStream.range(0, full.length)
                .filter(i -> !full[i])
                .mapToDouble(i -> wanted[i])
                .sum();
    }
}
