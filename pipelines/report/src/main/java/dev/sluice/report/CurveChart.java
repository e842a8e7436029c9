package dev.sluice.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * Draws how likely pairs of a similarity are found: the curve that the parameters promise, where it reaches a half, the
 * threshold, and the shares that were found among sampled pairs with their intervals.
 */
final class CurveChart {
    /** Below so many independent units a share tells nothing. */
    private static final int FEW = 5;

    private static final int WIDTH = 460;
    private static final int HEIGHT = 250;
    private static final int LEFT = 34;
    private static final int RIGHT = 12;
    private static final int TOP = 26;
    private static final int BOTTOM = 34;

    private final JsonNode review;
    private final StringBuilder out = new StringBuilder();

    CurveChart(JsonNode review) {
        this.review = review;
    }

    private static double x(double similarity) {
        return LEFT + similarity * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double probability) {
        return HEIGHT - BOTTOM - probability * (HEIGHT - TOP - BOTTOM);
    }

    String svg() {
        JsonNode curve = review.path("curve");
        put(
                "<svg viewBox='0 0 %d %d' role=img aria-label='Probability of finding a pair by its similarity'>",
                WIDTH, HEIGHT);
        for (int i = 0; i <= 5; i++) {
            double at = i / 5.0;
            put("<line class=axis x1=%.1f x2=%.1f y1=%.1f y2=%.1f />", x(0), x(1), y(at), y(at));
            put("<text x=%d y=%.1f text-anchor=end>%.0f %%</text>", LEFT - 4, y(at) + 3, 100 * at);
            put("<line class=axis x1=%.1f x2=%.1f y1=%.1f y2=%.1f />", x(at), x(at), y(0), y(0) + 4);
            put("<text x=%.1f y=%.1f text-anchor=middle>%.1f</text>", x(at), y(0) + 15, at);
        }
        put("<text x=%.1f y=%d text-anchor=middle>Jaccard similarity of a pair</text>", x(0.5), HEIGHT - 4);
        double threshold = review.path("threshold").asDouble();
        double half = curve.path("half").asDouble();
        boolean apart = Math.abs(threshold - half) > 0.004;
        if (!curve.isMissingNode()) {
            put("<polyline class=curve points='");
            JsonNode points = curve.path("points");
            for (int i = 0; i < points.size(); i++) {
                put("%.1f,%.1f ", x(i / (points.size() - 1.0)), y(points.path(i).asDouble()));
            }
            out.append("' />");
            mark(half, String.format(Locale.ROOT, "half found at %.2f", half), !apart || half < threshold, TOP - 6);
        }
        if (apart || curve.isMissingNode()) {
            mark(threshold, String.format(Locale.ROOT, "threshold %.2f", threshold), threshold < half, TOP - 16);
        }
        for (JsonNode level : review.path("recall").path("levels")) {
            if (level.path("units").asLong() >= FEW) {
                point(level);
            }
        }
        return out.append("</svg>").toString();
    }

    private void mark(double at, String name, boolean left, int y) {
        put("<line class=threshold x1=%.1f x2=%.1f y1=%d y2=%.1f />", x(at), x(at), y + 2, y(0));
        put(
                "<text class=threshold x=%.1f y=%d text-anchor=%s>%s</text>",
                left ? x(at) - 4 : x(at) + 4, y + 6, left ? "end" : "start", Html.escape(name));
    }

    private void point(JsonNode level) {
        double at = x((level.path("from").asDouble() + level.path("to").asDouble()) / 2);
        double estimate = level.path("estimate").asDouble();
        put(
                "<line class=whisker x1=%.1f x2=%.1f y1=%.1f y2=%.1f />",
                at, at, y(level.path("low").asDouble()), y(level.path("high").asDouble()));
        put(
                "<circle class=point cx=%.1f cy=%.1f r=3.5><title>%s of %s pairs of similarity %.2f to %.2f</title></circle>",
                at,
                y(estimate),
                Html.count(level.path("found").asLong()),
                Html.count(level.path("pairs").asLong()),
                level.path("from").asDouble(),
                level.path("to").asDouble());
    }

    private void put(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }
}
