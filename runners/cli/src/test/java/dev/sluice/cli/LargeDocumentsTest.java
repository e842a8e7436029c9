package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.operators.Catalog;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Global;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Position;
import dev.sluice.operators.testkit.RandomOperators;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every per-document operator gets through large documents in time that grows with their length: one line, many lines,
 * many words, one repeated character, random Unicode.
 *
 * <p>{@code mvn test -pl runners/cli -Dtest=LargeDocumentsTest -Dsluice.large.megabytes=20 -Dsluice.test.jvm=-Xmx4g} tries
 * larger ones than the build does; the time allowed grows with them. A quadratic pass over a document of 2 MB takes hours.
 */
class LargeDocumentsTest {
    private static final int MEGABYTES = Integer.getInteger("sluice.large.megabytes", 2);
    private static final int CHARACTERS = MEGABYTES << 20;
    private static final Duration ALLOWED = Duration.ofSeconds(20 + 15L * MEGABYTES);

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyOperatorIsLinear() {
        List<RandomOperators> operators = new ArrayList<>();
        for (Catalog catalog : ServiceLoader.load(Catalog.class)) {
            if (catalog.getClass().getPackageName().startsWith("dev.sluice.operators")) {
                catalog.operators().stream()
                        .filter(type -> !Global.class.isAssignableFrom(type))
                        .forEach(type -> operators.add(RandomOperators.of(type)));
            }
        }
        assertThat(operators).isNotEmpty();
        return operators.stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    Step step = new Step(1, one.name(), one.example(new Random(1)), true, "large:1:1");
                    texts().forEach((what, text) -> pass(step, one, what, text));
                    Operator hostile = one.withPatterns("(a+)+$");
                    if (hostile != null) {
                        Step patterns = new Step(1, one.name(), hostile, true, "large:1:1");
                        pass(patterns, one, "a line of a and its patterns", "a".repeat(CHARACTERS) + "!");
                    }
                }));
    }

    private void pass(Step step, RandomOperators one, String what, String text) {
        List<Throwable> failures = new ArrayList<>();
        assertTimeoutPreemptively(ALLOWED, () -> run(step, one, text, failures), one.name() + " on " + what);
        assertThat(failures).as(one.name() + " on " + what).isEmpty();
    }

    private void run(Step step, RandomOperators one, String text, List<Throwable> failures) {
        Chain chain = Chain.open(List.of(step), 0, one.assets(folder), new Chain.Sink() {
            @Override
            public void kept(Document document) {}

            @Override
            public void dropped(Document document, Step by, String reason) {}

            @Override
            public void failed(Document document, Step by, Throwable cause) {
                failures.add(cause);
            }
        });
        Map<String, String> url = Map.of("url", "https://example.org/a");
        chain.accept(Document.of("large", text, Fields.of(url), Position.NONE));
        chain.finish();
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("one line", "Seven letters, and then some more words. ".repeat(CHARACTERS / 41));
        texts.put("many lines", "a b\n".repeat(CHARACTERS / 4));
        Random random = new Random(3);
        StringBuilder words = new StringBuilder();
        while (words.length() < CHARACTERS) {
            words.append(Integer.toString(random.nextInt(1 << 30), 36)).append(' ');
        }
        texts.put("many words", words.toString());
        texts.put("one character", "a".repeat(CHARACTERS));
        StringBuilder unicode = new StringBuilder();
        while (unicode.length() < CHARACTERS) {
            int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
            if (Character.isDefined(codePoint) && (codePoint < 0xD800 || codePoint > 0xDFFF)) {
                unicode.appendCodePoint(codePoint);
            }
        }
        texts.put("random Unicode", unicode.toString());
        return texts;
    }
}
