package dev.sluice.recipes;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Example;
import dev.sluice.operators.Global;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Resources;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Plan;
import dev.sluice.plan.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code tests:} of a recipe: the very steps of the plan in the very chain that a run uses, on the documents of
 * each case, in memory and without an engine.
 */
public final class RecipeTests {
    private RecipeTests() {}

    /**
     * What a case gave.
     *
     * @param test the case
     * @param failures what is not as expected; empty when the case holds
     */
    public record Outcome(Example test, List<String> failures) {
        public Outcome {
            failures = List.copyOf(failures);
        }

        public boolean holds() {
            return failures.isEmpty();
        }
    }

    /** Runs every case. */
    public static List<Outcome> run(Plan plan, List<Example> tests) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Example test : tests) {
            outcomes.add(new Outcome(test, new Passage(plan).failures(test)));
        }
        return outcomes;
    }

    /** Where a document ended. */
    private record Drop(String step, String reason, Document document) {
        @Override
        public String toString() {
            return step + ": " + reason;
        }
    }

    /** The documents of one case on their way through the steps. */
    private static final class Passage implements Chain.Sink {
        private final Plan plan;
        private final Function<String, Path> assets;
        private final List<String> failures = new ArrayList<>();
        private final Map<String, Drop> dropped = new LinkedHashMap<>();
        private List<Document> left = new ArrayList<>();

        Passage(Plan plan) {
            this.plan = plan;
            this.assets = plan::asset;
        }

        @Override
        public void kept(Document document) {
            left.add(document);
        }

        @Override
        public void dropped(Document document, Step step, String reason) {
            dropped.put(document.id(), new Drop(step.name(), reason, document));
        }

        @Override
        public void failed(Document document, Step step, Throwable cause) {
            failures.add("step " + step.number() + " '" + step.name() + "' fails on " + document.id() + ": " + cause);
        }

        List<String> failures(Example test) {
            List<Document> documents = new ArrayList<>();
            for (Document document : test.documents()) {
                documents.add(document.withSequence(documents.size()));
            }
            pass(documents);
            if (test.keeps() && !dropped.isEmpty()) {
                failures.add("expected to keep, but dropped by " + dropped.values());
            }
            if (test.drops() != null) {
                checkDrop(test.drops());
            }
            List<String> texts = left.stream().map(Document::text).toList();
            if (test.becomes() != null && !test.becomes().equals(texts)) {
                failures.add("expected " + test.becomes() + ", but became " + texts + because());
            }
            List<String> ids = left.stream().map(Document::id).toList();
            if (test.survivors() != null && !test.survivors().equals(ids)) {
                failures.add("expected the survivors " + test.survivors() + ", but they are " + ids + because());
            }
            checkSignals(test);
            return failures;
        }

        private String because() {
            if (dropped.isEmpty()) {
                return "";
            }
            List<String> why = new ArrayList<>();
            dropped.forEach((id, drop) -> why.add(id + " by " + drop));
            return " (dropped: " + String.join(", ", why) + ")";
        }

        private void pass(List<Document> documents) {
            List<Step> steps = plan.steps();
            left = documents;
            int at = 0;
            while (at < steps.size()) {
                Step step = steps.get(at);
                if (step.operator() instanceof Global global) {
                    decide(step, global);
                    at++;
                    continue;
                }
                int end = at;
                while (end < steps.size() && !(steps.get(end).operator() instanceof Global)) {
                    end++;
                }
                List<Document> before = left;
                left = new ArrayList<>();
                Chain chain = Chain.open(steps.subList(at, end), plan.seed(), assets, this);
                before.forEach(chain::accept);
                chain.finish();
                at = end;
            }
        }

        private void decide(Step step, Global global) {
            Resources resources = Chain.resources(step, plan.seed(), assets);
            List<Document> before = left;
            left = InMemory.apply(global, resources, before);
            List<@Nullable Decision> decisions = InMemory.decide(global, resources, before);
            for (int i = 0; i < before.size(); i++) {
                Decision decision = decisions.get(i);
                if (decision != null && decision.reason() != null) {
                    dropped(before.get(i), step, Chain.nameOf(decision.reason()));
                }
            }
        }

        private void checkDrop(Example.Drop expected) {
            String wanted = expected.step() == null ? expected.name() : expected.step() + ": " + expected.name();
            if (dropped.isEmpty()) {
                failures.add("expected to drop by " + wanted + ", but kept");
                return;
            }
            for (Drop drop : dropped.values()) {
                boolean as = expected.step() == null
                        ? expected.name().equals(drop.step()) || expected.name().equals(drop.reason())
                        : expected.step().equals(drop.step()) && expected.name().equals(drop.reason());
                if (!as) {
                    failures.add("expected to drop by " + wanted + ", but dropped by " + drop);
                }
            }
        }

        private void checkSignals(Example test) {
            List<Document> ends = new ArrayList<>(left);
            dropped.values().forEach(drop -> ends.add(drop.document()));
            test.signals().forEach((name, expected) -> {
                for (Document end : ends) {
                    Object value = end.value(name);
                    if (!Example.matches(expected, value)) {
                        failures.add("expected " + name + " to be " + expected + ", but it is " + value);
                    }
                }
            });
        }
    }
}
