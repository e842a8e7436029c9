package dev.sluice.operators.models.ccnet;

import dev.sluice.text.Chars;
import dev.sluice.text.LowerCase;
import dev.sluice.text.NormalForm;
import dev.sluice.text.Unicode;
import org.jspecify.annotations.Nullable;

/**
 * CCNet's normal forms of a text, character for character: the one for language models with its switches, the one for
 * comparing paragraphs, and the spacing of Moses. Whole documents may be given; as control characters are deleted, their
 * lines are then glued together without a space, which is what CCNet's pipeline does.
 *
 * @param accents whether combining marks are removed after canonical decomposition
 * @param lower whether the text is put in lower case
 * @param digits whether every decimal digit of any script becomes 0
 * @param punctuation what becomes of Unicode punctuation
 */
public record CcnetNormalizer(boolean accents, boolean lower, boolean digits, Punctuation punctuation) {

    /** What becomes of 34 punctuation characters beyond ASCII. */
    public enum Punctuation {
        KEPT,
        /** They become ASCII, some of them several characters. */
        REPLACED,
        DELETED
    }

    /** CCNet's form for language models. */
    public static final CcnetNormalizer CCNET = new CcnetNormalizer(true, true, true, Punctuation.REPLACED);

    /** DCLM's default: case and accents stay. */
    public static final CcnetNormalizer DCLM = new CcnetNormalizer(false, false, true, Punctuation.REPLACED);

    private static final CcnetNormalizer DEDUP = new CcnetNormalizer(false, true, true, Punctuation.DELETED);

    /** The form in which paragraphs are compared. */
    public static String forDedup(String line) {
        return DEDUP.normalize(line);
    }

    /** The normal form of a text. */
    public String normalize(String line) {
        String text = strip(line);
        if (lower) {
            text = LowerCase.of(text);
        }
        if (accents) {
            text = withoutMarks(text);
        }
        return replaced(text);
    }

    /** The steps that look at one character at a time. */
    String replaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (c >= ' ' && c != 0x7f) {
                    out.append(digits && c >= '0' && c <= '9' ? '0' : c);
                }
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int codePoint = text.codePointAt(i);
                if (digits && Unicode.isDecimalDigit(codePoint)) {
                    out.append('0');
                } else {
                    out.appendCodePoint(codePoint);
                }
                i++;
            } else {
                beyondAscii(c, out);
            }
        }
        return out.toString();
    }

    private void beyondAscii(char c, StringBuilder out) {
        if (c <= 0x9f) {
            return;
        }
        if (digits
                && Unicode.isDecimalDigit(c)) { // before punctuation, among which the source lists a full-width digit
            out.append('0');
            return;
        }
        String ascii = punctuation == Punctuation.KEPT ? null : replacement(c);
        if (ascii == null) {
            out.append(c);
        } else if (punctuation == Punctuation.REPLACED) {
            out.append(ascii);
        }
    }

    static String strip(String text) {
        int from = Chars.skipSpace(text, 0, text.length());
        return text.substring(from, Chars.stripEnd(text, from, text.length()));
    }

    /** Canonical decomposition without non-spacing marks; it is not composed again. */
    static String withoutMarks(String text) {
        boolean ascii = true;
        for (int i = 0; i < text.length() && ascii; i++) {
            ascii = text.charAt(i) < 0x80;
        }
        if (ascii) {
            return text;
        }
        String decomposed = NormalForm.NFD.of(text);
        StringBuilder out = new StringBuilder(decomposed.length());
        int c;
        for (int i = 0; i < decomposed.length(); i += Character.charCount(c)) {
            c = decomposed.codePointAt(i);
            if (Unicode.category(c) != Character.NON_SPACING_MARK) {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    /** What CCNet puts in the place of a punctuation character, or null. */
    static @Nullable String replacement(char c) {
        return switch (c) {
            case '\uff0c', '\u3001' -> ",";
            case '\u3002' -> ".";
            case '\u201e', '\u201d', '\u201c', '\u00ab', '\u00bb', '\uff11', '\u300d', '\u300c', '\u300a', '\u300b' ->
                "\"";
            case '\u00b4', '\u2019' -> "'";
            case '\u2236', '\uff1a' -> ":";
            case '\uff1f' -> "?";
            case '\uff01' -> "!";
            case '\uff08' -> "(";
            case '\uff09' -> ")";
            case '\uff1b' -> ";";
            case '\u2013', '\u2501', '\u25ba' -> "-";
            case '\u2014' -> " - ";
            case '\uff0e' -> ". ";
            case '\uff5e' -> "~";
            case '\u2026' -> "...";
            case '\u3008' -> "<";
            case '\u3009' -> ">";
            case '\u3010' -> "[";
            case '\u3011' -> "]";
            case '\uff05' -> "%";
            default -> null;
        };
    }
}
