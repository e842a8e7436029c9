package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.Global.Decisions;
import dev.sluice.operators.Global.Keyed;
import dev.sluice.operators.Global.Pass;
import dev.sluice.operators.Global.Records;
import dev.sluice.operators.Global.Table;
import dev.sluice.operators.Hashing;
import java.util.List;

/**
 * Finds the documents that have a key in common with another one: only these leave their shingles in the round that compares
 * pairs by them. What is said of them is no more than that: to keep them. Constant memory.
 */
final class Candidates {
    /** Key of a band, locator; a table of its own, since the second round takes keys once more. */
    static final Table KEYS = new Table("candidate_bands", 2, 1, 1);

    /** Mixed locator, locator. */
    private static final Table MARKED = new Table("candidates", 2, 1, 1);

    private Candidates() {}

    /** The passes from {@link #KEYS} to decisions. */
    static List<Pass> passes() {
        return List.of(
                new Keyed(KEYS, List.of(MARKED), resources -> new Marking()),
                new Keyed(MARKED, List.of(), resources -> new Telling()));
    }

    /** Passes on the documents of each key that has two. */
    private static final class Marking implements Global.Reducer {
        private long first;
        private boolean several;

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (newKey) {
                first = record[1];
                several = false;
                return;
            }
            if (!several) {
                mark(first, out);
            }
            several = true;
            mark(record[1], out);
        }

        private static void mark(long locator, Records out) {
            out.add(MARKED, Hashing.mix(locator), locator);
        }
    }

    /** Tells the second round, once a document. */
    private static final class Telling implements Global.Reducer {
        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            if (newKey) {
                decisions.decide(Decision.keep(record[1], null));
            }
        }
    }
}
