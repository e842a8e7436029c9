package dev.sluice.operators;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs global operators over a list of documents, without an engine: for recipe tests, examples and callers whose
 * documents fit in memory. The answer is the one that any engine gives.
 *
 * <p>The document at index i has the locator of partition 0 and ordinal i.
 */
public final class InMemory {
    private InMemory() {}

    /**
     * Runs every round of an operator.
     *
     * @return the operator's last word on each document, by index; null where it said nothing, which means keep
     * @throws IllegalStateException when the operator breaks the rules of {@link Global}
     */
    public static List<@Nullable Decision> decide(Global operator, Resources resources, List<Document> documents) {
        @Nullable Decision[] soFar = new Decision[documents.size()];
        for (Global.Round round : operator.rounds()) {
            soFar = new RoundRun(round, resources, documents).decide(soFar);
        }
        List<@Nullable Decision> decisions = new ArrayList<>(soFar.length);
        for (Decision decision : soFar) {
            decisions.add(decision);
        }
        return decisions;
    }

    /**
     * Runs an operator and does what it decides.
     *
     * @return the documents that are left, in their order; documents carry those signals of {@link Decision#label} that
     *     the operator declares
     */
    public static List<Document> apply(Global operator, Resources resources, List<Document> documents) {
        List<@Nullable Decision> decisions = decide(operator, resources, documents);
        Global.Earlier earlier = operator.earlier(resources);
        List<Document> left = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Decision decision = decisions.get(i);
            Document document = documents.get(i);
            if (decision == null) {
                left.add(document);
                continue;
            }
            if (decision.edits() && !operator.edits()) {
                throw new IllegalStateException("the operator does not say that it edits documents");
            }
            document =
                    decision.label(document, operator, resources.step(), names(decision.match(), documents, earlier));
            left.addAll(decision.carryOut(document));
        }
        return left;
    }

    private static Decision.@Nullable Names names(
            Decision.@Nullable Match match, List<Document> documents, Global.@Nullable Earlier earlier) {
        if (match == null) {
            return null;
        }
        String group = documents.get((int) Locator.ordinal(match.group())).id();
        if (!match.isEarlier()) {
            return new Decision.Names(
                    group,
                    documents.get((int) Locator.ordinal(match.survivor())).id(),
                    null);
        }
        if (earlier == null) {
            throw new IllegalStateException("the operator knows no documents of earlier runs");
        }
        return new Decision.Names(group, earlier.id(match.number()), earlier.index(match.number()));
    }

    /**
     * Writes the index that a run over the documents leaves.
     *
     * @throws IllegalArgumentException when the operator leaves none
     */
    public static void writeIndex(Global operator, Resources resources, List<Document> documents, Path file)
            throws IOException {
        Global.Index index = operator.index();
        if (index == null) {
            throw new IllegalArgumentException("the operator leaves no index");
        }
        @Nullable Decision[] soFar = new Decision[documents.size()];
        RoundRun last = null;
        for (Global.Round round : operator.rounds()) {
            last = new RoundRun(round, resources, documents);
            last.keep(index.table());
            if (index.documents() != null) {
                last.keep(index.documents());
            }
            soFar = last.decide(soFar);
        }
        if (last != null) {
            last.writeIndex(index, file);
        }
    }

    /**
     * Decides and looks back at the decisions.
     *
     * @return what the operator's review found; empty when it has none
     */
    public static Optional<Review.Findings> review(Global operator, Resources resources, List<Document> documents) {
        Review review = operator.review().orElse(null);
        if (review == null) {
            return Optional.empty();
        }
        @Nullable Decision[] soFar = new Decision[documents.size()];
        RoundRun last = null;
        for (Global.Round round : operator.rounds()) {
            last = new RoundRun(round, resources, documents);
            review.inputs().forEach(last::keep);
            soFar = last.decide(soFar);
        }
        return last == null ? Optional.empty() : Optional.of(last.review(review, soFar));
    }

    /** One round at work. */
    private static final class RoundRun {
        private final Global.Round round;
        private final Resources resources;
        private final List<Document> documents;
        private final Map<String, LongTable> tables = new HashMap<>();
        private final Set<String> kept = new HashSet<>();

        RoundRun(Global.Round round, Resources resources, List<Document> documents) {
            this.round = round;
            this.resources = resources;
            this.documents = documents;
        }

        @Nullable Decision[] decide(@Nullable Decision[] before) {
            takeEvidence(before);
            @Nullable Decision[] after = new Decision[before.length];
            Global.Decisions decisions = decision -> {
                int index = index(decision.locator());
                if (after[index] != null) {
                    throw new IllegalStateException("two decisions about document " + index + " in one round");
                }
                after[index] = decision;
            };
            List<Global.Pass> passes = round.passes();
            for (int i = 0; i < passes.size(); i++) {
                if (passes.get(i) instanceof Global.Keyed keyed) {
                    reduce(keyed, decisions);
                } else if (passes.get(i) instanceof Global.Fold fold) {
                    fold(fold, decisions);
                }
                forgetAllBut(passes.subList(i + 1, passes.size()));
            }
            // What a round says nothing about keeps what an earlier one said.
            for (int i = 0; i < after.length; i++) {
                after[i] = after[i] == null ? before[i] : after[i];
            }
            return after;
        }

        /** Frees the tables that no pass to come reads. */
        private void forgetAllBut(List<Global.Pass> passes) {
            Set<String> read = new HashSet<>(kept);
            for (Global.Pass pass : passes) {
                if (pass instanceof Global.Keyed keyed) {
                    read.add(keyed.input().name());
                } else if (pass instanceof Global.Fold fold) {
                    fold.inputs().forEach(table -> read.add(table.name()));
                }
            }
            tables.keySet().retainAll(read);
        }

        /** Keeps a table beyond the passes. */
        void keep(Global.Table table) {
            kept.add(table.name());
        }

        void writeIndex(Global.Index index, Path file) throws IOException {
            List<KeyIndex> earlier = new ArrayList<>();
            index.earlier().forEach(name -> earlier.add(index.open(resources.asset(name))));
            Iterator<long[]> rows = rows(index.table()).iterator();
            Global.Table held = index.documents();
            IndexMerge.write(
                    file,
                    index,
                    earlier,
                    () -> rows.hasNext() ? rows.next() : null,
                    held == null ? null : new Held(rows(held), held.words()));
        }

        private List<long[]> rows(Global.Table table) {
            List<long[]> rows = new ArrayList<>();
            forEach(table, record -> rows.add(record.clone()));
            return rows;
        }

        /** The documents and what is held of them; what is not held is zeros. */
        private final class Held implements IndexMerge.Documents {
            private final List<long[]> rows;
            private final int words;

            Held(List<long[]> rows, int words) {
                this.rows = rows;
                this.words = words;
            }

            @Override
            public long number(long locator) {
                return index(locator);
            }

            @Override
            public void forEach(IndexMerge.Holder holder) throws IOException {
                int row = 0;
                for (int i = 0; i < documents.size(); i++) {
                    boolean there = row < rows.size() && rows.get(row)[0] == i;
                    holder.hold(
                            there ? rows.get(row++) : new long[words],
                            1,
                            documents.get(i).id());
                }
            }
        }

        Review.Findings review(Review review, @Nullable Decision[] decisions) {
            Review.Selector selector = review.selector().open(resources);
            for (Global.Table input : review.inputs()) {
                forEach(input, record -> selector.accept(input, record));
            }
            for (Decision decision : decisions) {
                if (decision != null) {
                    selector.decided(decision);
                }
            }
            List<Global.Table> filled = new ArrayList<>(review.notes());
            filled.add(Review.CALLED);
            selector.finish(writer(filled));
            Set<Long> called = new TreeSet<>();
            forEach(Review.CALLED, record -> called.add(record[0]));
            Global.Taker taker = review.evidence().open(resources);
            Global.Records testimony = writer(review.testimony());
            for (long locator : called) {
                taker.take(documents.get(index(locator)), locator, Global.SoFar.NOTHING, testimony);
            }
            Review.Concluder concluder = review.concluder().open(resources);
            for (Global.Table table : review.notes()) {
                forEach(table, record -> concluder.accept(table, record));
            }
            for (Global.Table table : review.testimony()) {
                forEach(table, record -> concluder.accept(table, record));
            }
            return concluder.finish();
        }

        private int index(long locator) {
            if (locator < 0 || locator >= documents.size()) {
                throw new IllegalStateException("a decision about " + locator + ", which is no document's locator");
            }
            return (int) locator;
        }

        private void takeEvidence(@Nullable Decision[] before) {
            Global.Taker taker = round.evidence().open(resources);
            Global.Records out = writer(round.tables());
            for (int i = 0; i < documents.size(); i++) {
                Decision decision = before[i];
                taker.take(documents.get(i), Locator.of(0, i), () -> decision, out);
            }
        }

        private void reduce(Global.Keyed pass, Global.Decisions decisions) {
            Global.Reducer reducer = pass.reducer().open(resources);
            Global.Records out = writer(pass.outputs());
            int keyWords = pass.input().keyWords();
            long[] last = new long[pass.input().words()];
            boolean[] first = {true};
            forEach(pass.input(), record -> {
                boolean newKey = first[0] || java.util.Arrays.mismatch(record, 0, keyWords, last, 0, keyWords) >= 0;
                first[0] = false;
                System.arraycopy(record, 0, last, 0, last.length);
                reducer.accept(record, newKey, out, decisions);
            });
            reducer.finish(out, decisions);
        }

        private void fold(Global.Fold pass, Global.Decisions decisions) {
            Global.Folder folder = pass.folder().open(resources);
            for (Global.Table input : pass.inputs()) {
                forEach(input, record -> folder.accept(input, record));
            }
            folder.finish(writer(pass.outputs()), decisions);
        }

        private Global.Records writer(List<Global.Table> allowed) {
            for (Global.Table table : allowed) {
                tables.putIfAbsent(table.name(), new LongTable(table.words()));
            }
            return (table, words) -> {
                LongTable rows = tables.get(table.name());
                if (rows == null || !allowed.contains(table) || words.length != table.words()) {
                    throw new IllegalStateException("a record of " + words.length + " words for table " + table.name());
                }
                rows.add(words);
            };
        }

        private void forEach(Global.Table table, java.util.function.Consumer<long[]> visitor) {
            LongTable rows = tables.get(table.name());
            if (rows == null) {
                throw new IllegalStateException("nothing fills table " + table.name());
            }
            rows.sort();
            long[] record = new long[table.words()];
            for (int row = 0; row < rows.size(); row++) {
                rows.read(row, record);
                visitor.accept(record);
            }
        }
    }
}
