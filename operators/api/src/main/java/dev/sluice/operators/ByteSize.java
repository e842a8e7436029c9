package dev.sluice.operators;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written {@code 64MB} (10^6), {@code 16MiB} (2^20) or as a plain number.
 *
 * @param bytes the number, not negative
 */
public record ByteSize(long bytes) implements Serializable {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\s*([kKMGT]?i?B)?");

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException when the text is not a size; the message says what is expected
     */
    public static ByteSize parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a size such as 64MB, 16MiB or 1000");
        }
        String unit = form.group(2) == null ? "B" : form.group(2);
        long base = unit.contains("i") ? 1024 : 1000;
        int power = "BKMGT".indexOf(unit.toUpperCase(Locale.ROOT).charAt(0));
        long factor = 1;
        for (int i = 0; i < power; i++) {
            factor *= base;
        }
        return new ByteSize(Math.multiplyExact(Long.parseLong(form.group(1)), factor));
    }

    @Override
    public String toString() {
        String[] binary = {"KiB", "MiB", "GiB", "TiB"};
        String[] decimal = {"kB", "MB", "GB", "TB"};
        for (int i = 3; i >= 0; i--) {
            long two = 1L << (10 * (i + 1));
            long ten = (long) Math.pow(1000, i + 1.0);
            if (bytes >= two && bytes % two == 0) {
                return bytes / two + binary[i];
            }
            if (bytes >= ten && bytes % ten == 0) {
                return bytes / ten + decimal[i];
            }
        }
        return Long.toString(bytes);
    }
}
