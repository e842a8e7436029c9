package dev.sluice.operators.sketches;

import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;

/**
 * A first look at records that nobody knows yet: which fields they have and of which types, which lines repeat across
 * documents, how many documents are equal but for case, spaces and punctuation, and which documents look broken. Removes
 * nothing; {@code sluice analyze} is built on it.
 *
 * <p>Every number depends on the set of documents alone. Examples are those with the smallest hashes. Of more than 200
 * fields, and of more than {@code most_lines} different lines, those with the smallest hashes are kept, a sample that does
 * not depend on the order. Memory: a few MB, and 100 bytes a line up to twice {@code most_lines}.
 */
@Operator.Info(
        name = "profile",
        since = "0.1",
        summary = "Describes records: fields and types, repeated lines, equal contents, suspicious documents.",
        source = "CPC sketches of Apache DataSketches",
        cost = Operator.Cost.MODERATE)
public record Profile(
        @Param(doc = "Characters that a line must have to be counted.", def = "20", min = 1)
        int minLineCharacters,

        @Param(doc = "Most different lines that are held.", def = "50000", min = 1, max = 10_000_000)
        int mostLines)
        implements Sketch {

    @Override
    public Summary create(Resources resources) {
        return new ProfileSummary(this);
    }

    @Override
    public Summary read(byte[] stored) {
        return ProfileSummary.read(this, stored);
    }
}
