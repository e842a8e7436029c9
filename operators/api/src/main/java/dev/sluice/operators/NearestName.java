package dev.sluice.operators;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds what somebody probably meant by a name that does not exist. */
public final class NearestName {
    private NearestName() {}

    /** The hint "did you mean 'x'?", or null when no name is near. */
    public static @Nullable String hint(String wrong, Collection<String> names) {
        String nearest = of(wrong, names);
        return nearest == null ? null : "did you mean '" + nearest + "'?";
    }

    /** The nearest name, or null when none is near. */
    public static @Nullable String of(String wrong, Collection<String> names) {
        String nearest = null;
        int least = Math.max(2, wrong.length() / 3) + 1;
        for (String name : names) {
            int distance = distance(wrong, name);
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /** Number of characters to insert, remove, replace or swap with their neighbour. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
