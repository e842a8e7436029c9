package dev.sluice.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Properties of characters in the one version of Unicode that Sluice knows, 14.0.0. {@link Character} answers by the version
 * that a Java release happens to have, so that a text would be another number of words on another machine; and Python 3.11,
 * in which the published rule sets were run to compare with, has 14.0.0.
 *
 * <p>Every method takes a code point, or a UTF-16 unit, of which halves of a pair are category Cs. The tables take 1.6 MB
 * and are read once.
 *
 * <p>White space is no matter of versions: no character has begun or ceased to be one since Unicode 6.3.
 */
public final class Unicode {
    /** The version of the Unicode Standard whose properties these are. */
    public static final String VERSION = "14.0.0";

    static final int CATEGORY = 0x1f;
    static final int UPPER = 0x20;
    static final int LOWER = 0x40;
    private static final int ALPHABETIC = 0x80;

    static final int LETTERS = 1 << Character.UPPERCASE_LETTER
            | 1 << Character.LOWERCASE_LETTER
            | 1 << Character.TITLECASE_LETTER
            | 1 << Character.MODIFIER_LETTER
            | 1 << Character.OTHER_LETTER;
    private static final int LETTERS_AND_DIGITS = LETTERS | 1 << Character.DECIMAL_DIGIT_NUMBER;

    private static final byte[] PROPERTIES = properties();

    private Unicode() {}

    private static byte[] properties() {
        byte[] properties = new byte[Character.MAX_CODE_POINT + 1];
        Map<String, Byte> known = new HashMap<>();
        List<String> runs = Resource.lines("categories.txt");
        int end = properties.length;
        for (int i = runs.size() - 1; i >= 0; i--) {
            String run = runs.get(i);
            int space = run.indexOf(' ');
            int first = Integer.parseInt(run, 0, space, 16);
            Arrays.fill(properties, first, end, known.computeIfAbsent(run.substring(space + 1), Unicode::bits));
            end = first;
        }
        return properties;
    }

    private static byte bits(String value) {
        String category = value.substring(0, 2);
        String more = value.substring(2);
        int number = number(category);
        return (byte) (number
                | (category.equals("Lu") || more.contains("U") ? UPPER : 0)
                | (category.equals("Ll") || more.contains("L") ? LOWER : 0)
                | ((LETTERS >> number & 1) != 0 || category.equals("Nl") || more.contains("A") ? ALPHABETIC : 0));
    }

    private static byte number(String category) {
        return switch (category) {
            case "Cc" -> Character.CONTROL;
            case "Cf" -> Character.FORMAT;
            case "Cn" -> Character.UNASSIGNED;
            case "Co" -> Character.PRIVATE_USE;
            case "Cs" -> Character.SURROGATE;
            case "Ll" -> Character.LOWERCASE_LETTER;
            case "Lm" -> Character.MODIFIER_LETTER;
            case "Lo" -> Character.OTHER_LETTER;
            case "Lt" -> Character.TITLECASE_LETTER;
            case "Lu" -> Character.UPPERCASE_LETTER;
            case "Mc" -> Character.COMBINING_SPACING_MARK;
            case "Me" -> Character.ENCLOSING_MARK;
            case "Mn" -> Character.NON_SPACING_MARK;
            case "Nd" -> Character.DECIMAL_DIGIT_NUMBER;
            case "Nl" -> Character.LETTER_NUMBER;
            case "No" -> Character.OTHER_NUMBER;
            case "Pc" -> Character.CONNECTOR_PUNCTUATION;
            case "Pd" -> Character.DASH_PUNCTUATION;
            case "Pe" -> Character.END_PUNCTUATION;
            case "Pf" -> Character.FINAL_QUOTE_PUNCTUATION;
            case "Pi" -> Character.INITIAL_QUOTE_PUNCTUATION;
            case "Po" -> Character.OTHER_PUNCTUATION;
            case "Ps" -> Character.START_PUNCTUATION;
            case "Sc" -> Character.CURRENCY_SYMBOL;
            case "Sk" -> Character.MODIFIER_SYMBOL;
            case "Sm" -> Character.MATH_SYMBOL;
            case "So" -> Character.OTHER_SYMBOL;
            case "Zl" -> Character.LINE_SEPARATOR;
            case "Zp" -> Character.PARAGRAPH_SEPARATOR;
            case "Zs" -> Character.SPACE_SEPARATOR;
            default -> throw new IllegalStateException("no general category " + category);
        };
    }

