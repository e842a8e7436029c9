package dev.sluice.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What pages share: the head with its content security policy, facts, and bars. */
final class PageParts {
    private PageParts() {}

    /** Begins a page; {@code title} is escaped. */
    static void head(StringBuilder out, String title) {
        out.append("<!doctype html>\n<html lang=en><head><meta charset=utf-8>");
        out.append("<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'sha256-");
        out.append(hash(Style.CSS)).append("'\">");
        out.append("<meta name=viewport content='width=device-width, initial-scale=1'>");
        out.append("<title>").append(title).append("</title>");
        out.append("<style>").append(Style.CSS).append("</style></head><body><main>");
    }

    private static String hash(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** One of the facts below a headline; {@code value} is escaped. */
    static void fact(StringBuilder out, String name, String value) {
        out.append("<div><dt>").append(name).append("</dt><dd>").append(value).append("</dd></div>");
    }

    /**
     * A bar for each count.
     *
     * @param whole what shares are shares of
     * @param kind class of the bars: kept or dropped
     */
    static void bars(StringBuilder out, List<Map.Entry<String, Long>> entries, long whole, String kind) {
        long most = entries.stream().mapToLong(Map.Entry::getValue).max().orElse(1);
        out.append("<table class=bars>");
        for (Map.Entry<String, Long> entry : entries) {
            out.append("<tr><td><code>").append(Html.escape(entry.getKey())).append("</code><td class=n>");
            out.append(Html.count(entry.getValue())).append("<td class=n>");
            out.append(Html.percent((double) entry.getValue() / Math.max(1, whole)));
            out.append(String.format(
                    Locale.ROOT,
                    "<td class=bar><svg viewBox='0 0 160 12' aria-hidden=true><rect class=%s x=0 y=1 width=%.1f height=10"
                            + " /></svg></tr>",
                    kind,
                    Math.max(1, 160.0 * entry.getValue() / Math.max(1, most))));
        }
        out.append("</table>");
    }

    /** The excerpt of a document's text, or why there is none. */
    static void excerpt(StringBuilder out, JsonNode document) {
        if (document.has("excerpt")) {
            out.append("<pre>")
                    .append(Html.escape(document.path("excerpt").asText()))
                    .append("</pre>");
        } else if (document.path("text_withheld").asBoolean()) {
            out.append("<p class=values>The text is withheld: a later step removes private data.</p>");
        }
    }
}
