package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.pipelines.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What a run did, in a few lines: the funnel, the certificates, the warnings, where to look. */
final class Summary {
    private Summary() {}

    static void print(PrintWriter out, RunResult result, Path output) throws IOException {
        if (result.alreadyDone()) {
            out.println("Done before, with the same recipe and input, so nothing was run: " + output);
            out.println("To run it again all the same, remove that folder first.");
        }
        print(out, new ObjectMapper().readTree(result.reportJson().toFile()));
        out.println("Output  " + output);
        out.println("Report  " + result.report());
        out.flush();
    }

    static void print(PrintWriter out, JsonNode report) {
        long read = report.path("totals").path("read").path("documents").asLong();
        out.println();
        out.printf(Locale.ROOT, "%-28s %12s %12s %9s  %s%n", "step", "in", "out", "dropped", "most often because of");
        for (JsonNode step : report.path("steps")) {
            long in = step.path("in").path("documents").asLong();
            long kept = step.path("out").path("documents").asLong();
            String share = in == 0 || in == kept ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * (in - kept) / in);
            out.printf(
                    Locale.ROOT,
                    "%-28s %,12d %,12d %9s  %s%n",
                    step.path("name").asText(),
                    in,
                    kept,
                    share,
                    topReason(step));
        }
        out.println();
        JsonNode totals = report.path("totals");
        out.printf(
                Locale.ROOT,
                "%,d documents read, %,d written (%s)",
                read,
                totals.path("written").path("documents").asLong(),
                ProgressLine.bytes(totals.path("written").path("bytes").asLong()));
        long dead = totals.path("dead_letters").asLong();
        if (dead > 0) {
            out.printf(Locale.ROOT, ", %,d records could not be processed (dead letters)", dead);
        }
        out.println();
        CertificateSummary certificates = new CertificateSummary(out);
        report.path("reviews").forEach(certificates::print);
        for (JsonNode warning : report.path("warnings")) {
            out.println("Warning: " + warning.path("step").asText() + " "
                    + warning.path("text").asText() + ". "
                    + warning.path("hint").asText());
        }
    }

    private static String topReason(JsonNode step) {
        String top = "";
        long most = 0;
        for (Map.Entry<String, JsonNode> reason : step.path("dropped").properties()) {
            if (reason.getValue().asLong() > most) {
                most = reason.getValue().asLong();
                top = reason.getKey() + " (" + String.format(Locale.ROOT, "%,d", most) + ")";
            }
        }
        long modified = step.path("modified").asLong();
        return !top.isEmpty() || modified == 0 ? top : String.format(Locale.ROOT, "changed %,d texts", modified);
    }
}
