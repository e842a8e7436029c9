package dev.sluice.operators.text.latex;

/** Places in LaTeX sources. */
final class Tex {
    private Tex() {}

    /** Whether a command begins at a backslash: its name, and no letter after it. */
    static boolean isCommand(String text, int backslash, String name) {
        int end = backslash + 1 + name.length();
        return text.startsWith(name, backslash + 1) && (end == text.length() || !isLetter(text.charAt(end)));
    }

    /** Where the letters of a command's name end, after its backslash. */
    static int nameEnd(String text, int backslash) {
        int i = backslash + 1;
        while (i < text.length() && isLetter(text.charAt(i))) {
            i++;
        }
        return i;
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '@';
    }

    static int skipSpaces(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    /** After the brace that closes the one here, at most {@code most} characters on; -1 where there is none. */
    static int groupEnd(String text, int brace, int most) {
        if (brace >= text.length() || text.charAt(brace) != '{') {
            return -1;
        }
        int depth = 0;
        for (int i = brace; i < text.length() && i <= brace + most; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    /** After the line feed here, with blanks before it; the place itself where something else stands. */
    static int afterLineFeed(String text, int from) {
        int i = skipSpaces(text, from);
        return i < text.length() && text.charAt(i) == '\n' ? i + 1 : from;
    }

    /** After the end of the environment that begins here, those of its name within it counted; -1 where it has none. */
    static int environmentEnd(String text, int begin, String name) {
        String opening = "\\begin{" + name + "}";
        String closing = "\\end{" + name + "}";
        int depth = 0;
        for (int i = text.indexOf('\\', begin); i >= 0; i = text.indexOf('\\', i)) {
            if (text.startsWith(opening, i)) {
                depth++;
            } else if (text.startsWith(closing, i)) {
                depth--;
                if (depth == 0) {
                    return i + closing.length();
                }
            }
            i += 2;
        }
        return -1;
    }
}
