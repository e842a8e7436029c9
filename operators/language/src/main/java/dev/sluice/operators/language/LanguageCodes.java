package dev.sluice.operators.language;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Two-letter codes (ISO 639-1) for the three-letter ones (ISO 639-3) that detectors give. */
final class LanguageCodes {
    private static final String PREFIX = "__label__";
    private static final Map<String, String> TWO = new HashMap<>();

    static {
        for (String two : Locale.getISOLanguages()) {
            TWO.putIfAbsent(new Locale(two).getISO3Language(), two);
        }
        // Members of macrolanguages, under the code that users know.
        TWO.put("cmn", "zh");
        TWO.put("arb", "ar");
        TWO.put("pes", "fa");
        TWO.put("ekk", "et");
        TWO.put("lvs", "lv");
        TWO.put("zsm", "ms");
        TWO.put("nob", "nb");
        TWO.put("npi", "ne");
        TWO.put("swh", "sw");
        TWO.put("uzn", "uz");
        TWO.put("azj", "az");
        TWO.put("khk", "mn");
        TWO.put("plt", "mg");
        TWO.put("pbt", "ps");
        TWO.put("ydd", "yi");
        TWO.put("als", "sq");
        TWO.put("ind", "id");
    }

    private LanguageCodes() {}

    /** The two-letter code where there is one, else the code itself; in lower case. */
    static String shortest(String code) {
        String lower = code.toLowerCase(Locale.ROOT);
        return TWO.getOrDefault(lower, lower);
    }

    /** The code that a label of a fastText model names: {@code __label__en}, {@code __label__eng_Latn}. */
    static String ofLabel(String label) {
        String plain = label.startsWith(PREFIX) ? label.substring(PREFIX.length()) : label;
        int script = plain.indexOf('_');
        return shortest(script > 0 ? plain.substring(0, script) : plain);
    }
}
