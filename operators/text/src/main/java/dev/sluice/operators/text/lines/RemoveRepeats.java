package dev.sluice.operators.text.lines;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.text.Chars;
import dev.sluice.text.Length;
import dev.sluice.text.Occurrences;
import dev.sluice.text.Reused;
import dev.sluice.text.Unicode;
import dev.sluice.text.Unit;
import java.util.List;

/**
 * Removes lines, paragraphs or sentences that stood in the same document before, and keeps the first of each. Of the white
 * space before and behind what goes, the part with more line feeds stays.
 *
 * <p>Units are compared by a 64-bit hash of their normal form; among 10^6 different ones in one document a false match is
 * expected once in 4 * 10^7 documents.
 */
@Operator.Info(
        name = "remove_repeats",
        since = "0.1",
        summary = "Removes lines, paragraphs or sentences that stood in the same document before.",
        source = "as Data-Juicer's remove_repeat_sentences_mapper, for any unit",
        cost = Operator.Cost.MODERATE)
public record RemoveRepeats(
        @Param(doc = "What texts are cut into.", def = "line", main = true)
        Unit unit,

        @Param(doc = "What of a unit counts when two are compared.", def = "lower_ws")
        Normalise normalise,

        @Param(
                doc = "Fewest characters (code points) of the normal form; shorter units always stay.",
                def = "1",
                min = 1)
        int minChars)
        implements Mapper {

    /** What of a unit counts. */
    public enum Normalise {
        /** All of it but white space at its ends. */
        NONE,
        /** Lower case; runs of white space are one space, none at the ends. */
        LOWER_WS,
        /** Lower case; letters, marks and numbers alone, with one space where others stood between them. */
        ALNUM
    }

    private static final Signal REPEATS =
            Signal.count("repeats", "units (lines, paragraphs or sentences)", "units removed");
    private static final Signal REMOVED_RATIO = Signal.number(
            "removed_ratio",
            "share of characters, 0 to 1",
            "share of the text's characters that stood in removed units; absent for an empty text");

    private static final long BASE = 0x9E3779B97F4A7C15L;

    @Override
    public List<Signal> signals() {
        return List.of(REPEATS, REMOVED_RATIO);
    }

    @Override
    public Edit open(Resources resources) {
        Reused<Occurrences> tables = new Reused<>(Occurrences::new);
        return (document, measured, output) ->
                output.emit(withoutRepeats(document, tables.of(document.text()), measured));
    }

    private Document withoutRepeats(Document document, Occurrences seen, Values measured) {
        String text = document.text();
        int[] bounds = unit.bounds(document);
        int units = bounds.length / 2;
        NormalForm form = new NormalForm();
        StringBuilder rest = null;
        int repeats = 0;
        int removedChars = 0;
        int copied = 0;
        seen.begin(units);
        for (int i = 0; i < units; i++) {
            int from = bounds[2 * i];
            int to = bounds[2 * i + 1];
            form.read(text, from, to);
            if (form.length < minChars || seen.first(form.hash(), i) == i) {
                continue;
            }
            repeats++;
            removedChars += text.codePointCount(from, to);
            rest = rest == null ? new StringBuilder(text.length()) : rest;
            rest.append(text, copied, from);
            copied = i + 1 < units ? joint(text, rest, to, bounds[2 * i + 2]) : lastJoint(rest, to);
        }
        int length = Length.of(document);
        measured.set(REPEATS, repeats);
        if (length > 0) {
            measured.set(REMOVED_RATIO, (double) removedChars / length);
        }
        return rest == null
                ? document
                : document.withText(rest.append(text, copied, text.length()).toString());
    }

    /** Drops the weaker one of what separates a unit that went from its neighbours; gives from where to copy on. */
    private static int joint(String text, StringBuilder rest, int to, int next) {
        int before = withoutSpace(rest);
        int feedsBefore = 0;
        for (int i = before; i < rest.length(); i++) {
            feedsBefore += rest.charAt(i) == '\n' ? 1 : 0;
        }
        int feedsBehind = 0;
        for (int i = to; i < next; i++) {
            feedsBehind += text.charAt(i) == '\n' ? 1 : 0;
        }
        if (feedsBehind > feedsBefore) {
            rest.setLength(before);
            return to;
        }
        return next;
    }

    /** A text ends as it ended. */
    private static int lastJoint(StringBuilder rest, int to) {
        rest.setLength(withoutSpace(rest));
        return to;
    }

    private static int withoutSpace(StringBuilder text) {
        int end = text.length();
        while (end > 0 && Chars.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Length and hash of what counts of a unit. */
    private final class NormalForm {
        private int length;
        private long hash;
        private boolean gap;

        void read(String text, int from, int to) {
            length = 0;
            hash = 1;
            gap = false;
            int start = Chars.skipSpace(text, from, to);
            int end = Chars.stripEnd(text, start, to);
            for (int i = start; i < end; ) {
                int c = text.codePointAt(i);
                i += Character.charCount(c);
                switch (normalise) {
                    case NONE -> add(c);
                    case LOWER_WS -> addOrSkip(c, !Chars.isSpace(c));
                    case ALNUM -> addOrSkip(c, isAlphanumeric(c));
                }
            }
        }

        private void addOrSkip(int c, boolean counts) {
            if (!counts) {
                gap = length > 0;
                return;
            }
            if (gap) {
                add(' ');
                gap = false;
            }
            add(Unicode.toLowerCase(c));
        }

        private void add(int c) {
            length++;
            hash = hash * BASE + c + 1;
        }

        long hash() {
            return Hashing.mix(hash);
        }
    }

    private static boolean isAlphanumeric(int c) {
        int type = Unicode.category(c);
        return Unicode.isLetter(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }
}
