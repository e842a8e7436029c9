package dev.sluice.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Fault;
import dev.sluice.plan.FilterGroup;
import dev.sluice.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeReaderTest {
    private static final String HEAD = "input: {format: jsonl, path: in.txt}\noutput: {format: jsonl, path: out}\n";

    @TempDir
    Path folder;

    private RecipeReader.Result read(String yaml) {
        return read(yaml, Map.of());
    }

    private RecipeReader.Result read(String yaml, Map<String, String> environment) {
        return new RecipeReader(Registry.load(RecipeReaderTest.class.getClassLoader()), environment)
                .read("bad.yaml", yaml, folder, Overrides.none());
    }

    private static List<String> messages(RecipeReader.Result read) {
        return read.faults().stream().map(Fault::toString).toList();
    }

    @Test
    void findsSevenFaultsInOnePass() {
        RecipeReader.Result read = read("""
                input: {format: jsonl, path: in.txt}
                steps:
                  - word_cuont
                  - word_count: {min_word: 3}
                  - word_count: {as: second, max_words: lots}
                  - word_count: {as: third, min_words: -1}
                  - word_count: {as: fourth, max_words: 10}
                  - keep_if: "character_count.characters > 3"
                output: {format: jsnl, path: out}
                """);

        assertThat(read.plan()).isNull();
        assertThat(messages(read))
                .containsExactly(
                        "bad.yaml:3:5: step 1: no operator named 'word_cuont'; did you mean 'word_count'?",
                        "bad.yaml:4:18: step 2 'word_count': no parameter 'min_word'; did you mean 'min_words'?;"
                                + " it takes min_words, max_words, words",
                        "bad.yaml:5:41: step 3 'word_count': max_words is 'lots', expected integer",
                        "bad.yaml:6:40: step 4 'word_count': min_words is -1, must be at least 0",
                        "bad.yaml:7:41: step 5 'word_count': max_words is 10, below min_words (50)",
                        "bad.yaml:8:14: step 6 'keep_if': needs 'character_count.characters', which no step before it"
                                + " sets; no step before it sets any signal",
                        "bad.yaml:9:18: output: no format named 'jsnl', there are jsonl, none, redpajama; did you mean 'jsonl'?");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("", "is empty"),
                Arguments.of("[1, 2]", "is a list, expected a mapping"),
                Arguments.of("a: [", "bad.yaml:1:"),
                Arguments.of(HEAD + "name: !!java.lang.String x", "has the tag"),
                Arguments.of("a: !x y", "has the tag"),
                Arguments.of("a: &a [*a]", "bad.yaml:1:"),
                Arguments.of("[".repeat(5000), "deep"),
                Arguments.of("name: x\nname: y\n" + HEAD, "bad.yaml:2:1"),
                Arguments.of(HEAD + "stepz: []", "bad.yaml:3:1: recipe: has no part 'stepz'; did you mean 'steps'?"),
                Arguments.of(HEAD + "steps: {}", "bad.yaml:3:8: steps: is a mapping, expected a list"),
                Arguments.of(HEAD + "steps: [[word_count]]", "step 1: is a list, expected a name"),
                Arguments.of(HEAD + "steps: [{word_count: 1, keep_if: x}]", "has 2 names, expected one"),
                Arguments.of(HEAD + "steps: [word_count, word_count]", "tell them apart with as: NAME"),
                Arguments.of(HEAD + "steps: [{any_of: []}]", "expected a list of filters"),
                Arguments.of(HEAD + "steps: [{any_of: [fix_unicode]}]", "is no filter"),
                Arguments.of(HEAD + "steps: [{word_count: {measure: some}}]", "measure is not one of all, verdict"),
                Arguments.of(HEAD + "steps: [{word_count: 3.7}]", "min_words is '3.7', expected integer"),
                Arguments.of(HEAD + "steps: [keep_if]", "expression is missing"),
                Arguments.of(HEAD + "steps: [{keep_if: 'a >'}]", "bad.yaml:3:"),
                Arguments.of(
                        HEAD + "steps: [word_count, {keep_if: '1 < mean(word_count.words)'}]",
                        "bad.yaml:3:36: step 2 'keep_if': expression computes 'mean' over spans, and 'word_count.words'"
                                + " holds none"),
                Arguments.of(
                        HEAD + "steps: [{keep_if: 'share(rps_lines_num_words) > 1'}]",
                        "bad.yaml:3:20: step 1 'keep_if': expression has a fault: 'share' takes a condition"),
                Arguments.of(HEAD + "seed: x", "seed is no integer"),
                Arguments.of(HEAD + "options: {max_error_share: 2}", "max_error_share is 2, must be at most 1"),
                Arguments.of(HEAD + "options: {max_errorz: 2}", "did you mean 'max_errors'?"),
                Arguments.of(HEAD + "name: ${NO_SUCH}", "the variable NO_SUCH is not set"),
                Arguments.of(HEAD + "tests: [{text: a}]", "test 1: expects nothing"),
                Arguments.of(HEAD + "tests: [{text: a, drops: {word_count: x}}]", "which is no step"),
                Arguments.of(
                        "input: {format: jsonl, path: a, text: ''}\noutput: {format: jsonl, path: b}",
                        "bad.yaml:1:39: input: text is empty, expected the name of a field"),
                Arguments.of(
                        "input: {format: jsonl, path: a, id: ''}\noutput: {format: jsonl, path: b}",
                        "bad.yaml:1:37: input: id is empty; left out, the id is the hash of the text"),
                Arguments.of("input: {format: jsonl, path: a}", "output: is missing"),
                Arguments.of("output: {format: jsonl, path: a}", "input: is missing"),
                Arguments.of(
                        "input: {path: a.xyz}\noutput: {format: jsonl, path: b}", "no format is known for 'a.xyz'"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrong(String yaml, String message) {
        RecipeReader.Result read = read(yaml);

        assertThat(read.plan()).isNull();
        assertThat(String.join("\n", messages(read))).contains(message);
    }

    @Test
    void boundsAliases() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            yaml.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(8) + "x]\n");
        }

        assertThat(read(yaml.toString()).faults()).isNotEmpty();
    }

    @Test
    void refusesLongFiles() {
        assertThat(messages(read("#" + "x".repeat(3_000_001))))
                .singleElement()
                .asString()
                .contains("longer than");
    }

    @Test
    void readsAPlan() throws IOException {
        Path file = Files.writeString(folder.resolve("good.yaml"), """
                name: ${NAME:good}
                seed: 7
                input: {format: jsonl, path: [in/*.txt, "${DIR}/more.txt"], skip: 1, limit: 10}
                steps:
                  - word_count: 3
                  - any_of:
                      - character_count: {min_characters: 5, measure: all}
                      - keep_if: "word_count.words > 1"
                output: {format: jsonl, path: out, shard_bytes: 2MB, rejects: all}
                tests:
                  - {text: "${not} a variable", drops: word_count}
                """);
        RecipeReader.Result read = new RecipeReader(
                        Registry.load(RecipeReaderTest.class.getClassLoader()), Map.of("DIR", "/data"))
                .read(file, Overrides.none());

        assertThat(messages(read)).isEmpty();
        Plan plan = read.plan();
        assertThat(plan).isNotNull();
        assertThat(plan.name()).isEqualTo("good");
        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.inputs().get(0).patterns())
                .containsExactly(folder.resolve("in/*.txt").toString(), "/data/more.txt");
        assertThat(plan.output().shardBytes()).isEqualTo(2_000_000);
        assertThat(plan.steps()).extracting(step -> step.name()).containsExactly("word_count", "any_of");
        assertThat(plan.steps().get(1).operator()).isInstanceOfSatisfying(FilterGroup.class, group -> {
            assertThat(group.mode()).isEqualTo(FilterGroup.Mode.ANY_OF);
            assertThat(group.members().get(0).measureAll()).isTrue();
        });
        assertThat(plan.canonical()).contains("min_words: 3");
    }

    @Test
    void letsFiltersSayWhatTheyWouldDrop() throws IOException {
        Path file = Files.writeString(folder.resolve("observe.yaml"), HEAD + """
                steps:
                  - word_count: {min_words: 3, drop: false}
                  - keep_if: "word_count.words < 9"
                  - none_of: [{character_count: {min_characters: 20}}]
                tests:
                  - {text: "two words", keeps: true, signals: {word_count.words: 2, word_count.drop_reason: too_few_words}}
                  - {text: "three short words", keeps: true}
                  - {text: "words that are twenty characters long", drops: {none_of: one_keeps}}
                """);
        RecipeReader.Result read = new RecipeReader(Registry.load(RecipeReaderTest.class.getClassLoader()), Map.of())
                .read(file, Overrides.none());

        assertThat(messages(read)).isEmpty();
        assertThat(read.plan().canonical()).contains("# drop nothing").contains("none_of");
        assertThat(RecipeTests.run(read.plan(), read.tests()))
                .allSatisfy(outcome -> assertThat(outcome.failures()).isEmpty());
        assertThat(messages(read(HEAD + "steps: [{fix_unicode: {drop: false}}, {any_of: [{word_count: {drop: no}}]}]")))
                .hasSize(2)
                .allMatch(message -> message.contains("drop is for filters outside of groups"));
    }

    @Test
    void setsParametersOfStepsWrittenAsTheirMainParameterAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("set.yaml"), HEAD + "steps: [{word_count: 3}]");
        RecipeReader.Result read = new RecipeReader(Registry.load(RecipeReaderTest.class.getClassLoader()), Map.of())
                .read(file, Overrides.none().set("word_count.max_words=9"));

        assertThat(messages(read)).isEmpty();
        assertThat(read.plan().canonical()).contains("word_count: {min_words: 3, max_words: 9, words: whitespace}");
    }

    static Stream<Arguments> placesOfOutputs() {
        return Stream.of(
                Arguments.of("data", "data/out", "inside the input"),
                Arguments.of("data/**/*.txt", "data/out", "inside the input"),
                Arguments.of("data/*.txt", "data", "which holds the input"),
                Arguments.of("data/*.txt", "data/out", ""),
                Arguments.of("data", "database", ""));
    }

    @ParameterizedTest
    @MethodSource("placesOfOutputs")
    void keepsInputsAndOutputsApart(String in, String out, String message) throws IOException {
        Files.createDirectories(folder.resolve("data"));
        RecipeReader.Result read =
                read("input: {format: jsonl, path: '%s'}\noutput: {format: jsonl, path: %s}\n".formatted(in, out));

        if (message.isEmpty()) {
            assertThat(messages(read)).isEmpty();
        } else {
            assertThat(messages(read))
                    .singleElement()
                    .asString()
                    .startsWith("bad.yaml:2:9: output: path is ")
                    .contains(message);
        }
    }

    @Test
    void includesStepsOfOtherFiles() throws IOException {
        Files.createDirectories(folder.resolve("common"));
        Files.writeString(
                folder.resolve("common/short.yaml"), "- word_count: {min_words: 3}\n- include: ../more.yaml\n");
        Files.writeString(
                folder.resolve("more.yaml"), HEAD + "name: more\nsteps:\n  - keep_if: 'word_count.words > ${N}'\n");
        Path file = Files.writeString(
                folder.resolve("main.yaml"),
                HEAD + """
                steps:
                  - normalize_whitespace
                  - include: common/short.yaml
                  - any_of:
                      - include: more.yaml
                """.replace("      - include: more.yaml", "      - character_count: 2"));
        RecipeReader.Result read = new RecipeReader(
                        Registry.load(RecipeReaderTest.class.getClassLoader()), Map.of("N", "4"))
                .read(file, Overrides.none().set("word_count.min_words=5"));

        assertThat(messages(read)).isEmpty();
        assertThat(read.plan().steps())
                .extracting(step -> step.name())
                .containsExactly("normalize_whitespace", "word_count", "keep_if", "any_of");
        assertThat(read.plan().canonical()).contains("min_words: 5", "word_count.words > 4");
    }

    static Stream<Arguments> faultsOfIncludes() {
        return Stream.of(
                Arguments.of("- include: missing.yaml", "main.yaml:4:14: include: there is no file"),
                Arguments.of("- include: [a, b]", "main.yaml:4:14: include: is a list, expected the path of a file"),
                Arguments.of("- include: main.yaml", "main.yaml:4:14: include: includes itself"),
                Arguments.of("- include: loop.yaml", "loop.yaml:1:12: include: includes itself"),
                Arguments.of("- include: nothing.yaml", "nothing.yaml:1:1: include: holds no steps"),
                Arguments.of(
                        "- include: sub/wrong.yaml", "sub/wrong.yaml:2:18: step 2 'word_count': no parameter 'min'"),
                Arguments.of("- include: broken.yaml", "broken.yaml:1:"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfIncludes")
    void namesTheFileWhereAnIncludedStepIsWrong(String step, String message) throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("loop.yaml"), "- include: loop.yaml\n");
        Files.writeString(folder.resolve("nothing.yaml"), "name: x\n");
        Files.writeString(folder.resolve("broken.yaml"), "[");
        Files.writeString(folder.resolve("sub/wrong.yaml"), "- normalize_whitespace\n- word_count: {  min: 3}\n");
        Path file = Files.writeString(folder.resolve("main.yaml"), HEAD + "steps:\n  " + step + "\n");
        RecipeReader.Result read = new RecipeReader(Registry.load(RecipeReaderTest.class.getClassLoader()), Map.of())
                .read(file, Overrides.none());

        assertThat(read.plan()).isNull();
        assertThat(String.join("\n", messages(read))).contains(message);
    }

    @Test
    void refusesAnIdThatKeepsWhatAStepRemovesFromTheText() {
        String recipe = """
                input: {format: jsonl, path: in.txt, text: body, id: %s}
                steps: [mask_pii]
                output: {format: jsonl, path: out}
                """;
        assertThat(messages(read(recipe.formatted("body"))))
                .containsExactly(
                        "bad.yaml:1:8: input: id is the text itself, 'body', and step 1 'mask_pii' would remove"
                                + " private data from the text alone; leave id out: it is the hash of the text then");
        assertThat(messages(read(recipe.formatted("url")))).isEmpty();
    }

    @Test
    void runsTheTestsOfARecipe() {
        RecipeReader.Result read = read(HEAD + """
                steps:
                  - normalize_whitespace
                  - word_count: 3
                tests:
                  - {text: "one  two three", becomes: one two three, signals: {word_count.words: 3}}
                  - {text: one, drops: {word_count: too_few_words}}
                  - {text: one, drops: too_few_words}
                  - {documents: [{id: a, text: one}, {id: b, text: one two three}], survivors: [b]}
                  - {text: one, keeps: true}
                  - {text: one two three, drops: word_count}
                  - {text: one two three, becomes: other, signals: {word_count.words: 4}}
                """);
        assertThat(messages(read)).isEmpty();

        List<RecipeTests.Outcome> outcomes = RecipeTests.run(read.plan(), read.tests());

        assertThat(outcomes)
                .extracting(RecipeTests.Outcome::holds)
                .containsExactly(true, true, true, true, false, false, false);
        assertThat(outcomes.get(4).failures())
                .containsExactly("expected to keep, but dropped by [word_count: too_few_words]");
        assertThat(outcomes.get(6).failures()).hasSize(2);
    }

    @Test
    void spansMustBeOfTheTextThatIsEdited() {
        RecipeReader.Result read = read(HEAD + """
                steps:
                  - dolma_c4
                  - set_field: {as: label, name: seen, value: "true"}
                  - replace_spans: {as: right, spans: dolma_c4.lines_with_too_few_words}
                  - replace_spans: {as: late, spans: dolma_c4.lines_with_no_ending_punctuation}
                  - replace_spans: {as: other, spans: dolma_c4.line_count}
                  - replace_spans: {as: field, spans: field.spans}
                """);

        assertThat(messages(read))
                .containsExactly(
                        "bad.yaml:7:20: step 4 'replace_spans': needs 'dolma_c4.lines_with_no_ending_punctuation', but the"
                                + " step 'right' has changed the text since it was measured; measure it behind 'right'",
                        "bad.yaml:8:20: step 5 'replace_spans': needs spans, and 'dolma_c4.line_count' holds none");
    }
}
