package dev.sluice.operators.text.dolma;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Document;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Values;
import dev.sluice.operators.text.lists.WordList;
import dev.sluice.operators.text.replace.LongestMatch;
import dev.sluice.text.Chars;
import dev.sluice.text.LowerCase;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures the attributes of Dolma's C4 tagger under their published names: which lines C4 would leave out, and what
 * would make it drop the page. It drops nothing; {@code replace_spans} can remove the lines and {@code keep_if} drop
 * the pages.
 *
 * <p>Lines end at line feeds, which belong to their spans; an empty text is one line. A bad word counts where it stands
 * between white space, a bad phrase wherever its letters occur.
 *
 * <p>Spans are places of the text itself, where Dolma's v2 gives those of the lower-cased text; the two differ only
 * after a letter that lower case makes longer, U+0130.
 */
@Operator.Info(
        name = "dolma_c4",
        since = "0.1",
        summary = "Measures the attributes of Dolma's C4 tagger.",
        source = "Dolma's taggers c4_v1 and c4_v2 (Soldaini et al., 2024)",
        cost = Operator.Cost.MODERATE)
public record DolmaC4(
        @Param(doc = "Which of Dolma's taggers is followed; they differ in what counts as JavaScript.", def = "v2")
        Version version,

        @Param(
                doc =
                        "File of bad words and phrases, one a line; absent means the English list that comes with Sluice.",
                asset = true)
        @Nullable String badWordFile)
        implements Annotator {

    /** Which tagger is followed. */
    public enum Version {
        /** Tagger c4_v1: JavaScript is mentioned where the word stands by itself. */
        V1,
        /** Tagger c4_v2: JavaScript is mentioned where its letters stand, within a longer word, too. */
        V2
    }

    private static final int FEWEST_WORDS = 3;

    private static final Signal NO_END = Signal.spans(
            "lines_with_no_ending_punctuation", Signal.ALWAYS_ONE, "lines that do not end with . ? ! or a quote");
    private static final Signal FEW_WORDS =
            Signal.spans("lines_with_too_few_words", Signal.ALWAYS_ONE, "lines of fewer than three words");
    private static final Signal NAUGHTY = Signal.flag("has_naughty_word", "whether a bad word or phrase occurs");
    private static final Signal JAVASCRIPT = Signal.flag("has_javascript", "whether JavaScript is mentioned");
    private static final Signal LOREM_IPSUM = Signal.flag("has_lorem_ipsum", "whether lorem ipsum occurs");
    private static final Signal CURLY_BRACE = Signal.flag("has_curly_brace", "whether an opening curly brace occurs");
    private static final Signal LINES = Signal.count("line_count", "lines", "lines");

    @Override
    public List<Signal> signals() {
        return List.of(NO_END, FEW_WORDS, NAUGHTY, JAVASCRIPT, LOREM_IPSUM, CURLY_BRACE, LINES);
    }

    @Override
    public Pass open(Resources resources) {
        BadWords bad = new BadWords(
                badWordFile == null ? WordList.FLAGGED_WORDS.of("en") : WordList.read(resources.asset(badWordFile)));
        return (batch, measured) -> {
            for (int i = 0; i < batch.size(); i++) {
                new Page(batch.get(i), bad).measure(measured.get(i));
            }
        };
    }

    /** The bad words, which are words of a text, and the bad phrases, which may stand within longer ones. */
    private static final class BadWords {
        private final Set<String> words = new HashSet<>();
        private final LongestMatch phrases = new LongestMatch();

        BadWords(Set<String> entries) {
            for (String entry : entries) {
                if (entry.indexOf(' ') < 0) {
                    words.add(entry);
                } else {
                    phrases.add(entry, 0);
                }
            }
        }

        boolean isWord(String text, int from, int to) {
            return words.contains(text.substring(from, to));
        }

        boolean hasPhrase(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (phrases.at(text, i) != 0) {
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
        private final BadWords bad;
        private int[] noEnd = new int[8];
        private int noEnds;
        private int[] few = new int[8];
        private int fews;
        private boolean naughty;
        private boolean javascript;
        private boolean loremIpsum;

        Page(Document document, BadWords bad) {
            this.text = document.text();
            this.lower = LowerCase.of(text);
            this.bad = bad;
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
            measured.set(NAUGHTY, naughty || bad.hasPhrase(lower));
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
                count++;
                naughty = naughty || bad.isWord(lower, at, end);
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
