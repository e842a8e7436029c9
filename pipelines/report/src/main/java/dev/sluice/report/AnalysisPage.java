package dev.sluice.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The page of a first look at a data set: what its records hold, how long its texts are, in which languages, where they
 * come from, what repeats and what looks broken. Like {@link ReportPage} it is one file without script and requests, and
 * escapes all that comes from documents.
 */
public final class AnalysisPage {
    private static final int MOST_BARS = 20;

    private final JsonNode analysis;
    private final StringBuilder out = new StringBuilder(1 << 16);

    private AnalysisPage(JsonNode analysis) {
        this.analysis = analysis;
    }

    /** Renders an analysis of the format {@code sluice-analysis/1}; parts that are missing are left out. */
    public static String render(JsonNode analysis) {
        return new AnalysisPage(analysis).page();
    }

    private String page() {
        String name = Html.escape(analysis.path("name").asText("data"));
        PageParts.head(out, name + " - Sluice analysis");
        headline(name);
        suspicious();
        fields();
        lengths();
        labels();
        counts("Domains", analysis.path("statistics").path("domains"), "documents that name where they come from");
        lines();
        signals();
        return out.append("</main></body></html>\n").toString();
    }

    private JsonNode profile() {
        return analysis.path("profile");
    }

    private void headline(String name) {
        long documents = profile().path("documents").asLong();
        out.append("<header><p class=brand>Sluice analysis</p><h1>")
                .append(name)
                .append("</h1><p class=lead>");
        out.append("<b>").append(Html.count(documents)).append("</b> documents");
        JsonNode words = analysis.path("statistics").path("lengths").path("words");
        if (words.path("n").asLong() > 0) {
            out.append(" of <b>").append(Html.count(words.path("sum").asLong())).append("</b> words");
        }
        out.append(".");
        long unread = analysis.path("unread").asLong();
        if (unread > 0) {
            out.append(" <b>").append(Html.count(unread)).append("</b> records could not be read.");
        }
        out.append("</p><dl class=facts>");
        PageParts.fact(
                out,
                "stored",
                Html.bytes(analysis.path("bytes").asLong()) + " in "
                        + Html.count(analysis.path("files").asLong())
                        + (analysis.path("files").asLong() == 1 ? " file" : " files"));
        PageParts.fact(
                out,
                "text is",
                "<code>" + Html.escape(analysis.path("text_field").asText()) + "</code>");
        PageParts.fact(out, "equal texts", share(documents, profile().path("contents")));
        PageParts.fact(
                out, "equal but for layout and case", share(documents, profile().path("keys")));
        out.append("</dl></header>");
    }

    /** The estimated share of documents whose content another one has, too. */
    private static String share(long documents, JsonNode distinct) {
        double repeated = Math.max(0, documents - distinct.path("estimate").asDouble());
        // A sketch cannot tell a share apart from none that is within two of its standard errors; small numbers are
        // counted all but exactly.
        boolean none =
                documents < 1000 ? repeated < 0.5 : distinct.path("high2").asDouble() >= documents;
        return documents == 0
                ? ""
                : none
                        ? "none, or below "
                                + Html.percent(Math.max(
                                        0.001, 1 - distinct.path("low2").asDouble() / documents))
                        : "about " + Html.percent(repeated / documents);
    }

