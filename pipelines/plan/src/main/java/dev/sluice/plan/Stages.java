package dev.sluice.plan;

import dev.sluice.operators.Global;
import dev.sluice.operators.Operator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts the steps of a plan into stages. A document stage runs per-document steps over every partition; between two of
 * them, adjacent global operators decide in turn about what the former's evidence says. One that names a signal or label of
 * another of them begins a stage of its own, since evidence is taken before any of them has decided.
 */
public final class Stages {
    private Stages() {}

    /**
     * One round of a global step.
     *
     * @param step the step
     * @param round from 0
     */
    public record Deciding(Step step, int round) implements Serializable {
        public Global.Round rounds() {
            return ((Global) step.operator()).rounds().get(round);
        }

        /** Whether the round's decisions are the operator's last word; else they only inform its next round. */
        public boolean last() {
            return round == ((Global) step.operator()).rounds().size() - 1;
        }
    }

    /**
     * One reading of the documents.
     *
     * @param number from 0
     * @param decided what was decided about the evidence of the stage before, in order; applied before the own steps
     * @param steps per-document steps
     * @param deciding the rounds that take evidence behind the steps; empty in the last stage
     */
    public record DocumentStage(int number, List<Deciding> decided, List<Step> steps, List<Deciding> deciding)
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
        List<Deciding> decided = List.of();
        int at = 0;
        while (true) {
            List<Step> own = new ArrayList<>();
            while (at < steps.size() && !isGlobal(steps.get(at).operator())) {
                own.add(steps.get(at++));
            }
            List<Deciding> deciding = new ArrayList<>();
            Set<String> set = new HashSet<>();
            while (at < steps.size()
                    && isGlobal(steps.get(at).operator())
                    && (deciding.isEmpty() || !closes(deciding.get(deciding.size() - 1)))
                    && !namesAny(steps.get(at), set)) {
                Step step = steps.get(at++);
                deciding.add(new Deciding(step, 0));
                step.operator().signals().forEach(signal -> set.add(signal.qualified(step.name())));
            }
            stages.add(new DocumentStage(stages.size(), decided, own, deciding));
            if (deciding.isEmpty()) {
                return stages;
            }
            decided = deciding;
            Deciding open = deciding.get(deciding.size() - 1);
            while (!open.last()) {
                open = new Deciding(open.step(), open.round() + 1);
                stages.add(new DocumentStage(stages.size(), decided, List.of(), List.of(open)));
                decided = List.of(open);
            }
        }
    }

    /**
     * Operators of several rounds close their group, because their later rounds read the documents once more anyway; and
     * so do operators that edit, because what follows decides about what they leave.
     */
    private static boolean closes(Deciding deciding) {
        return !deciding.last() || ((Global) deciding.step().operator()).edits();
    }

    /**
     * Whether a step uses what steps before it of the same group set: documents have that only when they are read again, behind
     * the decisions.
     */
    private static boolean namesAny(Step step, Set<String> set) {
        return NamedFields.signalsOf(step).anyMatch(set::contains);
    }

    private static boolean isGlobal(Operator operator) {
        return operator instanceof Global;
    }
}
