package dev.sluice.operators.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Catalog;
import dev.sluice.operators.Decision;
import dev.sluice.operators.Doc;
import dev.sluice.operators.Document;
import dev.sluice.operators.Example;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Global;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Node;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Threshold;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * What every operator promises, as tests: listed, described to the last reason and unit, valid by default, serializable, the same answer on every
 * call and in every thread, quiet on nasty texts, and true to its examples.
 *
 * <p>Use it in the operator's test class:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> honoursTheContract() {
 *     return OperatorContract.of(WordCount.class);
 * }
 * }</pre>
 */
public final class OperatorContract {
    private static final String SNAKE_CASE = "[a-z][a-z0-9]*(_[a-z0-9]+)*";
    private static final int THREADS = 4;

    private final Class<? extends Operator> type;
    private final Spec<? extends Operator> spec;
    private final String name;
    private final List<DynamicTest> tests = new ArrayList<>();

    private OperatorContract(Class<? extends Operator> type) {
        this.type = type;
        this.spec = Spec.of(type);
        Operator.Info info = type.getAnnotation(Operator.Info.class);
        assertThat(info).as("@Operator.Info of %s", type).isNotNull();
        this.name = info.name();
        test("is named and summarised", () -> describesItself(info));
        test("has a documentation comment, which its page shows", this::hasDoc);
        test("is listed in its catalog, in alphabetical order", this::isListed);
        test("documents its parameters", this::documentsParameters);
        test("has defaults within their ranges", this::hasValidDefaults);
        test("has examples", () -> ExampleFile.of(type, name));
        test("is serializable, comparable and prints as it reads", () -> onEach(this::survivesCopies));
        test("declares signals, reasons and thresholds", () -> onEach(this::declaresWhatItSays));
        test("answers nasty texts alike, again and in four threads", () -> onEach(this::answersAlike));
    }

    /** The tests of one operator. */
    public static Stream<DynamicTest> of(Class<? extends Operator> type) {
        OperatorContract contract = new OperatorContract(type);
        for (Example example : contract.examples()) {
            contract.test("example: " + example.title(), () -> contract.holds(example));
        }
        return contract.tests.stream();
    }

    private void test(String promise, Executable check) {
        tests.add(DynamicTest.dynamicTest(name + " " + promise, check));
    }

    /** The examples, or none when their own test fails. */
    private List<Example> examples() {
        try {
            return ExampleFile.of(type, name);
        } catch (AssertionError reportedByItsOwnTest) {
            return List.of();
        }
    }

    private void describesItself(Operator.Info info) {
        assertThat(info.name()).matches(SNAKE_CASE);
        assertThat(Spec.snakeCase(type.getSimpleName())).as("class name").isEqualTo(info.name());
        assertThat(info.summary())
                .as("summary: one sentence that starts with a verb, 'Keeps ...'")
                .matches("[A-Z][a-z]+s [^\\n]+\\.");
        assertThat(info.since()).matches("[0-9]+\\.[0-9]+");
        assertThat(type).isFinal();
    }

    private void hasDoc() {
        assertThat(Doc.of(type).text())
                .as(
                        "the documentation comment of %s; its module is compiled with sluice-operators-processor",
                        type.getSimpleName())
                .isNotBlank();
    }

    /** Whether every constant says what it means. */
    private static void haveDocs(String what, List<? extends Enum<?>> constants) {
        for (Enum<?> constant : constants) {
            assertThat(Doc.of(constant))
                    .as("the documentation comment of %s, of %s", constant.name(), what)
                    .isNotBlank();
        }
    }

