package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.AssetException;
import dev.sluice.operators.Catalog;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fault;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Global;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.LimitException;
import dev.sluice.operators.Node;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.RandomOperators;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Plan;
import dev.sluice.plan.Step;
import dev.sluice.plan.StepException;
import dev.sluice.recipes.Overrides;
import dev.sluice.recipes.RecipeReader;
import dev.sluice.recipes.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every parameter of every operator is given nonsense: it is refused at its place in the recipe, by its name, or the
 * operator works with it.
 */
class HostileParametersTest {
    /** Values as they stand in a recipe. */
    private static final List<String> HOSTILE = List.of(
            "true",
            "~",
            "\"\"",
            "\" \"",
            "word",
            "-1",
            "0",
            "1",
            "0.1",
            "3.7",
            "100",
            "-0.0",
            "1e308",
            "-1e308",
            "1e-320",
            "2147483647",
            "-2147483648",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            ".nan",
            ".inf",
            "-.inf",
            "NaN",
            "Infinity",
            "0x10",
            "1_000",
            "2001-01-01",
            "[]",
            "[[]]",
            "[~]",
            "[\"\"]",
            "[1, 2]",
            "[word, word]",
            "[-1]",
            "[2147483647]",
            "{}",
            "{a: {b: 1}}",
            "{a: b}",
            "{\"\": \"\"}",
            "[{a: b}]",
            "\"(\"",
            "\"[a\"",
            "\"a{2000}\"",
            "\"\\\\\"",
            "\"\\0\"",
            "\"'a\"",
            "\"((((((((((\"",
            "\"field.\"",
            "\".\"",
            "\"a..b\"",
            "no/such/file",
            ".",
            "\"../../../../../../../etc\"",
            "asset:none",
            "empty",
            "noise",
            "PT0S",
            "-PT1S",
            "P9999999D",
            "0B",
            "1B",
            "9999999999GB",
            "'" + "x".repeat(20_000) + "'");

    @TempDir
    private static Path folder;

    private final Registry registry = Registry.load(HostileParametersTest.class.getClassLoader());

