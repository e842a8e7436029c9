package dev.sluice.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The normal forms of Unicode (UAX #15), with the characters of {@link Unicode}'s version.
 *
 * <p>{@link Normalizer} does the work. What two versions of Unicode know normalises alike in both, which the standard
 * promises; so only the characters that this Java release knows and {@link Unicode} does not, or the other way round, are
 * looked at here, together with what stands around them.
 */
public enum NormalForm {
    /** Canonical composition. */
    NFC(Normalizer.Form.NFC, Normalizer.Form.NFD),
    /** Canonical decomposition. */
    NFD(Normalizer.Form.NFD, Normalizer.Form.NFD),
    /** Compatibility composition. */
    NFKC(Normalizer.Form.NFKC, Normalizer.Form.NFKD),
    /** Compatibility decomposition. */
    NFKD(Normalizer.Form.NFKD, Normalizer.Form.NFKD);

    private final Normalizer.Form form;
    private final Normalizer.Form decomposition;

    NormalForm(Normalizer.Form form, Normalizer.Form decomposition) {
        this.form = form;
        this.decomposition = decomposition;
    }

    /** The text in this form; the text itself where it is. */
    public String of(String text) {
        int odd = indexOfOdd(text, 0);
        if (odd < 0) {
            return Normalizer.normalize(text, form);
        }
        StringBuilder normal = new StringBuilder(text.length());
        int done = 0;
        while (odd >= 0) {
            // No character of ASCII has to do with what comes before it.
            int from = odd;
            while (from > done && text.charAt(from) >= 0x80) {
                from--;
            }
            int to = odd;
            while (to < text.length() && text.charAt(to) >= 0x80) {
                to++;
            }
            normal.append(Normalizer.normalize(text.substring(done, from), form));
            int[] characters = ordered(decomposed(text.substring(from, to)));
            int length = form == decomposition ? characters.length : compose(characters);
            for (int i = 0; i < length; i++) {
                normal.appendCodePoint(characters[i]);
            }
            done = to;
            odd = indexOfOdd(text, to);
        }
        String all =
                normal.append(Normalizer.normalize(text.substring(done), form)).toString();
        return all.equals(text) ? text : all;
    }

    private static int indexOfOdd(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Odd.FLAGS[c] != 0) {
                int codePoint = text.codePointAt(i);
                if (codePoint == c ? !Character.isSurrogate(c) : Odd.is(codePoint)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private int[] decomposed(String text) {
        StringBuilder apart = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            String parts = decomposition == Normalizer.Form.NFKD ? Tables.NEW_DECOMPOSITIONS.get(c) : null;
            String one = Character.toString(c);
            apart.append(parts != null ? parts : isKnown(c) ? Normalizer.normalize(one, decomposition) : one);
        });
        return apart.codePoints().toArray();
    }

    /** Brings runs of combining characters into the order of their classes. */
    private static int[] ordered(int[] characters) {
        int at = 0;
        while (at < characters.length) {
            int end = at;
            while (end < characters.length && Tables.combiningClass(characters[end]) != 0) {
                end++;
            }
            if (end - at > 1) {
                long[] keys = new long[end - at];
                for (int i = at; i < end; i++) {
                    keys[i - at] = (long) Tables.combiningClass(characters[i]) << 32 | i;
                }
                Arrays.sort(keys);
                int[] run = Arrays.copyOfRange(characters, at, end);
                for (int i = at; i < end; i++) {
                    characters[i] = run[(int) keys[i - at] - at];
                }
            }
            at = end + 1;
        }
        return characters;
    }

    /** Puts characters and what combines with them together where they stand; returns how many are left. */
    private static int compose(int[] characters) {
        int length = 0;
        int starter = -1;
        int last = 0;
        for (int c : characters) {
            int combining = Tables.combiningClass(c);
            int whole = starter >= 0 && (last == 0 ? starter == length - 1 : last < combining)
                    ? composition(characters[starter], c)
                    : c;
            if (whole != c) {
                characters[starter] = whole;
                continue;
            }
            if (combining == 0) {
                starter = length;
            }
            last = combining;
            characters[length++] = c;
        }
        return length;
    }

    /** What two characters become together, or the second one where they stay two. */
    private static int composition(int first, int second) {
        if (!isKnown(first) || !isKnown(second)) {
            return second;
        }
        String together =
                Normalizer.normalize(Character.toString(first) + Character.toString(second), Normalizer.Form.NFC);
        int whole = together.codePointAt(0);
        return together.length() == Character.charCount(whole) ? whole : second;
    }

    private static boolean isKnown(int codePoint) {
        return Unicode.category(codePoint) != Character.UNASSIGNED;
    }

    /** Characters of which {@link Normalizer} may think otherwise. */
    private static final class Odd {
        /** 1 for those of the basic plane, and for first halves of pairs. */
        static final byte[] FLAGS = new byte[1 << 16];

        static {
            for (int c = 0; c < FLAGS.length; c++) {
                FLAGS[c] = (byte) (Character.isHighSurrogate((char) c) || is(c) ? 1 : 0);
            }
        }

        static boolean is(int codePoint) {
            return isKnown(codePoint) != (Character.getType(codePoint) != Character.UNASSIGNED);
        }
    }

    /** Read when the first odd character comes. */
    private static final class Tables {
        static final Map<Integer, String> NEW_DECOMPOSITIONS = new HashMap<>();
        /** By code point; beyond the first two planes nothing combines. */
        private static final byte[] COMBINING_CLASSES = new byte[0x20000];

        static {
            for (String line : Resource.lines("new_decompositions.txt")) {
                String[] words = line.split(" ", -1);
                NEW_DECOMPOSITIONS.put(Resource.first(words[0]), Resource.string(words, 1));
            }
            for (String line : Resource.lines("combining_classes.txt")) {
                String[] words = line.split(" ", -1);
                Arrays.fill(COMBINING_CLASSES, Resource.first(words[0]), Resource.last(words[0]) + 1, (byte)
                        Integer.parseInt(words[1]));
            }
        }

        static int combiningClass(int codePoint) {
            return codePoint < COMBINING_CLASSES.length ? COMBINING_CLASSES[codePoint] & 0xff : 0;
        }
    }
}
