package dev.sluice.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The page of a run: what came in, what was dropped and why, what looks odd. One file without script and without any
 * request, under a content security policy that allows nothing but its own style; everything that comes from documents is
 * escaped. The same data gives the same page.
 */
public final class ReportPage {
    private final JsonNode report;
    private final StringBuilder out = new StringBuilder(1 << 16);
    /** Whether a step counts tokens, so that the funnel shows them. */
    private boolean tokens;

    private ReportPage(JsonNode report) {
        this.report = report;
    }

    /** Renders a report of the format {@code sluice-report/1}; parts that are missing are left out. */
    public static String render(JsonNode report) {
        return new ReportPage(report).page();
    }

    private String page() {
        String name = Html.escape(report.path("name").asText("run"));
        PageParts.head(out, name + " - Sluice report");
        headline(name);
        warnings();
        funnel();
        steps();
        duplicates();
        certificates();
        deadLetters();
        sketches();
        assets();
        run();
        return out.append("</main></body></html>\n").toString();
    }

    private void headline(String name) {
        JsonNode totals = report.path("totals");
        long read = totals.path("read").path("documents").asLong();
        long written = totals.path("written").path("documents").asLong();
        long dead = totals.path("dead_letters").asLong();
        out.append("<header><p class=brand>Sluice report</p><h1>").append(name).append("</h1><p class=lead>");
        out.append("Of <b>").append(Html.count(read)).append("</b> documents read, <b>");
        out.append(Html.count(written)).append("</b> were written");
        if (read > 0) {
            out.append(" (").append(Html.percent((double) written / read)).append(")");
        }
        out.append(".");
        if (dead > 0) {
            out.append(" <b>").append(Html.count(dead)).append("</b> records could not be processed.");
        }
        out.append("</p><dl class=facts>");
        long bytes = 0;
        long files = 0;
        for (JsonNode input : report.path("inputs")) {
            bytes += input.path("bytes").asLong();
            files += input.path("files").asLong();
        }
        fact("read", Html.bytes(bytes) + " in " + Html.count(files) + (files == 1 ? " file" : " files"));
        fact(
                "words",
                Html.count(totals.path("read").path("words").asLong()) + " in, "
                        + Html.count(totals.path("written").path("words").asLong()) + " out");
        long outFiles = totals.path("written").path("files").asLong();
        fact(
                "written",
                Html.bytes(totals.path("written").path("bytes").asLong()) + " in " + Html.count(outFiles)
                        + (outFiles == 1 ? " file" : " files"));
        fact(
                "finished",
                Html.escape(report.path("run").path("finished").asText().replaceFirst("\\..*Z$", "Z")));
        out.append("</dl></header>");
    }

    private void fact(String name, String value) {
        PageParts.fact(out, name, value);
    }

    private void warnings() {
        if (report.path("warnings").isEmpty()) {
            return;
        }
        out.append("<section class=warnings><h2>Worth a look</h2><ul>");
        for (JsonNode warning : report.path("warnings")) {
            out.append("<li><b>")
                    .append(Html.escape(warning.path("step").asText()))
                    .append("</b> ");
            out.append(Html.escape(warning.path("text").asText())).append(". <span>");
            out.append(Html.escape(warning.path("hint").asText())).append("</span></li>");
        }
        out.append("</ul></section>");
    }

    private void funnel() {
        if (report.path("steps").isEmpty()) {
            return;
        }
        long most = 1;
        for (JsonNode step : report.path("steps")) {
            most = Math.max(most, step.path("in").path("documents").asLong());
            tokens |= step.path("out").has("tokens");
        }
        out.append("<section><h2>What each step did</h2><div class=scroll><table class=funnel><thead><tr>");
        out.append("<th>step<th class=n>documents in<th class=bar><th class=n>out<th class=n>dropped");
        out.append("<th class=n>characters out<th class=n>words out");
        out.append(tokens ? "<th class=n>tokens out" : "").append("<th>most often because of</tr></thead><tbody>");
        for (JsonNode step : report.path("steps")) {
            row(step, most);
        }
        out.append("</tbody></table></div></section>");
    }

