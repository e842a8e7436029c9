package dev.sluice.pipelines;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.Locator;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Signals;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Stages;
import dev.sluice.plan.Step;
import dev.sluice.text.TextSize;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through an earlier stage of a partition once more, without side outputs: gives the documents that passed it, as
 * they left it. Filters and annotators are not asked again, because the stage's fates say who passed and with which
 * signals; only what edits documents is repeated.
 */
final class Replay implements Closeable {
    /** What became of documents that did not pass, for the ledger. */
    interface Gone {
        void gone(Document document, Fates.Row row) throws IOException;
    }

    /** What passed the stage. */
    interface Next {
        void accept(Document document) throws IOException;
    }

    private final int partition;
    private final Fates.Reader fates;
    private final Decided decided;
    private final Chain chain;
    private final boolean whole;
    private final Next next;
    private final Gone gone;
    private final String[] names;
    private final List<Document> passed = new ArrayList<>();
    private long sequence;

    /**
     * @param whole whether the stage made several documents of one, so that every step must be asked again
     */
    Replay(RunSpec spec, Store store, Stages.DocumentStage stage, int partition, boolean whole, Next next, Gone gone)
            throws IOException {
        this.partition = partition;
        this.whole = whole || stage.steps().stream().anyMatch(Replay::editsBySignals);
        this.next = next;
        this.gone = gone;
        this.fates = new Fates.Reader(store.open(RunSpec.fatesPath(stage.number(), partition)), spec.signals());
        this.decided = new Decided(spec, store, stage, partition);
        List<Step> again = this.whole
                ? stage.steps()
                : stage.steps().stream()
                        .filter(step -> step.operator() instanceof Mapper)
                        .toList();
        this.chain = Chain.open(again, spec.plan().seed(), spec::asset, new Chain.Sink() {
            @Override
            public void kept(Document document) {
                passed.add(document);
            }

            @Override
            public void dropped(Document document, Step step, String reason) {}

            @Override
            public void failed(Document document, Step step, Throwable cause) {}
        });
        this.names = new String[spec.signals().size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = spec.signals().name(i);
        }
    }

    private static boolean editsBySignals(Step step) {
        return step.operator() instanceof Mapper && !step.operator().needs().isEmpty();
    }

    void accept(Document document) throws IOException {
        long number = sequence++;
        List<Fates.Row> rows = fates.of(number);
        Fates.Row last = null;
        for (Fates.Row row : rows) {
            if (row.fate() == Fates.Fate.PASSED) {
                last = row;
            } else {
                gone.gone(document, row);
            }
        }
        Document entering = document.withSequence(number);
        List<Decision> decisions = decided.about(Locator.of(partition, number));
        if (last == null) {
            return;
        }
        if (!whole) {
            entering = entering.withSignals(restored(entering.signals(), rows));
        }
        for (Document one : decided.apply(entering, decisions, !whole)) {
            chain.accept(one);
        }
        TextSize size = last.size();
        if (!whole && size != null && passed.size() == 1) {
            TextSize.known(passed.get(0), size); // so that nobody need look at the text again to count it
        }
        forward();
    }

    private Signals restored(Signals before, List<Fates.Row> rows) {
        for (Fates.Row row : rows) {
            if (row.fate() == Fates.Fate.PASSED) {
                return before.with(names, row.values());
            }
        }
        return before;
    }

    private void forward() throws IOException {
        for (int i = 0; i < passed.size(); i++) {
            next.accept(passed.get(i)); // adds nothing: what follows has lists of its own
        }
        passed.clear();
    }

    void finish() throws IOException {
        chain.finish();
        forward();
    }

    @Override
    public void close() throws IOException {
        fates.close();
        decided.close();
    }

    /** The decisions that hold for the documents entering one stage of one partition. */
    static final class Decided implements Closeable {
        private final List<Stages.Deciding> deciding;
        private final List<DecisionTable.Reader> readers = new ArrayList<>();
        private final Map<String, Global.Earlier> earlier = new HashMap<>();
        private final @Nullable IdIndex ids;

        Decided(RunSpec spec, Store store, Stages.DocumentStage stage, int partition) throws IOException {
            this.deciding = stage.decided();
            int before = stage.number() - 1;
            this.ids = deciding.isEmpty() ? null : new IdIndex(store, p -> RunSpec.idsPath(before, p));
            for (Stages.Deciding one : deciding) {
                TaskFiles files = new TaskFiles();
                files.add(Json.read(store.read(RunSpec.decisionsPath(before, one))));
                Global operator = (Global) one.step().operator();
                readers.add(new DecisionTable.Reader(store, files, partition, operator.reasons()));
                Global.Earlier known =
                        operator.earlier(Chain.resources(one.step(), spec.plan().seed(), spec::asset));
                if (known != null) {
                    earlier.put(one.step().name(), known);
                }
            }
        }

        /** One entry for each deciding step, null where it said nothing. */
        List<@Nullable Decision> about(long locator) throws IOException {
            List<@Nullable Decision> decisions = new ArrayList<>(readers.size());
            for (DecisionTable.Reader reader : readers) {
                decisions.add(reader.about(locator));
            }
            return decisions;
        }

        List<Stages.Deciding> deciding() {
            return deciding;
        }

        /** Edits and copies a document that no decision drops. */
        List<Document> apply(Document document, List<@Nullable Decision> decisions, boolean signalsKnown)
                throws IOException {
            List<Document> documents = List.of(document);
            for (int i = 0; i < decisions.size(); i++) {
                Decision decision = decisions.get(i);
                if (decision == null || !deciding.get(i).last()) {
                    continue;
                }
                if (decision.action() == Decision.Action.DROP) {
                    return List.of();
                }
                List<Document> results = new ArrayList<>();
                for (Document one : documents) {
                    results.addAll(apply(one, decision, deciding.get(i).step(), signalsKnown));
                }
                documents = results;
            }
            return documents;
        }

        private List<Document> apply(Document document, Decision decision, Step step, boolean signalsKnown)
                throws IOException {
            Decision.Match match = decision.match();
            Document result = signalsKnown
                    ? document
                    : decision.label(document, step.operator(), step.name(), match == null ? null : names(step, match));
            return decision.carryOut(result);
        }

        Fates.MatchedIds ids(Step step, Decision.Match match) throws IOException {
            return new Fates.MatchedIds(names(step, match), match.size(), match.similarity());
        }

        private Decision.Names names(Step step, Decision.Match match) throws IOException {
            IdIndex index = ids;
            if (index == null) {
                throw new IllegalStateException("a match without a stage that gave evidence");
            }
            String group = index.id(match.group());
            if (match.isEarlier()) {
                Global.Earlier known = earlier.get(step.name());
                if (known == null) {
                    throw new IllegalStateException(step.name() + " knows no documents of earlier runs");
                }
                return new Decision.Names(group, known.id(match.number()), known.index(match.number()));
            }
            return new Decision.Names(
                    group, match.group() == match.survivor() ? group : index.id(match.survivor()), null);
        }

        @Override
        public void close() throws IOException {
            for (DecisionTable.Reader reader : readers) {
                reader.close();
            }
            if (ids != null) {
                ids.close();
            }
        }
    }
}
