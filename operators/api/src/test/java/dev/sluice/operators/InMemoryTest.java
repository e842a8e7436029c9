package dev.sluice.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryTest {
    private enum Reason {
        EVEN
    }

    private static final Global.Table LENGTHS = new Global.Table("lengths", 2, 1, 1);
    private static final Global.Table LOCATORS = new Global.Table("locators", 1, 0, 0);

    /** A global operator of given rounds. */
    private record Rounds(List<Round> rounds) implements Global {
        @Override
        public List<Signal> signals() {
            return List.of(
                    Signal.label("cluster", "id of the first"),
                    Signal.label("survivor", "id of the one that stays"),
                    Signal.count("cluster_size", "documents", "members"),
                    Signal.flag("kept", "whether it is the survivor"),
                    Signal.number("similarity", "Jaccard similarity, 0 to 1", "to the survivor"));
        }

        @Override
        public boolean edits() {
            return true;
        }

        @Override
        public Class<? extends Enum<?>> reasons() {
            return Reason.class;
        }

        @Override
        public Memory memory() {
            return Memory.CONSTANT;
        }
    }

    private static final Global.Evidence BY_LENGTH = resources ->
            (document, locator, soFar, out) -> out.add(LENGTHS, document.text().length(), locator);

    private static List<Document> documents(String... texts) {
        List<Document> documents = new ArrayList<>();
        for (String text : texts) {
            documents.add(Document.of("id-" + text, text, Fields.NONE, Position.NONE));
        }
        return documents;
    }

    @Test
    void groupsSortedRecordsByKey() {
        List<String> seen = new ArrayList<>();
        Global.Reducer spy = (record, newKey, out, decisions) -> seen.add(record[0] + ":" + record[1] + ":" + newKey);
        Global operator = new Rounds(List.of(new Global.Round(
                BY_LENGTH, List.of(LENGTHS), List.of(new Global.Keyed(LENGTHS, List.of(), resources -> spy)))));

        assertThat(InMemory.decide(operator, Resources.plain(), documents("aaa", "b", "ccc", "dd", "e")))
                .containsOnlyNulls();
        assertThat(seen).containsExactly("1:1:true", "1:4:false", "2:3:true", "3:0:true", "3:2:false");
    }

    @Test
    void foldsReadTheirTablesInTurnAndPassesFeedPasses() {
        List<String> seen = new ArrayList<>();
        Global.Folder folder = new Global.Folder() {
            @Override
            public void accept(Global.Table table, long[] record) {
                seen.add(table.name() + record[record.length - 1]);
            }

            @Override
            public void finish(Global.Records out, Global.Decisions decisions) {
                decisions.decide(Decision.drop(1, Reason.EVEN, null));
            }
        };
        Global.Reducer forward = (record, newKey, out, decisions) -> out.add(LOCATORS, record[1]);
        Global operator = new Rounds(List.of(new Global.Round(
                BY_LENGTH,
                List.of(LENGTHS),
                List.of(
                        new Global.Keyed(LENGTHS, List.of(LOCATORS), resources -> forward),
                        new Global.Fold(List.of(LOCATORS, LENGTHS), resources -> folder)))));

        assertThat(InMemory.apply(operator, Resources.plain(), documents("aaa", "b", "cc")))
                .extracting(Document::text)
                .containsExactly("aaa", "cc");
        assertThat(seen).containsExactly("locators0", "locators1", "locators2", "lengths1", "lengths2", "lengths0");
    }

    @Test
    void laterRoundsSeeEarlierDecisions() {
        Global.Round first = new Global.Round(
                BY_LENGTH,
                List.of(LENGTHS),
                List.of(new Global.Keyed(LENGTHS, List.of(), resources -> (record, newKey, out, decisions) -> {
                    if (record[0] > 1) {
                        decisions.decide(Decision.keep(record[1], null));
                    }
                })));
        List<String> marked = new ArrayList<>();
        Global.Round second = new Global.Round(
                resources -> (document, locator, soFar, out) -> {
                    if (soFar.decision() != null) {
                        marked.add(document.text());
                    }
                },
                List.of(),
                List.of());

        assertThat(InMemory.decide(new Rounds(List.of(first, second)), Resources.plain(), documents("a", "bb", "ccc")))
                .extracting(decision -> decision != null)
                .containsExactly(false, true, true);
        assertThat(marked).containsExactly("bb", "ccc");
    }

    @Test
    void carriesDecisionsOut() {
        Global operator = new Rounds(List.of(new Global.Round(
                BY_LENGTH,
                List.of(LENGTHS),
                List.of(new Global.Keyed(LENGTHS, List.of(), resources -> (record, newKey, out, decisions) -> {
                    long locator = record[1];
                    decisions.decide(
                            locator == 0
                                    ? Decision.removeSpans(0, new int[] {0, 1, 2, 3})
                                    : locator == 1
                                            ? Decision.copy(1, 2)
                                            : Decision.keep(locator, new Decision.Match(1, 0, 3, 0.5)));
                })))));

        List<Document> left =
                InMemory.apply(operator, Resources.of("dedup", 0), documents("\uD83D\uDE00b\uD83D\uDE00d", "x", "yy"));

        assertThat(left).extracting(Document::text).containsExactly("bd", "x", "x", "yy");
        assertThat(left)
                .extracting(Document::id)
                .containsExactly("id-\uD83D\uDE00b\uD83D\uDE00d", "id-x", "id-x#2", "id-yy");
        assertThat(left.get(3).signals().toMap())
                .containsEntry("dedup.cluster", "id-x")
                .containsEntry("dedup.survivor", "id-\uD83D\uDE00b\uD83D\uDE00d")
                .containsEntry("dedup.cluster_size", 3L)
                .containsEntry("dedup.kept", false)
                .containsEntry("dedup.similarity", 0.5);
    }

    @Test
    void refusesTwoDecisionsAboutOneDocumentInARound() {
        Global operator = new Rounds(List.of(new Global.Round(
                BY_LENGTH,
                List.of(LENGTHS),
                List.of(new Global.Keyed(
                        LENGTHS,
                        List.of(),
                        resources -> (record, newKey, out, decisions) -> decisions.decide(Decision.keep(0, null)))))));

        assertThatThrownBy(() -> InMemory.decide(operator, Resources.plain(), documents("a", "b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two decisions");
    }
}
