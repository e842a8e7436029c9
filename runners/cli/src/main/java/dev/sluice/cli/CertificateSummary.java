package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** The certificate of a step that removed near-duplicates in a few lines: precision, recall, and what they rest on. */
final class CertificateSummary {
    private final PrintWriter out;

    CertificateSummary(PrintWriter out) {
        this.out = out;
    }

    /** Prints one of the report's reviews, if it is a certificate of duplicates. */
    void print(JsonNode review) {
        JsonNode precision = review.path("precision");
        JsonNode recall = review.path("recall");
        if (!review.path("kind").asText().equals("near_duplicates")
                || !(precision.has("estimate") || recall.has("estimate"))) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "%nCertificate of %s, by true Jaccard similarities; similar is %.2f or more%n",
                review.path("step").asText(),
                review.path("threshold").asDouble());
        estimate("precision", precision, "of the duplicates are similar to their survivor");
        strata("duplicates", "documents", precision.path("strata"));
        estimate("recall", recall, "of the similar pairs were joined");
        strata("pairs by signatures", "sampled", recall.path("strata"));
    }

    private void estimate(String name, JsonNode share, String text) {
        if (!share.has("estimate")) {
            return;
        }
        String error = share.has("standard_error")
                ? String.format(
                        Locale.ROOT,
                        " (standard error %.1f)",
                        100 * share.path("standard_error").asDouble())
                : "";
        out.printf(
                Locale.ROOT,
                "  %-9s %.1f %%%s %s%n",
                name,
                100 * share.path("estimate").asDouble(),
                error,
                text);
    }

    private void strata(String name, String units, JsonNode strata) {
        if (strata.isEmpty()) {
            return;
        }
        out.printf(
                Locale.ROOT, "    %-24s %10s %8s %9s %8s %8s%n", name, units, "share", "compared", "similar", "share");
        for (JsonNode stratum : strata) {
            long compared = stratum.path("compared").asLong();
            long alike = stratum.path("alike").asLong();
            out.printf(
                    Locale.ROOT,
                    "    %-24s %,10d %6.1f %% %,9d %,8d %8s%n",
                    name(stratum),
                    stratum.path(stratum.has("documents") ? "documents" : "pairs")
                            .asLong(),
                    100 * stratum.path("share").asDouble(),
                    compared,
                    alike,
                    compared == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * alike / compared));
        }
    }

    private static String name(JsonNode stratum) {
        if (stratum.path("by").asText().equals("cluster_size")) {
            long from = stratum.path("from").asLong();
            long to = stratum.path("to").asLong();
            String end = !stratum.has("to") ? " and more" : to == from ? "" : String.format(Locale.ROOT, " to %,d", to);
            return String.format(Locale.ROOT, "clusters of %,d", from) + end;
        }
        String joined = !stratum.has("joined") ? "" : stratum.path("joined").asBoolean() ? ", joined" : ", not joined";
        return String.format(
                Locale.ROOT,
                "%.1f to %.1f%s",
                stratum.path("from").asDouble(),
                stratum.path("to").asDouble(),
                joined);
    }
}
