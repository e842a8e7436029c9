package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every character that this Java release knows too has the properties that {@link Character} says, but for the few that a
 * version of Unicode between 13 (Java 17) and 16 (Java 25) changed.
 */
class UnicodeTest {
    /** Ahom medial ra: Mc in Unicode 14, Mn from 16 on. Hanunoo pamudpod: Mn in Unicode 13, Mc since. */
    private static final Set<Integer> OTHER_CATEGORY = Set.of(0x1171E, 0x1734);
    /** Modifier letters that became lower case with Unicode 15. */
    private static final Set<Integer> LATER_LOWER_CASE = Set.of(0x10FC, 0xA7F2, 0xA7F3, 0xA7F4, 0xAB69);
    /** Small letters whose capitals came with Unicode 16. */
    private static final Set<Integer> LATER_CAPITALS = Set.of(0x19B, 0x264);

    @Test
    void agreesWithJavaOnTheCategoriesOfWhatBothKnow() {
        assertThat(differing(c -> Unicode.category(c) == Character.getType(c))).isSubsetOf(OTHER_CATEGORY);
    }

    @Test
    void agreesWithJavaOnLettersAndDigits() {
        assertThat(differing(c -> Unicode.isLetter(c) == Character.isLetter(c)
                        && Unicode.isLetterOrDigit(c) == Character.isLetterOrDigit(c)
                        && Unicode.isDecimalDigit(c) == Character.isDigit(c)))
                .isEmpty();
    }

    @Test
    void agreesWithJavaOnCase() {
        assertThat(differing(c -> Unicode.isUpperCase(c) == Character.isUpperCase(c)))
                .isEmpty();
        assertThat(differing(c -> Unicode.isLowerCase(c) == Character.isLowerCase(c)))
                .isSubsetOf(LATER_LOWER_CASE);
        assertThat(differing(c -> Unicode.toLowerCase(c) == Character.toLowerCase(c)))
                .isEmpty();
        assertThat(differing(c -> Unicode.toUpperCase(c) == Character.toUpperCase(c)))
                .isSubsetOf(LATER_CAPITALS);
    }

    /** Unicode 16 made vowel signs of medieval scripts alphabetic. */
    @Test
    void agreesWithJavaOnWhatIsAlphabetic() {
        assertThat(differing(c -> Unicode.category(c) == Character.NON_SPACING_MARK
                        || Unicode.isAlphabetic(c) == Character.isAlphabetic(c)))
                .isEmpty();
        assertThat(Unicode.isAlphabetic(0x345)).isTrue();
        assertThat(Unicode.isAlphabetic(0x363)).isFalse();
        assertThat(Unicode.isAlphabetic(0x300)).isFalse();
    }

    @Test
    void mapsUnitsAsCodePoints() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            assertThat((int) Unicode.toLowerCase((char) c)).isEqualTo(Unicode.toLowerCase(c));
            assertThat((int) Unicode.toUpperCase((char) c)).isEqualTo(Unicode.toUpperCase(c));
        }
    }

    /** The numbers of characters by category that CPython 3.11 counts, surrogates included. */
    @ParameterizedTest
    @CsvSource({
        "0, 829834", "1, 1831", "2, 2227", "3, 31", "4, 334", "5, 127333", "6, 1950", "7, 13", "8, 445",
        "9, 660", "10, 236", "11, 895", "12, 17", "13, 1", "14, 1", "15, 65", "16, 163", "18, 137468",
        "19, 2048", "20, 26", "21, 79", "22, 77", "23, 10", "24, 605", "25, 948", "26, 63", "27, 125",
        "28, 6605", "29, 12", "30, 10"
    })
    void hasAsManyCharactersOfEachCategory(int category, int count) {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(c -> Unicode.category(c) == category)
                        .count())
                .isEqualTo(count);
    }

    /** Characters that came with Unicode 14, which Java 17 does not know. */
    @Test
    void knowsTheCharactersOfUnicode14() {
        Map<Integer, Byte> categories = Map.of(
                0x061D, Character.OTHER_PUNCTUATION,
                0x0870, Character.OTHER_LETTER,
                0x0C3C, Character.NON_SPACING_MARK,
                0x1734, Character.COMBINING_SPACING_MARK,
                0x20C0, Character.CURRENCY_SYMBOL,
                0xA7C0, Character.UPPERCASE_LETTER,
                0x10783, Character.MODIFIER_LETTER,
                0x1DF00, Character.LOWERCASE_LETTER,
                0x16AC0, Character.DECIMAL_DIGIT_NUMBER,
                0x1FAE0, Character.OTHER_SYMBOL);
        categories.forEach(
                (c, category) -> assertThat(Unicode.category(c)).as("U+%04X", c).isEqualTo((int) category));
        assertThat(Unicode.toLowerCase(0xA7C0)).isEqualTo(0xA7C1);
        assertThat(Unicode.toUpperCase(0xA7C1)).isEqualTo(0xA7C0);
        assertThat(Unicode.toLowerCase(0x10570)).isEqualTo(0x10597);
        assertThat(Unicode.toUpperCase(0x10597)).isEqualTo(0x10570);
        assertThat(Unicode.isUpperCase(0x2C2F)).isTrue();
        assertThat(Chars.isWord(0x0870)).isTrue();
        assertThat(Chars.isDigit(0x16AC0)).isTrue();
        assertThat(LowerCase.of("\u2C2F\uD801\uDD70\uA7C0")).isEqualTo("\u2C5F\uD801\uDD97\uA7C1");
    }

    /** Characters of Unicode 15 and 16, which Java 21 and 25 know. */
    @Test
    void knowsNothingOfLaterCharacters() {
        for (int c : new int[] {0x0897, 0x0CF3, 0x1C89, 0xA7CB, 0xA7DC, 0x10D50, 0x11F04, 0x1E4D0, 0x31350, 0x2EBF0}) {
            assertThat(Unicode.category(c)).as("U+%04X", c).isEqualTo((int) Character.UNASSIGNED);
            assertThat(Unicode.toLowerCase(c)).isEqualTo(c);
        }
        assertThat(LowerCase.of("\u1C89\uA7DC")).isEqualTo("\u1C89\uA7DC");
        assertThat(UpperCase.of("\u019B\u1C8A")).isEqualTo("\u019B\u1C8A");
    }

    /** The characters that this release and the table both know, and of which something is not so. */
    private static Set<Integer> differing(IntPredicate agrees) {
        Set<Integer> differing = new TreeSet<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            boolean known = Unicode.category(c) != Character.UNASSIGNED && Character.getType(c) != Character.UNASSIGNED;
            if (known && !agrees.test(c)) {
                differing.add(c);
            }
        }
        return differing;
    }
}
