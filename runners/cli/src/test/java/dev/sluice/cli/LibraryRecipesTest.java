package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plan.Plan;
import dev.sluice.recipes.Overrides;
import dev.sluice.recipes.RecipeReader;
import dev.sluice.recipes.RecipeTests;
import dev.sluice.recipes.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The ready recipes read without fault, and their own tests hold. Small models stand in for those that users name. */
class LibraryRecipesTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path EXAMPLES = ROOT.resolve("operators/models/src/main/resources/examples");
    private static final Path MODELS = ROOT.resolve("testdata/golden/models");
    private static final Map<String, String> MODEL_FILES = Map.of(
            "DCLM_MODEL", EXAMPLES.resolve("quality.bin").toString(),
            "LID_MODEL", MODELS.resolve("tiny_lid_hs.bin").toString(),
            "CCNET_MODEL", EXAMPLES.resolve("en.arpa").toString(),
            "CCNET_PIECES", MODELS.resolve("tiny.sp.model").toString());

    @TestFactory
    Stream<DynamicTest> recipesHold() throws IOException {
        Registry registry = Registry.load(LibraryRecipesTest.class.getClassLoader());
        try (Stream<Path> files = Files.list(ROOT.resolve("recipes/library"))) {
            List<Path> recipes = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            assertThat(recipes).isNotEmpty();
            return recipes.stream()
                    .map(recipe ->
                            DynamicTest.dynamicTest(recipe.getFileName().toString(), () -> holds(registry, recipe)));
        }
    }

    private static void holds(Registry registry, Path recipe) throws IOException {
        assertThat(Files.readAllLines(recipe).get(0))
                .isEqualTo("# yaml-language-server: $schema=../../docs/recipe.schema.json");
        RecipeReader.Result read = new RecipeReader(registry, MODEL_FILES).read(recipe, Overrides.none());
        assertThat(read.faults()).isEmpty();
        Plan plan = read.plan();
        assertThat(plan).isNotNull();
        assertThat(plan.name() + ".yaml").isEqualTo(recipe.getFileName().toString());
        assertThat(read.tests()).as("tests of the recipe").hasSizeGreaterThanOrEqualTo(2);
        for (RecipeTests.Outcome outcome : RecipeTests.run(plan, read.tests())) {
            assertThat(outcome.failures()).as(outcome.test().title()).isEmpty();
        }
    }
}
