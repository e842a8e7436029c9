package dev.sluice.operators.text.latex;

/** Takes comments out of LaTeX sources. */
final class TexComments {
    private static final String[] VERBATIM = {"verbatim", "verbatim*", "Verbatim", "lstlisting", "minted"};
    private static final String COMMENT = "comment";

    private final String text;
    private final StringBuilder out;
    private int copied;
    /** By environment, the comment last, whether its end was looked for in vain. */
    private final boolean[] unclosed = new boolean[VERBATIM.length + 1];

    private TexComments(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    static String removed(String text) {
        return text.indexOf('%') < 0 && !text.contains("\\begin{comment}") ? text : new TexComments(text).removed();
    }

    private String removed() {
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c == '\\') {
                i = command(i);
            } else if (c == '%') {
                i = comment(i);
            } else {
                i++;
            }
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** After a command, or after what it protects or begins. */
    private int command(int i) {
        if (text.startsWith("\\begin{", i)) {
            for (int k = 0; k < VERBATIM.length; k++) {
                if (text.startsWith(VERBATIM[k] + "}", i + 7)) {
                    int end = end(i, VERBATIM[k], k);
                    return end < 0 ? i + 7 : end;
                }
            }
            if (text.startsWith(COMMENT + "}", i + 7)) {
                int end = end(i, COMMENT, VERBATIM.length);
                return end < 0 ? i + 7 : cut(i, end);
            }
        } else if (Tex.isCommand(text, i, "url") || Tex.isCommand(text, i, "href")) {
            int brace = Tex.nameEnd(text, i);
            return text.startsWith("{", brace) ? addressEnd(brace) : brace;
        }
        return i + 2; // also over an escaped percent sign or backslash
    }

    /** The brace that closes an address, or the end of its line. */
    private int addressEnd(int brace) {
        int i = brace;
        while (i < text.length() && text.charAt(i) != '}' && text.charAt(i) != '\n') {
            i++;
        }
        return i;
    }

    private int end(int begin, String name, int index) {
        if (unclosed[index]) {
            return -1;
        }
        String mark = "\\end{" + name + "}";
        int end = text.indexOf(mark, begin);
        unclosed[index] = end < 0;
        return end < 0 ? -1 : end + mark.length();
    }

    private int comment(int i) {
        int lineFeed = text.indexOf('\n', i);
        return cut(i, lineFeed < 0 ? text.length() : lineFeed);
    }

    /** Leaves out what stands from {@code from} to {@code to}, with its line where nothing else is on it. */
    private int cut(int from, int to) {
        int start = from;
        while (start > copied && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
            start--;
        }
        out.append(text, copied, start);
        boolean wholeLine = (out.length() == 0 || out.charAt(out.length() - 1) == '\n')
                && (to == text.length() || text.charAt(to) == '\n');
        if (!wholeLine) {
            out.append(text, start, from);
        }
        copied = wholeLine ? Math.min(to + 1, text.length()) : to;
        return copied;
    }
}
