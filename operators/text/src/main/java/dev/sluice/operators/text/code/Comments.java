package dev.sluice.operators.text.code;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Comments at the beginning of source code, whatever its language. */
final class Comments {
    private static final String[][] BLOCKS = {
        {"/*", "*/"},
        {"<!--", "-->"},
        {"\"\"\"", "\"\"\""},
        {"'''", "'''"},
        {"{-", "-}"},
        {"(*", "*)"},
        {"--[[", "]]"},
        {"=begin", "=end"},
        {"#|", "|#"},
        {"<#", "#>"},
        {"%{", "%}"}
    };

    private static final String[] LINES = {"//", "#", "--", ";", "%", "!", "rem ", "dnl ", ".\\\""};

    private static final String[] DIRECTIVES = {
        "#include", "#define", "#if", "#pragma", "#import", "#undef", "#error", "#endif", "#else", "#elif", "#!"
    };

    private Comments() {}

    /** Where the comment that begins here ends, its last line feed left out; -1 where none begins. */
    static int end(String text, int from) {
        int start = skipBlanks(text, from);
        for (String[] block : BLOCKS) {
            if (text.startsWith(block[0], start)) {
                int end = text.indexOf(block[1], start + block[0].length());
                return end < 0 ? -1 : end + block[1].length();
            }
        }
        String marker = lineMarker(text, start);
        if (marker == null) {
            return -1;
        }
        int end = start;
        for (int line = from; isLine(text, line, marker); ) {
            end = lineEnd(text, line);
            if (end == text.length()) {
                break;
            }
            line = end + 1;
        }
        return end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private static boolean isLine(String text, int line, String marker) {
        int start = skipBlanks(text, line);
        return startsWith(text, marker, start) && !isDirective(text, start);
    }

    private static @Nullable String lineMarker(String text, int start) {
        for (String marker : LINES) {
            if (startsWith(text, marker, start) && !isDirective(text, start)) {
                return marker;
            }
        }
        return null;
    }

    private static boolean startsWith(String text, String marker, int start) {
        int next = start + marker.length();
        if (!text.regionMatches(true, start, marker, 0, marker.length())) {
            return false;
        }
        if (marker.length() > 1 || next == text.length()) {
            return true;
        }
        // A single sign may begin code as well: #id {...}, ;(function ...), !function ...
        char c = text.charAt(next);
        boolean capital = marker.equals("#") && (c == '(' || (c >= 'A' && c <= 'Z'));
        return capital || c == marker.charAt(0) || " \t\r\n-=*+".indexOf(c) >= 0;
    }

    /** What begins with a number sign and is no comment. */
    private static boolean isDirective(String text, int start) {
        if (start >= text.length() || text.charAt(start) != '#') {
            return false;
        }
        for (String directive : DIRECTIVES) {
            if (text.startsWith(directive, start)) {
                return true;
            }
        }
        return false;
    }

    static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    /** The line feed that ends a line, or the end of the text. */
    static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** The end of lines that must stay first: interpreter, encoding, declarations of XML, HTML and PHP. */
    static int prefaceEnd(String text) {
        int i = text.startsWith("\ufeff") ? 1 : 0;
        while (i < text.length()) {
            int end = lineEnd(text, i);
            String line = text.substring(i, Math.min(end, i + 200)).strip();
            boolean preface = line.startsWith("#!")
                    || line.startsWith("<?")
                    || line.toLowerCase(Locale.ROOT).startsWith("<!doctype")
                    || (line.startsWith("#") && line.contains("coding:"))
                    || (line.startsWith("#") && line.contains("coding="));
            if (!preface || end == text.length()) {
                break;
            }
            i = end + 1;
        }
        return i;
    }
}
