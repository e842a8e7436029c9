package dev.sluice.operators.text.lines;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.TextPattern;
import dev.sluice.operators.Values;
import dev.sluice.operators.text.lists.PhraseScan;
import dev.sluice.text.Chars;
import dev.sluice.text.CodePointSet;
import dev.sluice.text.Pieces;
import dev.sluice.text.Unicode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Removes the lines that break a rule. Each rule holds only where its parameter is given; the first one that a line breaks
 * is the one it is counted under.
 *
 * <p>Lines are what lies between line feeds, judged without the white space at their ends; characters are code points and
 * words lie between white space. Blank lines are never judged: they stay. Marks of citations are deleted before a line is
 * judged; a line of such marks alone goes.
 */
@Operator.Info(
        name = "clean_lines",
        since = "0.1",
        summary = "Removes lines that break given rules, and documents that lose too much by it.",
        cost = Operator.Cost.MODERATE)
public record CleanLines(
        @Param(doc = "Phrases; a line that holds one of them goes.", def = "[]")
        List<String> containing,

        @Param(doc = "Whether upper and lower case of these phrases differ.", def = "false")
        boolean caseSensitive,

        @Param(doc = "Regular expression (RE2 syntax); a line in which it matches anywhere goes. Absent means none.")
        @Nullable TextPattern matching,

        @Param(doc = "Fewest characters of a line that stays; absent means no bound.", min = 1) @Nullable Integer minChars,

        @Param(doc = "Most characters of a line that stays; absent means no bound.", min = 1) @Nullable Integer maxChars,

        @Param(doc = "Fewest words of a line that stays; absent means no bound.", min = 1) @Nullable Integer minWords,

        @Param(doc = "Most words of a line that stays; absent means no bound.", min = 1) @Nullable Integer maxWords,

        @Param(
                doc =
                        "Largest share of upper-case letters among the characters of a line that stays; absent means any.",
                min = 0,
                max = 1)
        @Nullable Double maxUpperCaseRatio,

        @Param(
                doc = "Largest share of decimal digits among the characters of a line that stays; absent means any.",
                min = 0,
                max = 1)
        @Nullable Double maxDigitRatio,

        @Param(
                doc = "Whether lines of nothing but symbols go: what datatrove counts as punctuation, with control"
                        + " characters, and spaces. Its SymbolLinesFormatter does so.",
                def = "false")
        boolean symbolLines,

        @Param(doc = "Characters of which a line that stays ends in one, such as `.!?\"`; absent means any end.")
        @Nullable String endMarks,

        @Param(doc = "Whether citation marks are deleted from lines: [3], [edit] and [citation needed].", def = "false")
        boolean removeCitations,

        @Param(
                doc = "Largest share of its words that a document may lose with its lines; absent means any.",
                min = 0,
                max = 1)
        @Nullable Double maxRemovedRatio)
        implements Mapper {

    /** Why documents are dropped. */
    public enum Reason {
        /** Every line went. */
        NOTHING_LEFT,
        /** The lines that went held more than {@code max_removed_ratio} of the words. */
        TOO_MUCH_REMOVED
    }

    private static final Signal CONTAINING =
            Signal.count("containing", "lines", "lines removed for a phrase they hold");
    private static final Signal MATCHING =
            Signal.count("matching", "lines", "lines removed for a match of the regular expression");
    private static final Signal TOO_SHORT =
            Signal.count("too_short", "lines", "lines removed for too few characters or words");
    private static final Signal TOO_LONG =
            Signal.count("too_long", "lines", "lines removed for too many characters or words");
    private static final Signal UPPER_CASE =
            Signal.count("upper_case", "lines", "lines removed for their share of upper-case letters");
    private static final Signal DIGITS = Signal.count("digits", "lines", "lines removed for their share of digits");
    private static final Signal SYMBOLS =
            Signal.count("symbols", "lines", "lines removed that hold nothing but symbols");
    private static final Signal NO_END_MARK =
            Signal.count("no_end_mark", "lines", "lines removed for the character at their end");
    private static final Signal LINES = Signal.count("lines", "lines", "lines that are not blank");
    private static final Signal REMOVED_RATIO = Signal.number(
            "removed_ratio",
            "share of words, 0 to 1",
            "share of the words that stood in removed lines; absent without words");

    @Override
    public void check(Faults faults) {
        if (!removeCitations && signals().equals(List.of(LINES, REMOVED_RATIO))) {
            faults.report("containing", "is not given, nor is any other rule: nothing would be removed");
        }
        if (containing.contains("")) {
            faults.report("containing", "holds an empty phrase, which every line contains");
        }
        if (endMarks != null && endMarks.isEmpty()) {
            faults.report("end_marks", "is empty: no line could end in one of them");
        }
        if (caseSensitive && containing.isEmpty()) {
            faults.report("case_sensitive", "is only used with containing");
        }
        bounds(faults, "chars", minChars, maxChars);
        bounds(faults, "words", minWords, maxWords);
        if (matching != null) {
            try {
                Pattern.compile(matching.source());
            } catch (PatternSyntaxException fault) {
                faults.report("matching", "has a fault: " + fault.getMessage());
            }
        }
    }

    private static void bounds(Faults faults, String unit, @Nullable Integer least, @Nullable Integer most) {
        if (least != null && most != null && most < least) {
            faults.add("max_" + unit, "is %d, below min_%s (%d)", most, unit, least);
        }
    }

    /** Tells whether a line, without the white space at its ends, breaks a rule. */
    @FunctionalInterface
    private interface Test {
        boolean breaks(String text, int from, int to, int words);
    }

    /** The rule whose removals a signal counts; null for the other signals. */
    private @Nullable Test rule(Signal signal) {
        if (signal.equals(CONTAINING)) {
            PhraseScan phrases = new PhraseScan(containing, caseSensitive);
            return (text, from, to, words) -> phrases.in(text, from, to);
        }
        if (signal.equals(MATCHING) && matching != null) {
            Pattern pattern = Pattern.compile(matching.source());
            return (text, from, to, words) ->
                    pattern.matcher(text.substring(from, to)).find();
        }
        if (signal.equals(TOO_SHORT)) {
            int chars = minChars == null ? 0 : minChars;
            int least = minWords == null ? 0 : minWords;
            return (text, from, to, words) -> words < least || text.codePointCount(from, to) < chars;
        }
        if (signal.equals(TOO_LONG)) {
            int chars = maxChars == null ? Integer.MAX_VALUE : maxChars;
            int most = maxWords == null ? Integer.MAX_VALUE : maxWords;
            return (text, from, to, words) -> words > most || text.codePointCount(from, to) > chars;
        }
        if (signal.equals(UPPER_CASE) && maxUpperCaseRatio != null) {
            return share(Chars::isUpper, maxUpperCaseRatio);
        }
        if (signal.equals(DIGITS) && maxDigitRatio != null) {
            return share(Unicode::isDecimalDigit, maxDigitRatio);
        }
        if (signal.equals(SYMBOLS)) {
            return (text, from, to, words) -> isOfSymbols(text, from, to);
        }
        if (signal.equals(NO_END_MARK) && endMarks != null) {
            String marks = endMarks;
            return (text, from, to, words) -> marks.indexOf(text.codePointBefore(to)) < 0;
        }
        return null;
    }

    private static boolean isOfSymbols(String text, int from, int to) {
        for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c != ' ' && !CodePointSet.DATATROVE_PUNCTUATION.contains(c)) {
                return false;
            }
        }
        return true;
    }

    private static Test share(IntPredicate kind, double most) {
        return (text, from, to, words) -> {
            int all = 0;
            int some = 0;
            for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
                all++;
                some += kind.test(text.codePointAt(i)) ? 1 : 0;
            }
            return (double) some / all > most; // false where there is no character
        };
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>();
        signals.add(LINES);
        add(signals, CONTAINING, !containing.isEmpty());
        add(signals, MATCHING, matching != null);
        add(signals, TOO_SHORT, minChars != null || minWords != null);
        add(signals, TOO_LONG, maxChars != null || maxWords != null);
        add(signals, UPPER_CASE, maxUpperCaseRatio != null);
        add(signals, DIGITS, maxDigitRatio != null);
        add(signals, SYMBOLS, symbolLines);
        add(signals, NO_END_MARK, endMarks != null);
        signals.add(REMOVED_RATIO);
        return signals;
    }

    private static void add(List<Signal> signals, Signal signal, boolean given) {
        if (given) {
            signals.add(signal);
        }
    }

    @Override
    public Edit open(Resources resources) {
        Cleaning cleaning = new Cleaning();
        return (document, measured, output) -> {
            Reason reason = cleaning.clean(document, measured);
            if (reason == null) {
                output.emit(cleaning.changed ? document.withText(cleaning.kept.toString()) : document);
            } else {
                output.drop(reason);
            }
        };
    }

    /** The rules at work. */
    private final class Cleaning {
        /** The signals that count what a rule removes, in the order in which the rules are asked. */
        private final Signal[] signals;

        private final Test[] tests;
        private final int[] removed;
        private final StringBuilder kept = new StringBuilder();
        private boolean changed;

        Cleaning() {
            signals = signals().stream().filter(signal -> rule(signal) != null).toArray(Signal[]::new);
            tests = Arrays.stream(signals).map(CleanLines.this::rule).toArray(Test[]::new);
            removed = new int[tests.length];
        }

        /** Gives why the document goes, or null when it stays. */
        @Nullable Reason clean(Document document, Values measured) {
            String text = document.text();
            Pieces lines = Pieces.newlines(document);
            Arrays.fill(removed, 0);
            kept.setLength(0);
            changed = false;
            int judged = 0;
            int stayed = 0;
            long words = 0;
            long removedWords = 0;
            boolean first = true;
            for (int i = 0; i < lines.size(); i++) {
                int start = lines.start(i);
                int end = lines.end(i);
                int from = Chars.skipSpace(text, start, end);
                int to = Chars.stripEnd(text, from, end);
                boolean goes = false;
                String line = text;
                if (from < to) {
                    judged++;
                    if (removeCitations) {
                        String whole = text.substring(start, end);
                        String bare = Citations.removed(whole);
                        if (bare.length() != whole.length()) {
                            changed = true;
                            line = bare;
                            start = 0;
                            end = bare.length();
                            from = Chars.skipSpace(bare, 0, end);
                            to = Chars.stripEnd(bare, from, end);
                        }
                    }
                    int lineWords = words(line, from, to);
                    int broken = from == to ? -1 : broken(line, from, to, lineWords);
                    words += lineWords;
                    goes = broken >= 0 || from == to;
                    if (broken >= 0) {
                        removed[broken]++;
                        removedWords += lineWords;
                    }
                    stayed += goes ? 0 : 1;
                }
                if (goes) {
                    changed = true;
                } else {
                    kept.append(first ? "" : "\n").append(line, start, end);
                    first = false;
                }
            }
            double ratio = words == 0 ? 0 : (double) removedWords / words;
            measure(measured, judged, words == 0 ? null : ratio);
            if (judged > 0 && stayed == 0) {
                return Reason.NOTHING_LEFT;
            }
            return maxRemovedRatio != null && ratio > maxRemovedRatio ? Reason.TOO_MUCH_REMOVED : null;
        }

        private void measure(Values measured, int judged, @Nullable Double ratio) {
            measured.set(LINES, judged);
            for (int i = 0; i < signals.length; i++) {
                measured.set(signals[i], removed[i]);
            }
            if (ratio != null) {
                measured.set(REMOVED_RATIO, ratio);
            }
        }

        /** The first rule that a line breaks, or -1. */
        private int broken(String text, int from, int to, int words) {
            for (int i = 0; i < tests.length; i++) {
                if (tests[i].breaks(text, from, to, words)) {
                    return i;
                }
            }
            return -1;
        }
    }

    private static int words(String text, int from, int to) {
        int words = 0;
        boolean within = false;
        for (int i = from; i < to; i++) {
            boolean space = Chars.isSpace(text.charAt(i));
            words += within || space ? 0 : 1;
            within = !space;
        }
        return words;
    }
}
