package dev.sluice.recipes;

import dev.sluice.operators.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a new operator or recipe begins with, as text. A new operator is a filter that works and passes its
 * contract as it stands, so that its author changes something that runs.
 */
public final class Scaffold {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern LISTED = Pattern.compile("(?s)(List\\.of\\()(.*?)(\\);)");

    private Scaffold() {}

    /**
     * The files of a new filter: class, test and examples.
     *
     * @param name its recipe name
     * @param packageName where its class goes
     * @return content by path below the module's folder
     * @throws IllegalArgumentException when the name is not in snake_case
     */
    public static Map<String, String> filter(String name, String packageName) {
        String type = className(name);
        String folder = packageName.replace('.', '/') + "/";
        Map<String, String> files = new LinkedHashMap<>();
        files.put("src/main/java/" + folder + type + ".java", filterClass(name, type, packageName));
        files.put("src/test/java/" + folder + type + "Test.java", filterTest(type, packageName));
        files.put("src/main/resources/examples/" + name + ".yaml", """
                - {title: Enough, with: {min_characters: 3}, text: long, keeps: true, signals: {characters: 4}}
                - {title: Too little, with: {min_characters: 3}, text: no, drops: too_short}
                """);
        return files;
    }

    /** {@code word_count} as {@code WordCount}. */
    static String className(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name for an operator: use lower case and underscores, such as word_count");
        }
        StringBuilder type = new StringBuilder();
        for (String word : name.split("_", -1)) {
            type.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return type.toString();
    }

    /**
     * A catalog's source with one operator more, at its place in the alphabet.
     *
     * @param source a class that lists operators in {@code List.of(A.class, B.class)}
     * @param name the operator's recipe name
     * @param packageName the package of the operator's class
     * @throws IllegalArgumentException when the source lists no operators or this one already
     */
    public static String listed(String source, String name, String packageName) {
        String type = className(name);
        Matcher list = LISTED.matcher(source);
        if (!list.find()) {
            throw new IllegalArgumentException("the catalog has no List.of(...) of operators");
        }
        List<String> entries = new ArrayList<>();
        for (String entry : list.group(2).split(",", -1)) {
            if (!entry.isBlank()) {
                entries.add(entry.strip());
            }
        }
        if (entries.contains(type + ".class")) {
            throw new IllegalArgumentException("the catalog lists " + type + " already");
        }
        entries.add(type + ".class");
        entries.sort(Comparator.comparing(entry -> Spec.snakeCase(entry.substring(0, entry.indexOf('.')))));
        String indent = "\n                ";
        String with = source.substring(0, list.start(2))
                + indent
                + String.join("," + indent, entries)
                + source.substring(list.end(2));
        return imported(with, packageName + "." + type);
    }

    private static String imported(String source, String type) {
        Matcher own = Pattern.compile("package ([\\w.]+);").matcher(source);
        if (own.find() && own.group(1).equals(type.substring(0, type.lastIndexOf('.')))) {
            return source;
        }
        String line = "import " + type + ";\n";
        Matcher imports = Pattern.compile("(?m)^import (?!static).*\\n").matcher(source);
        int at = own.end() + 2;
        while (imports.find()) {
            if (imports.group().compareTo(line) < 0) {
                at = imports.end();
            } else if (imports.start() < at || at == own.end() + 2) {
                at = imports.start();
                break;
            } else {
                break;
            }
        }
        return source.substring(0, at) + line + source.substring(at);
    }

    /**
     * A new recipe.
     *
     * @param name its name
     */
    public static String recipe(String name) {
        return """
                # yaml-language-server: $schema=docs/recipe.schema.json
                name: %s
                input: {path: "data/*.jsonl*", format: jsonl, text: text}
                steps:
                  - fix_unicode
                  - word_count: {min_words: 50}
                  - exact_dedup
                output: {path: out/%s}
                tests:
                  - {text: Too short., drops: {word_count: too_few_words}}
                """.formatted(name, name);
    }

    private static String filterTest(String type, String packageName) {
        return """
                package %s;

                import static org.assertj.core.api.Assertions.assertThat;

                import dev.sluice.operators.Filter;
                import dev.sluice.operators.Resources;
                import dev.sluice.operators.testkit.Documents;
                import dev.sluice.operators.testkit.Measured;
                import dev.sluice.operators.testkit.OperatorContract;
                import java.util.stream.Stream;
                import org.junit.jupiter.api.DynamicTest;
                import org.junit.jupiter.api.TestFactory;
                import org.junit.jupiter.params.ParameterizedTest;
                import org.junit.jupiter.params.provider.CsvSource;

                class %sTest {
                    private final Filter.Judge fromThree = new %s(3).open(Resources.plain());

                    @ParameterizedTest
                    @CsvSource({"'', TOO_SHORT", "ab, TOO_SHORT", "abc,", "abcd,"})
                    void dropsShortTexts(String text, %s.Reason expected) {
                        assertThat(fromThree.judge(Documents.of(text), Measured.untilVerdict()).reason())
                                .isEqualTo(expected);
                    }

                    @TestFactory
                    Stream<DynamicTest> honoursTheContract() {
                        return OperatorContract.of(%s.class);
                    }
                }
                """.formatted(packageName, type, type, type, type);
    }

    private static String filterClass(String name, String type, String packageName) {
        return """
                package %s;

                import dev.sluice.operators.Filter;
                import dev.sluice.operators.Operator;
                import dev.sluice.operators.Param;
                import dev.sluice.operators.Resources;
                import dev.sluice.operators.Signal;
                import dev.sluice.operators.Threshold;
                import dev.sluice.operators.Verdict;
                import java.util.List;

                /** Keeps documents that are long enough. */
                @Operator.Info(
                        name = "%s",
                        since = "0.1",
                        summary = "Keeps documents that are long enough.",
                        cost = Operator.Cost.CHEAP)
                public record %s(
                        @Param(
                                doc = "Fewest characters a kept document may have.",
                                def = "200",
                                source = "a first guess",
                                min = 0,
                                main = true)
                        int minCharacters)
                        implements Filter {

                    /** Why documents are dropped; released names never change. */
                    public enum Reason {
                        /** Fewer characters than {@code min_characters}. */
                        TOO_SHORT
                    }

                    private static final Signal CHARACTERS = Signal.count("characters", "characters", "length of the text");

                    @Override
                    public Class<? extends Enum<?>> reasons() {
                        return Reason.class;
                    }

                    @Override
                    public List<Signal> signals() {
                        return List.of(CHARACTERS);
                    }

                    @Override
                    public List<Threshold> thresholds() {
                        return List.of(Threshold.min(CHARACTERS, "min_characters", minCharacters, Reason.TOO_SHORT));
                    }

                    @Override
                    public Judge open(Resources resources) {
                        return (document, measured) -> {
                            int characters = document.text().codePointCount(0, document.text().length());
                            measured.set(CHARACTERS, characters);
                            return Verdict.dropIf(characters < minCharacters, Reason.TOO_SHORT);
                        };
                    }
                }
                """.formatted(packageName, name, type);
    }
}
