package dev.sluice.operators.dedup.substring;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Signal;
import dev.sluice.operators.dedup.GroupKey;
import dev.sluice.operators.dedup.Remainder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes spans of text, of at least {@code min_bytes} bytes of UTF-8, that occur byte for byte elsewhere in the
 * collection or in the same text, wherever they begin. The answer is that of a suffix array over all texts: what goes
 * is every byte that lies in a window of {@code min_bytes} bytes which occurs at least twice; ends are moved inwards to
 * code points.
 *
 * <p>A removed span may itself occur once, where it was joined from windows that overlap; and what is left may repeat
 * anew: a second step of the same kind finds that. In a text that repeats itself with an overlap, such as a run of one letter,
 * {@code mode: keep_first} leaves what stands before the first window that occurred earlier: of {@code abcabcabcabcabc}, with
 * {@code min_bytes: 6}, that is {@code abc}. The default of 200 bytes is about 50 tokens of English, the length that Lee et
 * al. chose.
 *
 * <p>{@code snap} spares words or lines that a span covers in part. To put something in place of spans let the step name
 * them, and {@code replace_spans} replace them: {@code substring_dedup: {annotate: true}}, then {@code replace_spans: {spans:
 * substring_dedup.spans, replacement: " "}}. datatrove drops documents that have less than 50 words left ({@code
 * min_doc_words_left: 50}).
 *
 * <p>No text is moved. The first round takes seeds, about one for {@code min_bytes / 4} bytes, of which equal spans
 * have one in common. The second round hashes every window that holds a seed found twice, in 122 bits, and compares
 * these.
 *
 * <p>Evidence: 96 bytes for {@code min_bytes} bytes of text in the first round (0.48 bytes a byte at 200, less in runs
 * of one byte); 32 bytes for each byte that a repeated span may begin at in the second one, and 24 for each word or line
 * that it may hold where {@code snap} or {@code min_doc_words_left} ask for them, so remove whole copies first
 * ({@code exact_dedup}, {@code minhash_dedup}).
 */
@Operator.Info(
        name = "substring_dedup",
        since = "0.1",
        summary = "Removes spans of text that occur byte for byte elsewhere.",
        source = "Lee et al., Deduplicating training data makes language models better, 2022, section 4.1",
        cost = Operator.Cost.MODERATE)
