package dev.sluice.operators.text.words;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.text.Chars;
import dev.sluice.text.CodePointSet;
import dev.sluice.text.Unicode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes words by their length and by their share of characters that are no letters: encoded data, hashes, runs of signs.
 *
 * <p>A word is a run of characters other than white space and other than those of scripts that are written without spaces
 * (Chinese, Japanese, Thai, Lao, Tibetan, Burmese, Khmer, Yi), which are never removed. Lengths are in code points. With a
 * word go the spaces and tabs before it, or, at the beginning of a line, those after it.
 */
@Operator.Info(
        name = "remove_long_words",
        since = "0.1",
        summary = "Removes words that are too long, too short or have too few letters.",
        source = "Data-Juicer, remove_long_words_mapper, with strip_special",
        cost = Operator.Cost.CHEAP)
public record RemoveLongWords(
        @Param(doc = "Most characters a kept word may have.", def = "100", min = 1, main = true)
        int maxChars,

        @Param(doc = "Fewest characters a kept word may have; absent means any number.", min = 1) @Nullable Integer minChars,

        @Param(
                doc = "Whether a word of a wrong length stays if it has a right one without the punctuation, digits and"
                        + " symbols at its ends.",
                def = "false")
        boolean stripSpecial,

        @Param(
                doc =
                        "Highest share of characters other than letters and their marks in a kept word; absent means any.",
                min = 0,
                max = 1)
        @Nullable Double maxNonLetterRatio,

        @Param(doc = "Fewest characters of a word that max_non_letter_ratio applies to.", def = "10", min = 1)
        int ratioMinChars)
        implements Mapper {

    private static final Signal REMOVED = Signal.count("removed_words", "words", "words removed");

    @Override
    public void check(Faults faults) {
        if (minChars != null && minChars > maxChars) {
            faults.add("max_chars", "is %d, below min_chars (%d)", maxChars, minChars);
        }
    }

    @Override
    public List<Signal> signals() {
        return List.of(REMOVED);
    }

    @Override
    public Edit open(Resources resources) {
        return this::edit;
    }

    private void edit(Document document, Values measured, Output output) {
        String text = document.text();
        StringBuilder out = null;
        int copied = 0;
        int removed = 0;
        for (int i = 0; i < text.length(); ) {
            int start = i;
            i = wordEnd(text, i);
            if (i == start) {
                i += Character.charCount(text.codePointAt(i));
            } else if (!stays(text, start, i)) {
                out = out == null ? new StringBuilder(text.length()) : out;
                int from = start;
                while (from > copied && isBlank(text.charAt(from - 1))) {
                    from--;
                }
                out.append(text, copied, from);
                boolean lineStart = out.length() == 0 || Chars.isLineBreak(out.charAt(out.length() - 1));
                while (lineStart && i < text.length() && isBlank(text.charAt(i))) {
                    i++;
                }
                copied = i;
                removed++;
            }
        }
        measured.set(REMOVED, removed);
        output.emit(
                out == null
                        ? document
                        : document.withText(
                                out.append(text, copied, text.length()).toString()));
    }

    private static boolean isBlank(char c) {
        return Chars.isSpace(c) && !Chars.isLineBreak(c);
    }

    private static int wordEnd(String text, int from) {
        int i = from;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (Chars.isSpace(c) || isUnspaced(c)) {
                break;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    /** Scripts that put no space between words, with their punctuation. */
    private static boolean isUnspaced(int c) {
        return c >= 0xe00
                && (c <= 0x109f
                        || (c >= 0x1780 && c <= 0x17ff)
                        || (c >= 0x2e80 && c <= 0xa4cf)
                        || (c >= 0xf900 && c <= 0xfaff)
                        || (c >= 0xff00 && c <= 0xffef)
                        || (c >= 0x20000 && c <= 0x3ffff));
    }

    private boolean stays(String text, int start, int end) {
        return hasLength(text, start, end) && hasLetters(text, start, end);
    }

    private boolean hasLength(String text, int start, int end) {
        if (isBetween(text.codePointCount(start, end))) {
            return true;
        }
        if (!stripSpecial) {
            return false;
        }
        CodePointSet special = CodePointSet.dataJuicerSpecial();
        int from = start;
        int to = end;
        while (from < to && special.contains(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && special.contains(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return isBetween(text.codePointCount(from, to));
    }

    private boolean isBetween(int length) {
        return length <= maxChars && (minChars == null || length >= minChars);
    }

    private boolean hasLetters(String text, int start, int end) {
        if (maxNonLetterRatio == null) {
            return true;
        }
        int others = 0;
        int length = 0;
        for (int i = start; i < end; length++) {
            int c = text.codePointAt(i);
            others += Chars.isAlpha(c) || isMark(c) ? 0 : 1;
            i += Character.charCount(c);
        }
        return length < ratioMinChars || others <= maxNonLetterRatio * length;
    }

    private static boolean isMark(int c) {
        int type = Unicode.category(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
