package dev.sluice.operators;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about documents by what the whole collection says, without ever moving their text.
 *
 * <p>In each {@link Round} every document gives <em>evidence</em>: records of a few 64-bit words. The execution layer
 * sorts, groups and spills the records; {@link Pass passes} turn them into further records and, in the end, into
 * {@link Decision decisions} about locators. Records of one table reach a pass sorted by all their words as signed
 * numbers, first word first, so a pass sees the same sequence whatever the parallelism and the order of arrival.
 *
 * <p>Evidence of a document that an earlier operator dropped never reaches a pass.
 */
public non-sealed interface Global extends Operator {

    /** The rounds in their order; each needs one more reading of the documents. */
    List<Round> rounds();

    /** The reasons for which this operator drops documents. */
    Class<? extends Enum<?>> reasons();

    /**
     * What documents are counted for while evidence is taken from them, see {@link Records#remark}; null where nothing is. Their
     * names stand in reports, so they never change once released.
     */
    default @Nullable Class<? extends Enum<?>> remarks() {
        return null;
    }

    /**
     * What about the remarks of a run a user should look at.
     *
     * @param remarks documents by remark, as far as there were any
     * @param documents how many documents gave evidence
     */
    default List<Review.Warning> warnings(Map<Enum<?>, Long> remarks, long documents) {
        return List.of();
    }

    /**
     * Whether decisions may change texts or make copies. Then no later operator decides about the same evidence: it reads
     * what this one left.
     */
    default boolean edits() {
        return false;
    }

    /** How much memory the widest pass needs. */
    Memory memory();

    /** What folds hold in a single worker, where {@link #memory} is {@link Memory#WHOLE_COLLECTION}; else nothing. */
    default List<Held> held() {
        return List.of();
    }

    /** How the operator looks back at its decisions for the report; empty where counts say everything. */
    default Optional<Review> review() {
        return Optional.empty();
    }

    /** The keys that a run leaves beside its output, for later runs; null where it leaves none. */
    default @Nullable Index index() {
        return null;
    }

    /** Documents of earlier runs that matches may name (see {@link Decision.Match}); null where they name none. */
    default @Nullable Earlier earlier(Resources resources) {
        return null;
    }

    /** Documents of earlier runs. Used by one thread at a time. */
    interface Earlier {
        /** The id of a document. */
        String id(long number);

        /** The index that holds a document, as the recipe names it. */
        String index(long number);
    }

    /**
     * Keys that outlive a run, as the {@link KeyIndex} {@code __sluice/index/STEP.index} of its output.
     *
     * @param table of records, filled by passes; repeated records are kept once. Without documents a record speaks of no
     *     locator; with them, its last word is the locator of a document, and the index holds the document's number there
     * @param documents of records of a locator and what the index holds of that document beside its id, filled by documents;
     *     of a document without a record zeros are held. Null for an index that holds no documents
     * @param madeFrom what the keys are made from, which later runs compare with what they make theirs from
     * @param earlier names of assets, indexes made in the same way, whose keys and documents the new one holds, too
     */
    record Index(Table table, @Nullable Table documents, String madeFrom, List<String> earlier) {
        public Index {
            earlier = List.copyOf(earlier);
        }

        /** Words held of each document; 0 where the index holds no documents. */
        public int traits() {
            return documents == null ? 0 : documents.words() - 1;
        }

        /** Opens an index made in the same way. */
        public KeyIndex open(java.nio.file.Path file) {
            return KeyIndex.open(file, table.words(), traits(), madeFrom);
        }
    }

    /** Memory class of a global operator. */
    enum Memory {
        /** The same for any collection. */
        CONSTANT,
        /** Grows with the largest group of records of one key. */
        PER_KEY,
        /** Grows with the number of documents that go through a single worker. */
        WHOLE_COLLECTION
    }

    /**
     * What is held in a single worker.
     *
     * @param what in the plural, for messages: {@code documents of pairs}
     * @param most how many at most; a run that meets more stops with a {@link LimitException}
     * @param bytes memory of each, at most
     */
    record Held(String what, long most, int bytes) {
        public Held {
            if (most < 1 || bytes < 1) {
                throw new IllegalArgumentException("no bound on " + what);
            }
        }

        /** In words: {@code at most 1,000 documents of pairs of up to 8 bytes each in one worker}. */
        public String inWords() {
            return String.format(
                    Locale.ROOT, "at most %,d %s of up to %,d bytes each in one worker", most, what, bytes);
        }
    }

    /**
     * One reading of the documents and the passes over what they gave.
     *
     * @param evidence takes the records from documents
     * @param tables the tables that documents fill
     * @param passes in order; a pass may read tables of documents and of earlier passes
     */
    record Round(Evidence evidence, List<Table> tables, List<Pass> passes) {
        public Round {
            tables = List.copyOf(tables);
            passes = List.copyOf(passes);
        }
    }

    /**
     * A kind of fixed-width record.
     *
     * @param name unique within the operator, snake_case; names files and metrics
     * @param words width of a record in 64-bit words
     * @param keyWords how many leading words are the key of a {@link Keyed} pass; 0 for tables that only folds read. The
     *     first word of a key should be a hash: workers take equal parts of its range
     * @param locatorWord which word holds the locator of the document that the record speaks of, or -1 when it speaks
     *     of several (edges); records that documents emit always have one
     */
    record Table(String name, int words, int keyWords, int locatorWord) {
        public Table {
            if (words < 1 || keyWords < 0 || keyWords > words || locatorWord < -1 || locatorWord >= words) {
                throw new IllegalArgumentException("bad table " + name);
            }
        }
    }

    /** Takes evidence from documents; opened once per worker. */
    @FunctionalInterface
    interface Evidence {
        Taker open(Resources resources);
    }

    /** The working form of {@link Evidence}; used by one thread at a time. */
    @FunctionalInterface
    interface Taker {
        /**
         * Emits the records of one document.
         *
         * @param locator where the document stands; goes into the locator word of each record
         * @param soFar what earlier rounds of this operator decided about the document
         */
        void take(Document document, long locator, SoFar soFar, Records out);
    }

    /** What earlier rounds said about a document. */
    interface SoFar {
        /** The first round, or nothing was said. */
        SoFar NOTHING = () -> null;

        /** The decision of the earlier rounds, or null. */
        @Nullable Decision decision();
    }

    /** Takes records. */
    interface Records {
        /** Adds a record to a table; the number of words must be the table's. */
        void add(Table table, long... words);

        /**
         * Counts the document at hand for the report of a run; at most once a document and remark, and in one round only. Those
         * who carry out no whole run, or ask reducers and folds, have no use for it.
         *
         * @param remark one of {@link Global#remarks}
         */
        default void remark(Enum<?> remark) {}
    }

    /** Takes decisions. */
    @FunctionalInterface
    interface Decisions {
        /** Decides about one document; at most one decision a document and round may be given. */
        void decide(Decision decision);
    }

    /** Turns sorted records into others, or into decisions. */
    sealed interface Pass permits Keyed, Fold {
        /** The tables that the pass fills. */
        List<Table> outputs();
    }

    /**
     * Goes through the groups of one table, each with the records of one key, in constant memory per key. Runs on many
     * workers, each with a range of keys.
     *
     * @param input the table to group by its key words
     * @param outputs the tables that the reducer fills
     * @param reducer opened once per key range
     */
    record Keyed(Table input, List<Table> outputs, ReducerFactory reducer) implements Pass {
        public Keyed {
            outputs = List.copyOf(outputs);
        }
    }

    /** Makes the reducer of one key range. */
    @FunctionalInterface
    interface ReducerFactory {
        Reducer open(Resources resources);
    }

    /** Sees the records of one key range, one after the other, sorted; equal keys are neighbours. */
    interface Reducer {
        /**
         * Takes the next record.
         *
         * @param record the record's words; only valid during the call
         * @param newKey whether its key differs from the one before
         */
        void accept(long[] record, boolean newKey, Records out, Decisions decisions);

        /** The range is at its end. */
        default void finish(Records out, Decisions decisions) {}
    }

    /**
     * Sees whole tables in a single worker. States its memory per record in the operator's documentation.
     *
     * @param inputs the tables, read one after the other in this order, each sorted
     * @param outputs the tables that the folder fills
     * @param folder opened once
     */
    record Fold(List<Table> inputs, List<Table> outputs, FolderFactory folder) implements Pass {
        public Fold {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        /** A fold that decides and fills no table. */
        public Fold(List<Table> inputs, FolderFactory folder) {
            this(inputs, List.of(), folder);
        }
    }

    /** Makes the working form of a fold. */
    @FunctionalInterface
    interface FolderFactory {
        Folder open(Resources resources);
    }

    /** The working form of a fold. */
    interface Folder {
        /** Takes the next record of a table; {@code record} is only valid during the call. */
        void accept(Table table, long[] record);

        /** Every table is at its end: decide, or fill tables. What comes out may come in any order. */
        void finish(Records out, Decisions decisions);
    }
}
