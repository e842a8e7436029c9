package dev.sluice.operators.text.latex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.Edited;
import dev.sluice.operators.text.latex.CleanLatex.Header;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanLatexTest {
    private static final CleanLatex OPERATOR = Spec.build(CleanLatex.class).build();

    /** A bar stands for a line feed. */
    private static String edited(String text) {
        return Edited.text(OPERATOR, text.replace('|', '\n')).replace('\n', '|');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "a % b|c ~ a |c",
                "a|  % b|c ~ a|c",
                "5\\% of \\\\% b|c ~ 5\\% of \\\\|c",
                "\\url{http://a/%20b} % c|d ~ \\url{http://a/%20b} |d",
                "a|\\begin{comment}|b|\\end{comment}|c ~ a|c",
                "\\begin{verbatim}|% b|\\end{verbatim}% c|d ~ \\begin{verbatim}|% b|\\end{verbatim}|d",
                "%a|%b ~ ''"
            })
    void removesComments(String text, String expected) {
        assertThat(edited(text)).isEqualTo(expected.equals("''") ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "\\newcommand{\\R}{\\mathbb{R}}|$\\R^n$, $\\Rn$ ~ $\\mathbb{R}^n$, $\\Rn$",
                "\\def\\x{y}\\newcommand*\\z {\\x\\x}|\\z ~ |yy",
                "\\newcommand{\\f}[1]{a#1}|\\f{b} ~ \\newcommand{\\f}[1]{a#1}|\\f{b}",
                "\\def\\f#1{a#1}|\\f{b} ~ \\def\\f#1{a#1}|\\f{b}",
                "\\def\\a{\\b}\\def\\b{\\a}|\\a ~ |\\a",
                "\\renewcommand{\\a}{1}|\\renewcommand{\\a}{2}|\\a\\\\a ~ 2\\\\a",
                "%\\def\\a{1}|\\a ~ \\a"
            })
    void expandsMacrosWithoutArguments(String text, String expected) {
        assertThat(edited(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "\\title{a}|\\begin{document}|abstract|\\section{b}|c|\\end{document}|d ~ \\section{b}|c|",
                "\\titleformat{\\section}{x}|\\section*[s]{b} c ~ \\section*[s]{b} c",
                "\\begin{document}|text|\\end{document} ~ text|",
                "no section ~ no section",
                "\\section{a} b|\\bibliography{c}|d ~ \\section{a} b|",
                "\\section{a} b|\\bibliographystyle{c}|\\appendix|d ~ \\section{a} b|\\bibliographystyle{c}|",
                "\\chapter{a}|\\begin{thebibliography}{9} b ~ \\chapter{a}|"
            })
    void cutsHeaderAndTail(String text, String expected) {
        assertThat(edited(text)).isEqualTo(expected);
    }

    @Test
    void leavesWhatTheRecipeLeaves() {
        CleanLatex none = Spec.build(CleanLatex.class)
                .with(CleanLatex::removeComments, false)
                .with(CleanLatex::expandMacros, false)
                .with(CleanLatex::removeHeader, Header.NONE)
                .with(CleanLatex::removeBibliography, false)
                .with(CleanLatex::removeAppendix, false)
                .build();
        String text =
                "% a\n\\def\\x{y}\n\\begin{document}\n\\section{b}\n\\x\n\\appendix\n\\bibliography{c}\n\\end{document}\n";
        assertThat(Edited.text(none, text)).isEqualTo(text);
    }

    @Test
    void removesEnvironmentsAndDropsWithoutSection() {
        CleanLatex strict = Spec.build(CleanLatex.class)
                .with(CleanLatex::removeEnvironments, List.of("figure", "table"))
                .with(CleanLatex::dropWithoutSection, true)
                .build();
        assertThat(
                        Edited.text(
                                strict,
                                "\\section{a}\n\\begin{figure}[h]\nx\\begin{table}y\\end{table}\n\\end{figure}\nb \\begin{table}z\\end{table}c\n"))
                .isEqualTo("\\section{a}\nb c\n");
        assertThat(Edited.of(strict, "text", Values.ignored())).containsExactly("<no_section>");
    }

    @Test
    void staysWithinBoundsOnHostileTexts() {
        String doubling = "\\def\\a{xxxxxxxxxxxxxxxx}\\def\\b{\\a\\a\\a\\a\\a\\a\\a\\a}\\def\\c{\\b\\b\\b\\b}";
        String result = Edited.text(OPERATOR, doubling + "\\c ".repeat(1_000_000));
        assertThat(result.length()).isLessThan(7_000_000);
        for (String piece : List.of(
                "%",
                "\\",
                "\\begin{verbatim}",
                "\\begin{comment}",
                "\\newcommand{\\a}{",
                "\\def\\a{b}\\a",
                "\\section[",
                "\\url{",
                "\\begin{figure}",
                "{",
                "a % b\n",
                "\\a\\b\\c ")) {
            assertThat(Edited.of(
                            Spec.build(CleanLatex.class)
                                    .with(CleanLatex::removeEnvironments, List.of("figure"))
                                    .build(),
                            piece.repeat(20_000_000 / piece.length()),
                            Measured.untilVerdict()))
                    .hasSize(1);
        }
    }
}
