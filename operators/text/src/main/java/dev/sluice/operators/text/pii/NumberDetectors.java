package dev.sluice.operators.text.pii;

import java.util.Locale;
import java.util.Map;

/**
 * Numbers that name a person or an account: bank accounts (IBAN), payment cards, identity cards, passports, social
 * security numbers. Each candidate has a bounded length, so a text costs one pass.
 */
final class NumberDetectors {
    /** Length of an IBAN by country, from the registry of ISO 13616. */
    private static final Map<String, Integer> IBAN_LENGTHS = Map.ofEntries(
            Map.entry("AD", 24),
            Map.entry("AE", 23),
            Map.entry("AL", 28),
            Map.entry("AT", 20),
            Map.entry("AZ", 28),
            Map.entry("BA", 20),
            Map.entry("BE", 16),
            Map.entry("BG", 22),
            Map.entry("BH", 22),
            Map.entry("BI", 27),
            Map.entry("BR", 29),
            Map.entry("BY", 28),
            Map.entry("CH", 21),
            Map.entry("CR", 22),
            Map.entry("CY", 28),
            Map.entry("CZ", 24),
            Map.entry("DE", 22),
            Map.entry("DJ", 27),
            Map.entry("DK", 18),
            Map.entry("DO", 28),
            Map.entry("EE", 20),
            Map.entry("EG", 29),
            Map.entry("ES", 24),
            Map.entry("FI", 18),
            Map.entry("FK", 18),
            Map.entry("FO", 18),
            Map.entry("FR", 27),
            Map.entry("GB", 22),
            Map.entry("GE", 22),
            Map.entry("GI", 23),
            Map.entry("GL", 18),
            Map.entry("GR", 27),
            Map.entry("GT", 28),
            Map.entry("HR", 21),
            Map.entry("HU", 28),
            Map.entry("IE", 22),
            Map.entry("IL", 23),
            Map.entry("IQ", 23),
            Map.entry("IS", 26),
            Map.entry("IT", 27),
            Map.entry("JO", 30),
            Map.entry("KW", 30),
            Map.entry("KZ", 20),
            Map.entry("LB", 28),
            Map.entry("LC", 32),
            Map.entry("LI", 21),
            Map.entry("LT", 20),
            Map.entry("LU", 20),
            Map.entry("LV", 21),
            Map.entry("LY", 25),
            Map.entry("MC", 27),
            Map.entry("MD", 24),
            Map.entry("ME", 22),
            Map.entry("MK", 19),
            Map.entry("MN", 20),
            Map.entry("MR", 27),
            Map.entry("MT", 31),
            Map.entry("MU", 30),
            Map.entry("NI", 28),
            Map.entry("NL", 18),
            Map.entry("NO", 15),
            Map.entry("OM", 23),
            Map.entry("PK", 24),
            Map.entry("PL", 28),
            Map.entry("PS", 29),
            Map.entry("PT", 25),
            Map.entry("QA", 29),
            Map.entry("RO", 24),
            Map.entry("RS", 22),
            Map.entry("RU", 33),
            Map.entry("SA", 24),
            Map.entry("SC", 31),
            Map.entry("SD", 18),
            Map.entry("SE", 24),
            Map.entry("SI", 19),
            Map.entry("SK", 24),
            Map.entry("SM", 27),
            Map.entry("SO", 23),
            Map.entry("ST", 25),
            Map.entry("SV", 28),
            Map.entry("TL", 23),
            Map.entry("TN", 24),
            Map.entry("TR", 26),
            Map.entry("UA", 29),
            Map.entry("VA", 22),
            Map.entry("VG", 24),
            Map.entry("XK", 20),
            Map.entry("YE", 30));

    private static final int LONGEST_CARD = 19;
    private static final int SHORTEST_CARD = 13;

    private NumberDetectors() {}

    /** Bank accounts: country and length by the registry, remainder 1 modulo 97, groups of four perhaps set apart. */
    static void ibans(String text, Matches matches) {
        for (int i = 0; i + 14 < text.length(); i++) {
            if (isLetter(text.charAt(i))
                    && isLetter(text.charAt(i + 1))
                    && isDigit(text.charAt(i + 2))
                    && isDigit(text.charAt(i + 3))
                    && isFreeBefore(text, i)) {
                int end = ibanEnd(text, i);
                if (end >= 0) {
                    matches.add(i, end);
                    i = end - 1;
                }
            }
        }
    }

    private static int ibanEnd(String text, int from) {
        Integer length = IBAN_LENGTHS.get(text.substring(from, from + 2).toUpperCase(Locale.ROOT));
        if (length == null) {
            return -1;
        }
        int remainder = 0;
        int i = from + 4;
        for (int n = 4; n < length; n++) {
            if (n % 4 == 0 && i < text.length() && isGroupSeparator(text.charAt(i))) {
                i++;
            }
            if (i >= text.length() || !(isDigit(text.charAt(i)) || isLetter(text.charAt(i)))) {
                return -1;
            }
            remainder = modulo97(remainder, text.charAt(i++));
        }
        for (int n = from; n < from + 4; n++) {
            remainder = modulo97(remainder, text.charAt(n));
        }
        return remainder == 1 && isFreeAfter(text, i) ? i : -1;
    }

    private static int modulo97(int remainder, char c) {
        if (isDigit(c)) {
            return (10 * remainder + c - '0') % 97;
        }
        int letter = (c >= 'a' ? c - 'a' : c - 'A') + 10;
        return (100 * remainder + letter) % 97;
    }

