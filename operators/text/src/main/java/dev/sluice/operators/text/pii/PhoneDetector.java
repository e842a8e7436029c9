package dev.sluice.operators.text.pii;

import java.util.Set;

/**
 * Telephone numbers: international ones ({@code +} and 8 to 15 digits with separators, ITU-T E.164), those of the United
 * States and Canada (ten digits that are set apart as {@code (212) 555-1234}, {@code 212-555-1234}, {@code
 * 212.555.1234}), Chinese mobile numbers (1, a digit from 3 to 9, nine more). Each candidate has a bounded length.
 */
final class PhoneDetector implements Detector {
    private static final int MOST_DIGITS = 15;
    private static final int FEWEST_DIGITS = 8;
    /** Digits of a number of the North American plan with its country code 1. */
    private static final int NORTH_AMERICAN_DIGITS = 11;

    private final boolean international;
    private final boolean northAmerican;
    private final boolean chinese;

    PhoneDetector(Set<MaskPii.PhoneFormat> formats) {
        this.international = formats.contains(MaskPii.PhoneFormat.INTERNATIONAL);
        this.northAmerican = formats.contains(MaskPii.PhoneFormat.NORTH_AMERICAN);
        this.chinese = formats.contains(MaskPii.PhoneFormat.CHINESE_MOBILE);
    }

    @Override
    public void find(String text, Matches matches) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if ((c != '+' && c != '(' && !NumberDetectors.isDigit(c)) || !NumberDetectors.isFreeBefore(text, i)) {
                i++;
                continue;
            }
            int end = end(text, i, c);
            if (end >= 0) {
                matches.add(i, end);
                i = end;
            } else {
                i++;
                while (NumberDetectors.isDigit(c) && i < text.length() && NumberDetectors.isDigit(text.charAt(i))) {
                    i++;
                }
            }
        }
    }

    private int end(String text, int from, char first) {
        if (first == '+') {
            return international ? internationalEnd(text, from) : -1;
        }
        boolean continued = from >= 2
                && isSeparator(text.charAt(from - 1))
                && text.charAt(from - 1) != ' '
                && NumberDetectors.isDigit(text.charAt(from - 2));
        if (continued) {
            return -1; // the middle of 1.212-555-1234, of a date or of a version
        }
        int end = chinese && first == '1' ? chineseMobileEnd(text, from) : -1;
        return end < 0 && northAmerican ? northAmericanEnd(text, from) : end;
    }

    /**
     * The longest number of whole groups that has no more digits than E.164 allows; behind +1 it ends with the eleventh
     * digit if a group does.
     */
    private static int internationalEnd(String text, int from) {
        int i = from + 1;
        if (i >= text.length() || text.charAt(i) < '1' || text.charAt(i) > '9') {
            return -1;
        }
        boolean northAmerica = text.charAt(i) == '1';
        int digits = 0;
        int end = -1;
        while (i < text.length() && digits <= MOST_DIGITS) {
            if (NumberDetectors.isDigit(text.charAt(i))) {
                digits++;
                i++;
                boolean groupEnds = NumberDetectors.isFreeAfter(text, i);
                if (groupEnds && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS) {
                    end = i;
                    if (northAmerica && digits == NORTH_AMERICAN_DIGITS) {
                        return end;
                    }
                }
            } else {
                int next = afterSeparators(text, i);
                if (next < 0) {
                    break;
                }
                i = next;
            }
        }
        return end;
    }

    /** Up to three separators between groups: {@code " (0) "} is two such places. */
    private static int afterSeparators(String text, int from) {
        int i = from;
        while (i < text.length() && i < from + 3 && (isSeparator(text.charAt(i)) || isParenthesis(text.charAt(i)))) {
            i++;
        }
        return i > from && i < text.length() && NumberDetectors.isDigit(text.charAt(i)) ? i : -1;
    }

    private static int northAmericanEnd(String text, int from) {
        int i = from;
        if (text.startsWith("1-", i) || text.startsWith("1 ", i) || text.startsWith("1.", i)) {
            i += 2;
        }
        boolean open = i < text.length() && text.charAt(i) == '(';
        i = areaEnd(text, open ? i + 1 : i);
        if (i < 0 || i >= text.length()) {
            return -1;
        }
        if (open) {
            if (text.charAt(i++) != ')') {
                return -1;
            }
            if (i < text.length() && isSeparator(text.charAt(i))) {
                i++;
            }
        } else if (isSeparator(text.charAt(i))) {
            i++;
        } else {
            return -1;
        }
        i = areaEnd(text, i);
        if (i < 0 || i >= text.length() || !isSeparator(text.charAt(i))) {
            return -1;
        }
        i++;
        return NumberDetectors.areDigits(text, i, 4) && NumberDetectors.isFreeAfter(text, i + 4) ? i + 4 : -1;
    }

    /** Three digits, the first from 2 to 9. */
    private static int areaEnd(String text, int from) {
        boolean area = NumberDetectors.areDigits(text, from, 3) && text.charAt(from) >= '2';
        return area ? from + 3 : -1;
    }

    private static int chineseMobileEnd(String text, int from) {
        if (!NumberDetectors.areDigits(text, from, 3) || text.charAt(from + 1) < '3') {
            return -1;
        }
        int i = from + 3;
        for (int group = 0; group < 2; group++) {
            if (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '-')) {
                i++;
            }
            if (!NumberDetectors.areDigits(text, i, 4)) {
                return -1;
            }
            i += 4;
        }
        return NumberDetectors.isFreeAfter(text, i) ? i : -1;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '\u00a0';
    }

    private static boolean isParenthesis(char c) {
        return c == '(' || c == ')';
    }
}
