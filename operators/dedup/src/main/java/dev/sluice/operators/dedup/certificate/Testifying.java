package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.Document;
import dev.sluice.operators.Global;

/** Takes the shingle sets of the documents that a certificate compares. */
final class Testifying implements Global.Taker {
    private final Hashes.Cutter cutter;
    private final ShingleSet set = new ShingleSet();
    private final long[] record = new long[Certificate.SETS.words()];

    Testifying(Hashes.Cutter cutter) {
        this.cutter = cutter;
    }

    @Override
    public void take(Document document, long locator, Global.SoFar soFar, Global.Records out) {
        set.clear();
        cutter.cut(document, set);
        int[] halves = set.finish();
        record[0] = locator;
        int perRecord = 2 * (record.length - 1);
        for (int from = 0; from < halves.length; from += perRecord) {
            for (int word = 1; word < record.length; word++) {
                int at = from + 2 * (word - 1);
                long first = halves[Math.min(at, halves.length - 1)];
                long second = halves[Math.min(at + 1, halves.length - 1)];
                record[word] = first << 32 | (second & 0xffffffffL);
            }
            out.add(Certificate.SETS, record);
        }
    }
}
