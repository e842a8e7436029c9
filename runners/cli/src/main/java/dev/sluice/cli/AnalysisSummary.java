package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A first look at a data set in a screenful. */
final class AnalysisSummary {
    private static final int MOST = 8;

    private AnalysisSummary() {}

    static void print(PrintWriter out, JsonNode analysis) {
        JsonNode profile = analysis.path("profile");
        JsonNode statistics = analysis.path("statistics");
        long documents = profile.path("documents").asLong();
        long files = analysis.path("files").asLong();
        out.println();
        out.printf(
                Locale.ROOT,
                "%,d documents in %,d %s (%s); the text is in '%s'%n",
                documents,
                files,
                files == 1 ? "file" : "files",
                ProgressLine.bytes(analysis.path("bytes").asLong()),
                visible(analysis.path("text_field").asText()));
        long unread = analysis.path("unread").asLong();
        if (unread > 0) {
            out.printf(Locale.ROOT, "%,d %s could not be read: ", unread, unread == 1 ? "record" : "records");
            out.println(String.join(", ", counts(analysis.path("unread_reasons"), MOST)));
        }
        out.println();
        length(out, "characters", statistics.path("lengths").path("characters"));
        length(out, "words", statistics.path("lengths").path("words"));
        length(out, "lines", statistics.path("lengths").path("lines"));
        out.println();
        list(
                out,
                "Languages",
                counts(statistics.path("by").path("language.code").path("values"), MOST));
        list(out, "Domains", counts(statistics.path("domains").path("values"), MOST));
        list(out, "Fields", fields(profile.path("fields"), documents));
        repeated(out, "Equal texts", documents, profile.path("contents"));
        repeated(out, "Equal but for layout and case", documents, profile.path("keys"));
        list(out, "Suspicious", suspicious(profile.path("suspicious")));
        List<String> lines = counts(profile.path("lines").path("values"), 5);
        lines.removeIf(line -> line.endsWith(" (1)"));
        if (!lines.isEmpty()) {
            out.println("Most frequent lines");
            lines.forEach(line -> out.println("  " + line));
        }
        out.println();
    }

    private static void length(PrintWriter out, String unit, JsonNode distribution) {
        if (distribution.path("n").asLong() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%-12s median %,d, 5 %% below %,d, 5 %% above %,d, longest %,d%n",
                    unit,
                    distribution.path("p50").asLong(),
                    distribution.path("p05").asLong(),
                    distribution.path("p95").asLong(),
                    distribution.path("max").asLong());
        }
    }

    private static void list(PrintWriter out, String title, List<String> items) {
        if (!items.isEmpty()) {
            out.println(title + ": " + String.join(", ", items));
        }
    }

    private static List<String> counts(JsonNode counts, int most) {
        List<Map.Entry<String, Long>> entries = new ArrayList<>();
        counts.properties()
                .forEach(entry ->
                        entries.add(Map.entry(entry.getKey(), entry.getValue().asLong())));
        entries.sort(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey));
        List<String> shown = new ArrayList<>();
        for (Map.Entry<String, Long> entry : entries.subList(0, Math.min(most, entries.size()))) {
            shown.add(String.format(Locale.ROOT, "%s (%,d)", visible(shortened(entry.getKey())), entry.getValue()));
        }
        if (entries.size() > most) {
            shown.add("\u2026");
        }
        return shown;
    }

    private static List<String> fields(JsonNode fields, long documents) {
        List<String> shown = new ArrayList<>();
        fields.properties().forEach(field -> {
            long present = field.getValue().path("present").asLong();
            String types = String.join(
                    "/",
                    field.getValue().path("types").properties().stream()
                            .map(Map.Entry::getKey)
                            .toList());
            String share = present == documents
                    ? ""
                    : String.format(Locale.ROOT, " in %.0f %%", 100.0 * present / Math.max(1, documents));
            shown.add(visible(field.getKey()) + " (" + types + share + ")");
        });
        return shown;
    }

    private static void repeated(PrintWriter out, String title, long documents, JsonNode distinct) {
        boolean sure = distinct.path("high2").asDouble() < documents;
        // Small numbers are counted all but exactly.
        if (sure || (documents < 1000 && distinct.path("estimate").asDouble() < documents - 0.5)) {
            out.printf(
                    Locale.ROOT,
                    "%s: about %.1f %% of the documents%n",
                    title,
                    100 * (1 - distinct.path("estimate").asDouble() / documents));
        }
    }

    private static List<String> suspicious(JsonNode signs) {
        List<String> shown = new ArrayList<>();
        signs.properties()
                .forEach(sign -> shown.add(String.format(
                        Locale.ROOT,
                        "%s (%,d)",
                        sign.getKey().replace('_', ' '),
                        sign.getValue().path("documents").asLong())));
        return shown;
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 60
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 59)) + "\u2026";
    }

    /** Text of documents without what would act on a terminal. */
    private static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean acts = type == Character.CONTROL || type == Character.FORMAT;
            out.appendCodePoint(acts ? '\ufffd' : c);
        });
        return out.toString();
    }
}
