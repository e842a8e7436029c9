package dev.sluice.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The certificate of a step that removed near-duplicates: how many it found, and how right it was. */
final class CertificatePart {
    private final JsonNode review;
    private final StringBuilder out;

    CertificatePart(JsonNode review, StringBuilder out) {
        this.review = review;
        this.out = out;
    }

    void write() {
        JsonNode clusters = review.path("clusters");
        out.append("<section class=certificate><h2>Certificate: ")
                .append(Html.escape(review.path("step").asText()));
        out.append("</h2><p class=lead>")
                .append(Html.count(clusters.path("documents").asLong()));
        out.append(" documents in ").append(Html.count(clusters.path("count").asLong()));
        out.append(" clusters, of which ")
                .append(Html.count(clusters.path("removed").asLong()));
        out.append(" repeat another one.</p>");
        verdicts();
        out.append("<div class=charts>");
        curve();
        sizes();
        JsonNode precision = review.path("precision");
        double threshold = review.path("threshold").asDouble();
        if (precision.path("units").asLong() > 0) {
            chart(
                    "<b>Similarity to the survivor</b> of the duplicates, estimated from the "
                            + Html.count(precision.path("units").asLong()) + " compared ones",
                    SimilarityChart.svg(precision.path("similarities"), threshold, "threshold"));
        }
        JsonNode diameters = review.path("diameters");
        if (diameters.path("clusters").asLong() > 0) {
            chart(
                    "<b>How far clusters stretch</b>: the least similarity within "
                            + Html.count(diameters.path("clusters").asLong()) + " sampled clusters",
                    SimilarityChart.svg(
                            diameters.path("least_similarities"),
                            diameters.path("chained_below").asDouble(),
                            "chained below"));
        }
        out.append("</div>");
        strata();
        largest("The largest clusters", review.path("largest"));
        largest("Further clusters that hold different documents", review.path("chained"));
        method();
        out.append("</section>");
    }

    private void verdicts() {
        String threshold =
                String.format(Locale.ROOT, "%.2f", review.path("threshold").asDouble());
        out.append("<div class=verdicts>");
        JsonNode precision = review.path("precision");
        verdict(
                "Precision",
                precision,
                "of the duplicates resemble their survivor by " + threshold + " or more",
                Html.count(precision.path("units").asLong()) + " of "
                        + Html.count(precision.path("of").asLong()) + " compared");
        JsonNode recall = review.path("recall");
        String basis = Html.count(CertificateStrata.compared(recall)) + " of "
                + Html.count(recall.path("sampled").asLong()) + " sampled pairs compared, of which "
                + Html.count(recall.path("pairs").asLong()) + " resemble each other";
        if (recall.has("expected")) {
            basis += "; the curve promises "
                    + Html.percent(recall.path("expected").asDouble());
        }
        verdict(
                "Recall",
                recall,
                "of the pairs that resemble each other by " + threshold + " or more were joined",
                basis);
        out.append("</div>");
    }

    private void verdict(String name, JsonNode share, String text, String basis) {
        out.append("<div><h3>").append(name).append("</h3>");
        if (!share.has("estimate")) {
            out.append("<p class=figure>&ndash;</p><p>Too few duplicates to tell.</p></div>");
            return;
        }
        out.append("<p class=figure>")
                .append(Html.percent(share.path("estimate").asDouble()));
        if (share.has("standard_error")) {
            out.append(" <small>&plusmn; ")
                    .append(String.format(
                            Locale.ROOT,
                            "%.1f",
                            100 * share.path("standard_error").asDouble()))
                    .append("</small>");
        }
        out.append("</p><p>").append(text).append(".</p><p class=values>95 % interval ");
        out.append(Html.percent(share.path("low").asDouble())).append(" to ");
        out.append(Html.percent(share.path("high").asDouble())).append("; ");
        out.append(basis).append("</p></div>");
    }

    private void chart(String caption, String svg) {
        out.append("<figure><figcaption>").append(caption).append("</figcaption>");
        out.append(svg).append("</figure>");
    }