    @TestFactory
    Stream<DynamicTest> areRefusedOrWork() throws IOException {
        Files.write(folder.resolve("empty"), new byte[0]);
        byte[] noise = new byte[3000];
        new java.util.Random(1).nextBytes(noise);
        Files.write(folder.resolve("noise"), noise);
        Files.writeString(folder.resolve("in.jsonl"), "{\"text\": \"a\"}\n");
        List<Class<? extends Operator>> types = new ArrayList<>();
        for (Catalog catalog : ServiceLoader.load(Catalog.class)) {
            if (catalog.getClass().getPackageName().startsWith("dev.sluice.operators")) {
                types.addAll(catalog.operators());
            }
        }
        return types.stream().map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> test(type)));
    }

    private void test(Class<? extends Operator> type) {
        RandomOperators operators = RandomOperators.of(type);
        List<String> problems = new ArrayList<>();
        for (Spec.Parameter parameter : Spec.of(type).parameters()) {
            for (String value : HOSTILE) {
                for (Node.Mapping example : bases(operators, parameter.name())) {
                    Map<String, String> given = written(operators, example);
                    given.put(parameter.name(), value);
                    String problem = problem(operators.name(), parameter.name(), given);
                    if (problem != null) {
                        problems.add(given.toString().replaceAll("(.)\\1{99,}", "$1...") + " " + problem);
                    }
                }
            }
        }
        problems.addAll(swapped(type, operators));
        assertThat(problems).isEmpty();
    }

    /** Lower limits above their upper ones. */
    private List<String> swapped(Class<? extends Operator> type, RandomOperators operators) {
        List<String> problems = new ArrayList<>();
        List<Spec.Parameter> parameters = Spec.of(type).parameters();
        for (Spec.Parameter low : parameters) {
            for (Spec.Parameter high : parameters) {
                if (low.name().startsWith("min")
                        && high.name().equals("max" + low.name().substring(3))) {
                    boolean fraction = low.typeDescription().equals("number");
                    Map<String, String> given =
                            written(operators, operators.givens().get(0));
                    given.put(low.name(), fraction ? "0.9" : "3");
                    given.put(high.name(), fraction ? "0.1" : "2");
                    RecipeReader.Result read = read(operators.name(), given);
                    if (read.plan() != null
                            || read.faults().stream()
                                    .noneMatch(fault -> fault.toString().contains(high.name()))) {
                        problems.add(given + " gives " + read.faults());
                    }
                }
            }
        }
        return problems;
    }

    private Map<String, String> written(RandomOperators operators, Node.Mapping example) {
        Map<String, String> given = new LinkedHashMap<>();
        for (Node.Entry entry : example.entries()) {
            copyFiles(operators, entry.value());
            given.put(entry.key().text(), written(entry.value()));
        }
        return given;
    }

    private RecipeReader.Result read(String operator, Map<String, String> given) {
        StringBuilder step = new StringBuilder();
        given.forEach((name, value) -> step.append(step.isEmpty() ? "" : ", ")
                .append(name)
                .append(": ")
                .append(value));
        String yaml = "input: {format: jsonl, path: in.jsonl}\nsteps:\n  - " + operator + ": {" + step
                + "}\noutput: {format: jsonl, path: out}\n";
        return new RecipeReader(registry, Map.of()).read("recipe.yaml", yaml, folder, Overrides.none());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exact_dedup | field: '' | field names '', expected the name of a signal, label or field
            exact_dedup | group_field: field. | group_field names 'field.', expected the name of a signal, label or field
            select_fields | drop: [''] | drop names '', expected the name of a field
            statistics | by: [~] | by is null, expected string
            url_filter | url_files: ~ | url_files is null, expected string
            url_filter | url_files: [''] | url_files is empty, expected a path
            c4_bad_words | file: "a\\0" | file is no path on this machine: Nul character not allowed
            rename_fields | names: {a: ~} | names holds null, expected string
            keep_if | expression: 3 | expression is '3', which is no condition
            gopher_repetition | top_n_grams: [0.2, -1] | top_n_grams holds a share below 0
            importance_weights | buckets: 2147483647 | buckets is 2147483647, must be at most 10000000
            extract_html | title_field: '' | title_field is blank, expected the name of a field
            """)
    void nonsenseIsRefused(String operator, String given, String message) {
        String yaml = "input: {format: jsonl, path: in.jsonl}\nsteps:\n  - " + operator + ": {" + given
                + "}\noutput: {format: jsonl, path: out}\n";
        RecipeReader.Result read =
                new RecipeReader(registry, Map.of()).read("recipe.yaml", yaml, folder, Overrides.none());
        assertThat(read.faults())
                .anySatisfy(fault -> assertThat(fault.toString())
                        .matches("recipe.yaml:3:\\d+: .*")
                        .contains(message));
    }

    /** The first example, and the first that sets the parameter. */
    private static List<Node.Mapping> bases(RandomOperators operators, String parameter) {
        List<Node.Mapping> bases = new ArrayList<>(operators.givens().subList(0, 1));
        operators.givens().stream()
                .skip(1)
                .filter(given -> given.get(parameter) != null)
                .findFirst()
                .ifPresent(bases::add);
        return bases;
    }

    private static void copyFiles(RandomOperators operators, Node value) {
        if (value instanceof Node.Sequence list) {
            list.items().forEach(item -> copyFiles(operators, item));
        } else if (value instanceof Node.Scalar scalar && scalar.text().matches("[A-Za-z0-9_./-]+")) {
            if (RandomOperators.class.getResource("/examples/" + scalar.text()) != null) {
                assertThat(operators.assets(folder).apply(scalar.text())).exists();
            }
        }
    }

    private static String written(Node value) {
        if (value instanceof Node.Sequence list) {
            return "["
                    + String.join(
                            ", ",
                            list.items().stream()
                                    .map(HostileParametersTest::written)
                                    .toList()) + "]";
        }
        if (value instanceof Node.Mapping mapping) {
            return "{"
                    + String.join(
                            ", ",
                            mapping.entries().stream()
                                    .map(entry -> "\"" + entry.key().text() + "\": " + written(entry.value()))
                                    .toList())
                    + "}";
        }
        Node.Scalar scalar = (Node.Scalar) value;
        return scalar.quoted()
                ? '"'
                        + scalar.text()
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\t", "\\t")
                        + '"'
                : scalar.text();
    }

    private String problem(String operator, String parameter, Map<String, String> given) {
        String phase = "reading";
        try {
            RecipeReader.Result read = read(operator, given);
            Plan plan = read.plan();
            if (plan == null) {
                for (Fault fault : read.faults()) {
                    String prefix = "recipe.yaml:3:\\d+: step 1 '" + operator + "': ";
                    if (!fault.toString().matches("(?s)" + prefix + ".+")) {
                        return "is refused by " + fault;
                    }
                }
                boolean named = read.faults().stream()
                                .anyMatch(fault -> fault.toString().contains(parameter)
                                        || fault.message().startsWith("needs '"))
                        || given.get(parameter).equals("~"); // absent, so that another may be missing
                return named ? null : "is refused by " + read.faults() + ", which does not name " + parameter;
            }
            phase = "opening";
            return run(plan);
        } catch (LimitException | AssetException told) {
            return null;
        } catch (StepException told) {
            return told.getMessage().startsWith("recipe.yaml:3:") ? null : "fails without a place: " + told;
        } catch (Throwable cause) {
            StackTraceElement[] trace = cause.getStackTrace();
            return "fails " + phase + ": " + cause + " at " + (trace.length == 0 ? "" : trace[0])
                    + Stream.of(trace)
                            .filter(at -> at.getClassName().contains("sluice"))
                            .limit(2)
                            .toList();
        }
    }

    private static String run(Plan plan) {
        Step step = plan.steps().get(0);
        List<String> failures = new ArrayList<>();
        if (step.operator() instanceof Global global) {
            Resources resources = Chain.resources(step, 7, plan::asset);
            InMemory.apply(global, resources, documents());
            InMemory.review(global, resources, documents());
            return null;
        }
        Chain chain = Chain.open(plan.steps(), 7, plan::asset, new Chain.Sink() {
            @Override
            public void kept(Document document) {}

            @Override
            public void dropped(Document document, Step by, String reason) {}

            @Override
            public void failed(Document document, Step by, Throwable cause) {
                if (!(cause instanceof IllegalArgumentException)) {
                    failures.add(document.id() + " fails: " + cause + " " + cause.getStackTrace()[0]);
                }
            }
        });
        documents().forEach(chain::accept);
        chain.finish();
        chain.counts().forEach(counts -> {
            if (counts.summary() != null) {
                counts.summary().toBytes();
                counts.summary().estimate();
            }
        });
        return failures.isEmpty() ? null : failures.get(0);
    }

    private static List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        List<String> texts = List.of(
                "",
                "a",
                "One sentence stands here. Another follows, and a third one!\nA line.\n\n- item\n\nOne sentence stands here.",
                "<p>Some <b>HTML</b> &amp; text</p> {x} \\section{a} \u4e2d\u6587\u3002 \ud83d\ude00");
        for (int i = 0; i < texts.size(); i++) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("url", "https://example.com/" + i);
            fields.put("list", List.of("a", "b"));
            fields.put("word", i % 2 == 0 ? "x" : i);
            documents.add(Document.of("d" + i, texts.get(i), Fields.of(fields), new Position("in", i)));
        }
        return documents;
    }
}
