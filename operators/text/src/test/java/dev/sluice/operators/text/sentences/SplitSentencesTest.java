package dev.sluice.operators.text.sentences;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.redpajama.RedpajamaSignals;
import dev.sluice.operators.text.sentences.SplitSentences.Target;
import dev.sluice.operators.text.views.NastyTexts;
import dev.sluice.text.Chars;
import dev.sluice.text.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitSentencesTest {
    private static List<Document> split(SentenceSplitter splitter, Target into, Document document) {
        SplitSentences mapper = Spec.build(SplitSentences.class)
                .with(SplitSentences::splitter, splitter)
                .with(SplitSentences::into, into)
                .build();
        List<Document> results = new ArrayList<>();
        mapper.open(Resources.plain()).map(document, Values.ignored(), new Mapper.Output() {
            @Override
            public void emit(Document result) {
                results.add(result);
            }

            @Override
            public void drop(Enum<?> reason) {
                throw new AssertionError(reason);
            }
        });
        return results;
    }

    /** Whatever is no white space comes out again, in its order, in one way and the other. */
    @Test
    void losesNothing() {
        for (SentenceSplitter splitter : SentenceSplitter.values()) {
            for (String text : NastyTexts.of(2000)) {
                Document document = Document.of(text);
                List<Document> documents = split(splitter, Target.DOCUMENTS, document);
                StringBuilder joined = new StringBuilder();
                documents.forEach(one -> joined.append(one.text()));
                assertThat(solid(joined.toString()))
                        .as("%s: %s", splitter, text)
                        .isEqualTo(solid(text));
                List<Document> lines = split(splitter, Target.LINES, document);
                assertThat(lines).hasSize(1);
                String result = lines.get(0).text();
                assertThat(solid(result)).isEqualTo(solid(text));
                if (!solid(text).isEmpty()) {
                    assertThat(result.split("\n", -1))
                            .as("%s: %s", splitter, text)
                            .hasSameSizeAs(documents);
                }
            }
        }
    }

    private static String solid(String text) {
        StringBuilder solid = new StringBuilder();
        text.codePoints().filter(c -> !Chars.isSpace(c)).forEach(solid::appendCodePoint);
        return solid.toString();
    }

    @Test
    void childrenAreNumberedAndKeepTheirFields() {
        Document document =
                Document.of("a", "One two. Three four.", Fields.of(java.util.Map.of("k", 1L)), Position.NONE);
        List<Document> results = split(SentenceSplitter.TERMINAL, Target.DOCUMENTS, document);
        assertThat(results.stream().map(Document::id)).containsExactly("a#1", "a#2");
        assertThat(results.stream().map(Document::child)).containsExactly(1, 2);
        assertThat(results.get(1).field("k")).isEqualTo(1L);
        assertThat(split(
                        SentenceSplitter.TERMINAL,
                        Target.DOCUMENTS,
                        Document.of("a", " One. ", Fields.NONE, Position.NONE)))
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isEqualTo("a"))
                .satisfies(one -> assertThat(one.text()).isEqualTo("One."));
    }

    @Test
    void blankTextsStay() {
        for (Target target : Target.values()) {
            Document blank = Document.of(" \n ");
            assertThat(split(SentenceSplitter.PUNKT, target, blank)).containsExactly(blank);
        }
    }

    /** The splitter of RedPajama finds as many sentences as its signal counts, where it counts any. */
    @Test
    void countsAsRedpajamaDoes() {
        RedpajamaSignals signals = Spec.build(RedpajamaSignals.class)
                .with(RedpajamaSignals::only, List.of("rps_doc_num_sentences"))
                .build();
        var pass = signals.open(Resources.plain());
        for (String text : NastyTexts.of(2000)) {
            Measured measured = Measured.everything();
            pass.annotate(List.of(Document.of(text)), List.of(measured));
            double counted = ((Number) measured.toMap().values().iterator().next()).doubleValue();
            int[] found = new int[1];
            SentenceSplitter.RP.cover(text, 0, text.length(), (from, to) -> found[0]++);
            if (counted > 0) {
                assertThat((double) found[0]).as(text).isEqualTo(counted);
            }
        }
    }
}
