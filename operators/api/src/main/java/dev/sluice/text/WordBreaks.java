package dev.sluice.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The default word boundaries of Unicode: UAX #29, rules WB1 to WB16, with the properties of Unicode 14. What lies between
 * two boundaries is a segment: a word, a number, a run of spaces, or a single other character with its marks.
 */
public final class WordBreaks {
    private static final byte OTHER = 0;
    private static final byte CR = 1;
    private static final byte LF = 2;
    private static final byte NEWLINE = 3;
    private static final byte EXTEND = 4;
    private static final byte FORMAT = 5;
    private static final byte ZWJ = 6;
    private static final byte LETTER = 7;
    private static final byte HEBREW = 8;
    private static final byte NUMERIC = 9;
    private static final byte KATAKANA = 10;
    private static final byte EXTEND_NUM_LET = 11;
    private static final byte MID_LETTER = 12;
    private static final byte MID_NUM = 13;
    private static final byte MID_NUM_LET = 14;
    private static final byte SINGLE_QUOTE = 15;
    private static final byte DOUBLE_QUOTE = 16;
    private static final byte REGIONAL = 17;
    private static final byte SPACE = 18;
    private static final byte PICTOGRAPH = 19;

    private final String text;

    /** Segments of a text; nothing is computed yet. */
    public WordBreaks(String text) {
        this.text = text;
    }