    private void isListed() {
        int listed = 0;
        for (Catalog catalog : ServiceLoader.load(Catalog.class, type.getClassLoader())) {
            if (catalog.operators().contains(type)) {
                listed++;
                assertThat(catalog.operators().stream()
                                .map(one ->
                                        one.getAnnotation(Operator.Info.class).name())
                                .toList())
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
        }
        assertThat(listed)
                .as("catalogs in META-INF/services/dev.sluice.operators.Catalog that list %s", type.getSimpleName())
                .isEqualTo(1);
    }

    private void documentsParameters() {
        int mains = 0;
        for (Spec.Parameter parameter : spec.parameters()) {
            assertThat(parameter.name()).isNotIn("as", "measure");
            assertThat(parameter.name().equals("drop") && Filter.class.isAssignableFrom(type))
                    .as("a parameter drop of a filter, which is every filter's")
                    .isFalse();
            if (parameter.param().doc().contains("field.NAME")) {
                assertThat(parameter.param().names())
                        .as("names of %s, which takes fields", parameter.name())
                        .isNotEqualTo(Param.Names.NOTHING);
            }
            mains += parameter.param().main() ? 1 : 0;
        }
        assertThat(mains).as("parameters marked main").isLessThanOrEqualTo(1);
        documentsParameters(spec);
    }

    private static void documentsParameters(Spec<?> spec) {
        for (Spec.Parameter parameter : spec.parameters()) {
            assertThat(parameter.name()).matches(SNAKE_CASE);
            assertThat(parameter.param().doc())
                    .as("doc of %s", parameter.name())
                    .matches("(?s)[A-Z`].*\\.")
                    .doesNotContain("\n");
            if (parameter.name().endsWith("_ratio")) {
                assertThat(parameter.param().min())
                        .as("min of %s", parameter.name())
                        .isGreaterThanOrEqualTo(0);
            }
            haveDocs("parameter " + parameter.name(), parameter.choices());
            Spec<?> nested = parameter.nested();
            if (nested != null) {
                documentsParameters(nested);
            }
        }
    }

    private void hasValidDefaults() {
        if (byDefault() == null) {
            // What has to be given stands in examples; there the defaults of the others are bound.
            assertThat(subjects()).as("examples that give what has to be given").isNotEmpty();
        }
        subjects().forEach(spec::verify);
    }

    private Operator bind(Node.Mapping with) {
        List<String> faults = new ArrayList<>();
        Operator operator = bind(with, faults);
        assertThat(faults).isEmpty();
        assertThat(operator).isNotNull();
        return operator;
    }

    private @Nullable Operator bind(Node.Mapping with, List<String> faults) {
        return spec.bind(
                with, (place, parameter, message, hint) -> faults.add(place + " " + parameter + " " + message));
    }

    /** The operator with its defaults; null where a parameter, or one of several, has to be given. */
    private @Nullable Operator byDefault() {
        return bind(new Node.Mapping(List.of(), new Node.Place("defaults", 0, 0)), new ArrayList<>());
    }

    /** The operator with its defaults, where it has them all, and as its examples set it. */
    private Set<Operator> subjects() {
        Set<Operator> subjects = new LinkedHashSet<>();
        Operator byDefault = byDefault();
        if (byDefault != null) {
            subjects.add(byDefault);
        }
        examples().forEach(example -> subjects.add(bind(example.with())));
        return subjects;
    }

    private interface Check {
        void on(Operator operator) throws Exception;
    }

    private void onEach(Check check) throws Exception {
        for (Operator operator : subjects()) {
            check.on(operator);
        }
    }

    private void survivesCopies(Operator operator) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(operator);
        }
        Object copy;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = in.readObject();
        }
        assertThat(copy).isEqualTo(operator).hasSameHashCodeAs(operator);
        String printed = spec.print(operator);
        assertThat(spec.print(copy)).isEqualTo(printed);
        Node read = ExampleFile.parse("printed", printed);
        assertThat(read).as(printed).isInstanceOf(Node.Mapping.class);
        assertThat(bind((Node.Mapping) read)).as(printed).isEqualTo(operator);
    }

    private void declaresWhatItSays(Operator operator) {
        List<String> names = operator.signals().stream().map(Signal::name).toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(signal -> signal.matches("[A-Za-z][A-Za-z0-9_]*"));
        assertThat(operator.signals())
                .as("docs of signals")
                .noneMatch(signal -> signal.doc().isBlank());
        for (Signal signal : operator.signals()) {
            boolean measures = signal.kind() == Signal.Kind.COUNT
                    || signal.kind() == Signal.Kind.NUMBER
                    || signal.kind() == Signal.Kind.SPANS;
            assertThat(signal.unit().isBlank())
                    .as("whether %s has no unit; numbers without one have Signal.NO_UNIT", signal.name())
                    .isEqualTo(!measures);
        }
        Class<? extends Enum<?>> reasons = reasons(operator);
        if (reasons != null) {
            assertThat(reasons.isEnum()).as("%s is an enum", reasons).isTrue();
            for (Object reason : reasons.getEnumConstants()) {
                assertThat(((Enum<?>) reason).name()).matches("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
            }
            haveDocs("reasons", List.of(reasons.getEnumConstants()));
        }
        if (operator instanceof Sketch sketch) {
            saysWhatItEstimates(sketch);
        }
        if (operator instanceof Global global && global.memory() == Global.Memory.WHOLE_COLLECTION) {
            assertThat(global.held()).as("what it holds in memory").isNotEmpty();
        }
        if (operator instanceof Filter filter) {
            for (Threshold threshold : filter.thresholds()) {
                assertThat(operator.signals()).contains(threshold.signal());
                Spec.Parameter bound = spec.parameters().stream()
                        .filter(parameter -> parameter.name().equals(threshold.parameter()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no parameter " + threshold.parameter()));
                if (!bound.param().def().isEmpty()) {
                    assertThat(bound.param().source()
                                    + type.getAnnotation(Operator.Info.class).source())
                            .as("where the default of %s comes from: source of it or of the operator", bound.name())
                            .isNotBlank();
                }
                assertThat(threshold.reason().getDeclaringClass()).isEqualTo(reasons);
                assertThat(threshold.value()).isFinite();
            }
        }
    }

    private static @Nullable Class<? extends Enum<?>> reasons(Operator operator) {
        return operator instanceof Filter filter
                ? filter.reasons()
                : operator instanceof Mapper mapper
                        ? mapper.reasons()
                        : operator instanceof Global global ? global.reasons() : null;
    }

    private Resources resources() {
        return new Resources() {
            @Override
            public long seed() {
                return 0;
            }

            @Override
            public String step() {
                return name;
            }

            @Override
            public Path asset(String asset) {
                return ExampleFile.asset(type, asset);
            }
        };
    }

    /** Nasty texts and those of the examples. */
    private Map<String, Document> texts() {
        Map<String, Document> documents = new LinkedHashMap<>();
        Documents.nasty().forEach((what, text) -> documents.put(what, Document.of(text)));
        for (Example example : examples()) {
            for (Document document : example.documents()) {
                documents.put(example.title() + " " + document.id(), document);
            }
        }
        return documents;
    }

    private void answersAlike(Operator operator) throws Exception {
        Map<String, Document> texts = texts();
        Map<String, String> first = answers(operator, texts, false);
        Trial everything = Trial.open(operator, resources(), true);
        Trial again = Trial.open(operator, resources(), false);
        texts.forEach((what, document) -> {
            Trial.Outcome outcome = again.on(fresh(document));
            assertThat(outcome.whole()).as("again: " + what).isEqualTo(first.get(what));
            assertThat(everything.on(fresh(document)).verdict())
                    .as("measure: all changes the verdict: " + what)
                    .isEqualTo(outcome.verdict());
        });
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Map<String, String>>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                // Views are shared within a thread only, so every thread has documents of its own.
                all.add(threads.submit(() -> answers(operator, texts(), false)));
            }
            for (Future<Map<String, String>> one : all) {
                assertThat(one.get()).isEqualTo(first);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The same document without the views computed so far, which so do not pile up. */
    private static Document fresh(Document document) {
        return Document.of(document.id(), document.text(), document.readFields(), document.position());
    }

    private Map<String, String> answers(Operator operator, Map<String, Document> texts, boolean all) {
        Trial trial = Trial.open(operator, resources(), all);
        Map<String, String> answers = new LinkedHashMap<>();
        texts.forEach((what, document) -> {
            try {
                answers.put(what, trial.on(fresh(document)).whole());
            } catch (RuntimeException | AssertionError cause) {
                throw new AssertionError(spec.print(operator) + " on " + what + ": " + cause, cause);
            }
        });
        return answers;
    }

    private void holds(Example example) {
        Operator operator = bind(example.with());
        if (example.collection()) {
            holdsFor(operator, example);
            return;
        }
        Trial.Outcome outcome =
                Trial.open(operator, resources(), true).on(example.documents().get(0));
        boolean dropped = outcome.results().isEmpty();
        if (example.drops() != null) {
            assertThat(dropped).as("is dropped").isTrue();
            assertThat(outcome.reason()).isEqualTo(example.drops().name());
        }
        if (example.keeps()) {
            assertThat(dropped).as("is dropped for %s", outcome.reason()).isFalse();
        }
        if (example.becomes() != null) {
            assertThat(outcome.results().stream().map(Document::text).toList()).isEqualTo(example.becomes());
        }
        example.signals().forEach((signal, expected) -> {
            Object found = found(signal, outcome);
            assertThat(Example.matches(expected, found))
                    .as("%s is %s, expected %s", signal, found, expected)
                    .isTrue();
        });
    }

    /** A signal, or the id or a field of what came out. */
    private @Nullable Object found(String name, Trial.Outcome outcome) {
        boolean ofDocument = name.equals("id") || name.startsWith("field.");
        if (!ofDocument || outcome.results().isEmpty()) {
            return outcome.values().get(shortName(name));
        }
        Document result = outcome.results().get(0);
        return name.equals("id") ? result.id() : result.value(name);
    }

    private String shortName(String signal) {
        return signal.startsWith(name + ".") ? signal.substring(name.length() + 1) : signal;
    }

    /** The report shows what a sketch estimates under its names, so the page explains them. */
    private void saysWhatItEstimates(Sketch sketch) {
        String doc = String.valueOf(Doc.of(type).text());
        for (String name : sketch.create(resources()).estimate().keySet()) {
            assertThat(doc)
                    .as("the documentation comment of %s", type.getSimpleName())
                    .contains("`" + name + "`");
        }
    }

    private void holdsFor(Operator operator, Example example) {
        List<Document> left = new ArrayList<>();
        if (operator instanceof Global global) {
            for (Decision decision : InMemory.decide(global, resources(), example.documents())) {
                Enum<?> reason = decision == null ? null : decision.reason();
                assertThat(reason == null || reason.getDeclaringClass() == global.reasons())
                        .as("whether %s is one of the declared reasons", reason)
                        .isTrue();
            }
            left.addAll(InMemory.apply(global, resources(), example.documents()));
        } else {
            Trial trial = Trial.open(operator, resources(), false);
            example.documents()
                    .forEach(document -> left.addAll(trial.on(document).results()));
        }
        @Nullable List<String> survivors = example.survivors();
        if (survivors != null) {
            assertThat(left.stream().map(Document::id).toList()).isEqualTo(survivors);
        }
    }
}
