package dev.sluice.operators.html;

import java.util.Locale;

/** Tells HTML from other texts. */
final class HtmlDetection {
    private static final int LONGEST_NAME = 12;

    private HtmlDetection() {}

    /**
     * Whether a text begins, behind white space and a byte order mark, with a tag, a comment, a doctype or an XML
     * declaration, or holds an end tag of an HTML element anywhere.
     */
    static boolean isHtml(String text) {
        int from = 0;
        while (from < text.length() && (text.charAt(from) <= ' ' || text.charAt(from) == '\ufeff')) {
            from++;
        }
        if (text.startsWith("<!--", from)
                || text.startsWith("<?xml", from)
                || text.regionMatches(true, from, "<!doctype", 0, 9)
                || (from < text.length() && text.charAt(from) == '<' && isElement(text, from + 1))) {
            return true;
        }
        for (int at = text.indexOf("</", from); at >= 0; at = text.indexOf("</", at + 2)) {
            if (isElement(text, at + 2)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name of an HTML element stands here and ends as names in tags do. */
    private static boolean isElement(String text, int from) {
        int to = from;
        while (to < text.length() && to - from <= LONGEST_NAME && isNameCharacter(text.charAt(to))) {
            to++;
        }
        if (to == from || to == text.length() || "> /\t\r\n".indexOf(text.charAt(to)) < 0) {
            return false;
        }
        return Elements.isKnown(text.substring(from, to).toLowerCase(Locale.ROOT));
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