    /** Where the segment ends that begins at a boundary; takes time linear in the segment and what follows it at once. */
    public int end(int from) {
        int first = text.codePointAt(from);
        int at = from + Character.charCount(first);
        byte raw = classOf(first);
        byte last = ignored(raw) ? OTHER : raw;
        byte before = OTHER;
        int regionals = last == REGIONAL ? 1 : 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            byte next = classOf(codePoint);
            int after = at + Character.charCount(codePoint);
            if (last == CR || last == LF || last == NEWLINE) {
                return raw == CR && next == LF ? after : at;
            }
            if (next == CR || next == LF || next == NEWLINE) {
                return at;
            }
            boolean ignored = ignored(next);
            boolean pictograph = raw == ZWJ && (next == PICTOGRAPH || isLetterlikePictograph(codePoint));
            boolean spaces = raw == SPACE && next == SPACE;
            if (!ignored
                    && !pictograph
                    && !spaces
                    && !joins(before, last, next, after)
                    && !(last == REGIONAL && next == REGIONAL && regionals % 2 == 1)) {
                return at;
            }
            raw = next;
            if (!ignored) {
                regionals = next == REGIONAL ? regionals + 1 : 0;
                before = last;
                last = next;
            }
            at = after;
        }
        return at;
    }

    /** Rules WB5 to WB13b; {@code after} is where what follows {@code next} begins. */
    private boolean joins(byte before, byte last, byte next, int after) {
        boolean lastLetter = letter(last);
        boolean nextLetter = letter(next);
        if (lastLetter && (nextLetter || next == NUMERIC)) {
            return true;
        }
        if (last == NUMERIC && (next == NUMERIC || nextLetter)) {
            return true;
        }
        if (last == KATAKANA && next == KATAKANA) {
            return true;
        }
        if (next == EXTEND_NUM_LET) {
            return lastLetter || last == NUMERIC || last == KATAKANA || last == EXTEND_NUM_LET;
        }
        if (last == EXTEND_NUM_LET) {
            return nextLetter || next == NUMERIC || next == KATAKANA;
        }
        if (nextLetter && letter(before) && insideWord(last)) {
            return true;
        }
        if (next == HEBREW && before == HEBREW && last == DOUBLE_QUOTE) {
            return true;
        }
        if (next == NUMERIC && before == NUMERIC && insideNumber(last)) {
            return true;
        }
        if (last == HEBREW && next == SINGLE_QUOTE) {
            return true;
        }
        if (lastLetter && insideWord(next)) {
            return letter(following(after));
        }
        if (last == HEBREW && next == DOUBLE_QUOTE) {
            return following(after) == HEBREW;
        }
        return last == NUMERIC && insideNumber(next) && following(after) == NUMERIC;
    }

    /** The class of the first character from a place on that counts. */
    private byte following(int from) {
        int at = from;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            byte found = classOf(codePoint);
            if (!ignored(found)) {
                return found;
            }
            at += Character.charCount(codePoint);
        }
        return OTHER;
    }

    private static boolean ignored(byte found) {
        return found == EXTEND || found == FORMAT || found == ZWJ;
    }

    private static boolean letter(byte found) {
        return found == LETTER || found == HEBREW;
    }

    private static boolean insideWord(byte found) {
        return found == MID_LETTER || found == MID_NUM_LET || found == SINGLE_QUOTE;
    }

    private static boolean insideNumber(byte found) {
        return found == MID_NUM || found == MID_NUM_LET || found == SINGLE_QUOTE;
    }

    private static byte classOf(int codePoint) {
        return codePoint < Table.BASIC.length ? Table.BASIC[codePoint] : Table.beyond(codePoint);
    }

    /** The six pictographs that are letters, so that their class does not tell. */
    private static boolean isLetterlikePictograph(int codePoint) {
        return switch (codePoint) {
            case 0x2139, 0x24C2, 0x1F170, 0x1F171, 0x1F17E, 0x1F17F -> true;
            default -> false;
        };
    }

    /** Read when the first text is cut. */
    private static final class Table {
        private static final byte[] BASIC = new byte[1 << 16];
        /** Ranges beyond the basic plane, ascending: first code point, last one, class. */
        private static final int[][] BEYOND;

        static {
            List<int[]> beyond = new ArrayList<>();
            read(Resource.lines("word_break.txt"), beyond);
            BASIC['\r'] = CR;
            BASIC['\n'] = LF;
            beyond.sort(Comparator.comparingInt(range -> range[0]));
            BEYOND = beyond.toArray(new int[0][]);
        }

        private static void read(List<String> lines, List<int[]> beyond) {
            byte section = OTHER;
            for (String line : lines) {
                if (line.startsWith("[")) {
                    section = named(line.substring(1, line.length() - 1));
                } else {
                    int first = Resource.first(line);
                    int last = Resource.last(line);
                    if (first < BASIC.length) {
                        Arrays.fill(BASIC, first, last + 1, section);
                    } else {
                        beyond.add(new int[] {first, last, section});
                    }
                }
            }
        }

        static byte beyond(int codePoint) {
            int low = 0;
            int high = BEYOND.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int[] range = BEYOND[middle];
                if (codePoint < range[0]) {
                    high = middle - 1;
                } else if (codePoint > range[1]) {
                    low = middle + 1;
                } else {
                    return (byte) range[2];
                }
            }
            return OTHER;
        }

        private static byte named(String value) {
            return switch (value) {
                case "ALetter" -> LETTER;
                case "Double_Quote" -> DOUBLE_QUOTE;
                case "Extend" -> EXTEND;
                case "ExtendNumLet" -> EXTEND_NUM_LET;
                case "Format" -> FORMAT;
                case "Hebrew_Letter" -> HEBREW;
                case "Katakana" -> KATAKANA;
                case "MidLetter" -> MID_LETTER;
                case "MidNum" -> MID_NUM;
                case "MidNumLet" -> MID_NUM_LET;
                case "Newline" -> NEWLINE;
                case "Numeric" -> NUMERIC;
                case "Regional_Indicator" -> REGIONAL;
                case "Single_Quote" -> SINGLE_QUOTE;
                case "WSegSpace" -> SPACE;
                case "ZWJ" -> ZWJ;
                case "Extended_Pictographic" -> PICTOGRAPH;
                default -> throw new IllegalStateException("no word-break property " + value);
            };
        }
    }
}
