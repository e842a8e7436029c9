package dev.sluice.benchmarks.loop;

import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.RecordWriter;
import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.Resources;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Plan;
import dev.sluice.plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The least that a recipe can cost: one thread reads, runs the per-document steps and writes, with the reader, the
 * operators and the writer that a run uses, and without stages, store, ledger, rejects and report.
 *
 * <p>Without an output the kept documents are counted and not written: what reading and the operators cost.
 *
 * <p>A recipe with global steps is read twice: first every document passes the steps before the first global one, and
 * each global step takes its evidence, which is dropped; then every document is read again and written. Nothing is
 * decided, so more is written than a run would write.
 */
public final class BareLoop {
    private BareLoop() {}

    /** Arguments: the recipe, the folder of the input, and the file to write, if any. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2 || arguments.length > 3) {
            System.err.println("usage: BareLoop RECIPE INPUT [OUTPUT]");
            System.exit(2);
        }
        Recipe recipe = Recipe.open(Path.of(arguments[0]), Path.of(arguments[1]));
        Path output = arguments.length == 3 ? Path.of(arguments[2]) : null;
        List<Step> before = new ArrayList<>();
        List<Step> globals = new ArrayList<>();
        List<Step> after = new ArrayList<>();
        for (Step step : recipe.plan().steps()) {
            if (step.operator() instanceof Global) {
                globals.add(step);
            } else {
                (globals.isEmpty() ? before : after).add(step);
            }
        }
        Counts counts = new Counts();
        if (globals.isEmpty()) {
            pass(recipe, before, output, counts);
        } else {
            sign(recipe, before, globals, counts);
            pass(recipe, after, output, counts);
        }
        System.out.println(counts.kept + " kept, " + counts.dropped + " dropped, " + counts.failed + " failed, "
                + counts.records + " records of evidence (" + Long.toHexString(counts.mixed) + ")");
    }

    private static final class Counts {
        private long kept;
        private long dropped;
        private long failed;
        private long records;
        private long mixed;
    }

    private static void sign(Recipe recipe, List<Step> steps, List<Step> globals, Counts counts) throws IOException {
        List<Global.Taker> takers = new ArrayList<>();
        for (Step step : globals) {
            Resources resources = Chain.resources(step, recipe.plan().seed(), Path::of);
            takers.add(((Global) step.operator()).rounds().get(0).evidence().open(resources));
        }
        Global.Records records = (table, words) -> {
            counts.records++;
            counts.mixed ^= words[0]; // so that no compiler finds the evidence unused
        };
        Chain chain = Chain.open(steps, recipe.plan().seed(), Path::of, new Sink(counts) {
            @Override
            public void kept(Document document) {
                for (Global.Taker taker : takers) {
                    taker.take(document, document.sequence(), Global.SoFar.NOTHING, records);
                }
            }
        });
        recipe.read(chain::accept);
        chain.finish();
    }

    private static void pass(Recipe recipe, List<Step> steps, @Nullable Path output, Counts counts) throws IOException {
        Plan plan = recipe.plan();
        OutputSchema schema = new OutputSchema("text", "id", plan.output().fields(), Map.of());
        try (RecordWriter writer =
                output == null ? null : plan.output().format().open(Files.newOutputStream(output), schema)) {
            Chain chain = Chain.open(steps, plan.seed(), Path::of, new Sink(counts) {
                @Override
                public void kept(Document document) {
                    counts.kept++;
                    document.signals().forEach((name, value) -> counts.mixed += value.hashCode());
                    try {
                        if (writer != null) {
                            writer.write(document);
                        }
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                }
            });
            recipe.read(chain::accept);
            chain.finish();
        }
    }

    private abstract static class Sink implements Chain.Sink {
        private final Counts counts;

        Sink(Counts counts) {
            this.counts = counts;
        }

        @Override
        public void dropped(Document document, Step step, String reason) {
            counts.dropped++;
        }

        @Override
        public void failed(Document document, Step step, Throwable cause) {
            counts.failed++;
        }
    }
}
