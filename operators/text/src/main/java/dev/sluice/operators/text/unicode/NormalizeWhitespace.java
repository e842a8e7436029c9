package dev.sluice.operators.text.unicode;

import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.text.Chars;
import org.jspecify.annotations.Nullable;

/**
 * Makes white space plain: every Unicode space a space, every Unicode line break a line feed, runs of spaces one space,
 * no space at line ends, few blank lines in a row, nothing at both ends of the text. Each part can be turned off. A
 * text of nothing but white space becomes empty and stays; {@code character_count} drops it.
 */
@Operator.Info(
        name = "normalize_whitespace",
        since = "0.1",
        summary = "Makes every Unicode space plain and collapses runs of spaces and of blank lines.",
        cost = Operator.Cost.CHEAP)
public record NormalizeWhitespace(
        @Param(doc = "Whether runs of spaces and tabs become one space; else they keep their length.", def = "true")
        boolean collapseSpaces,

        @Param(doc = "Whether white space at line ends goes.", def = "true")
        boolean stripLines,

        @Param(doc = "Most blank lines in a row; absent means any number.", def = "1", min = 0) @Nullable Integer maxBlankLines,

        @Param(doc = "Whether white space at both ends of the text goes.", def = "true")
        boolean stripText,

        @Param(
                doc = "Whether characters without width go: zero-width space, word joiner,"
                        + " byte order mark. The joiners that scripts and emoji need stay.",
                def = "true")
        boolean removeZeroWidth)
        implements Mapper {

    @Override
    public Edit open(Resources resources) {
        return Edit.ofText(this::normalized);
    }

    private String normalized(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int blankLines =
                -1; // line feeds since the last visible character, less one; the text's beginning counts as one
        int lineStart = 0;
        boolean visible = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (removeZeroWidth && isZeroWidth(c)) {
                continue;
            }
            if (Chars.isLineBreak(c)) {
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                if (stripLines || !visible) {
                    trimEnd(out, stripLines ? lineStart : out.length());
                }
                blankLines = visible ? 0 : blankLines + 1;
                if (maxBlankLines == null || blankLines <= maxBlankLines) {
                    out.append('\n');
                } else {
                    out.setLength(lineStart);
                }
                lineStart = out.length();
                visible = false;
            } else if (Chars.isSpace(c)) {
                space(out, c, lineStart);
            } else {
                out.append(c);
                visible = true;
            }
        }
        if (stripLines) {
            trimEnd(out, lineStart);
        }
        String result = out.toString();
        if (stripText) {
            int from = Chars.skipSpace(result, 0, result.length());
            result = result.substring(from, Chars.stripEnd(result, from, result.length()));
        }
        return result.equals(text) ? text : result;
    }

    private void space(StringBuilder out, char c, int lineStart) {
        if (!collapseSpaces) {
            out.append(c == '\t' ? '\t' : ' ');
            return;
        }
        boolean follows = out.length() > lineStart && out.charAt(out.length() - 1) == ' ';
        if (!follows) {
            out.append(' ');
        }
    }

    private static void trimEnd(StringBuilder out, int least) {
        int end = out.length();
        while (end > least && (out.charAt(end - 1) == ' ' || out.charAt(end - 1) == '\t')) {
            end--;
        }
        out.setLength(end);
    }

    /** The joiners U+200C and U+200D stay: Persian and Indic scripts and emoji are written with them. */
    private static boolean isZeroWidth(char c) {
        return c == '\u200b' || c == '\u2060' || c == '\ufeff';
    }
}
