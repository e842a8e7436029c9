package dev.sluice.operators.dedup.text;

/** A difference between web addresses that their normal form leaves out. */
public enum UrlDifference {
    /** {@code http} or {@code https}. */
    SCHEME,
    /** {@code www.} before the host. */
    WWW,
    /** The port, where it is the scheme's own. */
    PORT,
    /** What follows {@code #}. */
    FRAGMENT,
    /** Segments {@code .} and {@code ..} of the path. */
    DOT_SEGMENTS,
    /** How characters are escaped: {@code %7e}, {@code %7E} or {@code ~}. */
    ESCAPES,
    /** Parameters that only track visitors, such as {@code utm_source} and {@code gclid}. */
    TRACKING,
    /** The order of the parameters. */
    QUERY_ORDER,
    /** One slash at the end of the path. */
    TRAILING_SLASH
}
