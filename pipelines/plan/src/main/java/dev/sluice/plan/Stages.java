package dev.sluice.plan;

import dev.sluice.operators.Global;
import dev.sluice.operators.Operator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the steps of a plan into stages. A document stage runs per-document steps over every partition; between two of
 * them, adjacent global operators decide in turn about what the former's evidence says.
 */
public final class Stages {
    private Stages() {}

    /**
     * One reading of the documents.
     *
     * @param number from 0
     * @param decided the global steps whose decisions this stage applies before its own steps, in order
     * @param steps per-document steps
     * @param deciding the global steps that take evidence behind the steps; empty in the last stage
     */
    public record DocumentStage(int number, List<Step> decided, List<Step> steps, List<Step> deciding)
            implements Serializable {
        public DocumentStage {
            decided = List.copyOf(decided);
            steps = List.copyOf(steps);
            deciding = List.copyOf(deciding);
        }

        /** Whether this stage writes the output. */
        public boolean last() {
            return deciding.isEmpty();
        }
    }

    /** The document stages of a plan, in order; at least one. */
    public static List<DocumentStage> of(List<Step> steps) {
        List<DocumentStage> stages = new ArrayList<>();
        List<Step> decided = List.of();
        int at = 0;
        while (true) {
            List<Step> own = new ArrayList<>();
            while (at < steps.size() && !isGlobal(steps.get(at).operator())) {
                own.add(steps.get(at++));
            }
            List<Step> deciding = new ArrayList<>();
            while (at < steps.size() && isGlobal(steps.get(at).operator())) {
                deciding.add(steps.get(at++));
            }
            stages.add(new DocumentStage(stages.size(), decided, own, deciding));
            if (deciding.isEmpty()) {
                return stages;
            }
            decided = deciding;
        }
    }

    private static boolean isGlobal(Operator operator) {
        return operator instanceof Global;
    }
}
