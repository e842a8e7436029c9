package dev.sluice.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The strata of a certificate's two samples: how much there is of each, how much was compared, and what came of it. */
final class CertificateStrata {
    private final JsonNode review;
    private final StringBuilder out;

    CertificateStrata(JsonNode review, StringBuilder out) {
        this.review = review;
        this.out = out;
    }

    /** Pairs or documents that were compared, of all strata. */
    static long compared(JsonNode part) {
        long compared = 0;
        for (JsonNode stratum : part.path("strata")) {
            compared += stratum.path("compared").asLong();
        }
        return compared;
    }

    void write() {
        JsonNode precision = review.path("precision").path("strata");
        if (!precision.isEmpty()) {
            head("Duplicates, by", "duplicates", "resemble their survivor");
            for (JsonNode stratum : precision) {
                row(name(stratum), stratum, stratum.path("documents").asLong());
            }
            out.append("</table></div>");
        }
        JsonNode recall = review.path("recall").path("strata");
        if (!recall.isEmpty()) {
            head("Pairs, by what their signatures suggest", "sampled pairs", "resemble each other");
            for (JsonNode stratum : recall) {
                String joined = stratum.path("joined").asBoolean() ? ", joined" : ", not joined";
                row(range(stratum) + joined, stratum, stratum.path("pairs").asLong());
            }
            out.append("</table></div>");
        }
    }

    private void head(String name, String units, String alike) {
        out.append("<div class=scroll><table class=expected><tr><th>").append(name);
        out.append("<th class=n>").append(units).append("<th class=n>share<th class=n>compared<th class=n>");
        out.append(alike).append("<th class=n>share</tr>");
    }

    private void row(String name, JsonNode stratum, long units) {
        long compared = stratum.path("compared").asLong();
        long alike = stratum.path("alike").asLong();
        out.append("<tr><td>").append(name);
        out.append("<td class=n>").append(Html.count(units));
        out.append("<td class=n>").append(Html.percent(stratum.path("share").asDouble()));
        out.append("<td class=n>").append(Html.count(compared));
        out.append("<td class=n>").append(Html.count(alike));
        out.append("<td class=n>")
                .append(compared == 0 ? "&ndash;" : Html.percent((double) alike / compared))
                .append("</tr>");
    }

    private static String name(JsonNode stratum) {
        if (stratum.path("by").asText().equals("similarity")) {
            return "similarity " + range(stratum);
        }
        long from = stratum.path("from").asLong();
        long to = stratum.path("to").asLong();
        return "clusters of " + Html.count(from)
                + (!stratum.has("to") ? " and more" : to == from ? "" : " to " + Html.count(to));
    }

    private static String range(JsonNode stratum) {
        return String.format(
                Locale.ROOT,
                "%.1f to %.1f",
                stratum.path("from").asDouble(),
                stratum.path("to").asDouble());
    }
}
