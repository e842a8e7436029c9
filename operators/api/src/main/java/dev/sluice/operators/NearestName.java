package dev.sluice.operators;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds what somebody probably meant by a name that does not exist. */
public final class NearestName {
    /** Letters are told apart by what is left of their code by this. */
    private static final int LETTERS = 128;

    private NearestName() {}

    /** The hint "did you mean 'x'?", or null when no name is near. */
    public static @Nullable String hint(String wrong, Collection<String> names) {
        String nearest = of(wrong, names);
        return nearest == null ? null : "did you mean '" + nearest + "'?";
    }

    /** The nearest name, the first of several, or null when none is near. */
    public static @Nullable String of(String wrong, Collection<String> names) {
        String nearest = null;
        int least = Math.max(2, wrong.length() / 3) + 1;
        int[] letters = new int[LETTERS];
        for (int i = 0; i < wrong.length(); i++) {
            letters[wrong.charAt(i) % LETTERS]++;
        }
        for (String name : names) {
            if (mayBeWithin(least, wrong.length(), letters, name)) {
                int distance = distance(wrong, name, least);
                if (distance < least) {
                    least = distance;
                    nearest = name;
                }
            }
        }
        return nearest;
    }

    /**
     * False when the lengths or the letters of two names differ too much already, as those of nearly all of many names do:
     * each letter that only one of them has takes an edit, and one edit replaces one letter of either.
     *
     * @param letters how often each letter is in the other name; the same afterwards
     */
    private static boolean mayBeWithin(int limit, int length, int[] letters, String name) {
        if (Math.abs(length - name.length()) >= limit) {
            return false;
        }
        int common = 0;
        for (int i = 0; i < name.length(); i++) {
            if (letters[name.charAt(i) % LETTERS]-- > 0) {
                common++;
            }
        }
        for (int i = 0; i < name.length(); i++) {
            letters[name.charAt(i) % LETTERS]++;
        }
        return Math.max(length, name.length()) - common < limit;
    }

    /**
     * Number of characters to insert, remove, replace or swap with their neighbour; where it is not below the limit, some
     * number that is not either.
     */
    static int distance(String a, String b, int limit) {
        int start = 0;
        int aEnd = a.length();
        int bEnd = b.length();
        while (start < aEnd && start < bEnd && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        while (aEnd > start && bEnd > start && a.charAt(aEnd - 1) == b.charAt(bEnd - 1)) {
            aEnd--;
            bEnd--;
        }
        int width = bEnd - start;
        int[] before = new int[width + 1];
        int[] last = new int[width + 1];
        int[] row = new int[width + 1];
        for (int j = 0; j <= width; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= aEnd - start; i++) {
            char c = a.charAt(start + i - 1);
            row[0] = i;
            int least = i;
            for (int j = 1; j <= width; j++) {
                char d = b.charAt(start + j - 1);
                int edits = Math.min(last[j - 1] + (c == d ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && c == b.charAt(start + j - 2) && a.charAt(start + i - 2) == d) {
                    edits = Math.min(edits, before[j - 2] + 1);
                }
                row[j] = edits;
                least = Math.min(least, edits);
            }
            // A swap reaches over one row, so that one row beyond the limit does not end it yet.
            if (least > limit) {
                return least;
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[width];
    }
}
