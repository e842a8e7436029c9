package dev.sluice.operators.text.spans;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.text.Chars;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes the parts of a text that a list of scored spans names, or puts something in their place. The spans come from a
 * step before ({@code dolma_c4.lines_with_too_few_words}, {@code rps_lines_uppercase_letter_fraction}) or from a field that
 * holds lists of start, end and score. Starts and ends are code points of the text as it is; ends are not included.
 *
 * <p>Of spans that overlap, the one that begins first is replaced, and of two that begin together the longer one; what
 * others have beyond it stays. The step that measures the spans must stand behind all steps that edit the text.
 */
@Operator.Info(
        name = "replace_spans",
        since = "0.1",
        summary = "Removes or replaces the parts of a text that scored spans name.",
        source = "span_replacement of Dolma's mixer (Soldaini et al., 2024), where min_score is the only bound",
        cost = Operator.Cost.CHEAP)
public record ReplaceSpans(
        @Param(doc = "Signal or field (field.NAME) that holds the spans.", main = true, names = Param.Names.VALUE)
        String spans,

        @Param(doc = "Least score of a span that is replaced; absent means no bound.") @Nullable Double minScore,

        @Param(doc = "Score from which on a span is not replaced any more; absent means no bound.") @Nullable Double belowScore,

        @Param(doc = "What stands in place of a span; `{}` is the span itself.", def = " ")
        String replacement)
        implements Mapper {

    /** Why documents are dropped. */
    public enum Reason {
        /** The text is blank afterwards, and was not before. */
        NOTHING_LEFT
    }

    private static final Signal REPLACED = Signal.count("replaced", "spans", "spans replaced");

    @Override
    public void check(Faults faults) {
        if (minScore != null && belowScore != null && belowScore <= minScore) {
            faults.report("below_score", "is " + belowScore + ", not above min_score (" + minScore + ")");
        }
        if (replacement.equals("{}")) {
            faults.report("replacement", "is the span itself: nothing would change");
        }
    }

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
        return List.of(REPLACED);
    }

    /** A span that is replaced. */
    private record Span(int start, int end) {}

    @Override
    public Edit open(Resources resources) {
        return (document, measured, output) -> {
            List<Span> chosen = chosen(SpanValues.of(document, spans));
            measured.set(REPLACED, chosen.size());
            if (chosen.isEmpty()) {
                output.emit(document);
                return;
            }
            String text = document.text();
            String result = replaced(text, chosen);
            if (isBlank(result) && !isBlank(text)) {
                output.drop(Reason.NOTHING_LEFT);
            } else {
                output.emit(document.withText(result));
            }
        };
    }

    /** The spans to replace, ascending, none of which overlap. */
    private List<Span> chosen(Spans scored) {
        List<Span> all = new ArrayList<>();
        for (int i = 0; i < scored.size(); i++) {
            if (isWithin(scored.hasScore(i) ? scored.score(i) : null)) {
                all.add(new Span(scored.start(i), scored.end(i)));
            }
        }
        all.sort(Comparator.comparingInt(Span::start)
                .thenComparing(Comparator.comparingInt(Span::end).reversed()));
        List<Span> chosen = new ArrayList<>(all.size());
        int end = 0;
        for (Span span : all) {
            if (span.start() >= end && span.end() > span.start()) {
                chosen.add(span);
                end = span.end();
            }
        }
        return chosen;
    }

    /** A span without a score is replaced where no bound is given. */
    private boolean isWithin(@Nullable Double score) {
        if (score == null) {
            return minScore == null && belowScore == null;
        }
        return (minScore == null || score >= minScore) && (belowScore == null || score < belowScore);
    }

    private String replaced(String text, List<Span> chosen) {
        StringBuilder result = new StringBuilder(text.length());
        int point = 0;
        int unit = 0;
        for (Span span : chosen) {
            int start = offset(text, unit, span.start() - point);
            int end = offset(text, start, span.end() - span.start());
            result.append(text, unit, start);
            if (!replacement.isEmpty()) {
                result.append(replacement.replace("{}", text.substring(start, end)));
            }
            unit = end;
            point = span.end();
        }
        return result.append(text, unit, text.length()).toString();
    }

    private int offset(String text, int unit, int points) {
        try {
            return text.offsetByCodePoints(unit, points);
        } catch (IndexOutOfBoundsException beyond) {
            throw new IllegalArgumentException(spans + " names a place beyond the end of the text", beyond);
        }
    }

    private static boolean isBlank(String text) {
        return Chars.skipSpace(text, 0, text.length()) == text.length();
    }
}