    private void suspicious() {
        if (profile().path("suspicious").isEmpty()) {
            return;
        }
        out.append("<section class=warnings><h2>Worth a look</h2>");
        List<Map.Entry<String, Long>> counts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> sign : profile().path("suspicious").properties()) {
            counts.add(Map.entry(
                    sign.getKey().replace('_', ' '),
                    sign.getValue().path("documents").asLong()));
        }
        counts.sort(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey));
        PageParts.bars(out, counts, profile().path("documents").asLong(), "dropped");
        out.append("<details><summary>Examples</summary>");
        for (Map.Entry<String, JsonNode> sign : profile().path("suspicious").properties()) {
            out.append("<article><p><b>")
                    .append(Html.escape(sign.getKey().replace('_', ' ')))
                    .append("</b></p>");
            for (JsonNode example : sign.getValue().path("examples")) {
                out.append("<pre>").append(Html.escape(example.asText())).append("</pre>");
            }
            out.append("</article>");
        }
        out.append("</details></section>");
    }

    private void fields() {
        if (profile().path("fields").isEmpty()) {
            return;
        }
        long documents = Math.max(1, profile().path("documents").asLong());
        out.append("<section><h2>Fields</h2><div class=scroll><table class=funnel><thead><tr><th>field");
        out.append("<th class=n>present<th>types<th class=n>different values, about<th>examples</tr></thead><tbody>");
        for (Map.Entry<String, JsonNode> field : profile().path("fields").properties()) {
            JsonNode counts = field.getValue();
            out.append("<tr><td><code>").append(Html.escape(field.getKey())).append("</code><td class=n>");
            out.append(Html.percent(counts.path("present").asDouble() / documents))
                    .append("<td>");
            List<String> types = new ArrayList<>();
            counts.path("types").properties().forEach(type -> types.add(Html.escape(type.getKey())));
            out.append(String.join(", ", types)).append("<td class=n>");
            // An estimate may lie above what there is.
            long distinct = Math.min(
                    Math.round(counts.path("distinct").path("estimate").asDouble()),
                    counts.path("present").asLong());
            out.append(distinct == 0 ? "" : Html.count(distinct)).append("<td class=wrap>");
            List<String> examples = new ArrayList<>();
            counts.path("examples")
                    .forEach(example -> examples.add("<code>" + Html.escape(shortened(example.asText())) + "</code>"));
            out.append(String.join(" &middot; ", examples)).append("</tr>");
        }
        out.append("</tbody></table></div>");
        if (!profile().path("all_fields").asBoolean(true)) {
            out.append("<p class=values>There are more fields than these.</p>");
        }
        out.append("</section>");
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 40
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 39)) + "\u2026";
    }

    private void lengths() {
        JsonNode lengths = analysis.path("statistics").path("lengths");
        if (lengths.isEmpty()) {
            return;
        }
        out.append("<section><h2>Lengths</h2><div class=charts>");
        for (String unit : List.of("characters", "words", "lines")) {
            chart(unit, unit + " a document", lengths.path(unit));
        }
        out.append("</div></section>");
    }

    private void chart(String name, String doc, JsonNode distribution) {
        if (distribution.path("n").asLong() == 0) {
            return;
        }
        ObjectNode signal = JsonNodeFactory.instance.objectNode();
        signal.put("name", name);
        signal.set("kept", distribution);
        out.append("<figure><figcaption><code>").append(Html.escape(name)).append("</code> ");
        out.append(Html.escape(doc)).append("</figcaption>").append(new HistogramChart(signal).svg());
        out.append("<p class=quantiles>median ")
                .append(Html.number(distribution.path("p50").asDouble()));
        out.append(", 5 % below ").append(Html.number(distribution.path("p05").asDouble()));
        out.append(", 5 % above ")
                .append(Html.number(distribution.path("p95").asDouble()))
                .append("</p></figure>");
    }

    private void labels() {
        for (Map.Entry<String, JsonNode> label :
                analysis.path("statistics").path("by").properties()) {
            String title = label.getKey().equals("language.code") ? "Languages" : label.getKey();
            counts(title, label.getValue(), "documents");
        }
    }

    private void counts(String title, JsonNode counts, String of) {
        List<Map.Entry<String, Long>> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> value : counts.path("values").properties()) {
            entries.add(Map.entry(value.getKey(), value.getValue().asLong()));
        }
        if (entries.isEmpty()) {
            return;
        }
        entries.sort(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey));
        int all = entries.size();
        List<Map.Entry<String, Long>> shown = entries.subList(0, Math.min(MOST_BARS, all));
        out.append("<section><h2>").append(Html.escape(title)).append("</h2>");
        PageParts.bars(out, shown, counts.path("total").asLong(), "kept");
        out.append("<p class=values>Shares of ")
                .append(Html.count(counts.path("total").asLong()));
        out.append(" ").append(of);
        out.append(all > MOST_BARS ? "; the " + MOST_BARS + " most frequent" : "")
                .append(".</p></section>");
    }

    private void lines() {
        List<Map.Entry<String, Long>> repeated = new ArrayList<>();
        for (Map.Entry<String, JsonNode> line :
                profile().path("lines").path("values").properties()) {
            if (line.getValue().asLong() > 1 && repeated.size() < MOST_BARS) {
                repeated.add(Map.entry(shortened(line.getKey()), line.getValue().asLong()));
            }
        }
        if (repeated.isEmpty()) {
            return;
        }
        repeated.sort(Comparator.comparing(Map.Entry<String, Long>::getValue).reversed());
        out.append("<section><h2>Lines that repeat</h2>");
        PageParts.bars(out, repeated, profile().path("lines").path("total").asLong(), "dropped");
        out.append("<p class=values>Shares of ")
                .append(Html.count(profile().path("lines").path("total").asLong()));
        out.append(" lines");
        out.append(
                profile().path("lines").path("complete").asBoolean()
                        ? ".</p>"
                        : "; found in a sample of the different lines.</p>");
        out.append("</section>");
    }

    private void signals() {
        JsonNode signals = analysis.path("statistics").path("signals");
        if (signals.isEmpty()) {
            return;
        }
        out.append("<section><h2>Signals</h2><div class=charts>");
        for (Map.Entry<String, JsonNode> signal : signals.properties()) {
            chart(signal.getKey(), "", signal.getValue());
        }
        out.append("</div></section>");
    }
}