    /**
     * Payment cards: 13 to 19 digits in groups, a prefix that an issuer uses, a right check digit. Letters may touch them:
     * {@code card4111111111111111EUR}.
     */
    static void paymentCards(String text, Matches matches) {
        int i = 0;
        while (i < text.length()) {
            if (!isDigit(text.charAt(i))) {
                i++;
                continue;
            }
            int end = cardEnd(text, i);
            if (end >= 0) {
                matches.add(i, end);
                i = end;
            } else {
                while (i < text.length() && isDigit(text.charAt(i))) {
                    i++;
                }
            }
        }
    }

    /** End of the longest card that begins here, or -1. */
    private static int cardEnd(String text, int from) {
        byte[] digits = new byte[LONGEST_CARD];
        int count = 0;
        int longest = -1;
        int i = from;
        while (i < text.length() && count < LONGEST_CARD && isDigit(text.charAt(i))) {
            digits[count++] = (byte) (text.charAt(i++) - '0');
            boolean groupEnds = i == text.length() || !isDigit(text.charAt(i));
            if (groupEnds && count >= SHORTEST_CARD && isCard(digits, count)) {
                longest = i;
            }
            if (groupEnds && i + 1 < text.length() && isGroupSeparator(text.charAt(i)) && isDigit(text.charAt(i + 1))) {
                i++;
            }
        }
        return longest;
    }

    private static boolean isCard(byte[] digits, int count) {
        int two = 10 * digits[0] + digits[1];
        int three = 10 * two + digits[2];
        int four = 10 * three + digits[3];
        boolean issued = digits[0] == 4
                || (two >= 51 && two <= 55)
                || (four >= 2221 && four <= 2720)
                || two == 34
                || two == 37
                || four == 6011
                || (three >= 644 && three <= 649)
                || two == 65
                || (four >= 3528 && four <= 3589)
                || (three >= 300 && three <= 305)
                || two == 36
                || two == 38
                || two == 39
                || two == 62;
        return issued && passesLuhn(digits, count);
    }

    private static boolean passesLuhn(byte[] digits, int count) {
        int sum = 0;
        for (int i = count - 1, place = 0; i >= 0; i--, place++) {
            int digit = place % 2 == 0 ? digits[i] : 2 * digits[i];
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum % 10 == 0;
    }

    /**
     * Chinese identity cards: six digits of a place, a date, three digits and a check character, in a text that speaks
     * of identity somewhere.
     */
    static void chineseIds(String text, Matches matches) {
        boolean known = false;
        for (int i = 0; i + 18 <= text.length(); i++) {
            if (isDigit(text.charAt(i)) && isFreeBefore(text, i) && isChineseId(text, i) && isFreeAfter(text, i + 18)) {
                if (!known && !IdentityWords.occurIn(text)) {
                    return;
                }
                known = true;
                matches.add(i, i + 18);
                i += 17;
            }
        }
    }

    private static boolean isChineseId(String text, int from) {
        for (int i = from; i < from + 17; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        char check = text.charAt(from + 17);
        int region = number(text, from, 2);
        int year = number(text, from + 6, 4);
        int month = number(text, from + 10, 2);
        int day = number(text, from + 12, 2);
        return (isDigit(check) || check == 'X' || check == 'x')
                && region >= 11
                && region <= 91
                && year >= 1850
                && year <= 2100
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 31;
    }

    /** Chinese passports: E, G or P and eight digits. */
    static void chinesePassports(String text, Matches matches) {
        for (int i = 0; i + 9 <= text.length(); i++) {
            char c = text.charAt(i);
            if ((c == 'E' || c == 'G' || c == 'P') && isFreeBefore(text, i)) {
                int end = i + 1;
                while (end < i + 9 && isDigit(text.charAt(end))) {
                    end++;
                }
                if (end == i + 9 && isFreeAfter(text, end)) {
                    matches.add(i, end);
                    i = end - 1;
                }
            }
        }
    }

    /** Social security numbers of the United States, {@code ddd-dd-dddd}. */
    static void usSocialSecurityNumbers(String text, Matches matches) {
        for (int dash = text.indexOf('-'); dash >= 0; dash = text.indexOf('-', dash + 1)) {
            int i = dash - 3;
            if (i >= 0
                    && dash + 8 <= text.length()
                    && text.charAt(dash + 3) == '-'
                    && areDigits(text, i, 3)
                    && areDigits(text, dash + 1, 2)
                    && areDigits(text, dash + 4, 4)
                    && isFreeBefore(text, i)
                    && (i == 0 || text.charAt(i - 1) != '-')
                    && isFreeAfter(text, dash + 8)
                    && (dash + 8 == text.length() || text.charAt(dash + 8) != '-')) {
                matches.add(i, dash + 8);
                dash += 7;
            }
        }
    }

    static boolean areDigits(String text, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (i >= text.length() || !isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            value = 10 * value + text.charAt(i) - '0';
        }
        return value;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static boolean isGroupSeparator(char c) {
        return c == ' ' || c == '-' || c == '\u00a0' || c == '\u202f';
    }

    /** No letter of ASCII, digit or underscore before: letters of other scripts touch numbers without a space. */
    static boolean isFreeBefore(String text, int i) {
        return i == 0 || !isWord(text.charAt(i - 1));
    }

    static boolean isFreeAfter(String text, int i) {
        return i >= text.length() || !isWord(text.charAt(i));
    }

    private static boolean isWord(char c) {
        return isDigit(c) || isLetter(c) || c == '_';
    }
}
