package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever documents hold, pages show it and do not do it. */
class PagesTest {
    private static final String HOSTILE =
            "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>\"'` javascript:x "
                    + "\u202eevil\u2066 \u001b[31mred\u0000 {{x}}";

    /** Everything that comes from a document or a recipe is hostile. */
    private static final String REPORT = """
            {"format": "sluice-report/1", "name": "N",
             "run": {"version": "N", "runner": "N", "fingerprint": "N", "recipe": "N", "finished": "N"},
             "inputs": [{"name": "N", "files": 1, "bytes": 10}],
             "totals": {"read": {"documents": 3, "words": 9}, "written": {"documents": 1, "words": 3}, "dead_letters": 1},
             "steps": [{"number": 1, "name": "N", "kind": "N", "summary": "N",
               "in": {"documents": 3}, "out": {"documents": 1}, "dropped": {"N": 2},
               "labels": [{"name": "N", "other": 0, "values": [["N", 2]]}],
               "signals": [{"name": "N", "doc": "N", "kept": {"n": 1, "min": 1, "max": 2, "p05": 1, "p50": 1, "p95": 2,
                 "buckets": [[1, 2, 1]]}, "dropped": {"n": 0},
                 "thresholds": [{"parameter": "N", "value": 1.5, "side": "drops_below"}]}],
               "samples": [{"reason": "N", "id": "N", "file": "N", "offset": 3, "duplicate_of": "N",
                 "values": {"N.N": "N"}, "excerpt": "N"}]}],
             "duplicates": [{"step": "N", "groups": 1, "documents": 2, "dropped": 1, "sizes": [[2, 1]],
               "largest": [{"size": 2, "survivor": "N", "members": [{"id": "N", "excerpt": "N"}]}]}],
             "reviews": [{"step": "N2", "kind": "near_duplicates", "threshold": 0.7, "threshold_meaning": "N",
               "curve": {"bands": 14, "rows": 8, "half": 0.685, "expected": [[0.5, 0.05], [0.95, 1]], "points": [0, 0.5, 1]},
               "clusters": {"count": 1, "documents": 2, "removed": 1, "sizes": [[2, 2, 1, 2]]},
               "precision": {"units": 1, "estimate": 1, "low": 0.2, "high": 1, "of": 1, "similarities": [[0.95, 1, 1.5]],
                 "strata": [{"by": "cluster_size", "from": 10000, "documents": 1, "share": 1.0, "compared": 1, "alike": 1}]},
               "recall": {"units": 1, "estimate": 0.5, "standard_error": 0.1, "low": 0.1, "high": 0.9, "pairs": 2,
                 "expected": 0.9, "strata": [{"from": 0.8, "to": 0.9, "joined": false, "pairs": 9, "share": 1.0,
                   "compared": 3, "alike": 1}], "levels": [{"from": 0.9, "to": 0.95, "units": 9, "pairs": 9, "found": 1, "estimate": 0.5,
                   "low": 0.1, "high": 0.9}]},
               "diameters": {"clusters": 1, "chained_below": 0.35, "least_similarities": [[0.2, 0.25, 1]]},
               "largest": [{"size": 2, "least_similarity": 0.2, "chained": true, "members": [
                 {"document": {"id": "N", "excerpt": "N"}, "survivor": true},
                 {"document": {"id": "N", "text_withheld": true}, "survivor": false, "similarity": 0.2}]}],
               "chained": []}],
             "dead_letters": {"count": 1, "reasons": {"N": 1},
               "samples": [{"reason": "N", "file": "N", "offset": 0, "message": "N", "excerpt": "N"}]},
             "sketches": [{"step": "N", "estimate": {"N": "N"}}],
             "groups": [{"step": "N", "table": "N", "groups": 2, "records": 9, "largest": 8, "above_10000": 0, "above_1000000": 0}],
             "warnings": [{"step": "N", "text": "N", "hint": "N"}],
             "timings": [{"stage": "N", "tasks": 1, "documents": 3, "seconds": 1.0}]}
            """;

    private static final String ANALYSIS = """
            {"format": "sluice-analysis/1", "name": "N", "text_field": "N", "files": 1, "bytes": 10, "unread": 1,
             "profile": {"documents": 2, "fields": {"N": {"present": 2, "types": {"N": 2},
                 "distinct": {"estimate": 2.0}, "examples": ["N", "N"]}}, "all_fields": false,
               "contents": {"estimate": 1.0, "low2": 1, "high2": 1}, "keys": {"estimate": 2.0, "low2": 2, "high2": 2},
               "lines": {"total": 4, "complete": false, "values": {"N": 3}},
               "suspicious": {"N": {"documents": 1, "examples": ["N"]}}},
             "statistics": {"lengths": {"words": {"n": 2, "sum": 4, "min": 1, "max": 3, "p05": 1, "p50": 2, "p95": 3,
                 "buckets": [[1, 2, 2]]}},
               "signals": {"N": {"n": 2, "min": 0, "max": 1, "p05": 0, "p50": 0.5, "p95": 1, "buckets": [[0, 1, 2]]}},
               "by": {"N": {"total": 2, "values": {"N": 2}}}, "domains": {"total": 2, "values": {"N": 2}}}}
            """;

    private static JsonNode hostile(String json) throws IOException {
        return replaced(new ObjectMapper().readTree(json));
    }

    private static JsonNode replaced(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(node.asText().replace("N", HOSTILE));
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(one -> copy.add(replaced(one)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties()
                    .forEach(entry -> copy.set(entry.getKey().replace("N", HOSTILE), replaced(entry.getValue())));
            return copy;
        }
        return node;
    }

    static Stream<String> pages() throws IOException {
        Function<JsonNode, String> report = ReportPage::render;
        return Stream.of(report.apply(hostile(REPORT)), AnalysisPage.render(hostile(ANALYSIS)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showHostileTextAsText(String page) {
        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script").doesNotContain("<img");
        assertThat(page)
                .doesNotContain("\u202e")
                .doesNotContain("\u2066")
                .doesNotContain("\u001b")
                .doesNotContain("\0");
        assertThat(page).contains("U+202E").contains("U+001B");
        // Attributes are ours alone: no quote of a document ends one.
        assertThat(Pattern.compile("<[a-z]+[^>]*onerror")
                        .matcher(page.replaceAll("\"[^\"]*\"", ""))
                        .find())
                .isFalse();
        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areWholePages(String page) {
        assertThat(page).startsWith("<!doctype html>").endsWith("</main></body></html>\n");
    }

    @Test
    void countNoMoreDifferentValuesThanThereAre() throws IOException {
        String estimated = ANALYSIS.replace("\"distinct\": {\"estimate\": 2.0}", "\"distinct\": {\"estimate\": 7.4}");
        assertThat(AnalysisPage.render(new ObjectMapper().readTree(estimated)))
                .contains("<td class=n>2<td class=wrap>");
    }
}
