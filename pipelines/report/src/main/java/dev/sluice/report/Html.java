package dev.sluice.report;

import java.util.Locale;

/** Text made safe for a page: escaped, and with characters that would act unseen made visible. */
final class Html {
    private Html() {}

    /** Escapes text for content. */
    static String escape(String text) {
        return escape(text, "<i class=code>U+%04X</i>");
    }

    /** Escapes text for an attribute in double quotes. */
    static String attribute(String text) {
        return escape(text, "U+%04X");
    }

    private static String escape(String text, String code) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> visible(c, code, out);
            }
        }
        return out.toString();
    }

    /** Control characters and those that change the direction of text are shown by their code. */
    private static void visible(char c, String code, StringBuilder out) {
        boolean control = (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f);
        boolean direction = (c >= 0x200e && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x061c;
        if (control || direction || c == 0xfeff) {
            out.append(String.format(Locale.ROOT, code, (int) c));
        } else {
            out.append(c);
        }
    }

    /** A whole number with separators. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A share in percent. */
    static String percent(double share) {
        double percent = 100 * share;
        return percent > 0 && percent < 0.1
                ? "<0.1 %".replace("<", "&lt;")
                : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** A number with at most four significant places, without useless zeros. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return count((long) value);
        }
        int places = Math.max(0, Math.min(6, 3 - (int) Math.floor(Math.log10(Math.abs(value)))));
        String text = String.format(Locale.ROOT, "%." + places + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    static String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
