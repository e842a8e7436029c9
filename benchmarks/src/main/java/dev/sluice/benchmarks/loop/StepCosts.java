package dev.sluice.benchmarks.loop;

import dev.sluice.operators.Document;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Step;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What each further step of a recipe adds to the cost of reading and its first step: the first step alone, with one
 * further step, and with all of them, in turn. The least CPU time of a thread counts.
 */
public final class StepCosts {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private StepCosts() {}

    /** Arguments: the recipe, the folder of the input, and the number of rounds (10). */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2 || arguments.length > 3) {
            System.err.println("usage: StepCosts RECIPE INPUT [ROUNDS]");
            System.exit(2);
        }
        Recipe recipe = Recipe.open(Path.of(arguments[0]), Path.of(arguments[1]));
        int rounds = arguments.length == 3 ? Integer.parseInt(arguments[2]) : 10;
        List<Step> steps = recipe.plan().steps();
        List<List<Step>> chains = new ArrayList<>();
        List<String> names = new ArrayList<>();
        chains.add(steps.subList(0, 1));
        names.add(steps.get(0).name());
        for (Step step : steps.subList(1, steps.size())) {
            List<Step> chain = new ArrayList<>(steps.subList(0, 1));
            for (Step before : steps) {
                if (step.operator().needs().stream().anyMatch(signal -> signal.startsWith(before.name() + "."))) {
                    chain.add(before);
                }
            }
            chain.add(step);
            chains.add(chain);
            names.add(step.name());
        }
        chains.add(steps);
        names.add("all");
        long[] least = new long[chains.size()];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < least.length; i++) {
                long nanos = nanos(recipe, chains.get(i));
                least[i] = least[i] == 0 ? nanos : Math.min(least[i], nanos);
            }
        }
        for (int i = 0; i < least.length; i++) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-22s %6.2f CPU s  %+6.1f %%",
                    names.get(i),
                    least[i] / 1e9,
                    100.0 * (least[i] - least[0]) / least[0]));
        }
    }

    private static long nanos(Recipe recipe, List<Step> steps) throws IOException {
        long started = THREADS.getCurrentThreadCpuTime();
        Chain chain = Chain.open(steps, recipe.plan().seed(), Path::of, new Chain.Sink() {
            @Override
            public void kept(Document document) {}

            @Override
            public void dropped(Document document, Step step, String reason) {}

            @Override
            public void failed(Document document, Step step, Throwable cause) {}
        });
        recipe.read(chain::accept);
        chain.finish();
        return THREADS.getCurrentThreadCpuTime() - started;
    }
}
