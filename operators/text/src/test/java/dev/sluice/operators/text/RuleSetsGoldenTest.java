package dev.sluice.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.c4.C4CleanLines;
import dev.sluice.operators.text.c4.C4Paragraphs;
import dev.sluice.operators.text.c4.C4Quality;
import dev.sluice.operators.text.c4.C4Units;
import dev.sluice.operators.text.fineweb.FinewebQuality;
import dev.sluice.operators.text.gopher.GopherQuality;
import dev.sluice.operators.text.gopher.GopherRepetition;
import dev.sluice.operators.text.lines.CleanLines;
import dev.sluice.text.Pieces;
import dev.sluice.text.Punkt;
import dev.sluice.text.SentenceSplitter;
import dev.sluice.text.Sentences;
import dev.sluice.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rule sets of Gopher, C4 and FineWeb against datatrove's decisions, values and texts. */
class RuleSetsGoldenTest {
    private static final String FILE = "gopher_c4_fineweb.jsonl";

    @TestFactory
    Stream<DynamicTest> rules() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases(FILE)) {
            String id = golden.path("id").asText();
            String text = golden.path("text").asText();
            JsonNode expected = golden.path("expected").path("datatrove");
            for (Tokenizer tokenizer :
                    List.of(Tokenizer.WHITESPACE, Tokenizer.WORDPUNCT)) { // what there are vectors of
                JsonNode by = expected.path(tokenizer.name().toLowerCase(Locale.ROOT));
                tests.add(test(
                        id,
                        tokenizer,
                        text,
                        by.path("gopher_quality"),
                        Spec.build(GopherQuality.class)
                                .with(GopherQuality::tokenizer, tokenizer)
                                .build()));
                tests.add(test(
                        id,
                        tokenizer,
                        text,
                        by.path("gopher_repetition"),
                        Spec.build(GopherRepetition.class)
                                .with(GopherRepetition::tokenizer, tokenizer)
                                .build()));
                tests.add(test(
                        id,
                        tokenizer,
                        text,
                        by.path("fineweb_quality"),
                        Spec.build(FinewebQuality.class)
                                .with(FinewebQuality::tokenizer, tokenizer)
                                .build()));
            }
        }
        return tests.stream();
    }

    private static DynamicTest test(String id, Tokenizer tokenizer, String text, JsonNode expected, Filter filter) {
        String name = id + " " + filter.getClass().getSimpleName() + " " + tokenizer;
        return DynamicTest.dynamicTest(name, () -> {
            Filter.Judge judge = filter.open(Resources.plain());
            Verdict verdict = judge.judge(Document.of(text), Measured.untilVerdict());
            JsonNode result = expected.path("result");
            String reason =
                    verdict.reason() == null ? "keep" : verdict.reason().name().toLowerCase(Locale.ROOT);
            String wanted = result.has("error")
                    ? "error_empty"
                    : result.path("keep").asBoolean()
                            ? "keep"
                            : result.path("reason").asText();
            assertThat(reason).as(name).isEqualTo(wanted);
            Measured measured = Measured.everything();
            assertThat(judge.judge(Document.of(text), measured)).as(name).isEqualTo(verdict);
            for (Map.Entry<String, JsonNode> metric : expected.path("metrics").properties()) {
                if (metric.getValue().isNumber()) {
                    Object value = measured.get(metric.getKey());
                    assertThat(value).as(name + " " + metric.getKey()).isInstanceOf(Number.class);
                    assertThat(((Number) value).doubleValue())
                            .as(name + " " + metric.getKey())
                            .isCloseTo(metric.getValue().asDouble(), within(1e-12));
                }
            }
        });
    }

    /** The formatter joins lines by line feeds, whatever ended them; here they keep what ends them. */
    @TestFactory
    Stream<DynamicTest> symbolLines() {
        CleanLines mapper =
                Spec.build(CleanLines.class).with(CleanLines::symbolLines, true).build();
        return Golden.cases(FILE).stream().map(golden -> {
            String id = golden.path("id").asText();
            JsonNode expected = golden.path("expected").path("datatrove").path("symbol_lines_removed");
            return DynamicTest.dynamicTest(id + " symbol_lines_removed", () -> {
                List<String> texts = Edited.of(mapper, golden.path("text").asText(), Measured.untilVerdict());
                Document left = Document.of(texts.get(0).replace("<nothing_left>", ""));
                Pieces lines = Pieces.splitlines(left);
                List<String> joined = new ArrayList<>();
                for (int i = 0; i < lines.size(); i++) {
                    joined.add(left.text().substring(lines.start(i), lines.end(i)));
                }
                assertThat(expected.isTextual()).as(id).isTrue();
                assertThat(String.join("\n", joined)).as(id).isEqualTo(expected.asText());
            });
        });
    }

    private static final Map<String, SentenceSplitter> SPLITTERS =
            Map.of("regex", SentenceSplitter.TERMINAL, "punkt_untrained", SentenceSplitter.PUNKT);

    @TestFactory
    Stream<DynamicTest> c4() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases(FILE)) {
            String id = golden.path("id").asText();
            String text = golden.path("text").asText();
            JsonNode expected = golden.path("expected").path("datatrove").path("c4_quality");
            for (Map.Entry<String, JsonNode> variant : expected.properties()) {
                String[] parts = variant.getKey().split("/", -1);
                String name = id + " " + variant.getKey();
                SentenceSplitter splitter = SPLITTERS.get(parts[1]);
                assertThat(splitter).as(name).isNotNull();
                tests.add(DynamicTest.dynamicTest(name, () -> c4(name, text, parts[0], splitter, variant.getValue())));
            }
            JsonNode found = golden.path("expected").path("datatrove");
            JsonNode paragraphs = golden.path("expected").path("datatrove").path("c4_paragraph");
            tests.add(DynamicTest.dynamicTest(
                    id + " c4_paragraph",
                    () -> assertThat(Spec.build(C4Paragraphs.class)
                                    .build()
                                    .open(Resources.plain())
                                    .judge(Document.of(text), Measured.untilVerdict())
                                    .keeps())
                            .as(id + " c4_paragraph")
                            .isEqualTo(paragraphs.path("keep").asBoolean())));
            String regex = id + " sentences_regex";
            tests.add(DynamicTest.dynamicTest(regex, () -> sentences(regex, text, found, Sentences::each)));
            String punkt = id + " sentences_punkt_untrained";
            tests.add(DynamicTest.dynamicTest(punkt, () -> sentences(punkt, text, found, Punkt::each)));
        }
        return tests.stream();
    }

    private interface Splitter {
        void each(String text, int from, int to, Sentences.Visitor visitor);
    }

    private static void sentences(String name, String text, JsonNode expected, Splitter splitter) {
        List<String> found = new ArrayList<>();
        splitter.each(text, 0, text.length(), (from, to) -> found.add(text.substring(from, to)));
        JsonNode sentences = expected.path(name.substring(name.lastIndexOf(' ') + 1));
        assertThat(sentences.isArray()).as(name).isTrue();
        List<String> wanted = new ArrayList<>();
        sentences.forEach(sentence -> wanted.add(sentence.asText()));
        assertThat(found).as(name).isEqualTo(wanted);
    }

    private static void c4(String name, String text, String variant, SentenceSplitter splitter, JsonNode expected) {
        Spec.Builder<C4Quality> quality = Spec.build(C4Quality.class).with(C4Quality::sentences, splitter);
        Spec.Builder<C4CleanLines> clean = Spec.build(C4CleanLines.class).with(C4CleanLines::sentences, splitter);
        switch (variant) {
            case "default" -> {}
            case "no_terminal_punct_rule" -> {
                quality.with(C4Quality::filterNoTerminalPunct, false);
                clean.with(C4CleanLines::filterNoTerminalPunct, false);
            }
            case "sentence_mode" -> {
                quality.with(C4Quality::units, C4Units.SENTENCES);
                clean.with(C4CleanLines::units, C4Units.SENTENCES);
            }
            case "tfds_thresholds" -> {
                quality.with(C4Quality::minWordsPerLine, 5).with(C4Quality::minNumSentences, 3);
                clean.with(C4CleanLines::minWordsPerLine, 5).with(C4CleanLines::minNumSentences, 3);
            }
            default -> throw new IllegalArgumentException("unknown variant " + variant);
        }
        Verdict verdict = quality.build().open(Resources.plain()).judge(Document.of(text), Measured.untilVerdict());
        String reason =
                verdict.reason() == null ? "keep" : verdict.reason().name().toLowerCase(Locale.ROOT);
        assertThat(reason)
                .as(name)
                .isEqualTo(
                        expected.path("keep").asBoolean()
                                ? "keep"
                                : expected.path("reason").asText());
        List<String> texts = new ArrayList<>();
        List<String> drops = new ArrayList<>();
        clean.build().open(Resources.plain()).map(Document.of(text), Measured.untilVerdict(), new Mapper.Output() {
            @Override
            public void emit(Document document) {
                texts.add(document.text());
            }

            @Override
            public void drop(Enum<?> why) {
                drops.add(why.name().toLowerCase(Locale.ROOT));
            }
        });
        if (expected.path("keep").asBoolean()) {
            assertThat(texts)
                    .as(name)
                    .containsExactly(expected.path("text_after").asText());
        } else {
            assertThat(drops).as(name).containsExactly(expected.path("reason").asText());
        }
    }
}
