package dev.sluice.operators.dedup.text;

import dev.sluice.text.LowerCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Web addresses in forms in which those of one page are equal. */
public final class Urls {
    private static final String TRACKING_RESOURCE = "tracking_parameters.txt";
    private static final Set<String> TRACKING = new HashSet<>();
    private static final List<String> TRACKING_PREFIXES = new ArrayList<>();
    private static final String HEX = "0123456789ABCDEF";

    static {
        InputStream resource = Urls.class.getResourceAsStream(TRACKING_RESOURCE);
        if (resource == null) {
            throw new IllegalStateException(TRACKING_RESOURCE + " is missing");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.endsWith("*")) {
                    TRACKING_PREFIXES.add(line.substring(0, line.length() - 1));
                } else if (!line.isEmpty() && line.charAt(0) != '#') {
                    TRACKING.add(line);
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private Urls() {}

    /**
     * An address by RFC 3986, section 6, and by the custom of the web: scheme and host in lower case; {@code http} and {@code
     * https} alike; no {@code www.} before the host, no default port, no fragment; no dot segments; escapes in capitals, none
     * for unreserved characters, and one for each byte of UTF-8 beyond ASCII; no parameters that only track visitors, the
     * others sorted by name and value; no single slash at the end of the path. What is no address with a host is only
     * stripped and put in lower case.
     */
    public static String normal(String text) {
        String url = address(text, List.of());
        return url == null ? lower(text) : url;
    }

    /**
     * The same of what is an address with a host.
     *
     * @param distinguished differences that are left as they are
     * @return null for anything else
     */
    public static @Nullable String address(String text, Collection<UrlDifference> distinguished) {
        String url = text.strip();
        int colon = url.indexOf(':');
        if (!isScheme(url, colon) || !url.startsWith("//", colon + 1)) {
            return null;
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        int fragment = url.indexOf('#');
        int end = fragment < 0 ? url.length() : fragment;
        int query = url.indexOf('?');
        int pathEnd = query < 0 || query > end ? end : query;
        int slash = url.indexOf('/', colon + 3);
        int hostEnd = slash < 0 || slash > pathEnd ? pathEnd : slash;
        String host = host(url.substring(colon + 3, hostEnd), scheme, distinguished);
        if (host.isEmpty()) {
            return null;
        }
        boolean web = scheme.equals("http") || scheme.equals("https");
        StringBuilder out = new StringBuilder(url.length());
        if (!web || distinguished.contains(UrlDifference.SCHEME)) {
            out.append(scheme).append(':');
        }
        boolean escapes = distinguished.contains(UrlDifference.ESCAPES);
        String path = url.substring(hostEnd, pathEnd);
        out.append("//").append(host).append(path(escapes ? path : escaped(path), distinguished));
        String parameters = pathEnd == end ? "" : parameters(url.substring(pathEnd + 1, end), distinguished);
        if (!parameters.isEmpty()) {
            out.append('?').append(parameters);
        }
        if (end + 1 < url.length() && distinguished.contains(UrlDifference.FRAGMENT)) {
            String behind = url.substring(end + 1);
            out.append('#').append(escapes ? behind : escaped(behind));
        }
        return out.toString();
    }

    /** A text stripped and in lower case: what is left of a URL that is no address. */
    public static String lower(String text) {
        return LowerCase.of(text.strip());
    }

    /** C4's rule, as published with TensorFlow Datasets. */
    public static String c4(String text) {
        StringBuilder bare = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int after = text.startsWith("http://", at) ? at + 7 : text.startsWith("https://", at) ? at + 8 : at;
            if (after == at) {
                bare.append(text.charAt(at++));
            } else {
                at = text.startsWith("www.", after) ? after + 4 : after;
            }
        }
        String url = bare.toString();
        StringBuilder out = new StringBuilder(url.length());
        for (int i = 0; i < url.length(); i++) {
            if (url.startsWith("?utm_", i) || url.startsWith("?ref", i) || url.startsWith("?feed", i)) {
                int line = url.indexOf('\n', i);
                i = line < 0 ? url.length() : line;
                if (line < 0) {
                    break;
                }
            }
            out.append(url.charAt(i));
        }
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == '/') {
            end--;
        }
        return out.substring(0, end);
    }

    private static boolean isScheme(String url, int end) {
        if (end < 1 || !isLetter(url.charAt(0))) {
            return false;
        }
        for (int i = 1; i < end; i++) {
            char c = url.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '+' && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** User, host and port: empty where there is no host. */
    private static String host(String authority, String scheme, Collection<UrlDifference> distinguished) {
        int at = authority.lastIndexOf('@');
        String user = authority.substring(0, at + 1);
        String host = LowerCase.of(authority.substring(at + 1));
        int colon = host.indexOf(':', host.lastIndexOf(']') + 1);
        String port = colon < 0 ? "" : host.substring(colon + 1);
        host = colon < 0 ? host : host.substring(0, colon);
        if (host.startsWith("www.") && host.length() > 4 && !distinguished.contains(UrlDifference.WWW)) {
            host = host.substring(4);
        }
        if (host.isEmpty()) {
            return "";
        }
        boolean usual = (scheme.equals("http") && port.equals("80"))
                || (scheme.equals("https") && port.equals("443"))
                || (scheme.equals("ftp") && port.equals("21"));
        boolean none = port.isEmpty() || (usual && !distinguished.contains(UrlDifference.PORT));
        return user + host + (none ? "" : ":" + port);
    }

    /** Escapes in capitals, only where they are needed. */
    private static String escaped(String part) {
        StringBuilder out = new StringBuilder(part.length());
        int done = 0; // what an escape became is part of no other one
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c <= ' ' || c >= 0x7f) {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                done = out.length();
                continue;
            }
            out.append(c);
            int start = out.length() - 3;
            if (start >= done && out.charAt(start) == '%' && Character.digit(c, 16) >= 0) {
                int high = Character.digit(out.charAt(start + 1), 16);
                if (high >= 0) {
                    int code = high << 4 | Character.digit(c, 16);
                    char plain = (char) code;
                    out.setLength(start);
                    if (isLetter(plain) || isDigit(plain) || "-._~".indexOf(plain) >= 0) {
                        out.append(plain);
                    } else {
                        out.append('%').append(HEX.charAt(code >> 4)).append(HEX.charAt(code & 15));
                    }
                    done = out.length();
                }
            }
        }
        return out.toString();
    }

    /** A path without dot segments (RFC 3986, section 5.2.4) and without one slash at its end. */
    private static String path(String path, Collection<UrlDifference> distinguished) {
        boolean slash = distinguished.contains(UrlDifference.TRAILING_SLASH);
        if (path.isEmpty()) {
            return slash ? "/" : ""; // no path is the root's (RFC 3986, section 6.2.3)
        }
        String clean = distinguished.contains(UrlDifference.DOT_SEGMENTS) ? path : withoutDotSegments(path);
        return !slash && clean.endsWith("/") ? clean.substring(0, clean.length() - 1) : clean;
    }

    private static String withoutDotSegments(String path) {
        List<String> segments = new ArrayList<>();
        String[] given = path.substring(1).split("/", -1);
        for (int i = 0; i < given.length; i++) {
            boolean last = i == given.length - 1;
            switch (given[i]) {
                case "." -> {
                    if (last) {
                        segments.add("");
                    }
                }
                case ".." -> {
                    if (!segments.isEmpty()) {
                        segments.remove(segments.size() - 1);
                    }
                    if (last) {
                        segments.add("");
                    }
                }
                default -> segments.add(given[i]);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String parameters(String query, Collection<UrlDifference> distinguished) {
        boolean escapes = distinguished.contains(UrlDifference.ESCAPES);
        boolean tracking = distinguished.contains(UrlDifference.TRACKING);
        List<String> parameters = new ArrayList<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String plain = escaped(name);
            if (!parameter.isEmpty() && (tracking || !tracks(LowerCase.of(plain)))) {
                String normal = equals < 0 ? plain : plain + "=" + escaped(parameter.substring(equals + 1));
                parameters.add(escapes ? parameter : normal);
            }
        }
        if (!distinguished.contains(UrlDifference.QUERY_ORDER)) {
            parameters.sort(Urls::byNameAndValue);
        }
        return String.join("&", parameters);
    }

    private static int byNameAndValue(String one, String other) {
        int order = name(one).compareTo(name(other));
        return order != 0 ? order : one.compareTo(other);
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals);
    }

    private static boolean tracks(String name) {
        if (TRACKING.contains(name)) {
            return true;
        }
        for (String prefix : TRACKING_PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
