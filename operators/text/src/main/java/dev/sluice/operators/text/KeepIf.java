package dev.sluice.operators.text;

import dev.sluice.operators.Document;
import dev.sluice.operators.Expression;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Verdict;
import java.util.List;

/**
 * Keeps documents for which a condition over signals, labels and fields of the steps before holds. So thresholds of any
 * operator can be combined, and what {@code drop: false} and annotators measured can be used. The report counts how
 * often the condition was false and how often it could not be decided. How conditions are written is told below the
 * parameters.
 */
@Operator.Info(
        name = "keep_if",
        since = "0.1",
        summary = "Keeps documents for which a condition over signals and fields holds.",
        cost = Operator.Cost.CHEAP)
public record KeepIf(
        @Param(doc = "The condition, such as word_count.words >= 50 and field.lang == 'en'.", main = true)
        Expression expression)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** The condition is false. */
        CONDITION_FALSE,
        /** A value that decides the condition is absent. */
        MISSING_VALUE
    }

    @Override
    public void check(Faults faults) {
        if (expression.names().isEmpty() && expression.test(Document.of("")) == null) {
            faults.report("expression", "is '" + expression + "', which is no condition");
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<String> needs() {
        return List.copyOf(expression.names());
    }

    @Override
    public Judge open(Resources resources) {
        return (document, measured) -> {
            Boolean holds = expression.test(document);
            return holds == null ? Verdict.drop(Reason.MISSING_VALUE) : Verdict.dropIf(!holds, Reason.CONDITION_FALSE);
        };
    }
}