public record SubstringDedup(
        @Param(doc = "Length, in bytes of UTF-8, from which spans count.", def = "200", min = 2, max = 1 << 20)
        int minBytes,

        @Param(doc = "Which copies go.", def = "keep_first") Copies mode,

        @Param(doc = "Where spans may begin and end.", def = "codepoint")
        Snap snap,

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

        @Param(
                doc =
                        "Fewest words that must be left, with their beginnings, of a text that lost something; else the document"
                                + " is dropped. A word is a run of anything but tab, line feed, vertical tab, form feed, carriage"
                                + " return and space.",
                def = "0",
                min = 0)
        int minDocWordsLeft,

        @Param(doc = "Whether to name the spans without removing anything.", def = "false")
        boolean annotate)
        implements Global {

    /** Hash, locator, places. */
    private static final Table SEEDS = new Table("seeds", 3, 1, 1);

    /** Mixed locator, locator, places. */
    private static final Table HITS = new Table("hits", 3, 1, 1);

    /** Hash in two words, locator, place. */
    private static final Table WINDOWS = new Table("windows", 4, 2, 2);

    /** Mixed locator, locator, {@link Mark}. */
    private static final Table MARKS = new Table("marks", 3, 1, 1);

    @Override
    public void check(Faults faults) {
        remainder().check(faults);
    }

    private Remainder remainder() {
        return new Remainder(annotate, minDocCharsLeft, minDocShareLeft, minDocWordsLeft, 0);
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
        int gram = minBytes / 2;
        int reach = minBytes - gram;
        boolean all = mode == Copies.REMOVE_ALL;
        Remainder remainder = remainder();
        return List.of(
                new Round(
                        resources -> seeds(new Winnowing(gram, reach + 1)),
                        List.of(SEEDS),
                        List.of(
                                new Keyed(SEEDS, List.of(HITS), resources -> new Repeating(HITS, 1, true, true)),
                                new Keyed(HITS, List.of(), resources -> new Regions(reach)))),
                new Round(
                        resources -> new WindowTaker(minBytes, remainder.needsCounts()),
                        List.of(WINDOWS, MARKS),
                        List.of(
                                new Keyed(WINDOWS, List.of(MARKS), resources -> new Repeating(MARKS, 2, all, false)),
                                new Keyed(MARKS, List.of(), resources -> new Trimming(minBytes, snap, remainder)))));
    }

    private Taker seeds(Winnowing winnowing) {
        return (document, locator, soFar, out) -> {
            String text = document.text();
            if ((long) text.length() * 3 < minBytes) {
                return; // not even if every unit takes three bytes
            }
            long group = GroupKey.of(document, groupField);
            winnowing.select(
                    text.getBytes(StandardCharsets.UTF_8),
                    (hash, first, further) -> out.add(SEEDS, hash ^ group, locator, (long) first << 32 | further));
        };
    }

    /** The first of the places that a word of {@link #SEEDS} holds. */
    static int first(long places) {
        return (int) (places >>> 32);
    }

    /** How many places follow it. */
    static int further(long places) {
        return (int) places;
    }

    /** Hashes the windows that begin in the regions which the first round told. */
    private final class WindowTaker implements Taker {
        private final SpanHash hash;
        private final boolean counts;

        /** @param counts whether the decision needs to know how many words go */
        WindowTaker(int length, boolean counts) {
            this.hash = new SpanHash(length);
            this.counts = counts;
        }

        @Override
        public void take(Document document, long locator, SoFar soFar, Records out) {
            Decision told = soFar.decision();
            int[] regions = told == null ? null : told.spans();
            if (regions == null) {
                return;
            }
            byte[] text = document.utf8();
            long mixed = Hashing.mix(locator);
            widths(text, locator, mixed, out);
            if (snap != Snap.CODEPOINT || counts) {
                cuts(text, regions, locator, mixed, out);
            }
            long group = GroupKey.of(document, groupField);
            for (int i = 0; i < regions.length; i += 2) {
                int last = Math.min(regions[i + 1] - 1, text.length - minBytes);
                for (int place = regions[i]; place <= last; place++) {
                    if (place == regions[i]) {
                        hash.at(text, place);
                    } else {
                        hash.next();
                    }
                    out.add(WINDOWS, hash.first() ^ group, hash.second(), locator, Mark.of(place, Mark.SPAN));
                }
            }
        }

        /** Marks where spans may begin and end, and words, wherever a span may be. */
        private void cuts(byte[] text, int[] regions, long locator, long mixed, Records out) {
            if (counts) {
                out.add(MARKS, mixed, locator, Mark.of(Snap.words(text), Mark.WORDS));
            }
            int done = 0;
            for (int i = 0; i < regions.length; i += 2) {
                int last = Math.min(regions[i + 1] - 1 + minBytes, text.length);
                for (int place = Math.max(done, regions[i]); place <= last; place++) {
                    if (snap.begins(text, place)) {
                        out.add(MARKS, mixed, locator, Mark.of(place, Mark.CUT));
                    } else if (snap.ends(text, place)) {
                        out.add(MARKS, mixed, locator, Mark.of(place, Mark.END_CUT));
                    }
                    if (counts && Snap.beginsWord(text, place)) {
                        out.add(MARKS, mixed, locator, Mark.of(place, Mark.WORD));
                    }
                }
                done = Math.max(done, last + 1);
            }
        }

        private void widths(byte[] text, long locator, long mixed, Records out) {
            int before = 0;
            int width;
            for (int i = 0; i < text.length; i += width) {
                int lead = text[i] & 0xff;
                width = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
                if (width != before) {
                    out.add(MARKS, mixed, locator, Mark.of(i, width));
                    before = width;
                }
            }
            out.add(MARKS, mixed, locator, Mark.of(text.length, Mark.END));
        }
    }
}
