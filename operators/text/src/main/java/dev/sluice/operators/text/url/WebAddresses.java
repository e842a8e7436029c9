package dev.sluice.operators.text.url;

import dev.sluice.text.Chars;
import java.util.Arrays;

/** Addresses that begin with a scheme or with {@code www.}. */
final class WebAddresses extends ReplaceUrls.Scanner {
    private static final String[] SCHEMES = {"http://", "https://", "ftp://"};
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    /** Whether the address begins at a boundary and ends where a reader would end it. */
    private final boolean careful;

    private final int[] open = new int[OPENING.length()];

    WebAddresses(boolean careful) {
        this.careful = careful;
    }

    @Override
    boolean find(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != 'h' && c != 'w' && c != 'H' && c != 'W' && c != 'f' && c != 'F') {
                continue;
            }
            int body = careful && i > 0 && isAlphanumeric(text.charAt(i - 1)) ? -1 : afterScheme(text, i);
            if (body < 0) {
                continue;
            }
            int last = careful ? carefulEnd(text, body) : spaceAfter(text, body);
            if (last > body) {
                start = i;
                end = last;
                return true;
            }
            i = body - 1;
        }
        return false;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private int afterScheme(String text, int i) {
        if (text.regionMatches(true, i, "www.", 0, 4)) {
            return i + 4;
        }
        for (String scheme : SCHEMES) {
            boolean known = careful || scheme.charAt(0) == 'h';
            if (known && text.regionMatches(true, i, scheme, 0, scheme.length())) {
                return i + scheme.length();
            }
        }
        return -1;
    }

    private static int spaceAfter(String text, int from) {
        int i = from;
        while (i < text.length() && !Chars.isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int carefulEnd(String text, int from) {
        int i = from;
        int last = from; // end of the address so far, without punctuation after it
        Arrays.fill(open, 0);
        for (; i < text.length() && !ends(text.charAt(i)); i++) {
            char c = text.charAt(i);
            int opening = OPENING.indexOf(c);
            int closing = CLOSING.indexOf(c);
            if (opening >= 0) {
                open[opening]++;
            } else if (closing >= 0) {
                if (open[closing] == 0) {
                    break;
                }
                open[closing]--;
                last = i + 1;
            } else if (".,:;!?'*".indexOf(c) < 0) {
                last = i + 1;
            }
        }
        return last;
    }

    private static boolean ends(char c) {
        return Chars.isSpace(c)
                || c < ' '
                || c == '<'
                || c == '>'
                || c == '"'
                || c == '`'
                || c == '\u00ab'
                || c == '\u00bb'
                || (c >= '\u2018' && c <= '\u201f')
                || (c >= '\u3001' && c <= '\u301f')
                || (c >= '\uff01' && c <= '\uff1f' && !(c >= '\uff10' && c <= '\uff19'));
    }
}
