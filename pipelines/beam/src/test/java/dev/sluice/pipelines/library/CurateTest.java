package dev.sluice.pipelines.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.ExactDedup;
import dev.sluice.operators.text.length.WordCount;
import dev.sluice.operators.text.unicode.NormalizeWhitespace;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Keys;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

class CurateTest {
    private static Document document(String id, String text) {
        return Document.of(id, text, Fields.NONE, Position.NONE);
    }

    /** The example of docs/guides/library-use.md. */
    @Test
    void curatesInsideAPipelineOfTheUser() {
        Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
        PCollection<Document> documents =
                pipeline.apply(Create.of(document("a", "three  small   words"), document("b", "one"))
                        .withCoder(DocumentCoder.of()));

        PCollectionTuple curated = documents.apply(Curate.with(
                Spec.build(NormalizeWhitespace.class).build(),
                Spec.build(WordCount.class).with(WordCount::minWords, 2).build()));

        holds(
                curated.get(Curate.KEPT)
                        .apply(
                                "kept",
                                MapElements.into(TypeDescriptors.strings())
                                        .via(document -> document.id() + "=" + document.text())),
                List.of("a=three small words"));
        holds(
                curated.get(Curate.DROPPED)
                        .apply(
                                "dropped",
                                MapElements.into(TypeDescriptors.strings())
                                        .via((KV<String, Document> drop) ->
                                                drop.getValue().id() + " " + drop.getKey())),
                List.of("b word_count: too_few_words"));
        holds(curated.get(Curate.FAILED).apply("failed", Keys.create()), List.of());
        pipeline.run().waitUntilFinish();
    }

    private static void holds(PCollection<String> collection, List<String> expected) {
        PAssert.that(collection).satisfies(found -> {
            List<String> values = new ArrayList<>();
            found.forEach(values::add);
            assertEquals(expected, values);
            return null;
        });
    }

    @Test
    void refusesOperatorsThatCompareDocuments() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Curate.with(Spec.build(ExactDedup.class).build()));
    }
}
