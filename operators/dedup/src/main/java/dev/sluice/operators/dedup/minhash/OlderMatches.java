package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Global;
import dev.sluice.operators.Global.Decisions;
import dev.sluice.operators.Global.Records;
import dev.sluice.operators.Global.Table;
import dev.sluice.operators.Hashing;
import org.jspecify.annotations.Nullable;

/**
 * Finds the documents that match one of an earlier run: of the documents with a common key, those whose sketches are similar
 * enough. Of several matches of a document the one with the smallest number counts: the first of the first index.
 */
final class OlderMatches implements Global.Reducer {
    private static final long SKETCH = 0;
    private static final long CANDIDATE = 1;

    /** Takes matches. */
    @FunctionalInterface
    interface Found {
        /**
         * A document and its match, once a document.
         *
         * @param similarity null where matches are not verified
         */
        void match(long locator, long number, @Nullable Double similarity, Records out, Decisions decisions);
    }

    private final Older older;
    private final @Nullable Double verifyThreshold;
    private final Found found;
    private final long[] sketch = new long[Sketches.WORDS];
    private boolean matched;

    /** @param verifyThreshold least similarity of a match that counts; absent where every match counts */
    OlderMatches(Older older, @Nullable Double verifyThreshold, Found found) {
        this.older = older;
        this.verifyThreshold = verifyThreshold;
        this.found = found;
    }

    /** Mixed locator, locator; 0 and the document's sketch, or 1 and the number of an older document. */
    static Table table(boolean verified) {
        return new Table("older", 3 + (verified ? Sketches.WORDS : 1), 1, 1);
    }

    /**
     * Takes a document's sketch.
     *
     * @param packed its locator, then the sketch
     */
    static void sketch(long[] packed, Records out) {
        Table table = table(true);
        long[] record = new long[table.words()];
        record[0] = Hashing.mix(packed[0]);
        record[1] = packed[0];
        record[2] = SKETCH;
        System.arraycopy(packed, 1, record, 3, Sketches.WORDS);
        out.add(table, record);
    }

    /** Takes an older document that has a key in common with a document. */
    static void candidate(boolean verified, long locator, long number, Records out) {
        Table table = table(verified);
        long[] record = new long[table.words()];
        record[0] = Hashing.mix(locator);
        record[1] = locator;
        record[2] = CANDIDATE;
        record[3] = number;
        out.add(table, record);
    }

    @Override
    public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
        matched &= !newKey;
        if (matched) {
            return;
        }
        if (record[2] == SKETCH) {
            System.arraycopy(record, 3, sketch, 0, sketch.length);
            return;
        }
        Double similarity = verifyThreshold == null ? null : (Double) older.similarity(record[3], sketch, 0);
        if (verifyThreshold == null || (similarity != null && similarity >= verifyThreshold)) {
            matched = true;
            found.match(record[1], record[3], similarity, out, decisions);
        }
    }
}
