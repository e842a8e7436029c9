package dev.sluice.operators.text.length;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.text.Length;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents whose number of characters lies within bounds; a character is a code point, white space included.
 */
@Operator.Info(
        name = "character_count",
        since = "0.1",
        summary = "Keeps documents whose number of characters lies within bounds.",
        cost = Operator.Cost.CHEAP)
public record CharacterCount(
        @Param(
                doc = "Fewest characters a kept document may have.",
                def = "200",
                source =
                        "Sluice's own choice; CCNet leaves out documents of fewer than 300 characters, Data-Juicer's text_length_filter those of fewer than 10",
                min = 0,
                main = true)
        int minCharacters,

        @Param(doc = "Most characters it may have; absent means no limit.", min = 1) @Nullable Integer maxCharacters)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** Fewer characters than {@code min_characters}. */
        TOO_FEW_CHARACTERS,
        /** More characters than {@code max_characters}. */
        TOO_MANY_CHARACTERS
    }

    private static final Signal COUNT = Signal.count("characters", "characters", "characters in the text");

    @Override
    public void check(Faults faults) {
        if (maxCharacters != null && maxCharacters < minCharacters) {
            faults.add("max_characters", "is %d, below min_characters (%d)", maxCharacters, minCharacters);
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(COUNT);
    }

    @Override
    public List<Threshold> thresholds() {
        List<Threshold> thresholds = new ArrayList<>();
        thresholds.add(Threshold.min(COUNT, "min_characters", minCharacters, Reason.TOO_FEW_CHARACTERS));
        if (maxCharacters != null) {
            thresholds.add(Threshold.max(COUNT, "max_characters", maxCharacters, Reason.TOO_MANY_CHARACTERS));
        }
        return thresholds;
    }

    @Override
    public Judge open(Resources resources) {
        int most = maxCharacters == null ? Integer.MAX_VALUE : maxCharacters;
        return (document, measured) -> {
            int n = Length.of(document); // a shared view: computed once for all operators in a row
            measured.set(COUNT, n);
            return n < minCharacters
                    ? Verdict.drop(Reason.TOO_FEW_CHARACTERS)
                    : Verdict.dropIf(n > most, Reason.TOO_MANY_CHARACTERS);
        };
    }
}
