package dev.sluice.operators.dedup.lines;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Signal;
import dev.sluice.operators.dedup.GroupKey;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.Remainder;
import dev.sluice.operators.dedup.text.UnitHash;
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
 * <p>Evidence: 24 bytes a unit; 24 more a document where {@code min_doc_chars_left} above 1 or {@code
 * min_doc_share_left} asks for the length of texts; 24 for each unit that goes.
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
                doc = "Label or field (field.NAME) within whose values texts are compared (a crawl, a language); absent"
                        + " means all with all. Documents without it form a group of their own.",
                names = Param.Names.VALUE)
        @Nullable String groupField,

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

        @Param(doc = "Whether to name the spans without removing anything.", def = "false")
        boolean annotate)
        implements Global {

    /** Hash of a window and its group, locator, range. */
    static final Table KEYS = new Table("keys", 3, 1, 1);

    /** Mixed locator, locator, range that goes; or the complement of the text's length, which so comes first. */
    static final Table MARKS = new Table("marks", 3, 1, 1);

    private static final int SENTENCES = 3;

    @Override
    public void check(Faults faults) {
        if (mode == Repeats.DROP_FREQUENT && maxCount == null) {
            faults.add("max_count", "is missing: mode: drop_frequent needs to know how many copies are too many");
        }
        if (mode != Repeats.DROP_FREQUENT && maxCount != null) {
            faults.add("max_count", "is only used with mode: drop_frequent");
        }
        Remainder.check(annotate, minDocShareLeft, faults);
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
        Remainder remainder = new Remainder(annotate, minDocCharsLeft, minDocShareLeft);
        int most = maxCount == null ? 0 : maxCount;
        return List.of(new Round(
                resources -> new Taking(this, remainder.needsLength()),
                List.of(KEYS, MARKS),
                List.of(
                        new Keyed(KEYS, List.of(MARKS), resources -> new Marking(mode, most)),
                        new Keyed(MARKS, List.of(), resources -> new Cutting(remainder)))));
    }

    /** Takes evidence. */
    private static final class Taking implements Taker {
        private static final long BASE = 0x9E3779B97F4A7C15L;

        private final LineDedup operator;
        private final boolean lengths;
        private final int window;
        private final long power;
        private final UnitHash hash;
        private long[] hashes = new long[64];
        private long[] chars = new long[64];
        private int[] points = new int[128];

        Taking(LineDedup operator, boolean lengths) {
            this.operator = operator;
            this.lengths = lengths;
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
            if (lengths) {
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
                int separator = i == 0 ? 0 : start - points[2 * i - 1];
                long key = Hashing.mix(hashes[i + window] - hashes[i] * power + group);
                out.add(KEYS, key, locator, Range.of(start, length, separator, last, start + length == whole));
            }
        }

        /** Sums of the units' hashes and lengths up to each unit, and their bounds in code points. */
        private void read(Document document, int[] bounds, int units) {
            if (hashes.length <= units) {
                hashes = new long[2 * units];
                chars = new long[2 * units];
            }
            String text = document.text();
            hash.text(text);
            points = bounds;
            boolean flat = Length.isFlat(document);
            int at = 0;
            int point = 0;
            for (int i = 0; i < units; i++) {
                int start = bounds[2 * i];
                int end = bounds[2 * i + 1];
                hashes[i + 1] = hashes[i] * BASE + hash.hash(start, end);
                chars[i + 1] = chars[i] + hash.codePoints();
                if (!flat) {
                    point += text.codePointCount(at, start);
                    bounds[2 * i] = point;
                    point += text.codePointCount(start, end);
                    bounds[2 * i + 1] = point;
                    at = end;
                }
            }
        }
    }
}
