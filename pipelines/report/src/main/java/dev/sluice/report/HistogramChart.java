package dev.sluice.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * Draws how a signal is distributed: kept documents and dropped ones stacked, with the thresholds as lines. The axis is
 * logarithmic where the values spread over more than two orders of magnitude.
 */
final class HistogramChart {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 110;
    private static final int BARS = 46;
    private static final int LEFT = 8;
    private static final int BOTTOM = 18;
    private static final int TOP = 16;

    private final JsonNode signal;
    private final double[] kept = new double[BARS];
    private final double[] dropped = new double[BARS];
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private boolean logarithmic;

    HistogramChart(JsonNode signal) {
        this.signal = signal;
        range();
        fill(signal.path("kept"), kept);
        fill(signal.path("dropped"), dropped);
    }

    private void range() {
        for (String part : new String[] {"kept", "dropped"}) {
            JsonNode distribution = signal.path(part);
            if (distribution.path("n").asLong() > 0) {
                low = Math.min(low, distribution.path("min").asDouble());
                high = Math.max(high, distribution.path("max").asDouble());
            }
        }
        for (JsonNode threshold : signal.path("thresholds")) {
            double value = threshold.path("value").asDouble();
            if (value < 1.5 * Math.abs(high) + 1e-9 || value <= high) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low == high) {
            high = low + 1;
        }
        logarithmic = low >= 0 && high > 100 * Math.max(low, 1) && high > 200;
    }

    private double place(double value) {
        double share = logarithmic ? Math.log1p(value - low) / Math.log1p(high - low) : (value - low) / (high - low);
        return Math.max(0, Math.min(1, share));
    }

    private void fill(JsonNode distribution, double[] bars) {
        for (JsonNode bucket : distribution.path("buckets")) {
            double from = place(bucket.path(0).asDouble());
            double to = place(bucket.path(1).asDouble());
            long n = bucket.path(2).asLong();
            // A wide bucket is spread over the bars it covers, so that its height does not lie.
            int first = Math.min(BARS - 1, (int) (from * BARS));
            int last = Math.min(BARS - 1, (int) (to * BARS));
            for (int bar = first; bar <= last; bar++) {
                bars[bar] += (double) n / (last - first + 1);
            }
        }
    }

    String svg() {
        double most = 1;
        for (int i = 0; i < BARS; i++) {
            most = Math.max(most, kept[i] + dropped[i]);
        }
        StringBuilder out = new StringBuilder();
        String label = "Distribution of " + signal.path("name").asText();
        out.append(String.format(
                Locale.ROOT,
                "<svg viewBox='0 0 %d %d' role=img aria-label=\"%s\">",
                WIDTH,
                HEIGHT,
                Html.attribute(label)));
        double floor = HEIGHT - BOTTOM;
        double step = (double) (WIDTH - 2 * LEFT) / BARS;
        for (int i = 0; i < BARS; i++) {
            double keptHeight = kept[i] / most * (floor - TOP);
            double droppedHeight = dropped[i] / most * (floor - TOP);
            bar(out, "kept", LEFT + i * step, floor - keptHeight, step, keptHeight);
            bar(out, "dropped", LEFT + i * step, floor - keptHeight - droppedHeight, step, droppedHeight);
        }
        out.append(String.format(
                Locale.ROOT, "<line class=axis x1=%d x2=%d y1=%.1f y2=%.1f />", LEFT, WIDTH - LEFT, floor, floor));
        thresholds(out, floor);
        text(out, LEFT, "start", low);
        text(out, WIDTH - LEFT, "end", high);
        return out.append("</svg>").toString();
    }

    private static void bar(StringBuilder out, String kind, double x, double y, double width, double height) {
        if (height > 0) {
            double visible = Math.max(height, 0.7);
            out.append(String.format(
                    Locale.ROOT,
                    "<rect class=%s x=%.1f y=%.1f width=%.1f height=%.1f />",
                    kind,
                    x,
                    y - (visible - height),
                    Math.max(0.5, width - 1),
                    visible));
        }
    }

    private void thresholds(StringBuilder out, double floor) {
        for (JsonNode threshold : signal.path("thresholds")) {
            double value = threshold.path("value").asDouble();
            boolean below = threshold.path("side").asText().equals("drops_below");
            boolean beyond = value > high;
            double x = LEFT + place(value) * (WIDTH - 2 * LEFT);
            String name = threshold.path("parameter").asText() + " " + Html.number(value) + (beyond ? " \u2192" : "");
            boolean left = x > WIDTH / 2.0;
            out.append(String.format(
                    Locale.ROOT, "<line class=threshold x1=%.1f x2=%.1f y1=%d y2=%.1f />", x, x, TOP - 4, floor));
            out.append(String.format(
                    Locale.ROOT,
                    "<text class=threshold x=%.1f y=%d text-anchor=%s>%s%s</text>",
                    left ? x - 4 : x + 4,
                    TOP - 5,
                    left ? "end" : "start",
                    below ? "drops below " : "drops above ",
                    Html.escape(name)));
        }
    }

    private void text(StringBuilder out, int x, String anchor, double value) {
        out.append(String.format(
                Locale.ROOT, "<text x=%d y=%d text-anchor=%s>%s</text>", x, HEIGHT - 5, anchor, Html.number(value)));
    }
}
