package dev.sluice.operators.models.sentencepiece;

import dev.sluice.operators.models.ByteTrie;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of a model: replacements from a table, white space squeezed and made visible as U+2581. Immutable;
 * everything is UTF-8.
 */
final class Normalizer {
    static final byte[] SPACE = {(byte) 0xe2, (byte) 0x96, (byte) 0x81};

    private final int[] units;
    private final byte[] replacements;
    private final boolean addDummyPrefix;
    private final boolean removeExtraSpaces;
    private final boolean escapeSpaces;
    private final boolean spaceAsSuffix;
    private final @Nullable ByteTrie userDefined;
    /** ASCII characters that stay as they are before another ASCII character. */
    private final boolean[] plain = new boolean[128];

    /**
     * @param charsmap a byte count, a double-array trie of that size and the replacements, each ended by NUL; may be empty
     * @param userDefined pieces that are never changed
     */
    Normalizer(
            byte[] charsmap,
            boolean addDummyPrefix,
            boolean removeExtraSpaces,
            boolean escapeSpaces,
            boolean spaceAsSuffix,
            @Nullable ByteTrie userDefined) {
        this.addDummyPrefix = addDummyPrefix;
        this.removeExtraSpaces = removeExtraSpaces;
        this.escapeSpaces = escapeSpaces;
        this.spaceAsSuffix = spaceAsSuffix;
        this.userDefined = userDefined;
        if (charsmap.length == 0) {
            units = new int[0];
            replacements = new byte[0];
        } else {
            ByteBuffer in = ByteBuffer.wrap(charsmap).order(ByteOrder.LITTLE_ENDIAN);
            int bytes = charsmap.length < 4 ? -1 : in.getInt();
            if (bytes < 0 || bytes > charsmap.length - 4 || bytes % 4 != 0) {
                throw new IllegalArgumentException("the table of replacements is damaged");
            }
            units = new int[bytes / 4];
            in.asIntBuffer().get(units);
            replacements = Arrays.copyOfRange(charsmap, 4 + bytes, charsmap.length);
        }
        for (int c = 0; c < plain.length; c++) {
            plain[c] = c != ' ' && userDefined == null && isPlain((byte) c);
        }
    }

    private boolean isPlain(byte c) {
        byte[] pair = {c, 0};
        if (match(pair, 0, 1) >= 0) {
            return false;
        }
        for (int next = 0; next < 128; next++) {
            pair[1] = (byte) next;
            if (prefix(pair, 0, 2) != 1) {
                return false;
            }
        }
        return true;
    }

    /** Index of the longest rule that matches here and its length as {@code index << 32 | length}, or -1. */
    private long match(byte[] text, int from, int to) {
        if (units.length == 0) {
            return -1;
        }
        long found = -1;
        int node = offset(units[0]);
        for (int i = from; i < to; i++) {
            int label = text[i] & 0xff;
            node ^= label;
            if (node < 0 || node >= units.length) {
                return found;
            }
            int unit = units[node];
            if ((unit & 0x800000ff) != label) {
                return found;
            }
            node ^= offset(unit);
            if ((unit & 0x100) != 0 && node >= 0 && node < units.length) {
                found = ((long) (units[node] & 0x7fffffff) << 32) | (i + 1 - from);
            }
        }
        return found;
    }

    private static int offset(int unit) {
        return (unit >>> 10) << ((unit & 0x200) >>> 6);
    }

    /** How far a trie of the rules can be followed here; 1 when no rule goes on after the first byte. */
    private int prefix(byte[] text, int from, int to) {
        if (units.length == 0) {
            return 1;
        }
        int node = offset(units[0]);
        for (int i = from; i < to; i++) {
            int label = text[i] & 0xff;
            node ^= label;
            if (node < 0 || node >= units.length || (units[node] & 0x800000ff) != label) {
                return Math.max(1, i - from);
            }
            node ^= offset(units[node]);
        }
        return to - from;
    }

    /** Bytes of the character that begins with this byte. */
    static int width(byte lead) {
        int high = lead & 0xff;
        return high < 0xc0 ? 1 : high < 0xe0 ? 2 : high < 0xf0 ? 3 : 4;
    }

    /** Where the normal form is written. */
    static final class Output {
        byte[] bytes = new byte[1 << 10];
        int size;

        void add(byte b) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * size);
            }
            bytes[size++] = b;
        }

        void add(byte[] source, int from, int to) {
            if (size + to - from > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + to - from));
            }
            System.arraycopy(source, from, bytes, size, to - from);
            size += to - from;
        }

        boolean endsWith(byte[] end) {
            return size >= end.length && Arrays.equals(bytes, size - end.length, size, end, 0, end.length);
        }
    }

    /** Writes the normal form of a text. */
    void normalize(byte[] text, Output out) {
        out.size = 0;
        int at = 0;
        byte[] space = escapeSpaces ? SPACE : new byte[] {' '};
        // What one step gives: bytes from..to of source, for the text up to next.
        Step step = new Step();
        if (removeExtraSpaces) {
            while (at < text.length) {
                step.read(text, at);
                if (step.to - step.from != 1 || step.source[step.from] != ' ') {
                    break;
                }
                at = step.next;
            }
        }
        if (at == text.length) {
            return;
        }
        if (addDummyPrefix && !spaceAsSuffix) {
            out.add(space, 0, space.length);
        }
        boolean afterSpace = removeExtraSpaces;
        while (at < text.length) {
            byte c = text[at];
            if (c >= 0 && plain[c] && at + 1 < text.length && text[at + 1] >= 0) {
                out.add(c);
                at++;
                afterSpace = false;
                continue;
            }
            step.read(text, at);
            int from = step.from;
            while (afterSpace && from < step.to && step.source[from] == ' ') {
                from++;
            }
            for (int i = from; i < step.to; i++) {
                byte b = step.source[i];
                if (b == ' ') {
                    out.add(space, 0, space.length);
                } else {
                    out.add(b);
                }
            }
            if (from < step.to) {
                afterSpace = removeExtraSpaces && step.source[step.to - 1] == ' ';
            }
            at = step.next;
        }
        if (removeExtraSpaces) {
            while (out.endsWith(space)) {
                out.size -= space.length;
            }
        }
        if (addDummyPrefix && spaceAsSuffix) {
            out.add(space, 0, space.length);
        }
    }

    /** One step of normalisation: a user's piece, a replaced sequence or one character. */
    private final class Step {
        byte[] source = new byte[0];
        int from;
        int to;
        int next;

        void read(byte[] text, int at) {
            source = text;
            from = at;
            int length = userDefined == null ? 0 : userDefined.longest(text, at, text.length);
            if (length == 0) {
                long rule = match(text, at, text.length);
                if (rule >= 0) {
                    int start = (int) (rule >>> 32);
                    int end = start;
                    while (end < replacements.length && replacements[end] != 0) {
                        end++;
                    }
                    source = replacements;
                    from = Math.min(start, replacements.length);
                    to = Math.max(from, end);
                    next = at + (int) rule;
                    return;
                }
                length = Math.min(width(text[at]), text.length - at);
            }
            to = at + length;
            next = to;
        }
    }
}
