package dev.sluice.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Draws counts by classes of similarities between 0 and 1, those below a similarity in another colour. */
final class SimilarityChart {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 120;
    private static final int LEFT = 8;
    private static final int BOTTOM = 18;
    private static final int TOP = 18;

    private SimilarityChart() {}

    /**
     * The chart.
     *
     * @param classes rows of lower bound, upper bound, count
     * @param low what lies below is drawn as bad, and the bound is marked
     * @param name what the bound is called
     */
    static String svg(JsonNode classes, double low, String name) {
        double most = 1;
        for (JsonNode row : classes) {
            most = Math.max(most, row.path(2).asDouble());
        }
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT, "<svg viewBox='0 0 %d %d' role=img aria-label='Similarities'>", WIDTH, HEIGHT));
        double floor = HEIGHT - BOTTOM;
        double width = WIDTH - 2.0 * LEFT;
        for (JsonNode row : classes) {
            double count = row.path(2).asDouble();
            if (count > 0) {
                double from = row.path(0).asDouble();
                double to = row.path(1).asDouble();
                double height = Math.max(1, count / most * (floor - TOP));
                out.append(String.format(
                        Locale.ROOT,
                        "<rect class=%s x=%.1f y=%.1f width=%.1f height=%.1f><title>%.2f to %.2f: %s</title></rect>",
                        (from + to) / 2 < low ? "dropped" : "kept",
                        LEFT + from * width,
                        floor - height,
                        (to - from) * width - 1,
                        height,
                        from,
                        to,
                        Html.count((long) count)));
            }
        }
        out.append(String.format(
                Locale.ROOT, "<line class=axis x1=%d x2=%d y1=%.1f y2=%.1f />", LEFT, WIDTH - LEFT, floor, floor));
        double x = LEFT + low * width;
        boolean left = low > 0.5;
        out.append(String.format(
                Locale.ROOT, "<line class=threshold x1=%.1f x2=%.1f y1=%d y2=%.1f />", x, x, TOP - 12, floor));
        out.append(String.format(
                Locale.ROOT,
                "<text class=threshold x=%.1f y=%d text-anchor=%s>%s %.2f</text>",
                left ? x - 4 : x + 4,
                TOP - 7,
                left ? "end" : "start",
                name,
                low));
        for (int i = 0; i <= 5; i++) {
            out.append(String.format(
                    Locale.ROOT,
                    "<text x=%.1f y=%d text-anchor=%s>%.1f</text>",
                    LEFT + i / 5.0 * width,
                    HEIGHT - 5,
                    i == 0 ? "start" : i == 5 ? "end" : "middle",
                    i / 5.0));
        }
        return out.append("</svg>").toString();
    }
}
