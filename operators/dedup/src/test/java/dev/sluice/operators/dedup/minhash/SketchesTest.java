package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchesTest {
    private static final int PAIRS = 400;

    private static long[] sketch(Signer signer, long[] hashes) {
        long[] slots = new long[Sketches.SLOTS];
        long[] packed = new long[Sketches.WORDS];
        signer.clear();
        signer.add(hashes, hashes.length);
        assertThat(signer.finish(slots)).isTrue();
        Sketches.pack(slots, packed, 0);
        return packed;
    }

    /** Sets of few members fill all slots with few hashes; the bits kept of one hash must differ from slot to slot. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 20, 300})
    void estimatesAreAsSharpForSmallSetsAsForLarge(int members) {
        Random random = new Random(members);
        Signer signer = Scheme.OPH.signer(Sketches.SLOTS, 1);
        double squares = 0;
        int shared = members / 2;
        double similarity = (double) shared / (2 * members - shared);
        double match = 0.25 + 0.75 * similarity;
        double error = Math.sqrt(match * (1 - match) / Sketches.SLOTS) / 0.75;
        for (int pair = 0; pair < PAIRS; pair++) {
            long[] one = random.longs(members).toArray();
            long[] other = random.longs(members).toArray();
            System.arraycopy(one, 0, other, 0, shared);
            double estimate = Sketches.similarity(sketch(signer, one), 0, sketch(signer, other), 0);
            squares += (estimate - similarity) * (estimate - similarity);
        }
        // Once in a while two shingles of one set meet in a bin, and one of them is lost.
        assertThat(Math.sqrt(squares / PAIRS)).isLessThan(1.4 * error);
    }
}
