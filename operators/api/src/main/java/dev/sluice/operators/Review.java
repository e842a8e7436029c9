package dev.sluice.operators;

import java.util.List;
import java.util.Map;

/**
 * How a global operator looks back at what it decided, for the report of a run. A review changes nothing: with and without
 * it a run gives the same data.
 *
 * <p>It takes three steps. A {@link Selector} goes once through tables of the operator's last round and through all its
 * decisions, notes what matters and names a bounded number of documents that are worth a second look. Those documents, and
 * no others, give evidence once more when the documents are read to carry the decisions out. A {@link Concluder} sees the
 * notes and that evidence and says what it found. Selector and concluder run in a single worker each; they hold a bounded
 * number of records, however large the collection is.
 *
 * @param inputs tables of the last round that the selector sees
 * @param selector names documents and makes notes
 * @param notes the tables that the selector fills beside {@link #CALLED}
 * @param evidence taken from the named documents, as they were when the last round took its evidence
 * @param testimony the tables that this evidence fills
 * @param concluder sees the notes, then the testimony
 */
public record Review(
        List<Global.Table> inputs,
        SelectorFactory selector,
        List<Global.Table> notes,
        Global.Evidence evidence,
        List<Global.Table> testimony,
        ConcluderFactory concluder) {
    /** Locators of documents that are wanted again; repetitions do no harm. */
    public static final Global.Table CALLED = new Global.Table("called", 1, 0, 0);

    public Review {
        inputs = List.copyOf(inputs);
        notes = List.copyOf(notes);
        testimony = List.copyOf(testimony);
    }

    /** Makes the working form of a selector. */
    @FunctionalInterface
    public interface SelectorFactory {
        Selector open(Resources resources);
    }

    /** Chooses what to look at again. */
    public interface Selector {
        /** Takes the next record of a table; tables come in their order, each sorted; only valid during the call. */
        void accept(Global.Table table, long[] record);

        /** Takes the next decision of the last round; decisions come behind all tables, by ascending locator. */
        void decided(Decision decision);

        /** Everything was seen: writes the notes and the locators of the documents wanted again. */
        void finish(Global.Records out);
    }

    /** Makes the working form of a concluder. */
    @FunctionalInterface
    public interface ConcluderFactory {
        Concluder open(Resources resources);
    }

    /** Sums a review up. */
    public interface Concluder {
        /** Takes the next record of the notes, then of the testimony; only valid during the call. */
        void accept(Global.Table table, long[] record);

        /** Everything was seen. */
        Findings finish();
    }

    /**
     * What a review found.
     *
     * @param values a tree of maps, lists, strings, numbers and booleans with fixed or sorted keys; an {@link Exhibit} in it
     *     stands for a document
     * @param warnings what a user should look at
     */
    public record Findings(Map<String, Object> values, List<Warning> warnings) {
        public Findings {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Something that looks wrong.
     *
     * @param text what it is, without a period
     * @param hint what to do about it, one or more sentences
     */
    public record Warning(String text, String hint) {}

    /**
     * A document among the named ones, to be shown with its id and, where texts may be shown, the beginning of its text.
     *
     * @param locator where it stands
     */
    public record Exhibit(long locator) {}
}
