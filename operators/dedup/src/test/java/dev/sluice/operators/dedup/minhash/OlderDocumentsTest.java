package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.Keep;
import dev.sluice.operators.dedup.WriteIndex;
import dev.sluice.operators.dedup.minhash.MinhashDedup.Components;
import dev.sluice.operators.dedup.minhash.MinhashDedup.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Comparing with documents of earlier runs, whose keys, sketches and ids an index holds. */
class OlderDocumentsTest {
    private static final List<Components> JOINING = List.of(Components.LOCAL, Components.STAR);

    @TempDir
    private Path folder;

    private static Spec.Builder<MinhashDedup> operator() {
        return Spec.build(MinhashDedup.class);
    }

    private static Document document(String id, String text) {
        return Document.of(id, text, Fields.of(Map.of("score", text.length())), Position.NONE);
    }

    private static List<String> words(Random random, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add("w" + random.nextInt(100_000));
        }
        return words;
    }

    private static String text(Random random, int count) {
        return String.join(" ", words(random, count));
    }

    /** Documents of which each shares most of its words with the next one. */
    private static List<Document> chain(String name, Random random, int length, int step) {
        List<String> all = words(random, 200 + length * step);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            documents.add(document(name + i, String.join(" ", all.subList(i * step, i * step + 200))));
        }
        return documents;
    }

    private String index(Spec.Builder<MinhashDedup> operator, WriteIndex kind, List<Document> documents, String name)
            throws IOException {
        Path file = folder.resolve(name);
        InMemory.writeIndex(operator.with(MinhashDedup::writeIndex, kind).build(), Resources.plain(), documents, file);
        return file.toString();
    }

    private String index(List<Document> documents, String name) throws IOException {
        return index(operator(), WriteIndex.OWN, documents, name);
    }

    private static List<String> survivors(MinhashDedup operator, List<Document> documents) {
        return InMemory.apply(operator, Resources.plain(), documents).stream()
                .map(Document::id)
                .toList();
    }

    @Test
    void clustersThatMeetAnIndexGo() throws IOException {
        Random random = new Random(8);
        String old = text(random, 300);
        String fresh = text(random, 300);
        List<Document> crawl = List.of(
                document("again", old),
                document("new", fresh),
                document("same", fresh),
                document("other", text(random, 300)));
        String file = index(List.of(document("old", old)), "old.index");
        List<Document> chain = chain("c", new Random(7), 12, 5);
        String first = index(chain.subList(0, 1), "chain.index");
        for (Components components : JOINING) {
            for (boolean within : new boolean[] {true, false}) {
                MinhashDedup operator = operator()
                        .with(MinhashDedup::against, List.of(file))
                        .with(MinhashDedup::components, components)
                        .with(MinhashDedup::within, within)
                        .build();
                assertThat(survivors(operator, crawl))
                        .isEqualTo(within ? List.of("new", "other") : List.of("new", "same", "other"));
            }
            assertThat(survivors(
                            operator()
                                    .with(MinhashDedup::against, List.of(first))
                                    .with(MinhashDedup::components, components)
                                    .build(),
                            chain))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "SKETCH"})
    void markedDocumentsNameTheOlderDocumentThatStays(Verify verify) throws IOException {
        Random random = new Random(9);
        List<String> old = words(random, 300);
        List<String> near = new ArrayList<>(old);
        near.set(150, "changed");
        String before = index(List.of(document("unlike", text(random, 300))), "before.index");
        String file = index(
                List.of(
                        document("filler", text(random, 300)),
                        document("same id", String.join(" ", old)),
                        document("twin", String.join(" ", old))),
                "old.index");
        List<Document> crawl = List.of(
                document("alone", text(random, 300)),
                document("same id", String.join(" ", near)),
                document("copy", String.join(" ", near)));
        for (Components components : JOINING) {
            for (boolean within : new boolean[] {true, false}) {
                MinhashDedup operator = operator()
                        .with(MinhashDedup::verify, verify)
                        .with(MinhashDedup::annotate, true)
                        .with(MinhashDedup::against, List.of(before, file))
                        .with(MinhashDedup::components, components)
                        .with(MinhashDedup::within, within)
                        .build();

                List<Document> marked = InMemory.apply(operator, Resources.of("dups", 0), crawl);

                assertThat(marked).extracting(Document::id).containsExactly("alone", "same id", "copy");
                assertThat(marked.get(0).signals().isEmpty()).isTrue();
                for (int i = 1; i < 3; i++) {
                    Map<String, Object> signals = marked.get(i).signals().toMap();
                    assertThat(signals)
                            .containsEntry(
                                    "dups.cluster",
                                    within ? "same id" : marked.get(i).id())
                            .containsEntry("dups.survivor", "same id")
                            .containsEntry("dups.survivor_index", file)
                            .containsEntry("dups.cluster_size", within ? 3L : 2L)
                            .containsEntry("dups.kept", false)
                            .hasSize(verify == Verify.SKETCH ? 6 : 5);
                    if (verify == Verify.SKETCH) {
                        assertThat((double) signals.get("dups.similarity")).isCloseTo(0.97, Offset.offset(0.05));
                    }
                }
            }
        }
    }

    /** One row a band brings nearly every pair together that shares anything; only those above the threshold count. */
    @Test
    void collisionsBelowTheThresholdAreNoDuplicates() throws IOException {
        List<Document> old = new ArrayList<>();
        List<Document> crawl = new ArrayList<>();
        Random random = new Random(10);
        for (int i = 0; i < 20; i++) {
            List<String> words = words(random, 200);
            List<String> half = new ArrayList<>(words.subList(0, 120)); // a similarity of about 0.43
            half.addAll(words(random, 80));
            List<String> near = new ArrayList<>(words);
            near.set(100, "changed");
            old.add(document("old" + i, String.join(" ", words)));
            crawl.add(document("half" + i, String.join(" ", half)));
            crawl.add(document("near" + i, String.join(" ", near)));
        }
        Spec.Builder<MinhashDedup> loose =
                operator().with(MinhashDedup::bands, 64).with(MinhashDedup::rows, 1);
        String file = index(loose, WriteIndex.OWN, old, "loose.index");
        for (Components components : JOINING) {
            for (boolean within : new boolean[] {true, false}) {
                Spec.Builder<MinhashDedup> comparing = operator()
                        .with(MinhashDedup::bands, 64)
                        .with(MinhashDedup::rows, 1)
                        .with(MinhashDedup::against, List.of(file))
                        .with(MinhashDedup::components, components)
                        .with(MinhashDedup::within, within);

                assertThat(survivors(comparing.build(), crawl)).isEmpty();
                assertThat(survivors(
                                comparing
                                        .with(MinhashDedup::verify, Verify.SKETCH)
                                        .with(MinhashDedup::verifyThreshold, 0.8)
                                        .build(),
                                crawl))
                        .as("%s, within %s", components, within)
                        .hasSize(20)
                        .allMatch(id -> id.startsWith("half"));
            }
        }
    }

    /** An index is one more way to a cluster: all ways of joining decide alike about it, too. */
    @Test
    void starsDecideAsASingleWorkerDoes() throws IOException {
        Random random = new Random(5);
        List<Document> old = new ArrayList<>();
        List<Document> crawl = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            List<Document> chain = chain("c" + i + "-", random, 2 + random.nextInt(12), 10 + random.nextInt(30));
            int cut = random.nextInt(3);
            old.addAll(chain.subList(0, cut));
            crawl.addAll(chain.subList(cut, chain.size()));
        }
        crawl.addAll(Collections.nCopies(50, old.get(0)));
        String file = index(old.subList(0, 10), "one.index");
        String other = index(old.subList(10, old.size()), "two.index");
        for (Keep keep : List.of(Keep.SMALLEST_ID, Keep.BEST, Keep.NONE)) {
            for (Verify verify : List.of(Verify.NONE, Verify.SKETCH)) {
                Spec.Builder<MinhashDedup> operator = operator()
                        .with(MinhashDedup::keep, keep)
                        .with(MinhashDedup::scoreField, keep.scores() ? "score" : null)
                        .with(MinhashDedup::verify, verify)
                        .with(MinhashDedup::against, List.of(file, other));
                List<Decision> local = InMemory.decide(operator.build(), Resources.plain(), crawl);
                assertThat(local)
                        .anyMatch(
                                decision -> decision != null && decision.match().isEarlier());
                assertThat(local)
                        .anyMatch(decision ->
                                decision != null && !decision.match().isEarlier());
                for (int rounds = 0; rounds <= 3; rounds++) {
                    List<Decision> stars = InMemory.decide(
                            operator.with(MinhashDedup::components, Components.STAR)
                                    .with(MinhashDedup::starRounds, rounds)
                                    .build(),
                            Resources.plain(),
                            crawl);
                    for (int i = 0; i < crawl.size(); i++) {
                        assertThat(stars.get(i))
                                .as("document %d, %s, %s, %d rounds", i, keep, verify, rounds)
                                .isEqualTo(local.get(i));
                    }
                }
            }
        }
    }

    /** What two runs in sequence leave is what one run over both leaves. */
    @Test
    void anIndexOfAllIsThatOfOneRun() throws IOException {
        List<Document> all = chain("c", new Random(3), 40, 20);
        String both = index(all, "both.index");
        String one = index(all.subList(0, 15), "one.index");
        String two = index(
                operator().with(MinhashDedup::against, List.of(one)), WriteIndex.ALL, all.subList(15, 40), "two.index");

        assertThat(Path.of(two)).hasSameBinaryContentAs(Path.of(both));
    }

    /** A text that half of all documents have must not make an index, or the pairs with it, grow with their number twice. */
    @Test
    void ofAKeyFewDocumentsAreHeld() throws IOException {
        String text = text(new Random(4), 100);
        List<Document> old = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            old.add(document("old" + i, text));
        }
        String file = index(old, "same.index");
        MinhashDedup operator = operator()
                .with(MinhashDedup::annotate, true)
                .with(MinhashDedup::verify, Verify.SKETCH)
                .with(MinhashDedup::against, List.of(file))
                .build();

        assertThat(dev.sluice.operators.KeyIndex.open(Path.of(file)).size()).isEqualTo(14 * 32);
        assertThat(InMemory.apply(operator, Resources.of("m", 0), old))
                .hasSize(500)
                .allMatch(document -> "old0".equals(document.value("m.survivor")));
    }

    @Test
    void anIndexThatDoesNotFitIsRefused() throws IOException {
        List<Document> documents = List.of(document("a", text(new Random(1), 50)));
        String file = index(documents, "a.index");
        byte[] bytes = Files.readAllBytes(Path.of(file));
        Path cut = Files.write(folder.resolve("cut.index"), java.util.Arrays.copyOf(bytes, bytes.length - 3));

        assertThatThrownBy(() -> survivors(
                        operator()
                                .with(MinhashDedup::against, List.of(file))
                                .with(MinhashDedup::seed, 2L)
                                .build(),
                        documents))
                .hasMessageContaining("DEDUP_INDEX")
                .hasMessageContaining("seed 1; this step");
        assertThatThrownBy(() -> survivors(
                        operator()
                                .with(MinhashDedup::against, List.of(cut.toString()))
                                .build(),
                        documents))
                .hasMessageContaining("damaged");
    }
}
