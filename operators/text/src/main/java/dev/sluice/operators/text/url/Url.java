package dev.sluice.operators.text.url;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.Locale;

/** The parts of a URL that lists speak of. */
public final class Url {
    private Url() {}

    /** The host without user, port and final dot, its case kept; empty when there is none. A bare host is its own. */
    public static String host(String url) {
        int scheme = url.indexOf("://");
        int from = scheme >= 0 ? scheme + 3 : url.startsWith("//") ? 2 : 0;
        int to = from;
        while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) {
            to++;
        }
        String authority = url.substring(from, to);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.indexOf(':', host.indexOf(']') + 1);
        String bare = port < 0 ? host : host.substring(0, port);
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** The registered domain by the public suffix list, its case kept; empty for addresses and unknown suffixes. */
    static String registeredDomain(String host) {
        if (host.isEmpty() || host.indexOf('.') < 0 || isAddress(host)) {
            return "";
        }
        String lower = host.toLowerCase(Locale.ROOT);
        try {
            String domain = EffectiveTldFinder.getAssignedDomain(lower, true, false);
            return domain == null ? "" : host.substring(host.length() - domain.length());
        } catch (RuntimeException noHost) { // the library refuses some strings that are no host names
            return "";
        }
    }

    private static boolean isAddress(String host) {
        char last = host.charAt(host.length() - 1);
        return host.charAt(0) == '[' || (last >= '0' && last <= '9');
    }
}
