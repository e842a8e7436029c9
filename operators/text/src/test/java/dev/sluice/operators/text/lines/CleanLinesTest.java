package dev.sluice.operators.text.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Spec;
import dev.sluice.operators.TextPattern;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.Edited;
import dev.sluice.operators.text.lists.PhraseScan;
import dev.sluice.operators.text.views.NastyTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanLinesTest {
    private static Spec.Builder<CleanLines> rules() {
        return Spec.build(CleanLines.class);
    }

    @Test
    void blankLinesStayAndAreNeverJudged() {
        CleanLines mapper = rules().with(CleanLines::minWords, 2).build();
        assertThat(Edited.text(mapper, "one two\n\n \nMenu\n\nthree four\n")).isEqualTo("one two\n\n \n\nthree four\n");
    }

    @Test
    void whiteSpaceAtTheEndsOfALineDoesNotCountButStays() {
        CleanLines mapper = rules().with(CleanLines::endMarks, ".")
                .with(CleanLines::maxChars, 4)
                .build();
        assertThat(Edited.text(mapper, "  abc. \r\nabcd.\r\n\ud83d\ude00bc.")).isEqualTo("  abc. \r\n\ud83d\ude00bc.");
    }

    @Test
    void aTextThatLosesNothingIsTheVerySame() {
        CleanLines mapper = rules().with(CleanLines::minWords, 1).build();
        Document document = Document.of("one\n\ntwo\n");
        assertThat(Edited.document(mapper, document)).isSameAs(document);
    }

    @Test
    void sharesAreOfCharactersWithoutTheEndsAndBoundsStay() {
        CleanLines mapper = rules().with(CleanLines::maxUpperCaseRatio, 0.5)
                .with(CleanLines::maxDigitRatio, 0.5)
                .build();
        assertThat(Edited.text(mapper, " ABcd \nABCd\n12cd\n123d\n\u0661\u0662\u0663d\n\u00c9\u00c8\u00c9d\nstays"))
                .isEqualTo(" ABcd \n12cd\nstays");
    }

    @Test
    void linesOfSymbolsAreThoseOfPunctuationAndSpacesAlone() {
        CleanLines mapper = rules().with(CleanLines::symbolLines, true).build();
        assertThat(Edited.text(mapper, "***\n \n = | = \n\u2026\u3002\n1.\n-\u00a0-\n\u20ac\n--x\n\u2014\u0001"))
                .isEqualTo(" \n1.\n-\u00a0-\n\u20ac\n--x");
    }

    @Test
    void citationsGoBeforeALineIsJudgedAndLinesOfThemGoWithThem() {
        CleanLines mapper = rules().with(CleanLines::removeCitations, true)
                .with(CleanLines::endMarks, ".")
                .build();
        assertThat(Edited.text(mapper, "A fact.[1][\u0662]\n[1] [2]\nNot [one] of them.[edit]"))
                .isEqualTo("A fact.\nNot [one] of them.");
    }

    @Test
    void aLineIsCountedUnderTheFirstRuleItBreaks() {
        CleanLines mapper = rules().with(CleanLines::containing, List.of("menu"))
                .with(CleanLines::matching, new TextPattern("(?i)login"))
                .with(CleanLines::minChars, 8)
                .build();
        Measured measured = Measured.everything();
        assertThat(Edited.of(mapper, "Menu Login\nLOGIN\nshort\nlong enough", measured))
                .containsExactly("long enough");
        assertThat(measured.toMap())
                .containsEntry("lines", 4L)
                .containsEntry("containing", 1L)
                .containsEntry("matching", 1L)
                .containsEntry("too_short", 1L)
                .containsEntry("removed_ratio", 4.0 / 6);
    }

    @Test
    void refusesToDoNothing() {
        assertThatThrownBy(() -> rules().build()).hasMessageContaining("nor is any other rule");
        assertThatThrownBy(() ->
                        rules().with(CleanLines::matching, new TextPattern("(")).build())
                .hasMessageContaining("matching has a fault");
        assertThatThrownBy(() -> rules().with(CleanLines::minWords, 3)
                        .with(CleanLines::maxWords, 2)
                        .build())
                .hasMessageContaining("below min_words");
        assertThatThrownBy(
                        () -> rules().with(CleanLines::containing, List.of("")).build())
                .hasMessageContaining("empty phrase");
    }

    @Test
    void phrasesAreFoundAsSearchingForEachFindsThem() {
        List<String> phrases =
                List.of("the of", "of", "ookie", "cookies", "\u00e9t\u00e9", "U.S.", "[1]", "\ud83d\ude00");
        PhraseScan exact = new PhraseScan(phrases, true);
        PhraseScan folding = new PhraseScan(phrases, false);
        for (String text : NastyTexts.of(2000)) {
            assertThat(exact.in(text, 0, text.length()))
                    .as(text)
                    .isEqualTo(phrases.stream().anyMatch(text::contains));
            assertThat(folding.in(text, 0, text.length()))
                    .as(text)
                    .isEqualTo(phrases.stream().anyMatch(phrase -> holds(text, phrase)));
        }
        assertThat(new PhraseScan(List.of("ab", "bcd"), true).in("xabcd", 2, 5)).isTrue();
        assertThat(new PhraseScan(List.of("ab", "bcd"), true).in("xabcd", 2, 4)).isFalse();
    }

    private static boolean holds(String text, String phrase) {
        for (int i = 0; i + phrase.length() <= text.length(); i++) {
            if (text.regionMatches(true, i, phrase, 0, phrase.length())) {
                return true;
            }
        }
        return false;
    }
}
