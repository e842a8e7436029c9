package dev.sluice.operators.dedup;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Numbers to choose documents by. */
final class Scores {
    private Scores() {}

    /**
     * The number that a field's or signal's value is, or stands for: numbers as they are, strings that hold a number, and
     * dates and times of ISO 8601 as seconds since 1970, in UTC where they name no offset; else NaN.
     */
    static double of(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (!(value instanceof String string) || string.isEmpty()) {
            return Double.NaN;
        }
        String text = string.strip();
        return isNumber(text) ? Double.parseDouble(text) : seconds(text);
    }

    /** Digits with at most one point, a sign before them: what {@link Double#parseDouble} takes beyond that are words. */
    private static boolean isNumber(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (i > 0 || (c != '-' && c != '+')) {
                return false;
            }
        }
        return digits > 0 && points < 2;
    }

    private static double seconds(String text) {
        if (text.length() < 10 || text.charAt(4) != '-') {
            return Double.NaN; // spares an exception for each word
        }
        boolean date = text.length() == 10;
        String time = !date && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        try {
            TemporalAccessor parsed = (date ? DateTimeFormatter.ISO_LOCAL_DATE : DateTimeFormatter.ISO_DATE_TIME)
                    .parseBest(time, Instant::from, LocalDateTime::from, LocalDate::from);
            Instant instant = parsed instanceof Instant known
                    ? known
                    : parsed instanceof LocalDateTime local
                            ? local.toInstant(ZoneOffset.UTC)
                            : LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
            return instant.getEpochSecond() + instant.getNano() / 1e9;
        } catch (DateTimeException noDate) {
            return Double.NaN;
        }
    }
}
