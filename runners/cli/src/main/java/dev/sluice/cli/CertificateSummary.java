package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** The certificate of a step that removed near-duplicates in three lines; the report has what it rests on. */
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
                "%n%s, where similar means a true similarity of %.2f or more%n",
                review.path("step").asText(),
                review.path("threshold").asDouble());
        estimate(
                "precision",
                precision,
                "of the duplicates are similar to their survivor",
                String.format(
                        Locale.ROOT,
                        "%,d of %,d compared",
                        precision.path("units").asLong(),
                        precision.path("of").asLong()));
        estimate(
                "recall",
                recall,
                "of the similar pairs were joined",
                String.format(
                        Locale.ROOT,
                        "%,d pairs compared",
                        StreamSupport.stream(recall.path("strata").spliterator(), false)
                                .mapToLong(stratum -> stratum.path("compared").asLong())
                                .sum()));
    }

    private void estimate(String name, JsonNode share, String text, String base) {
        if (!share.has("estimate")) {
            return;
        }
        double error = 100 * share.path("standard_error").asDouble();
        out.printf(
                Locale.ROOT,
                "  %-9s %5.1f %% %-5s %s (%s)%n",
                name,
                100 * share.path("estimate").asDouble(),
                error < 0.05 ? "" : String.format(Locale.ROOT, "\u00b1 %.1f", error),
                text,
                base);
    }
}