    private void row(JsonNode step, long most) {
        long in = step.path("in").path("documents").asLong();
        long kept = step.path("out").path("documents").asLong();
        double keptWidth = 160.0 * Math.min(in, kept) / most;
        double goneWidth = 160.0 * Math.max(0, in - kept) / most;
        out.append("<tr><td><a href='#step-")
                .append(step.path("number").asInt())
                .append("'>");
        out.append(Html.escape(step.path("name").asText())).append("</a>");
        out.append("<td class=n>").append(Html.count(in)).append("<td class=bar>");
        out.append(String.format(
                Locale.ROOT,
                "<svg viewBox='0 0 160 14' aria-hidden=true><rect class=kept x=0 y=1 width=%.1f height=12 />"
                        + "<rect class=dropped x=%.1f y=1 width=%.1f height=12 /></svg>",
                keptWidth,
                keptWidth,
                in > kept ? Math.max(1, goneWidth) : 0));
        out.append("<td class=n>").append(Html.count(kept));
        out.append("<td class=n>").append(in > kept ? Html.percent((double) (in - kept) / in) : "");
        out.append("<td class=n>")
                .append(Html.count(step.path("out").path("characters").asLong()));
        out.append("<td class=n>")
                .append(Html.count(step.path("out").path("words").asLong()));
        if (tokens) {
            JsonNode counted = step.path("out").path("tokens");
            out.append("<td class=n>").append(counted.isMissingNode() ? "" : Html.count(counted.asLong()));
        }
        out.append("<td>").append(topReason(step)).append("</tr>");
    }

    private static String topReason(JsonNode step) {
        List<Map.Entry<String, Long>> reasons = reasons(step);
        if (!reasons.isEmpty()) {
            return "<code>" + Html.escape(reasons.get(0).getKey()) + "</code>"
                    + (reasons.size() > 1 ? " and " + (reasons.size() - 1) + " more" : "");
        }
        long modified = step.path("modified").asLong();
        return modified == 0 ? "" : "changed " + Html.count(modified) + (modified == 1 ? " text" : " texts");
    }

