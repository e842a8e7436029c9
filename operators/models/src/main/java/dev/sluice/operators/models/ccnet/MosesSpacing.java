package dev.sluice.operators.models.ccnet;

import dev.sluice.text.Chars;
import dev.sluice.text.Unicode;

/**
 * CCNet's port of the spacing that Moses puts before its tokenizer. Several of its replacements were meant as regular
 * expressions, but are taken literally, and some write a backslash; both are kept, as they are the published behaviour.
 */
public final class MosesSpacing {
    private MosesSpacing() {}

    /**
     * The text with its spacing changed.
     *
     * @param language two-letter code; {@code en}, {@code cs}, {@code cz}, {@code de}, {@code es} and {@code fr} have rules
     *     of their own
     */
    public static String of(String text, String language) {
        String res =
                text.replace("\r", "").replace("(", " (").replace(")", ") ").replace(" +", " ");
        res = beforeMark(res);
        res = res.replace("( ", "(").replace(" )", ")");
        res = percent(res);
        res = res.replace(" :", ":").replace(" ;", ";").replace("`", "'").replace("''", " \" ");
        res = res.replace("\u201e", "\"")
                .replace("\u201c", "\"")
                .replace("\u201d", "\"")
                .replace("\u2013", "-")
                .replace("\u2014", " - ")
                .replace(" +", " ")
                .replace("\u00b4", "'")
                .replace("([a-z])\u2018([a-z])", "\\1'\\2/")
                .replace("([a-z])\u2019([a-z])", "\\1'\\2/")
                .replace("\u2018", "\"")
                .replace("\u201a", "\"")
                .replace("\u2019", "\"")
                .replace("''", "\"")
                .replace("\u2026", "...")
                .replace(" \u00ab ", " \"")
                .replace("\u00ab ", "\"")
                .replace("\u00ab", "\"")
                .replace(" \u00bb ", "\" ")
                .replace(" \u00bb", "\"")
                .replace("\u00bb", "\"")
                .replace(" %", "%")
                .replace(" :", ":")
                .replace(" ?", "?")
                .replace(" !", "!")
                .replace(" ;", ";")
                .replace(" +", " ")
                .replace("\uff0e", ". ");
        boolean czech = language.equals("cs") || language.equals("cz");
        if (language.equals("en")) {
            res = commaInside(res);
        } else if (!czech) {
            res = stopOutside(res.replace(",\"", "\","));
        }
        boolean comma = czech || language.equals("de") || language.equals("es") || language.equals("fr");
        return joinNumbers(res, comma ? ',' : '.');
    }

    /** A closing bracket, a space and a mark: the space becomes a backslash before the bracket. */
    private static String beforeMark(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith(") ", i) && i + 2 < text.length() && ".!:?;,".indexOf(text.charAt(i + 2)) >= 0) {
                out.append("\\)").append(text.charAt(i + 2));
                i += 2;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    /** A digit, a space and a percent sign: the space becomes a backslash. */
    private static String percent(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            out.appendCodePoint(c);
            if (Unicode.isDecimalDigit(c) && text.startsWith(" %", i + Character.charCount(c))) {
                out.append("\\%");
                i += 2;
            }
        }
        return out.toString();
    }

    /** A quotation mark and then commas or full stops: these come first, and a backslash before the mark. */
    private static String commaInside(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = i + 1;
            if (text.charAt(i) == '"') {
                while (end < text.length() && (text.charAt(end) == ',' || text.charAt(end) == '.')) {
                    end++;
                }
            }
            if (end > i + 1) {
                out.append(text, i + 1, end).append("\\\"");
            } else {
                out.append(text.charAt(i));
            }
            i = end;
        }
        return out.toString();
    }

    /** Full stops before a quotation mark go behind it, unless the text ends there or markup begins. */
    private static String stopOutside(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int quote = i;
            while (quote < text.length() && text.charAt(quote) == '.') {
                quote++;
            }
            if (quote == i || quote == text.length() || text.charAt(quote) != '"') {
                out.append(text, i, Math.max(quote, i + 1));
                i = Math.max(quote, i + 1);
                continue;
            }
            int after = tail(text, quote + 1);
            if (after < 0) {
                out.append(text, i, quote + 1);
                i = quote + 1;
            } else {
                out.append("\\\"").append(text, i, quote).append(text, quote + 1, after);
                i = after;
            }
        }
        return out.toString();
    }

    /** End of any white space and one more character other than {@code <}; -1 without. */
    private static int tail(String text, int from) {
        int end = Chars.skipSpace(text, from, text.length());
        if (end < text.length() && text.charAt(end) != '<') {
            return end + Character.charCount(text.codePointAt(end));
        }
        return end > from ? end : -1; // the last white space is itself such a character
    }

    /** Two digits with a space between them: the space becomes a separator. */
    private static String joinNumbers(String text, char separator) {
        StringBuilder out = new StringBuilder(text.length());
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            out.appendCodePoint(c);
            int space = i + Character.charCount(c);
            if (Unicode.isDecimalDigit(c) && space + 1 < text.length() && text.charAt(space) == ' ') {
                int next = text.codePointAt(space + 1);
                if (Unicode.isDecimalDigit(next)) {
                    out.append(separator).appendCodePoint(next);
                    i = space + 1;
                    c = next;
                }
            }
        }
        return out.toString();
    }
}
