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

    /** Whether the stripped text is one URL. */
    static boolean isUrl(String text) {
        int from = Chars.skipSpace(text, 0, text.length());
        int to = Chars.stripEnd(text, from, text.length());
        if (!text.startsWith("http://", from) && !text.startsWith("https://", from)) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
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

    /** Named entities after an ampersand, full-width ones too; a semicolon may follow or not. */
    static int entities(String text) {
        int count = 0;
        for (char ampersand : new char[] {'&', '\uff06'}) {
            for (int at = text.indexOf(ampersand); at >= 0; at = text.indexOf(ampersand, at + 1)) {
                for (String entity : ENTITIES) {
                    if (text.startsWith(entity, at + 1)) {
                        count++;
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

    /** Replacement characters, white squares, marks such as {@code <|endoftext|>}, and remains of other encodings. */
    static int special(String text) {
        int count = Symbols.count(text, '\ufffd') + Symbols.count(text, '\u25a1');
        for (String broken : BROKEN) {
            count += occurrences(text, broken);
        }
        int at = text.indexOf("<|");
        while (at >= 0) {
            int end = text.indexOf("|>", at + 2);
            if (end < 0) {
                break;
            }
            count++;
            at = text.indexOf("<|", end + 2);
        }
        return count;
    }
}
