package dev.sluice.operators.text.url;

import crawlercommons.domains.EffectiveTldFinder;
import dev.sluice.operators.text.replace.LongestMatch;
import dev.sluice.text.Chars;

/**
 * Addresses with a known top-level domain, as the expression {@code \s{0,10}((https?|ftp)://)?H{1,256}\.TLD\bT*} finds
 * them, where {@code H} is a character of a host and {@code T} one of what may follow it. Goes from dot to dot, for without
 * a dot and a domain there is no match; the expression's backtracking comes down to the last such dot among the 256
 * characters after the first place from which one can be reached.
 */
final class DclmHosts extends ReplaceUrls.Scanner {
    private static final int MOST_SPACES = 10;
    private static final int LONGEST_HOST = 256;
    private static final boolean[] HOST = flags("@:%._+~#=-");
    private static final boolean[] TAIL = flags("()@:%_+.~#?&/=-");
    private static final LongestMatch DOMAINS = new LongestMatch();

    static {
        EffectiveTldFinder.getInstance();
        EffectiveTldFinder.getEffectiveTLDs().forEach((name, domain) -> {
            if (name.indexOf('.') < 0 && !name.isEmpty() && !domain.isException()) {
                DOMAINS.add(name, 0); // internationalised ones are listed in both forms
            }
        });
    }

    private static boolean[] flags(String others) {
        boolean[] flags = new boolean[128];
        for (int c = 0; c < 128; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            flags[c] = letter || (c >= '0' && c <= '9') || others.indexOf(c) >= 0;
        }
        return flags;
    }

    private static boolean isHost(char c) {
        return c < 128 && HOST[c];
    }

    static boolean isTail(char c) {
        return c < 128 && TAIL[c];
    }

    @Override
    boolean find(String text, int from) {
        int runStart = from; // of the characters of hosts before the dot
        int scanned = from;
        for (int dot = text.indexOf('.', from); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            for (int i = dot - 1; i >= scanned; i--) {
                if (!isHost(text.charAt(i))) {
                    runStart = i + 1;
                    break;
                }
            }
            scanned = dot;
            if (dot > runStart && domainEnd(text, dot) >= 0) {
                int host = Math.max(runStart, dot - LONGEST_HOST);
                int last = lastDomainEnd(text, dot, host);
                start = host == runStart ? spaces(text, scheme(text, host, from), from) : host;
                end = last;
                while (end < text.length() && isTail(text.charAt(end))) {
                    end++;
                }
                return true;
            }
        }
        return false;
    }

    /** Where the top-level domain after a dot ends, or -1 when none stands there; the longest counts. */
    private static int domainEnd(String text, int dot) {
        if (dot + 1 >= text.length()) {
            return -1;
        }
        int end = dot + 1 + LongestMatch.length(DOMAINS.at(text, dot + 1));
        // A shorter domain may end at a boundary where the longest does not: both are tried, from long to short.
        while (end > dot + 1) {
            if (isBoundary(text, end) && isDomain(text, dot + 1, end)) {
                return end;
            }
            end--;
        }
        return -1;
    }

    private static boolean isDomain(String text, int from, int to) {
        return LongestMatch.length(DOMAINS.at(text.substring(from, to), 0)) == to - from;
    }

    private static boolean isBoundary(String text, int i) {
        boolean before = Chars.isWord(text.codePointBefore(i));
        boolean after = i < text.length() && Chars.isWord(text.codePointAt(i));
        return before != after;
    }

    /** The end of the last domain whose dot can be reached from the host's beginning. */
    private static int lastDomainEnd(String text, int firstDot, int host) {
        int last = domainEnd(text, firstDot);
        for (int i = firstDot + 1; i < text.length() && i <= host + LONGEST_HOST; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                int end = domainEnd(text, i);
                last = end >= 0 ? end : last;
            }
            if (!isHost(c)) {
                break;
            }
        }
        return last;
    }

    /** Where the scheme before a host begins, or the host where there is none. */
    static int scheme(String text, int host, int from) {
        for (String scheme : new String[] {"https://", "http://", "ftp://"}) {
            int begin = host - scheme.length();
            if (begin >= from && text.startsWith(scheme, begin)) {
                return begin;
            }
        }
        return host;
    }

    /** Up to ten characters of white space before. */
    static int spaces(String text, int before, int from) {
        int i = before;
        while (i > from && before - i < MOST_SPACES && Chars.isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }
}
