package dev.sluice.benchmarks.loop;

import dev.sluice.operators.Document;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Step;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What each further step of a recipe adds to the cost of reading and its first step: the first step alone, with one
 * further step, and with all of them. Documents go through both in turns of a few milliseconds, since how fast a shared
 * machine is changes within seconds; which has which turn is swapped, so both see all documents. The median and the
 * quartiles of all rounds are told. The input should be small, some megabytes, and the rounds many.
 */
public final class StepCosts {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** How many documents go through a chain before it is the other's turn. */
    private static final int TOGETHER = 50;

    /** Rounds that only get the code compiled. */
    private static final int WARM_UP = 3;

    private StepCosts() {}

    /** Arguments: the recipe, the folder of the input, and the number of rounds (30). */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2 || arguments.length > 3) {
            System.err.println("usage: StepCosts RECIPE INPUT [ROUNDS]");
            System.exit(2);
        }
        Recipe recipe = Recipe.open(Path.of(arguments[0]), Path.of(arguments[1]));
        int rounds = arguments.length == 3 ? Integer.parseInt(arguments[2]) : 30;
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
        double[][] added = new double[chains.size() - 1][rounds];
        long firstAlone = Long.MAX_VALUE;
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int i = 0; i < added.length; i++) {
                long[] nanos = new long[2];
                run(recipe, List.of(chains.get(0), chains.get(i + 1)), nanos, 0);
                run(recipe, List.of(chains.get(0), chains.get(i + 1)), nanos, 1);
                if (round >= 0) {
                    added[i][round] = (double) nanos[1] / nanos[0] - 1;
                    firstAlone = Math.min(firstAlone, nanos[0]);
                }
            }
        }
        System.out.println(String.format(Locale.ROOT, "%-22s %6.2f CPU s", names.get(0), firstAlone / 1e9));
        for (int i = 0; i < added.length; i++) {
            Arrays.sort(added[i]);
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-22s %+6.1f %%  (%+.1f to %+.1f)",
                    names.get(i + 1),
                    100 * quantile(added[i], 0.5),
                    100 * quantile(added[i], 0.25),
                    100 * quantile(added[i], 0.75)));
        }
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Sends each so many documents through one chain and the next through the other; adds up what both took. */
    private static void run(Recipe recipe, List<List<Step>> pair, long[] nanos, int first) throws IOException {
        List<Chain> chains = new ArrayList<>();
        for (List<Step> steps : pair) {
            chains.add(Chain.open(steps, recipe.plan().seed(), Path::of, new Nowhere()));
        }
        int[] documents = new int[1];
        long[] started = {THREADS.getCurrentThreadCpuTime()};
        recipe.read(document -> {
            int turn = documents[0] / TOGETHER + first;
            chains.get(turn % 2).accept(document);
            if (++documents[0] % TOGETHER == 0) {
                long now = THREADS.getCurrentThreadCpuTime();
                nanos[turn % 2] += now - started[0];
                started[0] = now;
            }
        });
        chains.forEach(Chain::finish);
    }

    private static final class Nowhere implements Chain.Sink {
        @Override
        public void kept(Document document) {}

        @Override
        public void dropped(Document document, Step step, String reason) {}

        @Override
        public void failed(Document document, Step step, Throwable cause) {}
    }
}
