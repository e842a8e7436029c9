package dev.sluice.operators.sketches;

import crawlercommons.domains.EffectiveTldFinder;
import dev.sluice.text.LowerCase;
import org.jspecify.annotations.Nullable;

/** The host of a URL and the domain that was registered for it. */
final class Hosts {
    /** The longest name that DNS allows. */
    private static final int LONGEST = 253;

    private Hosts() {}

    /** The host in lower case without port, credentials and final dot, or null for what has none. */
    static @Nullable String host(String url) {
        int start = url.indexOf("//");
        if (start < 0 || (start > 0 && url.charAt(start - 1) != ':') || url.lastIndexOf('/', start - 1) >= 0) {
            return null;
        }
        int from = start + 2;
        int to = from;
        int end = Math.min(url.length(), from + 4 * LONGEST); // credentials and port may stand around the name
        while (to < end && "/\\?# \t\r\n".indexOf(url.charAt(to)) < 0) {
            to++;
        }
        if (to == end && end < url.length()) {
            return null;
        }
        String authority = url.substring(from, to);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.lastIndexOf(':');
        if (port > host.lastIndexOf(']')) {
            host = host.substring(0, port);
        }
        while (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        return host.isEmpty() || host.length() > LONGEST ? null : LowerCase.of(host);
    }

    /** The registered domain by the public suffix list; the host itself where there is none, as for addresses. */
    static String domain(String host) {
        String domain = EffectiveTldFinder.getAssignedDomain(host, true, false);
        return domain == null ? host : domain;
    }
}