    private static List<Map.Entry<String, Long>> reasons(JsonNode step) {
        List<Map.Entry<String, Long>> reasons = new ArrayList<>();
        for (Map.Entry<String, JsonNode> reason : step.path("dropped").properties()) {
            reasons.add(Map.entry(reason.getKey(), reason.getValue().asLong()));
        }
        reasons.sort(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey));
        return reasons;
    }

    private void steps() {
        for (JsonNode step : report.path("steps")) {
            boolean shows = !reasons(step).isEmpty()
                    || !step.path("signals").isEmpty()
                    || !step.path("labels").isEmpty();
            out.append("<section class=step id='step-")
                    .append(step.path("number").asInt())
                    .append("'><h3>");
            out.append(Html.escape(step.path("name").asText())).append(" <small>");
            out.append(Html.escape(step.path("kind").asText())).append("</small></h3><p>");
            out.append(Html.escape(step.path("summary").asText())).append("</p>");
            remarks(step);
            if (shows) {
                reasonBars(step);
                labels(step);
                signals(step);
                samples(step);
            }
            out.append("</section>");
        }
    }

    private void remarks(JsonNode step) {
        for (JsonNode remark : step.path("remarks")) {
            out.append("<p class=values><code>")
                    .append(Html.escape(remark.path("name").asText()))
                    .append("</code> ");
            out.append(Html.count(remark.path("documents").asLong())).append(" of ");
            out.append(Html.count(remark.path("of").asLong())).append(" documents. ");
            out.append(Html.escape(remark.path("meaning").asText())).append("</p>");
        }
    }

    private void reasonBars(JsonNode step) {
        List<Map.Entry<String, Long>> reasons = reasons(step);
        if (reasons.isEmpty()) {
            return;
        }
        long in = Math.max(1, step.path("in").path("documents").asLong());
        bars(reasons, in, "dropped");
    }

    private void bars(List<Map.Entry<String, Long>> entries, long whole, String kind) {
        PageParts.bars(out, entries, whole, kind);
    }

    private void labels(JsonNode step) {
        for (JsonNode label : step.path("labels")) {
            List<Map.Entry<String, Long>> values = new ArrayList<>();
            long whole = label.path("other").asLong();
            for (JsonNode value : label.path("values")) {
                whole += value.path(1).asLong();
                if (values.size() < 12) {
                    values.add(Map.entry(value.path(0).asText(), value.path(1).asLong()));
                }
            }
            out.append("<h4>").append(Html.escape(label.path("name").asText())).append("</h4>");
            bars(values, Math.max(1, whole), "kept");
        }
    }

    private void signals(JsonNode step) {
        if (step.path("signals").isEmpty()) {
            return;
        }
        out.append("<div class=charts>");
        for (JsonNode signal : step.path("signals")) {
            String unit = signal.path("unit").asText();
            out.append("<figure><figcaption><code>")
                    .append(Html.escape(signal.path("name").asText()));
            out.append("</code> ")
                    .append(Html.escape(signal.path("doc").asText()))
                    .append(unit.isEmpty() ? "" : " (" + Html.escape(unit) + ")")
                    .append("</figcaption>");
            out.append(new HistogramChart(signal).svg());
            JsonNode kept = signal.path("kept");
            if (kept.path("n").asLong() > 0) {
                out.append("<p class=quantiles>kept: median ")
                        .append(Html.number(kept.path("p50").asDouble()));
                out.append(", 5 % below ").append(Html.number(kept.path("p05").asDouble()));
                out.append(", 5 % above ")
                        .append(Html.number(kept.path("p95").asDouble()))
                        .append("</p>");
            }
            out.append("</figure>");
        }
        out.append("</div>");
    }

    private void samples(JsonNode step) {
        if (step.path("samples").isEmpty()) {
            return;
        }
        out.append("<details><summary>Documents it dropped, a sample</summary>");
        for (JsonNode sample : step.path("samples")) {
            out.append("<article><p><code>")
                    .append(Html.escape(sample.path("reason").asText()));
            out.append("</code> <b>")
                    .append(Html.escape(sample.path("id").asText()))
                    .append("</b> <small>");
            out.append(Html.escape(sample.path("file").asText())).append(" at ");
            out.append(Html.count(sample.path("offset").asLong())).append("</small>");
            if (sample.has("duplicate_of")) {
                out.append(" duplicate of <b>")
                        .append(Html.escape(sample.path("duplicate_of").asText()))
                        .append("</b>");
            }
            out.append("</p>");
            values(sample.path("values"), step.path("name").asText());
            text(sample);
            out.append("</article>");
        }
        out.append("</details>");
    }

    private void values(JsonNode values, String step) {
        List<String> shown = new ArrayList<>();
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            if (value.getKey().startsWith(step + ".") && value.getValue().isValueNode()) {
                JsonNode node = value.getValue();
                String text = node.isNumber() ? Html.number(node.asDouble()) : Html.escape(node.asText());
                shown.add("<code>" + Html.escape(value.getKey().substring(step.length() + 1)) + "</code> " + text);
            }
        }
        if (!shown.isEmpty()) {
            out.append("<p class=values>").append(String.join(", ", shown)).append("</p>");
        }
    }

    private void text(JsonNode sample) {
        PageParts.excerpt(out, sample);
    }

    private void certificates() {
        for (JsonNode review : report.path("reviews")) {
            if (review.path("kind").asText().equals("near_duplicates")) {
                new CertificatePart(review, out).write();
            }
        }
    }

    private boolean certified(JsonNode duplicate) {
        for (JsonNode review : report.path("reviews")) {
            if (review.path("step").equals(duplicate.path("step"))) {
                return true;
            }
        }
        return false;
    }

    private void duplicates() {
        for (JsonNode duplicate : report.path("duplicates")) {
            if (certified(duplicate)) {
                continue; // its certificate tells more
            }
            out.append("<section><h2>Duplicates: ")
                    .append(Html.escape(duplicate.path("step").asText()));
            out.append("</h2><p>")
                    .append(Html.count(duplicate.path("groups").asLong()))
                    .append(" groups of ");
            out.append(Html.count(duplicate.path("documents").asLong())).append(" documents; ");
            out.append(Html.count(duplicate.path("dropped").asLong())).append(" dropped");
            long known = duplicate.path("in_index_without_survivor").asLong();
            if (known > 0) {
                out.append(", of which ")
                        .append(Html.count(known))
                        .append(" are known to an index of an earlier run, which does not tell which document stays");
            }
            out.append(".</p>");
            List<Map.Entry<String, Long>> sizes = new ArrayList<>();
            long groups = 0;
            for (JsonNode size : duplicate.path("sizes")) {
                groups += size.path(1).asLong();
                if (sizes.size() < 15) {
                    sizes.add(Map.entry(
                            size.path(0).asText() + " documents", size.path(1).asLong()));
                }
            }
            bars(sizes, Math.max(1, groups), "kept");
            largest(duplicate);
            out.append("</section>");
        }
    }

    private void largest(JsonNode duplicate) {
        if (duplicate.path("largest").isEmpty()) {
            return;
        }
        out.append("<details><summary>The largest groups</summary>");
        for (JsonNode group : duplicate.path("largest")) {
            out.append("<article><p><b>").append(Html.count(group.path("size").asLong()));
            out.append("</b> documents, of which <b>")
                    .append(Html.escape(group.path("survivor").asText()));
            out.append("</b>");
            if (group.has("survivor_index")) {
                out.append(" of the earlier run of ")
                        .append(Html.escape(group.path("survivor_index").asText()));
            }
            out.append(" stays</p>");
            for (JsonNode member : group.path("members")) {
                out.append("<p class=values>")
                        .append(Html.escape(member.path("id").asText()))
                        .append("</p>");
                text(member);
            }
            out.append("</article>");
        }
        out.append("</details>");
    }

    private void deadLetters() {
        JsonNode dead = report.path("dead_letters");
        if (dead.path("count").asLong() == 0) {
            return;
        }
        out.append("<section><h2>Records that could not be processed</h2>");
        List<Map.Entry<String, Long>> reasons = new ArrayList<>();
        for (Map.Entry<String, JsonNode> reason : dead.path("reasons").properties()) {
            reasons.add(Map.entry(reason.getKey(), reason.getValue().asLong()));
        }
        bars(reasons, dead.path("count").asLong(), "dropped");
        out.append("<details><summary>A sample</summary>");
        for (JsonNode sample : dead.path("samples")) {
            out.append("<article><p><code>")
                    .append(Html.escape(sample.path("reason").asText()))
                    .append("</code> ");
            out.append(Html.escape(sample.path("file").asText())).append(" at ");
            out.append(Html.count(sample.path("offset").asLong())).append(": ");
            out.append(Html.escape(sample.path("message").asText())).append("</p>");
            text(sample);
            out.append("</article>");
        }
        out.append("</details></section>");
    }

    private void sketches() {
        for (JsonNode sketch : report.path("sketches")) {
            out.append("<section><h2>Summary: ")
                    .append(Html.escape(sketch.path("step").asText()));
            out.append("</h2><details><summary>Counts and estimates</summary><pre>");
            out.append(Html.escape(sketch.path("estimate").toPrettyString())).append("</pre></details></section>");
        }
    }

    /** The files that the recipe names: models, lists, indexes. */
    private void assets() {
        if (report.path("assets").isEmpty()) {
            return;
        }
        out.append(
                "<section><h2>Files it used</h2><div class=scroll><table class=assets><thead><tr><th>named in the recipe");
        out.append("<th>licence<th>source<th>sha256</tr></thead><tbody>");
        for (JsonNode asset : report.path("assets")) {
            out.append("<tr><td>").append(Html.escape(asset.path("asset").asText()));
            out.append("<td>").append(Html.escape(asset.path("license").asText("not told")));
            out.append("<td>").append(Html.escape(asset.path("source").asText("not told")));
            out.append("<td><code>")
                    .append(Html.escape(asset.path("sha256").asText()))
                    .append("</code></tr>");
        }
        out.append("</tbody></table></div></section>");
    }

    private void run() {
        JsonNode run = report.path("run");
        out.append(
                "<section><h2>The run</h2><div class=scroll><table class=timings><thead><tr><th>stage<th class=n>tasks");
        out.append("<th class=n>records<th class=n>seconds</tr></thead>");
        for (JsonNode timing : report.path("timings")) {
            out.append("<tr><td>").append(Html.escape(timing.path("stage").asText()));
            out.append("<td class=n>").append(Html.count(timing.path("tasks").asLong()));
            out.append("<td class=n>")
                    .append(Html.count(timing.path("documents").asLong()));
            out.append("<td class=n>")
                    .append(String.format(
                            Locale.ROOT, "%.2f", timing.path("seconds").asDouble()));
            out.append("</tr>");
        }
        out.append("</table></div>");
        groups();
        out.append("<p class=values>Sluice ")
                .append(Html.escape(run.path("version").asText()));
        out.append(", runner ").append(Html.escape(run.path("runner").asText())).append(", parallelism ");
        out.append(run.path("parallelism").asInt())
                .append(", seed ")
                .append(run.path("seed").asLong());
        out.append(", fingerprint <code>")
                .append(Html.escape(run.path("fingerprint").asText()))
                .append("</code></p>");
        out.append("<details><summary>The recipe with every default</summary><pre>");
        out.append(Html.escape(run.path("recipe").asText())).append("</pre></details></section>");
    }

    private void groups() {
        if (report.path("groups").isEmpty()) {
            return;
        }
        out.append(
                "<details><summary>Groups of one key, each of which goes through one worker</summary><div class=scroll>");
        out.append("<table class=timings><thead><tr><th>step<th>table<th class=n>records<th class=n>groups");
        out.append("<th class=n>largest<th class=n>above 10,000<th class=n>above 1,000,000</tr></thead>");
        for (JsonNode sizes : report.path("groups")) {
            out.append("<tr><td>").append(Html.escape(sizes.path("step").asText()));
            out.append("<td>").append(Html.escape(sizes.path("table").asText()));
            for (String count : List.of("records", "groups", "largest", "above_10000", "above_1000000")) {
                out.append("<td class=n>").append(Html.count(sizes.path(count).asLong()));
            }
            out.append("</tr>");
        }
        out.append("</table></div></details>");
    }
}
