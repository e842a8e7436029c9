package dev.sluice.benchmarks.loop;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.operators.Document;
import dev.sluice.plan.Input;
import dev.sluice.plan.Plan;
import dev.sluice.recipes.Overrides;
import dev.sluice.recipes.RecipeReader;
import dev.sluice.recipes.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A recipe and its input, read by one thread from the first file to the last. */
final class Recipe {
    private final Plan plan;
    private final List<Path> files;

    private Recipe(Plan plan, List<Path> files) {
        this.plan = plan;
        this.files = files;
    }

    /** Opens a recipe with the files of a folder as its input. */
    static Recipe open(Path recipe, Path input) throws IOException {
        Registry registry = Registry.load(Recipe.class.getClassLoader());
        RecipeReader.Result result = new RecipeReader(registry, System.getenv())
                .read(recipe, Overrides.none().input(input));
        Plan plan = result.plan();
        if (plan == null) {
            throw new IOException("cannot use " + recipe + ": " + result.faults());
        }
        List<Path> files = new ArrayList<>();
        try (var list = Files.newDirectoryStream(input, "part-*")) {
            list.forEach(files::add);
        }
        files.sort(null);
        return new Recipe(plan, files);
    }

    Plan plan() {
        return plan;
    }

    /** Takes documents in their order. */
    @FunctionalInterface
    interface Consumer {
        void accept(Document document) throws IOException;
    }

    /** Reads all documents. */
    void read(Consumer consumer) throws IOException {
        Input input = plan.inputs().get(0);
        long sequence = 0;
        for (Path file : files) {
            String name = file.getFileName().toString();
            Slice slice = Slice.whole(name, Files.size(file));
            try (RecordReader reader = input.format()
                    .open(
                            Blob.ofFile(file, name),
                            slice,
                            input.mapping(),
                            plan.options().limits())) {
                for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                    if (item instanceof RecordReader.Item.Good good) {
                        consumer.accept(good.document().withSequence(sequence++));
                    }
                }
            }
        }
    }
}
