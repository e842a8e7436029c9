package dev.sluice.operators.text.code;

import dev.sluice.operators.Document;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.text.LowerCase;
import dev.sluice.text.Unicode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes the comments at the beginning of source code that state a copyright or a licence, with the blank lines after
 * them.
 *
 * <p>The beginning is what stands before the first line of code: comments of any common language, between marks such as
 * {@code /*} and {@code <!--} or in lines that begin with the same mark such as {@code //}, {@code #} or {@code --}. A blank
 * line or another kind of comment begins a new one. Each is judged alone, so that a description of the file stays. Lines
 * that must be first, such as {@code #!/bin/sh} or {@code <?php}, stay.
 *
 * <p>A comment goes when it holds, in any case, one of these: copyright, &copy;, (c) before a year, all rights reserved,
 * SPDX-License-Identifier, licensed under, permission is hereby granted, redistribution and use, or the word license or
 * licence together with Apache, MIT, BSD, GPL, GNU, Mozilla, MPL, Eclipse, Creative Commons, ISC, Unlicense or public
 * domain.
 */
@Operator.Info(
        name = "remove_license_header",
        since = "0.1",
        summary = "Removes comments on copyright and licence at the beginning of source code.",
        source = "after Data-Juicer, clean_copyright_mapper",
        cost = Operator.Cost.CHEAP)
public record RemoveLicenseHeader(
        @Param(
                doc =
                        "What a comment must hold to be removed, in any case; absent means copyright or its sign, (c) and a year, all rights reserved, SPDX-License-Identifier, licensed under, permission is hereby granted, redistribution and use, or the name of a well-known licence beside the word.",
                min = 1)
        @Nullable List<String> cues,

        @Param(
                doc =
                        "Whether paragraphs at the beginning of plain text, up to a blank line, are judged like comments.",
                def = "false")
        boolean paragraphs)
        implements Mapper {

    /** Longest comment looked at, in UTF-16 units: the longest licences of wide use have 35,000. */
    private static final int LONGEST = 1 << 16;

    private static final String[] CUES = {
        "copyright",
        "\u00a9",
        "all rights reserved",
        "spdx-license-identifier",
        "licensed under",
        "permission is hereby granted",
        "redistribution and use"
    };
    private static final String[] LICENSES = {
        "apache",
        "mit",
        "bsd",
        "gpl",
        "gnu",
        "mozilla",
        "mpl",
        "eclipse",
        "creative commons",
        "isc",
        "unlicense",
        "public domain"
    };
    private static final Signal REMOVED =
            Signal.count("removed_comments", "comments", "comments or paragraphs removed");

    @Override
    public List<Signal> signals() {
        return List.of(REMOVED);
    }

    @Override
    public Edit open(Resources resources) {
        List<String> wanted =
                cues == null ? List.of() : cues.stream().map(LowerCase::of).toList();
        return (document, measured, output) -> edit(document, measured, output, wanted);
    }

    private void edit(Document document, Values measured, Output output, List<String> wanted) {
        String text = document.text();
        int copied = 0;
        int removed = 0;
        StringBuilder out = null;
        int i = Comments.prefaceEnd(text);
        while (i < text.length()) {
            int start = lineAfterBlanks(text, i);
            int end = start == text.length() ? -1 : Comments.end(text, start);
            if (end < 0 && paragraphs && start < text.length()) {
                end = paragraphEnd(text, start);
            }
            if (end < 0) {
                break;
            }
            if (end - start <= LONGEST && states(LowerCase.of(text.substring(start, end)), wanted)) {
                out = out == null ? new StringBuilder(text.length()) : out;
                int next = afterComment(text, end);
                out.append(text, copied, start);
                copied = next;
                end = next;
                removed++;
            } else if (paragraphs && Comments.end(text, start) < 0) {
                break; // the text itself
            }
            i = end;
        }
        measured.set(REMOVED, removed);
        output.emit(
                out == null
                        ? document
                        : document.withText(
                                out.append(text, copied, text.length()).toString()));
    }

    /** The beginning of the first line at or after {@code from} that is not blank; within a line, what is left of it. */
    private static int lineAfterBlanks(String text, int from) {
        int line = from;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line = i + 1;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                return line;
            }
        }
        return text.length();
    }

    /** After a comment: where the next line that is not blank begins, or the code behind the comment on its line. */
    private static int afterComment(String text, int end) {
        int next = lineAfterBlanks(text, end);
        return next == end ? Comments.skipBlanks(text, end) : next;
    }

    private static int paragraphEnd(String text, int start) {
        int i = start;
        while (i < text.length()) {
            int end = Comments.lineEnd(text, i);
            if (text.substring(i, Math.min(end, i + LONGEST)).isBlank()) {
                return i;
            }
            i = end + 1;
        }
        return text.length();
    }

    private static boolean states(String comment, List<String> wanted) {
        if (!wanted.isEmpty()) {
            return wanted.stream().anyMatch(comment::contains);
        }
        for (String cue : CUES) {
            if (comment.contains(cue)) {
                return true;
            }
        }
        return holdsYear(comment) || (comment.contains("licen") && holdsLicense(comment));
    }

    private static boolean holdsYear(String comment) {
        for (int i = comment.indexOf("(c)"); i >= 0; i = comment.indexOf("(c)", i + 1)) {
            int year = Comments.skipBlanks(comment, i + 3);
            if (comment.startsWith("19", year) || comment.startsWith("20", year)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsLicense(String comment) {
        for (String license : LICENSES) {
            for (int i = comment.indexOf(license); i >= 0; i = comment.indexOf(license, i + 1)) {
                boolean free = i == 0 || !Unicode.isLetter(comment.charAt(i - 1));
                int end = i + license.length();
                if (free && (end == comment.length() || !Unicode.isLetter(comment.charAt(end)))) {
                    return true;
                }
            }
        }
        return false;
    }
}
