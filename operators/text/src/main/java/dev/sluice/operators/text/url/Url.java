package dev.sluice.operators.text.url;

import crawlercommons.domains.EffectiveTldFinder;
import dev.sluice.text.LowerCase;
import dev.sluice.text.Unicode;

/** The parts of a URL that lists speak of. */
public final class Url {
    private Url() {}

    /** The host without user, port and final dots, its case kept; empty when there is none. A bare host is its own. */
    public static String host(String url) {
        String authority = authority(url);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.indexOf(':', host.startsWith("[") ? host.indexOf(']') + 1 : 0);
        int end = port < 0 ? host.length() : port;
        while (end > 0 && host.charAt(end - 1) == '.') {
            end--;
        }
        return host.substring(0, end);
    }

    /** The host with user and port as they stand in a URL; what is before a path where there is no scheme. */
    static String authority(String url) {
        int slashes = url.indexOf("//");
        int from = slashes >= 0 && isScheme(url, slashes) ? slashes + 2 : 0;
        int to = from;
        while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) {
            to++;
        }
        return url.substring(from, to);
    }

    /** Whether nothing or a scheme with its colon stands before a place. */
    private static boolean isScheme(String url, int end) {
        for (int i = 0; i < end - 1; i++) {
            char c = url.charAt(i);
            if (!isAsciiLetterOrDigit(c) && c != '+' && c != '-' && c != '.') {
                return false;
            }
        }
        return end == 0 || (end > 1 && url.charAt(end - 1) == ':');
    }

    /**
     * The registered domain by the public suffix list, without the suffixes that companies added for themselves
     * ({@code github.io}), its case kept; empty for addresses and unknown suffixes.
     */
    static String registeredDomain(String host) {
        if (host.indexOf('.') < 0 || isAddress(host)) {
            return "";
        }
        try {
            String suffixed = EffectiveTldFinder.getAssignedDomain(searchable(host), true, true);
            String domain = suffixed == null ? "" : lastLabels(host, suffixed);
            return domain.startsWith(".") ? "" : domain;
        } catch (RuntimeException noHost) { // the library refuses some strings that are no host names
            return "";
        }
    }

    /** Lower case, with a plain label for each that no suffix can have and the library would refuse. */
    private static String searchable(String host) {
        StringBuilder all = new StringBuilder(host.length());
        for (String label : host.split("\\.", -1)) {
            String lower = LowerCase.of(label);
            all.append(all.length() == 0 ? "" : ".").append(isPlain(lower) ? lower : "x");
        }
        return all.toString();
    }

    private static boolean isPlain(String label) {
        return !label.isEmpty()
                && !label.startsWith("-")
                && !label.endsWith("-")
                && label.codePoints()
                        .allMatch(c -> c < 0x80
                                ? isAsciiLetterOrDigit((char) c) || c == '-'
                                : Unicode.isLetterOrDigit(c) || Unicode.category(c) == Character.NON_SPACING_MARK);
    }

    /** As many labels from the end of a host as a domain has. */
    private static String lastLabels(String host, String domain) {
        int from = host.length();
        for (int dot = domain.length(); dot >= 0; dot = domain.lastIndexOf('.', dot - 1)) {
            from = host.lastIndexOf('.', from - 1);
        }
        return host.substring(from + 1);
    }

    private static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isAddress(String host) {
        char last = host.charAt(host.length() - 1);
        return host.startsWith("[") || (last >= '0' && last <= '9');
    }
}
