package dev.sluice.operators.text.ccnet;

import dev.sluice.operators.Document;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.text.spans.SpanValues;
import dev.sluice.text.Length;
import java.util.List;

/**
 * Removes the lines that {@code line_dedup} marked, and sets the fields that tell of it in the records of CCNet: {@code
 * length} and {@code original_length}, the characters (code points) of what is left and of the text before; {@code nlines}
 * and {@code original_nlines}, its lines; {@code line_ids}, the numbers from 0 of the lines that are left, among those of
 * the text before. Lines are what stands between line feeds, blank ones too.
 *
 * <p>The text is the one that {@code line_dedup} leaves without {@code annotate: true}. {@code redpajama_signals} takes
 * its {@code ccnet_} signals from these fields.
 */
@Operator.Info(
        name = "ccnet_lines",
        since = "0.1",
        summary = "Removes marked lines and sets the fields of CCNet that tell which are left.",
        source = "Wenzek et al., CCNet, 2020; cc_net at commit bda555bd",
        cost = Operator.Cost.CHEAP)
public record CcnetLines(
        @Param(
                doc = "Signal or field (field.NAME) with the lines that go: the spans of `line_dedup` with"
                        + " `annotate: true`.",
                def = "line_dedup.spans",
                main = true,
                names = Param.Names.VALUE)
        String spans)
        implements Mapper {

    /** Why documents are dropped. */
    public enum Reason {
        /** All characters are in lines that go, or there are none. */
        NO_LINE_LEFT
    }

    private static final Signal REMOVED = Signal.count("removed", "lines", "lines removed");

    @Override
    public List<String> needs() {
        return List.of(spans);
    }

    @Override
    public List<String> needsSpans() {
        return List.of(spans);
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(REMOVED);
    }

    @Override
    public Edit open(Resources resources) {
        return (document, measured, output) -> {
            LinesLeft left = LinesLeft.of(document.text(), SpanValues.of(document, spans));
            measured.set(REMOVED, left.originalLines() - left.kept().size());
            if (left.text().isEmpty()) {
                output.drop(Reason.NO_LINE_LEFT);
                return;
            }
            Document edited = document.withText(left.text());
            output.emit(edited.withField("length", (long) Length.of(edited))
                    .withField("nlines", (long) left.kept().size())
                    .withField("original_length", (long) Length.of(document))
                    .withField("original_nlines", (long) left.originalLines())
                    .withField("line_ids", left.kept()));
        };
    }
}
