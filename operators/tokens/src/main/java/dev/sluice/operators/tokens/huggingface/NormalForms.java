package dev.sluice.operators.tokens.huggingface;

import dev.sluice.text.LowerCase;
import dev.sluice.text.NormalForm;
import dev.sluice.text.Unicode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What tokenizers do to a text before they cut it. */
final class NormalForms {
    private NormalForms() {}

    /** Reads a normaliser; absent means that the text stays as it is. */
    static UnaryOperator<String> read(@Nullable Section section) {
        if (section == null) {
            return text -> text;
        }
        return switch (section.type()) {
            case "Sequence" -> sequence(section);
            case "NFC" -> NormalForm.NFC::of;
            case "NFD" -> NormalForm.NFD::of;
            case "NFKC" -> NormalForm.NFKC::of;
            case "NFKD" -> NormalForm.NFKD::of;
            case "Lowercase" -> NormalForms::lower;
            case "StripAccents" -> text -> without(text, MARKS);
            case "Strip" -> {
                boolean left = section.flag("strip_left", true);
                boolean right = section.flag("strip_right", true);
                yield text -> strip(text, left, right);
            }
            case "Prepend" -> {
                String prefix = section.text("prepend", "");
                yield text -> text.isEmpty() ? text : prefix + text;
            }
            case "Replace" -> replace(section);
            case "BertNormalizer" -> bert(section);
            default -> throw section.fault("is of type '" + section.type() + "', which is not supported");
        };
    }

    private static UnaryOperator<String> sequence(Section section) {
        UnaryOperator<String> all = text -> text;
        for (Section one : section.sections("normalizers")) {
            UnaryOperator<String> before = all;
            UnaryOperator<String> next = read(one);
            all = text -> next.apply(before.apply(text));
        }
        return all;
    }

    private static UnaryOperator<String> replace(Section section) {
        Section pattern = section.section("pattern");
        String content = section.text("content", "");
        if (pattern == null || !pattern.has("String")) {
            throw section.fault("replaces a regular expression, which is not supported");
        }
        String old = pattern.text("String", "");
        return text -> old.isEmpty() ? text : text.replace(old, content);
    }

    private static final int MARKS =
            1 << Character.NON_SPACING_MARK | 1 << Character.COMBINING_SPACING_MARK | 1 << Character.ENCLOSING_MARK;

    private static final int OTHERS =
            1 << Character.CONTROL | 1 << Character.FORMAT | 1 << Character.PRIVATE_USE | 1 << Character.SURROGATE;

    private static String without(String text, int types) {
        StringBuilder out = new StringBuilder(text.length());
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if ((1 << Unicode.category(c) & types) == 0) {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    /** Lower case, each character for itself, without the rule for a sigma at the end of a word. */
    private static String lower(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c < 0x80) {
                out.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : (char) c);
            } else {
                out.append(LowerCase.of(Character.toString(c)));
            }
        }
        return out.toString();
    }

    private static String strip(String text, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && Patterns.isSpace(text.charAt(from))) {
            from++;
        }
        while (right && to > from && Patterns.isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static UnaryOperator<String> bert(Section section) {
        boolean clean = section.flag("clean_text", true);
        boolean chinese = section.flag("handle_chinese_chars", true);
        boolean lower = section.flag("lowercase", true);
        boolean accents = section.flag("strip_accents", lower);
        return text -> {
            String normal = clean ? cleaned(text) : text;
            normal = chinese ? spaced(normal) : normal;
            if (accents) {
                normal = without(NormalForm.NFD.of(normal), 1 << Character.NON_SPACING_MARK);
            }
            return lower ? lower(normal) : normal;
        };
    }

    private static String cleaned(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c == '\t' || c == '\n' || c == '\r') {
                out.append(' ');
            } else if (c != 0 && c != 0xfffd && (1 << Unicode.category(c) & OTHERS) == 0) {
                out.appendCodePoint(Patterns.isSpace(c) ? ' ' : c);
            }
        }
        return out.toString();
    }

    /** Puts spaces around ideographs. */
    private static String spaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            boolean ideograph = (c >= 0x4e00 && c <= 0x9fff)
                    || (c >= 0x3400 && c <= 0x4dbf)
                    || (c >= 0x20000 && c <= 0x2a6df)
                    || (c >= 0x2a700 && c <= 0x2b73f)
                    || (c >= 0x2b740 && c <= 0x2b81f)
                    || (c >= 0x2b920 && c <= 0x2ceaf)
                    || (c >= 0xf900 && c <= 0xfaff)
                    || (c >= 0x2f800 && c <= 0x2fa1f);
            if (ideograph) {
                out.append(' ').appendCodePoint(c).append(' ');
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }
}
