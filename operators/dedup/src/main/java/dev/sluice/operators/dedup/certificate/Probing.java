package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;

/**
 * Finds the documents that share a probe. Keys are random numbers and come ascending, so the first buckets of a range are a
 * random sample of them; no more are passed on than a certificate may need.
 */
final class Probing implements Global.Reducer {
    /** Documents passed on of one bucket: those with the smallest draws. */
    static final int MOST = 16;

    /** Documents of buckets that a certificate knows, of which it compares some. */
    static final int PROBED = 10_000;

    private final Global.Table out;
    private final long[] locators = new long[MOST];
    private final long[] bits = new long[MOST];
    private final long[] draws = new long[MOST];
    private long key;
    private long members;
    private int passed;

    Probing(Global.Table out) {
        this.out = out;
    }

    /** The random number by which documents are drawn. */
    static long draw(long locator) {
        return Hashing.mix(locator + 0x632BE59BD9B4E019L);
    }

    @Override
    public void accept(long[] record, boolean newKey, Global.Records records, Global.Decisions decisions) {
        if (newKey) {
            finish(records, decisions);
        }
        if (passed >= PROBED) {
            return;
        }
        key = record[0];
        long draw = draw(record[1]);
        int at = (int) Math.min(members, MOST);
        members++;
        if (at == MOST && draw >= draws[MOST - 1]) {
            return;
        }
        at = Math.min(at, MOST - 1);
        while (at > 0 && draws[at - 1] > draw) {
            draws[at] = draws[at - 1];
            locators[at] = locators[at - 1];
            bits[at] = bits[at - 1];
            at--;
        }
        draws[at] = draw;
        locators[at] = record[1];
        bits[at] = record[2];
    }

    @Override
    public void finish(Global.Records records, Global.Decisions decisions) {
        int kept = (int) Math.min(members, MOST);
        if (kept > 1) {
            for (int i = 0; i < kept; i++) {
                records.add(out, key, locators[i], bits[i], members);
            }
            passed += kept;
        }
        members = 0;
    }
}
