package dev.sluice.operators.dedup.lines;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Signal;
import dev.sluice.operators.TextPattern;
import dev.sluice.operators.dedup.GroupKey;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.Remainder;
import dev.sluice.operators.dedup.text.UnitHash;
import dev.sluice.text.Chars;
import dev.sluice.text.Length;
import dev.sluice.text.SentenceSplitter;
import dev.sluice.text.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes lines, paragraphs or runs of sentences from texts that also stand elsewhere in the collection, or elsewhere
 * in the same text: menus, notices, quoted posts.
 *
 * <p>What is compared is every run of {@code window} units, by a 64-bit hash of its normal form; among 10^9 different
 * ones a false match is expected 0.03 times, and costs one line. Removed units take the separator behind them along, so
 * what is left reads as if the units left had been joined. The order of the input says which copy is the first.
 *
 * <p>Published uses: {@code mode: drop_repeated, normalise: ccnet, min_chars: 0} with {@code group_field} naming the
 * group of shards is CCNet's; {@code mode: keep_first, normalise: none} is Dolma's for paragraphs, which it cuts at
 * line feeds; {@code unit: sentence, normalise: alnum} is C4's rule of three sentences; {@code mode: drop_frequent,
 * max_count: 6} within groups of 30 million documents is that of Llama 3.
 *
 * <p>datatrove's form of C4's rule is {@code unit: sentence, splitter: punkt, normalise: datatrove, min_doc_words_left: 50,
 * min_doc_units_left: 3}, and {@code min_span_words} is its {@code min_words_to_remove_span}; it counts words as its tokenizers
 * of each language cut them, and the sentences of the text that is left. {@code skip_pattern:
 * '^\s*([\[\](){}]+[,;]?\s*$|#|[-*+]\s|\d+[.)]\s)'} leaves lines of nothing but brackets, headings of Markdown and entries of
 * lists alone. TensorFlow Datasets compares the lines of C4 with {@code normalise: lower}.
 *
 * <p>Evidence: 24 bytes a unit; 24 more a document where {@code min_doc_chars_left} above 1 or {@code
 * min_doc_share_left} asks for the length of texts; 24 for each unit that goes. All are 40 bytes, and a document has its
 * record, where {@code min_span_words}, {@code min_doc_words_left} or {@code min_doc_units_left} ask for counts.
 */
@Operator.Info(
        name = "line_dedup",
        since = "0.1",
        summary = "Removes lines, paragraphs or runs of sentences that repeat across documents.",
        source = "CCNet (Wenzek et al. 2020, section 3.1), Dolma 1.0, C4 (Raffel et al. 2020, section 2.2), Llama 3",
        cost = Operator.Cost.MODERATE)
