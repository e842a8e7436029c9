package dev.sluice.operators.text.opendatalab;

import dev.sluice.text.Chars;
import dev.sluice.text.Symbols;

/** What the rules count in a text as a whole. */
final class PageText {
    private static final String[] ENTITIES = {
        "nbsp", "lt", "gt", "amp", "quot", "apos", "hellip", "ndash", "mdash", "lsquo", "rsquo", "ldquo", "rdquo"
    };
    private static final String[] TAGS = {"<img", "<p>", "</p>", "<o:p", "</o:p>"};
    private static final String[] BROKEN = {"u200e", "&#247;", "? :", "{/U}"};

    private PageText() {}

    /** Characters of a text, stripped, beside spaces, tabs and line feeds. */
    static int visible(String text) {
        int from = Chars.skipSpace(text, 0, text.length());
        int to = Chars.stripEnd(text, from, text.length());
        int visible = 0;
        while (from < to) {
            int c = text.codePointAt(from);
            visible += c == ' ' || c == '\t' || c == '\n' ? 0 : 1;
            from += Character.charCount(c);
        }
        return visible;
    }

    static boolean isBlank(String text) {
        return Chars.skipSpace(text, 0, text.length()) == text.length();
    }

    /** Whether a text that is not blank holds URLs and white space alone. */
    static boolean isUrls(String text) {
        boolean urls = false;
        int at = 0;
        while (at < text.length()) {
            if (Chars.isSpace(text.charAt(at))) {
                at++;
                continue;
            }
            int body = text.startsWith("http://", at) ? at + 7 : text.startsWith("https://", at) ? at + 8 : -1;
            int end = body;
            while (body >= 0 && end < text.length() && isUrlCharacter(text.charAt(end))) {
                end++;
            }
            if (body < 0 || end == body) {
                return false;
            }
            urls = true;
            at = end;
        }
        return urls;
    }

    /** What Dingo takes for a part of a URL: no #, ~, quotation mark, brace or bar among others. */
    private static boolean isUrlCharacter(char c) {
        return (c >= '$' && c <= '_') || (c >= 'a' && c <= 'z') || c == '!';
    }

    /** Matches of: a word boundary, characters other than . ! ? and line feeds, then any number of . ! ?. */
    static int sentences(String text) {
        int count = 0;
        int i = 0;
        boolean before = false;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            boolean word = Chars.isWord(c);
            if (ends(c) || word == before) {
                before = word;
                i += Character.charCount(c);
                continue;
            }
            count++;
            while (i < text.length() && !ends(text.charAt(i))) {
                i++;
            }
            while (i < text.length() && ends(text.charAt(i)) && text.charAt(i) != '\n') {
                i++;
            }
            before = Chars.isWord(text.codePointBefore(i));
        }
        return count;
    }

    private static boolean ends(int c) {
        return c == '.' || c == '!' || c == '?' || c == '\n';
    }

    static int occurrences(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    /** Whether a character comes so many times in a row. */
    static boolean hasRun(String text, char wanted, int length) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == wanted ? run + 1 : 0;
            if (run == length) {
                return true;
            }
        }
        return false;
    }

    /**
     * Named entities after an ampersand, a full-width one too. Those that a semicolon ends count twice, since Dingo counts
     * those with it and those without, and finds the second in the first.
     */
    static int entities(String text) {
        int count = 0;
        for (char ampersand : new char[] {'&', '\uff06'}) {
            for (int at = text.indexOf(ampersand); at >= 0; at = text.indexOf(ampersand, at + 1)) {
                for (String entity : ENTITIES) {
                    if (text.startsWith(entity, at + 1)) {
                        int end = at + 1 + entity.length();
                        boolean ended =
                                end < text.length() && (text.charAt(end) == ';' || text.charAt(end) == '\uff1b');
                        count += ended ? 2 : 1;
                        break;
                    }
                }
            }
        }
        return count;
    }

    static int tags(String text) {
        int count = 0;
        for (String tag : TAGS) {
            count += occurrences(text, tag);
        }
        return count;
    }

    /** General and other white space of typesetting, joiners and marks of direction. */
    static int invisible(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            count += c >= 0xa0
                            && (c == 0xa0
                                    || (c >= 0x2000 && c <= 0x200f)
                                    || c == 0x202f
                                    || (c >= 0x205f && c <= 0x206f)
                                    || c == 0x3000
                                    || c == 0xfeff)
                    ? 1
                    : 0;
        }
        return count;
    }

    /**
     * Replacement characters, white squares, marks such as {@code <|endoftext|>} on one line, the names of some symbols
     * ({@code U+1F600}), and remains of other encodings.
     */
    static int special(String text) {
        int count = Symbols.count(text, '\ufffd') + Symbols.count(text, '\u25a1') + marks(text) + symbolNames(text);
        for (String broken : BROKEN) {
            count += occurrences(text, broken);
        }
        return count;
    }

    private static int marks(String text) {
        int count = 0;
        int lineEnd = -1;
        int close = -1;
        int at = text.indexOf("<|");
        while (at >= 0) {
            if (lineEnd < at) {
                lineEnd = text.indexOf('\n', at);
                lineEnd = lineEnd < 0 ? text.length() : lineEnd;
            }
            if (close < at + 2) {
                close = text.indexOf("|>", at + 2);
                if (close < 0) {
                    break;
                }
            }
            boolean marked = close < lineEnd;
            count += marked ? 1 : 0;
            at = text.indexOf("<|", marked ? close + 2 : at + 1);
        }
        return count;
    }

    /** Names of code points of symbols and emoji, with the ranges of digits that Dingo gives: from 0 to F by code point. */
    private static int symbolNames(String text) {
        int count = 0;
        int at = text.indexOf("U+");
        while (at >= 0) {
            int length = symbolName(text, at + 2);
            count += length > 0 ? 1 : 0;
            at = text.indexOf("U+", at + 2 + length);
        }
        return count;
    }

    /** The length of the digits of a symbol's name; 0 where there is none. */
    private static int symbolName(String text, int at) {
        if (text.startsWith("26", at) && within(text, at + 2, '0', 'F') && within(text, at + 3, '0', 'D')) {
            return 4;
        }
        if (text.startsWith("273", at) && within(text, at + 3, '3', '4')) {
            return 4;
        }
        if (!text.startsWith("1F", at)) {
            return 0;
        }
        boolean faces =
                within(text, at + 2, '3', '6') && within(text, at + 3, '0', '4') && within(text, at + 4, '0', 'F');
        boolean signs =
                within(text, at + 2, '6', '6') && within(text, at + 3, '8', 'F') && within(text, at + 4, '0', 'F');
        return faces || signs ? 5 : 0;
    }

    private static boolean within(String text, int at, char least, char most) {
        return at < text.length() && text.charAt(at) >= least && text.charAt(at) <= most;
    }
}
