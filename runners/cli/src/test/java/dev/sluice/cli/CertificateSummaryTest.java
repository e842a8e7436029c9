package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CertificateSummaryTest {
    private static String printed(String review) throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new CertificateSummary(out).print(new ObjectMapper().readTree(review));
        out.flush();
        return text.toString();
    }

    @Test
    void tellsPrecisionAndRecallWithWhatTheyRestOn() throws IOException {
        assertThat(printed("""
                {"step": "minhash_dedup", "kind": "near_duplicates", "threshold": 0.685,
                 "precision": {"units": 90, "of": 90, "estimate": 0.8556, "standard_error": 0.0},
                 "recall": {"units": 23, "estimate": 0.946, "standard_error": 0.0527,
                   "strata": [{"compared": 40}, {"compared": 1049}]}}
                """)).isEqualToIgnoringNewLines("""

                minhash_dedup, where similar means a true similarity of 0.69 or more
                  precision  85.6 %       of the duplicates are similar to their survivor (90 of 90 compared)
                  recall     94.6 % ± 5.3 of the similar pairs were joined (1,089 pairs compared)
                """);
    }

    @Test
    void saysNothingWhereNothingWasCompared() throws IOException {
        assertThat(printed("{\"step\": \"s\", \"kind\": \"near_duplicates\", \"precision\": {}, \"recall\": {}}"))
                .isEmpty();
    }
}