public record LineDedup(
        @Param(doc = "What texts are cut into.", def = "line")
        Unit unit,

        @Param(doc = "How sentences are told, with `unit: sentence`.", def = "terminal")
        SentenceSplitter splitter,

        @Param(
                doc = "Units that follow one another and are compared as one; absent means 3 for sentences, else 1.",
                min = 1,
                max = 1000)
        @Nullable Integer window,

        @Param(doc = "Which copies go.", def = "keep_first") Repeats mode,

        @Param(
                doc = "Most copies that mode: drop_frequent lets stand; needed by it, absent otherwise.",
                min = 1,
                max = 1_000_000)
        @Nullable Integer maxCount,

        @Param(doc = "What of a unit counts.", def = "lower_ws")
        Normalise normalise,

        @Param(
                doc = "Fewest characters (code points) of the normal form, separators between units left out; what is"
                        + " shorter is never touched. 0 compares blank lines too.",
                def = "1",
                min = 0)
        int minChars,

        @Param(
                doc = "Fewest words, runs of characters that are not white space; what has fewer is never touched.",
                def = "0",
                min = 0)
        int minWords,

        @Param(
                doc =
                        "Regular expression (RE2 syntax); a unit in which it matches anywhere is never touched, and runs that"
                                + " hold one are not compared. Absent means none.")
        @Nullable TextPattern skipPattern,

        @Param(
                doc = "Label or field (field.NAME) within whose values texts are compared (a crawl, a language); absent"
                        + " means all with all. Documents without it form a group of their own.",
                names = Param.Names.VALUE)
        @Nullable String groupField,

        @Param(
                doc = "Fewest words of a span that goes, of units that go and follow one another; shorter spans stay.",
                def = "0",
                min = 0)
        int minSpanWords,

        @Param(
                doc =
                        "Fewest characters (code points) that must be left of a text that lost something; else the document is"
                                + " dropped. 0 keeps texts of which nothing is left.",
                def = "1",
                min = 0)
        int minDocCharsLeft,

        @Param(
                doc =
                        "Least share of the characters that must be left of a text that lost something; else the document is"
                                + " dropped. Absent means any.",
                min = 0,
                max = 1)
        @Nullable Double minDocShareLeft,

        @Param(
                doc = "Fewest words that must be left of a text that lost something; else the document is dropped.",
                def = "0",
                min = 0)
        int minDocWordsLeft,

        @Param(
                doc =
                        "Fewest units (lines, paragraphs, sentences) that must be left of a text that lost something; else the"
                                + " document is dropped.",
                def = "0",
                min = 0)
        int minDocUnitsLeft,

        @Param(doc = "Whether to name the spans without removing anything.", def = "false")
        boolean annotate)
        implements Global {

    /** Hash of a window and its group, locator, range. */
    static final Table KEYS = new Table("keys", 3, 1, 1);

    /** Mixed locator, locator, range that goes; or the complement of the text's length, which so comes first. */
    static final Table MARKS = new Table("marks", 3, 1, 1);

    /** The same with counts of units and of words, see {@link Cutting}. */
    static final Table COUNTED_KEYS = new Table("counted_keys", 5, 1, 1);

    static final Table COUNTED_MARKS = new Table("counted_marks", 5, 1, 1);

    private static final int SENTENCES = 3;

    @Override
    public void check(Faults faults) {
        if (mode == Repeats.DROP_FREQUENT && maxCount == null) {
            faults.add("max_count", "is missing: mode: drop_frequent needs to know how many copies are too many");
        }
        if (mode != Repeats.DROP_FREQUENT && maxCount != null) {
            faults.add("max_count", "is only used with mode: drop_frequent");
        }
        remainder().check(faults);
        if (skipPattern != null) {
            try {
                Pattern.compile(skipPattern.source());
            } catch (PatternSyntaxException fault) {
                faults.report("skip_pattern", "has a fault: " + fault.getMessage());
            }
        }
    }

    private Remainder remainder() {
        return new Remainder(annotate, minDocCharsLeft, minDocShareLeft, minDocWordsLeft, minDocUnitsLeft);
    }

    /** Whether records have counts of units and words. */
    private boolean counted() {
        return minSpanWords > 0 || remainder().needsCounts();
    }

    @Override
    public List<Signal> signals() {
        return Remainder.SIGNALS;
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Remainder.Reason.class;
    }

    @Override
    public boolean edits() {
        return !annotate;
    }

    @Override
    public Memory memory() {
        return Memory.PER_KEY;
    }

    @Override
    public List<Round> rounds() {
        Remainder remainder = remainder();
        boolean counted = counted();
        Table keys = counted ? COUNTED_KEYS : KEYS;
        Table marks = counted ? COUNTED_MARKS : MARKS;
        int most = maxCount == null ? 0 : maxCount;
        return List.of(new Round(
                resources -> new Taking(this, counted, remainder.needsLength()),
                List.of(keys, marks),
                List.of(
                        new Keyed(keys, List.of(marks), resources -> new Marking(marks, mode, most)),
                        new Keyed(marks, List.of(), resources -> new Cutting(remainder, counted, minSpanWords)))));
    }

    /** Takes evidence. */
    private static final class Taking implements Taker {
        private static final long BASE = 0x9E3779B97F4A7C15L;

        private final LineDedup operator;
        private final boolean counted;
        private final boolean lengths;
        private final boolean countsWords;
        private final @Nullable Pattern skip;
        private final int window;
        private final long power;
        private final UnitHash hash;
        private long[] hashes = new long[64];
        private long[] chars = new long[64];
        /** Sums up to each unit, as far as they are asked for. */
        private int[] words = {};

        private int[] skipped = {};
        private int[] points = new int[128];

        Taking(LineDedup operator, boolean counted, boolean lengths) {
            this.operator = operator;
            this.counted = counted;
            this.lengths = lengths;
            this.countsWords = counted || operator.minWords() > 0;
            TextPattern pattern = operator.skipPattern();
            this.skip = pattern == null ? null : Pattern.compile(pattern.source());
            Integer given = operator.window();
            this.window = given != null ? given : operator.unit() == Unit.SENTENCE ? SENTENCES : 1;
            long product = 1;
            for (int i = 0; i < window; i++) {
                product *= BASE;
            }
            this.power = product;
            this.hash = new UnitHash(operator.normalise());
        }

        @Override
        public void take(Document document, long locator, SoFar soFar, Records out) {
            int[] bounds = operator.unit().bounds(document, operator.splitter());
            int units = bounds.length / 2;
            if (units < window) {
                return;
            }
            int whole = Length.of(document);
            read(document, bounds, units);
            if (counted) {
                out.add(COUNTED_MARKS, Hashing.mix(locator), locator, ~(long) whole, units, words[units]);
            } else if (lengths) {
                out.add(MARKS, Hashing.mix(locator), locator, ~(long) whole);
            }
            long group = GroupKey.of(document, operator.groupField());
            for (int i = 0; i + window <= units; i++) {
                long size = chars[i + window] - chars[i];
                boolean last = i + window == units;
                int start = i == 0 ? 0 : points[2 * i];
                int length = (last ? whole : points[2 * (i + window)]) - start;
                if (size < operator.minChars() || (window > 1 && size == 0) || length > Range.MAX_LENGTH) {
                    continue;
                }
                if ((skip != null && skipped[i + window] > skipped[i])
                        || (countsWords && words[i + window] - words[i] < operator.minWords())) {
                    continue;
                }
                int separator = i == 0 ? 0 : start - points[2 * i - 1];
                long key = Hashing.mix(hashes[i + window] - hashes[i] * power + group);
                long range = Range.of(start, length, separator, last, start + length == whole);
                if (counted) {
                    long ofUnits = (long) i << 32 | (i + window);
                    long ofWords = (long) words[i] << 32 | words[i + window];
                    out.add(COUNTED_KEYS, key, locator, range, ofUnits, ofWords);
                } else {
                    out.add(KEYS, key, locator, range);
                }
            }
        }

        /** Sums of what there is to know of units up to each of them, and their bounds in code points. */
        private void read(Document document, int[] bounds, int units) {
            if (hashes.length <= units) {
                hashes = new long[2 * units];
                chars = new long[2 * units];
            }
            String text = document.text();
            hash.text(text);
            points = bounds;
            if (countsWords && words.length <= units) {
                words = new int[2 * units];
            }
            if (skip != null && skipped.length <= units) {
                skipped = new int[2 * units];
            }
            boolean flat = Length.isFlat(document);
            int at = 0;
            int point = 0;
            for (int i = 0; i < units; i++) {
                int start = bounds[2 * i];
                int end = bounds[2 * i + 1];
                hashes[i + 1] = hashes[i] * BASE + hash.hash(start, end);
                chars[i + 1] = chars[i] + hash.codePoints();
                if (countsWords) {
                    words[i + 1] = words[i] + words(text, start, end);
                }
                if (skip != null) {
                    boolean matches = skip.matcher(text.substring(start, end)).find();
                    skipped[i + 1] = skipped[i] + (matches ? 1 : 0);
                }
                if (!flat) {
                    point += text.codePointCount(at, start);
                    bounds[2 * i] = point;
                    point += text.codePointCount(start, end);
                    bounds[2 * i + 1] = point;
                    at = end;
                }
            }
        }

        private static int words(String text, int from, int to) {
            int count = 0;
            boolean inside = false;
            for (int i = from; i < to; i++) {
                boolean space = Chars.isSpace(text.charAt(i));
                count += !space && !inside ? 1 : 0;
                inside = !space;
            }
            return count;
        }
    }
}
