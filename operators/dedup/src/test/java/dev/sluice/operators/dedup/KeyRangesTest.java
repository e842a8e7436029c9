package dev.sluice.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Global;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.lines.LineDedup;
import dev.sluice.operators.dedup.lines.Repeats;
import dev.sluice.operators.dedup.minhash.MinhashDedup;
import dev.sluice.operators.dedup.simhash.SimhashDedup;
import dev.sluice.operators.dedup.substring.SubstringDedup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers take ranges of keys: wherever ranges are cut between keys, passes write the same records and decisions. */
class KeyRangesTest {
    static Stream<Global> operators() {
        return Stream.of(
                Spec.build(ExactDedup.class).build(),
                Spec.build(ExactDedup.class)
                        .with(ExactDedup::keep, Keep.LONGEST)
                        .build(),
                Spec.build(LineDedup.class).with(LineDedup::minDocCharsLeft, 20).build(),
                Spec.build(LineDedup.class)
                        .with(LineDedup::mode, Repeats.DROP_REPEATED)
                        .build(),
                Spec.build(LineDedup.class)
                        .with(LineDedup::mode, Repeats.DROP_FREQUENT)
                        .with(LineDedup::maxCount, 2)
                        .build(),
                Spec.build(SubstringDedup.class)
                        .with(SubstringDedup::minBytes, 30)
                        .build(),
                Spec.build(SimhashDedup.class).build(),
                Spec.build(MinhashDedup.class).build(),
                Spec.build(MinhashDedup.class)
                        .with(MinhashDedup::verify, MinhashDedup.Verify.SKETCH)
                        .with(MinhashDedup::keep, Keep.LONGEST)
                        .build(),
                Spec.build(MinhashDedup.class)
                        .with(MinhashDedup::verify, MinhashDedup.Verify.EXACT)
                        .with(MinhashDedup::keep, Keep.LAST)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("operators")
    void cutsBetweenKeysDoNotShow(Global operator) {
        Run whole = new Run(operator, 0);
        assertThat(whole.decisions).isNotEmpty();
        for (int percent : new int[] {1, 30, 100}) {
            Run cut = new Run(operator, percent);
            assertThat(cut.decisions).isEqualTo(whole.decisions);
            cut.tables.forEach((table, records) ->
                    assertThat(records).as(table).containsExactlyElementsOf(whole.tables.get(table)));
        }
    }

    private static List<Document> documents() {
        Random random = new Random(8);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            Random words = new Random(random.nextInt(100));
            for (int word = 0; word < 60; word++) {
                text.append("word").append(words.nextInt(1000)).append(' ');
            }
            text.append(random.nextInt(3));
            documents.add(Document.of("d" + i, text.toString(), Fields.NONE, Position.NONE));
        }
        return documents;
    }

    /** One run through all passes. */
    private static final class Run implements Global.Records {
        private static final Comparator<long[]> ORDER = Arrays::compare;

        final Map<String, List<long[]>> tables = new HashMap<>();
        final Map<Long, Decision> decisions = new HashMap<>();

        /** @param percent how often a range ends where a key does */
        Run(Global operator, int percent) {
            Random cuts = new Random(1);
            for (Global.Round round : operator.rounds()) {
                Global.Taker taker = round.evidence().open(Resources.plain());
                Map<Long, Decision> told = Map.copyOf(decisions);
                decisions.clear();
                long locator = 0;
                for (Document document : documents()) {
                    Decision before = told.get(locator);
                    taker.take(document, locator++, () -> before, this);
                }
                for (Global.Pass pass : round.passes()) {
                    if (pass instanceof Global.Keyed keyed) {
                        reduce(keyed, percent, cuts);
                    } else if (pass instanceof Global.Fold fold) {
                        Global.Folder folder = fold.folder().open(Resources.plain());
                        fold.inputs().forEach(table -> sorted(table).forEach(record -> folder.accept(table, record)));
                        folder.finish(this, this::decide);
                    }
                }
            }
            tables.values().forEach(records -> records.sort(ORDER));
        }

        private void reduce(Global.Keyed keyed, int percent, Random cuts) {
            Global.Reducer reducer = keyed.reducer().open(Resources.plain());
            long[] before = null;
            for (long[] record : sorted(keyed.input())) {
                int keyWords = keyed.input().keyWords();
                boolean newKey = before == null || Arrays.mismatch(before, 0, keyWords, record, 0, keyWords) >= 0;
                if (newKey && before != null && cuts.nextInt(100) < percent) {
                    reducer.finish(this, this::decide);
                    reducer = keyed.reducer().open(Resources.plain());
                }
                reducer.accept(record.clone(), newKey, this, this::decide);
                before = record;
            }
            reducer.finish(this, this::decide);
        }

        private List<long[]> sorted(Global.Table table) {
            List<long[]> records = tables.computeIfAbsent(table.name(), name -> new ArrayList<>());
            records.sort(ORDER);
            return List.copyOf(records);
        }

        private void decide(Decision decision) {
            assertThat(decisions.put(decision.locator(), decision)).isNull();
        }

        @Override
        public void add(Global.Table table, long... words) {
            assertThat(words).hasSize(table.words());
            tables.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(words.clone());
        }
    }
}
