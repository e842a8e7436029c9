package dev.sluice.operators.text.unicode;

import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.text.NormalForm;
import dev.sluice.text.Unicode;
import java.util.List;

/**
 * Repairs broken characters: UTF-8 that was read as Windows-1252 or Latin-1 ("mojibake"), where the round trip proves
 * it; control characters other than tab and line feed; the composition of accents. A carriage return before a line feed
 * goes with the control characters.
 *
 * <p>Steps run in this order: repair, control characters, invisible characters, normal form. With {@code
 * repair_mojibake: false} and {@code remove_controls: false} this is a normal form alone.
 */
@Operator.Info(
        name = "fix_unicode",
        since = "0.1",
        summary = "Repairs misread UTF-8, removes control and invisible characters and brings text to a normal form.",
        source = "Unicode Standard Annex 15 for normal forms",
        cost = Operator.Cost.MODERATE)
public record FixUnicode(
        @Param(doc = "Whether UTF-8 that was read as Windows-1252 or Latin-1 is repaired.", def = "true")
        boolean repairMojibake,

        @Param(doc = "Whether control characters other than tab and line feed are removed.", def = "true")
        boolean removeControls,

        @Param(
                doc =
                        "Kinds of characters without a shape of their own that are removed as well; scripts and emoji need"
                                + " some of them, so none is by default.",
                def = "[]")
        List<Invisible> removeInvisible,

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

    /** Kinds of characters that show nothing, or nothing of their own. */
    public enum Invisible {
        /** U+00AD: a place where a word may be broken. */
        SOFT_HYPHEN,
        /** Zero-width space U+200B, word joiner U+2060 and its like up to U+2064, byte order mark U+FEFF. */
        ZERO_WIDTH,
        /** U+200C and U+200D, which Persian, scripts of India and emoji need. */
        JOINER,
        /** Marks of writing direction: U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+206F. */
        DIRECTION,
        /** U+FE00 to U+FE0F, U+E0100 to U+E01EF, and the Mongolian ones U+180B to U+180F. */
        VARIATION_SELECTOR,
        /** U+E0000 to U+E007F: labels, in which whole messages can hide; flags of regions are written with them. */
        TAG,
        /** Characters without a common meaning: U+E000 to U+F8FF, planes 15 and 16. */
        PRIVATE_USE,
        /** Code points that are no characters: U+FDD0 to U+FDEF and the last two of every plane. */
        NONCHARACTER,
        /** U+FFFD, which stands for what a decoder could not read. */
        REPLACEMENT;

        boolean holds(int c) {
            return switch (this) {
                case SOFT_HYPHEN -> c == 0xad;
                case ZERO_WIDTH -> c == 0x200b || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff;
                case JOINER -> c == 0x200c || c == 0x200d;
                case DIRECTION ->
                    c == 0x61c
                            || c == 0x200e
                            || c == 0x200f
                            || (c >= 0x202a && c <= 0x202e)
                            || (c >= 0x2066 && c <= 0x206f);
                case VARIATION_SELECTOR ->
                    (c >= 0xfe00 && c <= 0xfe0f)
                            || (c >= 0xe0100 && c <= 0xe01ef)
                            || (c >= 0x180b && c <= 0x180f && c != 0x180e);
                case TAG -> c >= 0xe0000 && c <= 0xe007f;
                case PRIVATE_USE -> Unicode.category(c) == Character.PRIVATE_USE;
                case NONCHARACTER -> (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
                case REPLACEMENT -> c == 0xfffd;
            };
        }
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
        if (!removeInvisible.isEmpty()) {
            result = withoutInvisible(result);
        }
        if (form != Form.NONE) {
            result = NormalForm.valueOf(form.name()).of(result);
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

    private String withoutInvisible(String text) {
        StringBuilder out = null;
        int copied = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (c >= 0x80 && isInvisible(c)) {
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, i);
                copied = next;
            }
            i = next;
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    private boolean isInvisible(int c) {
        for (int i = 0; i < removeInvisible.size(); i++) {
            if (removeInvisible.get(i).holds(c)) {
                return true;
            }
        }
        return false;
    }
}