    /** All of a character's properties, the same for characters that differ in none. */
    static int properties(int codePoint) {
        return PROPERTIES[codePoint] & 0xff;
    }

    /** The general category, as one of the constants of {@link Character}: what {@link Character#getType(int)} returns. */
    public static int category(int codePoint) {
        return PROPERTIES[codePoint] & CATEGORY;
    }

    /** General category L*. */
    public static boolean isLetter(int codePoint) {
        return (LETTERS >> category(codePoint) & 1) != 0;
    }

    /** General category Nd: a digit of some decimal system of numbers. */
    public static boolean isDecimalDigit(int codePoint) {
        return category(codePoint) == Character.DECIMAL_DIGIT_NUMBER;
    }

    /** General category L* or Nd. */
    public static boolean isLetterOrDigit(int codePoint) {
        return (LETTERS_AND_DIGITS >> category(codePoint) & 1) != 0;
    }

    /** Derived property Alphabetic. */
    public static boolean isAlphabetic(int codePoint) {
        return (PROPERTIES[codePoint] & ALPHABETIC) != 0;
    }

    /** Derived property Uppercase. */
    public static boolean isUpperCase(int codePoint) {
        return (PROPERTIES[codePoint] & UPPER) != 0;
    }

    /** Derived property Lowercase. */
    public static boolean isLowerCase(int codePoint) {
        return (PROPERTIES[codePoint] & LOWER) != 0;
    }

    /** The simple mapping to lower case; {@link LowerCase} has the full one, of texts. */
    public static int toLowerCase(int codePoint) {
        return codePoint < Case.END ? (codePoint & ~0xffff) | (char) (codePoint + Case.TO_LOWER[codePoint]) : codePoint;
    }

    /** As {@link #toLowerCase(int)}, of a UTF-16 unit; halves of a pair stay as they are. */
    public static char toLowerCase(char unit) {
        return (char) (unit + Case.TO_LOWER[unit]);
    }

    /** The simple mapping to upper case; {@link UpperCase} has the full one, of texts. */
    public static int toUpperCase(int codePoint) {
        return codePoint < Case.END ? (codePoint & ~0xffff) | (char) (codePoint + Case.TO_UPPER[codePoint]) : codePoint;
    }

    /** As {@link #toUpperCase(int)}, of a UTF-16 unit; halves of a pair stay as they are. */
    public static char toUpperCase(char unit) {
        return (char) (unit + Case.TO_UPPER[unit]);
    }

    /** What is added to a character in the other case. Read when it is first asked for: not every run changes case. */
    private static final class Case {
        /** Beyond the first two planes nothing has case, and in these two case keeps to the plane. */
        private static final int END = 0x20000;

        private static final char[] TO_LOWER = new char[END];
        private static final char[] TO_UPPER = new char[END];

        static {
            char[] added = TO_LOWER;
            for (String line : Resource.lines("letter_case.txt")) {
                if (line.startsWith("[")) {
                    added = line.equals("[lower]") ? TO_LOWER : TO_UPPER;
                } else {
                    add(line.split(" ", -1), added);
                }
            }
        }

        private static void add(String[] words, char[] added) {
            boolean everySecond = words[0].endsWith("/2");
            String range = everySecond ? words[0].substring(0, words[0].length() - 2) : words[0];
            char difference = (char) Integer.parseInt(words[1]);
            for (int c = Resource.first(range); c <= Resource.last(range); c += everySecond ? 2 : 1) {
                added[c] = difference;
            }
        }
    }
}