    private void curve() {
        JsonNode curve = review.path("curve");
        String caption = "<b>Share of pairs found</b>, by similarity: ";
        caption += curve.isMissingNode()
                ? ""
                : "the line is what " + curve.path("bands").asInt() + " bands of "
                        + curve.path("rows").asInt() + " rows promise, ";
        out.append("<figure><figcaption>").append(caption);
        out.append("the dots what was found among sampled pairs, with 95 % intervals</figcaption>");
        out.append(new CurveChart(review).svg());
        if (!curve.path("expected").isEmpty()) {
            StringBuilder head = new StringBuilder();
            StringBuilder row = new StringBuilder();
            for (JsonNode expected : curve.path("expected")) {
                head.append(String.format(
                        Locale.ROOT, "<th class=n>%.2f", expected.path(0).asDouble()));
                row.append(String.format(
                        Locale.ROOT, "<td class=n>%.3f", expected.path(1).asDouble()));
            }
            out.append("<div class=scroll><table class=expected><tr><th>similarity")
                    .append(head);
            out.append("</tr><tr><td>found").append(row).append("</tr></table></div>");
        }
        out.append("</figure>");
    }

    private void sizes() {
        List<Map.Entry<String, Long>> bars = new ArrayList<>();
        long clusters = 0;
        for (JsonNode size : review.path("clusters").path("sizes")) {
            long low = size.path(0).asLong();
            long high = size.path(1).asLong();
            clusters += size.path(2).asLong();
            bars.add(Map.entry(
                    low == high ? Html.count(low) : Html.count(low) + " to " + Html.count(high),
                    size.path(2).asLong()));
        }
        if (!bars.isEmpty()) {
            out.append("<figure><figcaption><b>Clusters</b> by the number of their documents</figcaption>");
            PageParts.bars(out, bars, Math.max(1, clusters), "kept");
            out.append("</figure>");
        }
    }

    private void strata() {
        out.append("<details><summary>What was sampled</summary>");
        new CertificateStrata(review, out).write();
        out.append("</details>");
    }

    private void largest(String title, JsonNode clusters) {
        if (clusters.isEmpty()) {
            return;
        }
        out.append("<details><summary>").append(title).append("</summary>");
        for (JsonNode cluster : clusters) {
            out.append("<article><p><b>")
                    .append(Html.count(cluster.path("size").asLong()))
                    .append("</b> documents");
            if (cluster.has("least_similarity")) {
                out.append("; the least similarity found among them is <b>")
                        .append(String.format(
                                Locale.ROOT,
                                "%.2f",
                                cluster.path("least_similarity").asDouble()))
                        .append("</b>");
            }
            if (cluster.path("chained").asBoolean()) {
                out.append(" <span class=chained>chained: its ends differ</span>");
            }
            out.append("</p>");
            for (JsonNode member : cluster.path("members")) {
                member(member);
            }
            out.append("</article>");
        }
        out.append("</details>");
    }

    private void member(JsonNode member) {
        out.append("<p class=values><b>")
                .append(Html.escape(member.path("document").path("id").asText()));
        out.append("</b> ");
        if (member.path("survivor").asBoolean()) {
            out.append("stays");
        } else if (member.has("similarity")) {
            out.append(String.format(
                    Locale.ROOT,
                    "similarity %.2f to the survivor",
                    member.path("similarity").asDouble()));
        }
        out.append("</p>");
        PageParts.excerpt(out, member.path("document"));
    }

    private void method() {
        out.append("<details><summary>How this was measured</summary><p class=values>");
        out.append(
                "Similarities are Jaccard similarities of the documents' sets of shingles, not of signatures; of documents");
        out.append(
                " with more than 2,048 different shingles the least ones by hash estimate it within 0.011. The threshold, ");
        out.append(Html.number(review.path("threshold").asDouble())).append(", is ");
        out.append(Html.escape(review.path("threshold_meaning").asText()));
        out.append(
                ". Precision: duplicates drawn at random within strata, by the similarity that the step measured or by the size");
        out.append(
                " of their cluster, each compared with its survivor; the standard error is that of a stratified sample without");
        out.append(
                " replacement. Recall: documents that share the least of their shingles under a hash of its own form buckets,");
        out.append(
                " of which a random sample is taken; of its pairs some are compared, about as many of each similarity that 64");
        out.append(
                " bits of the signatures suggest, joined or not. A pair of similarity s comes into the sample of buckets with a");
        out.append(
                " probability proportional to s, so it counts 1/s times, and as many times as there are pairs in its stratum for");
        out.append(
                " each that is compared (Horvitz and Thompson); the standard error is that of a ratio over buckets and holds the");
        out.append(" errors of both steps. Of small collections it is a little too large. Pairs count as found when");
        out.append(" they are in one cluster, through others too. Intervals are Wilson's.</p></details>");
    }
}
