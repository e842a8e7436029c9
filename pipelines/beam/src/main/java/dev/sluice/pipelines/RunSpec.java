package dev.sluice.pipelines;

import dev.sluice.connectors.OutputSchema;
import dev.sluice.operators.Mapper;
import dev.sluice.plan.Plan;
import dev.sluice.plan.SignalTable;
import dev.sluice.plan.Stages;
import dev.sluice.plan.Step;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every task of a run knows.
 *
 * @param runId names the run among those of one process
 * @param plan the plan
 * @param stages its document stages
 * @param signals every signal that the steps may set
 * @param work absolute path of the work folder
 */
record RunSpec(String runId, Plan plan, List<Stages.DocumentStage> stages, SignalTable signals, String work)
        implements Serializable {
    static RunSpec of(String runId, Plan plan, Path work) {
        return new RunSpec(
                runId, plan, List.copyOf(Stages.of(plan.steps())), SignalTable.of(plan.steps()), work.toString());
    }

    Store store() {
        return new LocalStore(Path.of(work));
    }

    Path asset(String name) {
        return plan.asset(name);
    }

    OutputSchema outputSchema() {
        return plan.output().schema(plan.inputs(), plan.steps());
    }

    /**
     * Whether side files may show the text of a document at a step: not before private data was removed, unless the
     * recipe allows it.
     */
    boolean showsText(int stepNumber) {
        if (plan.output().rejectedText()) {
            return true;
        }
        for (Step step : plan.steps()) {
            if (step.operator() instanceof Mapper mapper
                    && mapper.removesPrivateData()
                    && step.number() >= stepNumber) {
                return false;
            }
        }
        return true;
    }

    /** Steps by name. */
    Map<String, Step> stepsByName() {
        Map<String, Step> steps = new HashMap<>();
        plan.steps().forEach(step -> steps.put(step.name(), step));
        return steps;
    }

    static String documentStage(int number) {
        return "documents-" + number;
    }

    static String evidenceFolder(int stage, Stages.Deciding deciding) {
        return "stages/" + documentStage(stage) + "/evidence/" + deciding.step().name() + "-" + deciding.round();
    }

    /** Name of the stage that runs one pass over the evidence of a document stage. */
    static String passStage(int stage, Stages.Deciding deciding, int pass) {
        return "decide-" + stage + "-" + deciding.step().name() + "-" + deciding.round() + "-" + pass;
    }

    /** Where the driver writes which runs hold the decisions. */
    static String decisionsPath(int stage, Stages.Deciding deciding) {
        return "decisions/" + stage + "-" + deciding.step().name() + "-" + deciding.round() + ".json";
    }

    /** Name of the stage that chooses what a review looks at again. */
    static String reviewStage(int stage, Stages.Deciding deciding) {
        return "review-" + stage + "-" + deciding.step().name();
    }

    /** Name of the stage that sums a review up. */
    static String conclusionStage(int stage, Stages.Deciding deciding) {
        return "conclude-" + stage + "-" + deciding.step().name();
    }

    /** Where the driver writes which runs hold the choice and the notes of a review. */
    static String reviewPath(int stage, Stages.Deciding deciding) {
        return "reviews/" + stage + "-" + deciding.step().name() + ".json";
    }

    static String fatesPath(int stage, int partition) {
        return "stages/" + documentStage(stage) + "/fates/" + partition;
    }

    static String idsPath(int stage, int partition) {
        return "stages/" + documentStage(stage) + "/ids/" + partition;
    }

    static String recordPath(String stage, int task) {
        return "tasks/" + stage + "/" + task + ".json";
    }

    static String manifestPath(String stage) {
        return "manifests/" + stage + ".json";
    }
}
