package dev.sluice.operators.text.sentences;

import dev.sluice.operators.Document;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.text.Chars;
import dev.sluice.text.SentenceSplitter;
import java.util.List;

/**
 * Cuts texts into sentences: one a line, or one a document. White space between sentences goes and nothing else; a line
 * break within a sentence becomes a space where sentences stand in lines. A blank text stays as it is.
 */
@Operator.Info(
        name = "split_sentences",
        since = "0.1",
        summary = "Cuts texts into sentences, one a line or one a document.",
        source = "terminal: datatrove; rp: RedPajama-V2; punkt: Kiss and Strunk 2006 without training, as in Dolma",
        cost = Operator.Cost.MODERATE)
public record SplitSentences(
        @Param(doc = "How sentences are told.", def = "terminal", main = true)
        SentenceSplitter splitter,

        @Param(doc = "What sentences become.", def = "lines")
        Target into)
        implements Mapper {

    /** What sentences become. */
    public enum Target {
        /** Lines of one document. */
        LINES,
        /** Documents; of several, each gets the id of its document and a number: {@code id#1}. */
        DOCUMENTS
    }

    private static final Signal SENTENCES = Signal.count(
            "sentences", "sentences", "sentences of the text; absent for the documents that one was cut into");

    @Override
    public List<Signal> signals() {
        return List.of(SENTENCES);
    }

    @Override
    public Edit open(Resources resources) {
        return into == Target.LINES
                ? (document, measured, output) -> {
                    String text = document.text();
                    StringBuilder lines = new StringBuilder(text.length());
                    int[] count = new int[1];
                    splitter.cover(text, 0, text.length(), (from, to) -> {
                        line(text, from, to, lines, count[0]++ == 0);
                    });
                    measured.set(SENTENCES, count[0]);
                    output.emit(count[0] == 0 ? document : document.withText(lines.toString()));
                }
                : (document, measured, output) -> {
                    String text = document.text();
                    int[] count = new int[1];
                    int[] first = new int[2];
                    splitter.cover(text, 0, text.length(), (from, to) -> {
                        count[0]++;
                        if (count[0] == 1) {
                            first[0] = from;
                            first[1] = to;
                            return;
                        }
                        if (count[0] == 2) {
                            output.emit(document.child(1, text.substring(first[0], first[1])));
                        }
                        output.emit(document.child(count[0], text.substring(from, to)));
                    });
                    if (count[0] < 2) {
                        measured.set(SENTENCES, count[0]);
                        output.emit(count[0] == 0 ? document : only(document, first));
                    }
                };
    }

    private static Document only(Document document, int[] bounds) {
        return document.withText(document.text().substring(bounds[0], bounds[1]));
    }

    private static void line(String text, int from, int to, StringBuilder lines, boolean first) {
        if (!first) {
            lines.append('\n');
        }
        int at = from;
        while (at < to) {
            int end = at;
            while (end < to && !Chars.isLineBreak(text.charAt(end))) {
                end++;
            }
            lines.append(text, at, end);
            at = Chars.skipSpace(text, end, to);
            if (at > end) {
                lines.append(' ');
            }
        }
    }
}
