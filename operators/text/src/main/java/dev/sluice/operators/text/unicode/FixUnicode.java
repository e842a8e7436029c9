package dev.sluice.operators.text.unicode;

import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import java.text.Normalizer;

/**
 * Repairs broken characters: UTF-8 that was read as Windows-1252 or Latin-1, where the round trip proves it; control
 * characters other than tab and line feed; the composition of accents. A carriage return before a line feed goes with
 * the control characters.
 */
@Operator.Info(
        name = "fix_unicode",
        since = "0.1",
        summary = "Repairs misread UTF-8, removes control characters and composes accents.",
        source = "Unicode Standard Annex 15 for normal forms",
        cost = Operator.Cost.MODERATE)
public record FixUnicode(
        @Param(doc = "Whether UTF-8 that was read as Windows-1252 or Latin-1 is repaired.", def = "true")
        boolean repairMojibake,

        @Param(doc = "Whether control characters other than tab and line feed are removed.", def = "true")
        boolean removeControls,

        @Param(doc = "The normal form the text gets.", def = "nfc")
        Form form)
        implements Mapper {

    /** Unicode normal forms. */
    public enum Form {
        /** As it is. */
        NONE,
        /** Accents composed. */
        NFC,
        /** Accents apart. */
        NFD,
        /** Compatibility characters replaced, accents composed. */
        NFKC,
        /** Compatibility characters replaced, accents apart. */
        NFKD
    }

    @Override
    public Edit open(Resources resources) {
        return Edit.ofText(this::fixed);
    }

    private String fixed(String text) {
        if (isPlain(text)) {
            return text;
        }
        String result = repairMojibake ? Mojibake.repair(text) : text;
        if (removeControls) {
            result = withoutControls(result);
        }
        if (form != Form.NONE) {
            Normalizer.Form normal = Normalizer.Form.valueOf(form.name());
            result = Normalizer.isNormalized(result, normal) ? result : Normalizer.normalize(result, normal);
        }
        return result;
    }

    /** Printable ASCII, tabs and line feeds: nothing here could change it. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7e || (c < ' ' && c != '\n' && c != '\t')) {
                return false;
            }
        }
        return true;
    }

    private static String withoutControls(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f);
            if (control && out == null) {
                out = new StringBuilder(text.length()).append(text, 0, i);
            } else if (!control && out != null) {
                out.append(c);
            }
        }
        return out == null ? text : out.toString();
    }
}
