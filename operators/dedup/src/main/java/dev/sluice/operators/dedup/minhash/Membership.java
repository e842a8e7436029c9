package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.Global.Decisions;
import dev.sluice.operators.Global.Records;
import dev.sluice.operators.Global.Table;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.Ruling;
import dev.sluice.operators.dedup.minhash.MinhashDedup.Verify;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the members of clusters, which stand with their cluster's head under one key, that of the document that
 * stays; those that it was compared with stand there, too. Constant memory.
 */
final class Membership implements Global.Reducer {
    /**
     * Key of a document. 0, survivor, first document and size of the cluster whose head it is; or 1, another document, 0 and
     * their similarity; or 1, a member of its cluster, 1 and the member's estimated similarity to the survivor.
     */
    static final Table MEMBERS = new Table("members", 5, 1, -1);

    private final Ruling ruling;
    private final Verify verify;
    private long survivor;
    private long first;
    private long size;
    private boolean compared;
    private long comparedWith;
    private double similarity;

    /** @param verify how similarities to survivors are known */
    Membership(Ruling ruling, Verify verify) {
        this.ruling = ruling;
        this.verify = verify;
    }

    /**
     * Takes a cluster.
     *
     * @param head the document of this run that stays, or would without those of earlier runs
     * @param survivor what stays, see {@link Decision.Match}
     */
    static void cluster(long head, long survivor, long first, long size, Records out) {
        out.add(MEMBERS, Hashing.mix(head), 0, survivor, first, size);
    }

    /** Takes a member of a cluster, and its similarity to what stays as far as it was estimated. */
    static void member(long head, long locator, double estimate, Records out) {
        out.add(MEMBERS, Hashing.mix(head), 1, locator, 1, Double.doubleToLongBits(estimate));
    }

    /** Takes the true similarity of two documents; which of them will stay, if any, is not known yet. */
    static void compared(long one, long other, double similarity, Records out) {
        long bits = Double.doubleToLongBits(similarity);
        out.add(MEMBERS, Hashing.mix(one), 1, other, 0, bits);
        out.add(MEMBERS, Hashing.mix(other), 1, one, 0, bits);
    }

    @Override
    public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
        compared &= !newKey;
        if (record[1] == 0) {
            survivor = record[2];
            first = record[3];
            size = record[4];
        } else if (record[3] == 0) {
            compared = true;
            comparedWith = record[2];
            similarity = Double.longBitsToDouble(record[4]);
        } else {
            Decision.Match match = new Decision.Match(first, survivor, size, similarity(record));
            decisions.decide(ruling.about(record[2], match));
        }
    }

    private @Nullable Double similarity(long[] member) {
        return switch (verify) {
            case NONE -> null;
            case SKETCH -> (Double) Double.longBitsToDouble(member[4]);
            case EXACT ->
                member[2] == survivor
                        ? (Double) 1.0
                        : compared && comparedWith == member[2] ? (Double) similarity : null;
        };
    }
}
