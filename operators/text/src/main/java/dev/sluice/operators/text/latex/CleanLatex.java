package dev.sluice.operators.text.latex;

import dev.sluice.operators.Document;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cleans LaTeX sources for training as the arXiv part of RedPajama was cleaned, in these steps:
 *
 * <ol>
 *   <li>Comments go: from a percent sign that no backslash escapes to the end of its line, the line with it where nothing
 *       but blanks stands before; and {@code comment} environments. Verbatim text and addresses in {@code url} and
 *       {@code href} have no comments.
 *   <li>Definitions of macros without arguments ({@code \newcommand}, {@code \renewcommand}, {@code
 *       \providecommand}, {@code \def}; of several the last counts) are read and go; their bodies, up to 1000
 *       characters long, take the place of their names at the end of all steps.
 *   <li>What stands before the first section ({@code \part} to {@code \subparagraph}), or before the end of {@code
 *       \begin{document}}, goes; the section is looked for after {@code \begin{document}} where there is one. So does
 *       what follows {@code \end{document}}.
 *   <li>The bibliography goes with all that follows it: from {@code \bibliography}, {@code \printbibliography}, {@code
 *       \begin{thebibliography}} or {@code \begin{references}} on; the appendix likewise.
 *   <li>Environments that the recipe names go, such as {@code figure}.
 * </ol>
 *
 * Braces and backslashes are otherwise left alone. Time is linear in the text.
 */
@Operator.Info(
        name = "clean_latex",
        since = "0.1",
        summary = "Removes comments, preamble, bibliography and appendix of LaTeX sources and expands their macros.",
        source = "RedPajama-Data v1, arXiv cleaner; Data-Juicer, expand_macro_mapper, remove_comments_mapper,"
                + " remove_header_mapper and remove_bibliography_mapper",
        cost = Operator.Cost.MODERATE)
public record CleanLatex(
        @Param(doc = "Whether comments go.", def = "true") boolean removeComments,

        @Param(doc = "Whether macros without arguments are expanded and their definitions go.", def = "true")
        boolean expandMacros,

        @Param(doc = "What goes before the text proper.", def = "section")
        Header removeHeader,

        @Param(doc = "Whether a document without any section is dropped.", def = "false")
        boolean dropWithoutSection,

        @Param(doc = "Whether the bibliography goes with all that follows it.", def = "true")
        boolean removeBibliography,

        @Param(doc = "Whether the appendix goes with all that follows it.", def = "true")
        boolean removeAppendix,

        @Param(doc = "Environments that go, with what is in them, such as figure, figure* or table.", def = "[]")
        List<String> removeEnvironments)
        implements Mapper {

    /** What is taken for the header of a document. */
    public enum Header {
        /** Nothing. */
        NONE,
        /** Up to {@code \begin{document}}; nothing where that is missing. */
        DOCUMENT,
        /** Up to the first section; nothing where there is none. */
        SECTION
    }

    /** Why documents are dropped. */
    public enum Reason {
        /** No section. */
        NO_SECTION
    }

    private static final String[] SECTIONS = {
        "part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph"
    };
    private static final String[] BIBLIOGRAPHIES = {
        "begin{thebibliography}", "begin{references}", "begin{REFERENCES}", "bibliography{", "printbibliography"
    };
    private static final String BEGIN = "\\begin{document}";
    private static final String END = "\\end{document}";

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public Edit open(Resources resources) {
        return this::edit;
    }

    private void edit(Document document, Values measured, Output output) {
        String text = removeComments ? TexComments.removed(document.text()) : document.text();
        Macros macros = new Macros();
        text = expandMacros ? macros.define(text) : text;
        int begin = text.indexOf(BEGIN);
        int body = begin < 0 ? 0 : begin + BEGIN.length();
        int section = firstSection(text, body);
        if (section < 0 && dropWithoutSection) {
            output.drop(Reason.NO_SECTION);
            return;
        }
        int from = removeHeader == Header.NONE
                ? 0
                : removeHeader == Header.SECTION && section >= 0
                        ? section
                        : begin < 0 ? 0 : Tex.afterLineFeed(text, body);
        int to = removeHeader == Header.NONE ? -1 : text.indexOf(END, from);
        text = text.substring(from, tail(text, from, to < 0 ? text.length() : to));
        if (!removeEnvironments.isEmpty()) {
            text = withoutEnvironments(text);
        }
        if (!macros.isEmpty()) {
            text = macros.expanded(text);
        }
        output.emit(document.withText(text));
    }

    private static int firstSection(String text, int from) {
        for (int i = text.indexOf('\\', from); i >= 0; i = text.indexOf('\\', i)) {
            for (String section : SECTIONS) {
                if (Tex.isCommand(text, i, section) && hasTitle(text, i + 1 + section.length())) {
                    return i;
                }
            }
            i += 2;
        }
        return -1;
    }

    /** Whether a title follows: an optional star, an optional short form in brackets, an opening brace. */
    private static boolean hasTitle(String text, int from) {
        int i = from < text.length() && text.charAt(from) == '*' ? from + 1 : from;
        i = Tex.skipSpaces(text, i);
        if (i < text.length() && text.charAt(i) == '[') {
            int most = Math.min(text.length(), i + 1000);
            while (i < most && text.charAt(i) != ']') {
                i++;
            }
            i = Tex.skipSpaces(text, i + 1);
        }
        return i < text.length() && text.charAt(i) == '{';
    }

    /** Where bibliography or appendix begin, at most {@code to}. */
    private int tail(String text, int from, int to) {
        for (int i = text.indexOf('\\', from); i >= 0 && i < to; i = text.indexOf('\\', i)) {
            if (removeAppendix && Tex.isCommand(text, i, "appendix")) {
                return i;
            }
            for (String bibliography : BIBLIOGRAPHIES) {
                if (removeBibliography && text.startsWith(bibliography, i + 1)) {
                    return i;
                }
            }
            i += 2;
        }
        return to;
    }

    private String withoutEnvironments(String text) {
        StringBuilder out = null;
        int copied = 0;
        Set<String> unclosed = new HashSet<>();
        for (int i = text.indexOf("\\begin{"); i >= 0; i = text.indexOf("\\begin{", i)) {
            int end = -1;
            for (String name : removeEnvironments) {
                if (end < 0 && !unclosed.contains(name) && text.startsWith(name + "}", i + 7)) {
                    end = Tex.environmentEnd(text, i, name);
                    if (end < 0) {
                        unclosed.add(name);
                    }
                }
            }
            if (end < 0) {
                i += 7;
            } else {
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, i);
                boolean wholeLine = out.length() == 0 || out.charAt(out.length() - 1) == '\n';
                i = wholeLine ? Tex.afterLineFeed(text, end) : end;
                copied = i;
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }
}
