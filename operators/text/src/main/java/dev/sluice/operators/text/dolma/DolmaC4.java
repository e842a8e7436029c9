package dev.sluice.operators.text.dolma;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Values;
import dev.sluice.operators.text.lists.WordList;
import dev.sluice.text.Chars;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures the attributes of Dolma's C4 tagger under their published names: which lines C4 would leave out, and what would
 * make it drop the page. Lines end at line feeds, which belong to their spans; an empty text is one line.
 */
@Operator.Info(
        name = "dolma_c4",
        since = "0.1",
        summary = "Measures the attributes of Dolma's C4 tagger.",
        source = "Dolma's taggers c4_v1 and c4_v2 (Soldaini et al., 2024)",
        cost = Operator.Cost.MODERATE)
public record DolmaC4(
        @Param(doc = "What counts as JavaScript: v1 takes the word, v2 any occurrence of its letters.", def = "v2")
        Version version,

        @Param(
                doc =
                        "File of bad words and phrases, one a line; absent means the English list that comes with Sluice.",
                asset = true)
        @Nullable String badWordFile)
        implements Annotator {

    /** Which tagger is followed. */
    public enum Version {
        V1,
        V2
    }

    private static final int FEWEST_WORDS = 3;
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private static final Signal NO_END =
            Signal.spans("lines_with_no_ending_punctuation", "lines that do not end with . ? ! or a quote");
    private static final Signal FEW_WORDS = Signal.spans("lines_with_too_few_words", "lines of fewer than three words");
    private static final Signal NAUGHTY = Signal.flag("has_naughty_word", "whether a bad word or phrase occurs");
    private static final Signal JAVASCRIPT = Signal.flag("has_javascript", "whether JavaScript is mentioned");
    private static final Signal LOREM_IPSUM = Signal.flag("has_lorem_ipsum", "whether lorem ipsum occurs");
    private static final Signal CURLY_BRACE = Signal.flag("has_curly_brace", "whether an opening curly brace occurs");
    private static final Signal LINES = Signal.count("line_count", "lines");

    @Override
    public List<Signal> signals() {
        return List.of(NO_END, FEW_WORDS, NAUGHTY, JAVASCRIPT, LOREM_IPSUM, CURLY_BRACE, LINES);
    }

    @Override
    public Pass open(Resources resources) {
        Phrases phrases = new Phrases(
                badWordFile == null ? WordList.FLAGGED_WORDS.of("en") : WordList.read(resources.asset(badWordFile)));
        return (batch, measured) -> {
            for (int i = 0; i < batch.size(); i++) {
                new Page(batch.get(i), phrases).measure(measured.get(i));
            }
        };
    }

    /** Phrases by the hashes of their words, which stand in texts with any white space between them. */
    private static final class Phrases {
        private final Set<Long> hashes = new HashSet<>();
        private final boolean[] lengths;

        Phrases(Set<String> entries) {
            int longest = 1;
            for (String entry : entries) {
                longest = Math.max(longest, entry.split(" ", -1).length);
            }
            lengths = new boolean[longest + 1];
            for (String entry : entries) {
                String[] words = entry.split(" ", -1);
                long hash = 0;
                for (String word : words) {
                    hash = hash * FACTOR + hash(word, 0, word.length());
                }
                lengths[words.length] = true;
                hashes.add(hash);
            }
        }

        static long hash(String text, int from, int to) {
            long hash = (long) to - from;
            for (int i = from; i < to; i++) {
                hash = hash * FACTOR + text.charAt(i);
            }
            return Hashing.mix(hash);
        }

        boolean begin(long[] words, int at, int size) {
            long hash = 0;
            for (int n = 1; n < lengths.length && at + n <= size; n++) {
                hash = hash * FACTOR + words[at + n - 1];
                if (lengths[n] && hashes.contains(hash)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** One text being measured. */
    private final class Page {
        private final String text;
        private final String lower;
        private final Phrases phrases;
        private int[] noEnd = new int[8];
        private int noEnds;
        private int[] few = new int[8];
        private int fews;
        private long[] words = new long[16];
        private boolean naughty;
        private boolean javascript;
        private boolean loremIpsum;

        Page(Document document, Phrases phrases) {
            this.text = document.text();
            this.lower = text.toLowerCase(Locale.ROOT);
            this.phrases = phrases;
        }

        void measure(Values measured) {
            int lines = 0;
            int at = 0;
            int lowerAt = 0;
            int offset = 0; // of the line, in code points
            boolean more = true;
            while (more) {
                int end = text.indexOf('\n', at);
                more = end >= 0;
                int to = more ? end : text.length();
                int lowerEnd = lower.indexOf('\n', lowerAt);
                int lowerTo = lowerEnd < 0 ? lower.length() : lowerEnd;
                int next = offset + text.codePointCount(at, to) + (more ? 1 : 0);
                line(lowerAt, lowerTo, offset, next);
                lines++;
                at = to + 1;
                lowerAt = lowerTo + 1;
                offset = next;
            }
            measured.set(NO_END, spans(noEnd, noEnds));
            measured.set(FEW_WORDS, spans(few, fews));
            measured.set(NAUGHTY, naughty);
            measured.set(JAVASCRIPT, javascript || (version == Version.V2 && lower.contains("javascript")));
            measured.set(LOREM_IPSUM, loremIpsum);
            measured.set(CURLY_BRACE, text.indexOf('{') >= 0);
            measured.set(LINES, lines);
        }

        private void line(int from, int to, int start, int end) {
            int first = Chars.skipSpace(lower, from, to);
            int last = Chars.stripEnd(lower, first, to);
            if (last == first || ".?!\"".indexOf(lower.charAt(last - 1)) < 0) {
                noEnd = with(noEnd, noEnds++, start, end);
            }
            int count = words(first, last);
            if (count < FEWEST_WORDS) {
                few = with(few, fews++, start, end);
            }
            for (int i = 0; i < count && !naughty; i++) {
                naughty = phrases.begin(words, i, count);
            }
            loremIpsum |= lower.substring(first, last).contains("lorem ipsum");
        }

        private int words(int from, int to) {
            int count = 0;
            int at = Chars.skipSpace(lower, from, to);
            while (at < to) {
                int end = at;
                while (end < to && !Chars.isSpace(lower.charAt(end))) {
                    end++;
                }
                if (count == words.length) {
                    words = Arrays.copyOf(words, 2 * count);
                }
                words[count++] = Phrases.hash(lower, at, end);
                javascript |= end - at == 10 && lower.startsWith("javascript", at);
                at = Chars.skipSpace(lower, end, to);
            }
            return count;
        }

        private static int[] with(int[] bounds, int number, int start, int end) {
            int[] grown = 2 * number + 2 > bounds.length ? Arrays.copyOf(bounds, 2 * bounds.length) : bounds;
            grown[2 * number] = start;
            grown[2 * number + 1] = end;
            return grown;
        }

        private static Spans spans(int[] bounds, int count) {
            double[] scores = new double[count];
            Arrays.fill(scores, 1);
            return new Spans(Arrays.copyOf(bounds, 2 * count), scores, false);
        }
    }
}
