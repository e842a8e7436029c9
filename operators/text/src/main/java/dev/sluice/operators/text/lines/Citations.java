package dev.sluice.operators.text.lines;

import dev.sluice.text.Unicode;

/** Marks in brackets that a page's text refers to its notes with: {@code [3]}, {@code [edit]}, {@code [citation needed]}. */
public final class Citations {
    private static final String[] NOTES = {"[edit]", "[citation needed]"};

    private Citations() {}

    /**
     * A line without [digits], [edit] and [citation needed]; an empty pair of brackets counts as no digits. The very same
     * line where there is no mark.
     */
    public static String removed(String line) {
        int bracket = line.indexOf('[');
        StringBuilder rest = null;
        int copied = 0;
        while (bracket >= 0) {
            int end = end(line, bracket);
            if (end > 0) {
                rest = rest == null ? new StringBuilder(line.length()) : rest;
                rest.append(line, copied, bracket);
                copied = end;
            }
            bracket = line.indexOf('[', end > 0 ? end : bracket + 1);
        }
        return rest == null ? line : rest.append(line, copied, line.length()).toString();
    }

    /** Where the mark that begins with a bracket ends, or -1 when none does. */
    private static int end(String line, int bracket) {
        for (String note : NOTES) {
            if (line.startsWith(note, bracket)) {
                return bracket + note.length();
            }
        }
        int i = bracket + 1;
        while (i < line.length() && Unicode.isDecimalDigit(line.codePointAt(i))) {
            i += Character.charCount(line.codePointAt(i));
        }
        return i < line.length() && line.charAt(i) == ']' ? i + 1 : -1;
    }
}
