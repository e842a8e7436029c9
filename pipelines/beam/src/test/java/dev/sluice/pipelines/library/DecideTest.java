package dev.sluice.pipelines.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Global;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.ExactDedup;
import dev.sluice.operators.dedup.lines.LineDedup;
import dev.sluice.operators.dedup.minhash.MinhashDedup;
import dev.sluice.operators.dedup.substring.SubstringDedup;
import dev.sluice.operators.select.Take;
import dev.sluice.operators.sketches.Statistics;
import dev.sluice.text.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecideTest {
    /** What came out; the direct runner works in this process. */
    private static final ConcurrentLinkedQueue<String> OUT = new ConcurrentLinkedQueue<>();

    private static final ConcurrentLinkedQueue<byte[]> SUMMARIES = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void empty() {
        OUT.clear();
        SUMMARIES.clear();
    }

    private static Document document(String id, String text) {
        return Document.of(id, text, Fields.NONE, Position.NONE);
    }

    /** Texts of made-up words, a third of them copies or near copies of others. */
    private static List<Document> corpus() {
        Random random = new Random(5);
        List<Document> documents = new ArrayList<>();
        String last = "";
        for (int i = 0; i < 200; i++) {
            String text = last;
            if (i % 3 != 0) {
                StringBuilder words = new StringBuilder();
                for (int word = 0; word < 60; word++) {
                    words.append("w").append(random.nextInt(5000)).append(' ');
                }
                text = words.toString();
            } else if (i % 2 == 0) {
                text = text + "more";
            }
            documents.add(document("doc" + i, text));
            last = text;
        }
        return documents;
    }

    static Stream<Global> operators() {
        return Stream.of(
                Spec.build(ExactDedup.class).build(),
                Spec.build(LineDedup.class)
                        .with(LineDedup::unit, Unit.LINE)
                        .with(LineDedup::minDocCharsLeft, 100)
                        .build(),
                Spec.build(SubstringDedup.class)
                        .with(SubstringDedup::minBytes, 40)
                        .build(),
                Spec.build(MinhashDedup.class).build(),
                Spec.build(MinhashDedup.class)
                        .with(MinhashDedup::verify, MinhashDedup.Verify.SKETCH)
                        .with(MinhashDedup::annotate, true)
                        .build(),
                Spec.build(MinhashDedup.class)
                        .with(MinhashDedup::verify, MinhashDedup.Verify.EXACT)
                        .with(MinhashDedup::annotate, true)
                        .build(),
                Spec.build(Take.class).with(Take::count, 17L).build());
    }

    /** In memory, documents stand in the order of their list; here, in the order of the hashes of their ids. */
    @ParameterizedTest
    @MethodSource("operators")
    void decidesAsInMemory(Global operator) {
        List<Document> documents = corpus();
        List<Document> ordered = new ArrayList<>(documents);
        ordered.sort(Comparator.comparingLong(document -> Decide.locator(document.id())));
        List<String> expected = new ArrayList<>();
        String step = operator.getClass()
                .getAnnotation(dev.sluice.operators.Operator.Info.class)
                .name();
        InMemory.apply(operator, Resources.of(step, 0), ordered).forEach(document -> expected.add(printed(document)));

        run(documents, Decide.with(operator).ranges(3));

        assertThat(kept()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(OUT).hasSize(documents.size());
    }

    /** The second example of docs/guides/library-use.md. */
    @Test
    void namesTheReason() {
        run(
                List.of(document("a", "same"), document("b", "same"), document("c", "other")),
                Decide.with(Spec.build(ExactDedup.class).build()));

        assertThat(new TreeSet<>(OUT)).hasSize(3).anyMatch(line -> line.matches("dropped exact_dedup: \\w+ [ab]"));
    }

    @Test
    void failsDocumentsThatShareAnId() {
        run(
                List.of(document("a", "one"), document("a", "two"), document("c", "other")),
                Decide.with(Spec.build(ExactDedup.class).build()));

        assertThat(OUT)
                .containsExactlyInAnyOrder(
                        "failed exact_dedup: several documents have the id a a",
                        "failed exact_dedup: several documents have the id a a",
                        "kept c {} other");
    }

    @Test
    void refusesWindows() {
        PCollection<Document> windowed = Pipeline.create(PipelineOptionsFactory.create())
                .apply(Create.of(document("a", "one")).withCoder(DocumentCoder.of()))
                .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))));

        assertThatThrownBy(() ->
                        windowed.apply(Decide.with(Spec.build(ExactDedup.class).build())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("global window");
    }

    @Test
    void summarises() {
        Statistics statistics = Spec.build(Statistics.class).build();
        List<Document> documents = corpus();
        var expected = statistics.create(Resources.of("statistics", 0));
        documents.forEach(expected::add);

        Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
        pipeline.apply(Create.of(documents).withCoder(DocumentCoder.of()))
                .apply(Combine.globally(Summarize.with(statistics)))
                .apply(ParDo.of(new KeepBytes()));
        pipeline.run().waitUntilFinish();

        assertThat(SUMMARIES).singleElement().isEqualTo(expected.toBytes());
    }

    private static void run(List<Document> documents, Decide decide) {
        Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
        PCollectionTuple decided = pipeline.apply(Create.of(documents).withCoder(DocumentCoder.of()))
                .apply(decide);
        decided.get(Curate.KEPT).apply("kept", ParDo.of(new Keep()));
        decided.get(Curate.DROPPED).apply("dropped", ParDo.of(new KeepKeyed("dropped ")));
        decided.get(Curate.FAILED).apply("failed", ParDo.of(new KeepKeyed("failed ")));
        pipeline.run().waitUntilFinish();
    }

    private static List<String> kept() {
        return OUT.stream().filter(line -> line.startsWith("kept ")).toList();
    }

    private static String printed(Document document) {
        StringBuilder signals = new StringBuilder();
        document.signals()
                .forEach((name, value) ->
                        signals.append(name).append('=').append(value).append(' '));
        return "kept " + document.id() + " {" + signals + "} " + document.text();
    }

    /** Notes what was kept. */
    private static final class Keep extends DoFn<Document, Void> {
        private static final long serialVersionUID = 1;

        @ProcessElement
        public void process(@Element Document document) {
            OUT.add(printed(document));
        }
    }

    /** Notes what was dropped or failed, and why. */
    private static final class KeepKeyed extends DoFn<KV<String, Document>, Void> {
        private static final long serialVersionUID = 1;

        private final String what;

        KeepKeyed(String what) {
            this.what = what;
        }

        @ProcessElement
        public void process(@Element KV<String, Document> element) {
            OUT.add(what + element.getKey() + " " + element.getValue().id());
        }
    }

    /** Notes a summary. */
    private static final class KeepBytes extends DoFn<byte[], Void> {
        private static final long serialVersionUID = 1;

        @ProcessElement
        public void process(@Element byte[] summary) {
            SUMMARIES.add(summary);
        }
    }
}
