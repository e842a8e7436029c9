package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Catalog;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Global;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Position;
import dev.sluice.operators.Signals;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Documents;
import dev.sluice.operators.testkit.RandomOperators;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random recipes of random operators with random valid parameters over nasty texts: no operator throws, a second run
 * gives the same, and a fused chain gives what its steps give one at a time.
 *
 * <p>{@code -Dsluice.random.recipes=N} draws more recipes, {@code -Dsluice.random.seed=N} other ones; a failure names the
 * seed of its recipe.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomChainsTest {
    private static final int RECIPES = Integer.getInteger("sluice.random.recipes", 1000);
    private static final long SEED = Long.getLong("sluice.random.seed", 1);
    private static final int MOST_STEPS = 6;
    private static final int DOCUMENTS = 8;
    private static final int MOST_CHARACTERS = 1500;

    /** Operators that are set as in their examples only, with the reason. */
    private static final Map<String, String> AS_IN_EXAMPLES =
            Map.of("bloom_dedup", "a stored filter holds for the parameters it was made with");

    /** Operators that fail documents by definition, with the reason. */
    private static final Map<String, String> MAY_FAIL = Map.of();

    @TempDir
    Path folder;

    private final Map<String, RandomOperators> operators = new LinkedHashMap<>();
    private final List<String> texts = new ArrayList<>();

    @BeforeAll
    void collect() {
        for (Catalog catalog : ServiceLoader.load(Catalog.class)) {
            // What plug-ins of other tests do is wrong on purpose.
            if (!catalog.getClass().getPackageName().startsWith("dev.sluice.operators")) {
                continue;
            }
            for (Class<? extends Operator> type : catalog.operators()) {
                RandomOperators one = RandomOperators.of(type);
                operators.put(one.name(), one);
                one.texts().forEach(text -> texts.add(cut(text)));
            }
        }
        Documents.nasty().values().forEach(text -> texts.add(cut(text)));
        assertThat(operators.keySet()).containsAll(AS_IN_EXAMPLES.keySet()).containsAll(MAY_FAIL.keySet());
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(MOST_CHARACTERS, text.length()));
    }

    @Test
    void randomRecipesHold() {
        for (int i = 0; i < RECIPES; i++) {
            long seed = SEED * 1_000_003 + i;
            List<Step> steps = steps(new Random(seed));
            String what = "sluice.random.seed " + SEED + ", recipe " + i + ": " + describe(steps);
            List<String> fused;
            try {
                fused = run(steps, documents(new Random(seed)), false);
                assertThat(run(steps, documents(new Random(seed)), false))
                        .as("again: " + what)
                        .isEqualTo(fused);
                assertThat(run(steps, documents(new Random(seed)), true))
                        .as("one step at a time: " + what)
                        .isEqualTo(fused);
            } catch (RuntimeException cause) {
                throw new AssertionError(what + ": " + cause, cause);
            }
        }
    }

    private List<Step> steps(Random random) {
        List<RandomOperators> all = List.copyOf(operators.values());
        List<Step> steps = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_STEPS);
        for (int i = 1; i <= count; i++) {
            RandomOperators one = all.get(random.nextInt(all.size()));
            Operator operator = AS_IN_EXAMPLES.containsKey(one.name()) ? one.example(random) : one.draw(random);
            steps.add(new Step(i, one.name() + "_" + i, operator, random.nextBoolean(), "random:" + i + ":1"));
        }
        return steps;
    }

    private List<Document> documents(Random random) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
            if (random.nextBoolean()) {
                text.append('\n').append(texts.get(random.nextInt(texts.size())));
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("url", "https://www.example" + random.nextInt(3) + ".co.uk/a/b?c=" + i);
            fields.put("source", i % 2 == 0 ? "a" : "b");
            documents.add(Document.of("doc-" + i, text.toString(), Fields.of(fields), new Position("in", i)));
        }
        return documents;
    }

    /** Every fate as text, in order; steps that compare documents run over what the steps before left. */
    private List<String> run(List<Step> steps, List<Document> documents, boolean oneAtATime) {
        List<String> fates = new ArrayList<>();
        List<Document> left = documents;
        int from = 0;
        while (from < steps.size()) {
            int to = from;
            while (to < steps.size() && !(steps.get(to).operator() instanceof Global) && !(oneAtATime && to > from)) {
                to++;
            }
            if (to > from) {
                left = chain(steps.subList(from, to), left, fates);
                from = to;
            } else {
                Step step = steps.get(from);
                Function<String, Path> assets = assets(step);
                left = InMemory.apply((Global) step.operator(), Chain.resources(step, 7, assets), left);
                from++;
            }
        }
        left.forEach(document -> fates.add("kept " + describe(document)));
        fates.sort(null); // steps one at a time meet the documents in another order
        return fates;
    }

    private List<Document> chain(List<Step> steps, List<Document> documents, List<String> fates) {
        List<Document> kept = new ArrayList<>();
        Map<String, Function<String, Path>> assets = new LinkedHashMap<>();
        steps.forEach(step -> assets.put(step.name(), assets(step)));
        Function<String, Path> any = name -> {
            for (Function<String, Path> one : assets.values()) {
                try {
                    return one.apply(name);
                } catch (IllegalArgumentException notOfThisStep) {
                    // Another step names it.
                }
            }
            throw new IllegalArgumentException("no asset " + name);
        };
        Chain chain = Chain.open(steps, 7, any, new Chain.Sink() {
            @Override
            public void kept(Document document) {
                kept.add(document);
            }

            @Override
            public void dropped(Document document, Step step, String reason) {
                fates.add("dropped by " + step.name() + " for " + reason + " " + describe(document));
            }

            @Override
            public void failed(Document document, Step step, Throwable cause) {
                if (!MAY_FAIL.containsKey(operatorOf(step))) {
                    throw new IllegalStateException(step.name() + " failed on " + describe(document), cause);
                }
                fates.add("failed in " + step.name() + " " + describe(document));
            }
        });
        documents.forEach(document -> chain.accept(fresh(document)));
        chain.finish();
        return kept;
    }

    /** The document without the views computed so far. */
    private static Document fresh(Document document) {
        return document.withText(document.text() + " ").withText(document.text());
    }

    private Function<String, Path> assets(Step step) {
        RandomOperators one = operators.get(operatorOf(step));
        return one == null ? name -> folder.resolve(name) : one.assets(folder);
    }

    private static String operatorOf(Step step) {
        return step.operator().getClass().getAnnotation(Operator.Info.class).name();
    }

    private static String describe(Document document) {
        Signals signals = document.signals();
        return document.id() + " " + document.fieldChanges() + " " + signals + " " + document.text();
    }

    private static String describe(List<Step> steps) {
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            lines.add(operatorOf(step) + ": "
                    + Spec.of(step.operator().getClass()).print(step.operator()));
        }
        return lines.toString();
    }
}
