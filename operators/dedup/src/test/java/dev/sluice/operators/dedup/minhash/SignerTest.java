package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.Mersenne61;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignerTest {
    private static long[] sign(Signer signer, long[] hashes, int slots) {
        signer.clear();
        signer.add(hashes, hashes.length);
        long[] signature = new long[slots];
        assertThat(signer.finish(signature)).isTrue();
        return signature;
    }

    private static long[] hashes(int n, long seed) {
        long[] hashes = new long[n];
        for (int i = 0; i < n; i++) {
            hashes[i] = Hashing.mix(seed * 1_000_003 + i);
        }
        return hashes;
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void noShingleGivesNoSignature(Scheme scheme) {
        Signer signer = scheme.signer(112, 1);
        assertThat(signer.finish(new long[112])).isFalse();
        sign(signer, hashes(3, 1), 112);
        signer.clear();
        assertThat(signer.finish(new long[112])).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void orderRepetitionAndBlocksOfShinglesDoNotMatter(Scheme scheme) {
        long[] hashes = hashes(500, 4);
        long[] signature = sign(scheme.signer(112, 1), hashes, 112);
        Random random = new Random(1);
        long[] shuffled = new long[1000];
        for (int i = 0; i < shuffled.length; i++) {
            shuffled[i] = hashes[i % 500];
        }
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long kept = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = kept;
        }
        Signer inBlocks = scheme.signer(112, 1);
        for (int from = 0; from < shuffled.length; from += 7) {
            long[] block = Arrays.copyOfRange(shuffled, from, Math.min(shuffled.length, from + 7));
            inBlocks.add(block, block.length);
        }
        long[] again = new long[112];
        inBlocks.finish(again);

        assertThat(again).isEqualTo(signature);
    }

    @Test
    void theVectorFormOfClassicEqualsThePlainOne() {
        for (int slots : new int[] {1, 63, 64, 65, 112, 9000}) {
            long[] hashes = hashes(50, slots);
            long[] least = new long[slots];
            Arrays.fill(least, Integer.MAX_VALUE);
            for (int slot = 0; slot < slots; slot++) {
                long bits = Hashing.mix(9 + (slot + 1) * 0x9E3779B97F4A7C15L);
                for (long hash : hashes) {
                    int value = (((int) (bits >>> 32) | 1) * (int) hash + (int) bits) >>> 1;
                    least[slot] = Math.min(least[slot], value);
                }
            }
            assertThat(sign(new Classic32(slots, 9), hashes, slots)).isEqualTo(least);
        }
    }

    @Test
    void onePermutationEqualsItsDefinition() {
        for (int slots : new int[] {1, 112, 256, 600}) {
            for (int n : new int[] {1, 2, 3, 5, 9, 10, 11, 12, 15, 16, 17, 60, 2000}) {
                long[] hashes = hashes(n, n);
                Long[] bins = new Long[slots];
                for (long hash : hashes) {
                    int bin = (int) (((hash >>> 32) * slots) >>> 32);
                    bins[bin] = bins[bin] == null || (int) hash < (int) (long) bins[bin] ? (Long) hash : bins[bin];
                }
                long[] expected = new long[slots];
                for (int j = 0; j < slots; j++) {
                    Long hash = bins[j];
                    for (long t = 1; hash == null; t++) {
                        long probe = Hashing.mix(j * 0x9E3779B97F4A7C15L + t * 0xC2B2AE3D27D4EB4FL + 3);
                        hash = bins[(int) (((probe >>> 32) * slots) >>> 32)];
                    }
                    expected[j] = hash & ~(1L << 32);
                }
                assertThat(sign(new Oph(slots, 3), hashes, slots))
                        .as("%d slots, %d hashes", slots, n)
                        .isEqualTo(expected);
            }
        }
    }

    /** Any 32 bits are shared by a hundred pairs of a million texts of one shingle. */
    @Test
    void onePermutationTellsHashesApartThatShareAHalf() {
        long hash = hashes(1, 8)[0];
        for (int bit = 0; bit < 64; bit++) {
            long[] one = sign(new Oph(112, 3), new long[] {hash}, 112);
            long[] other = sign(new Oph(112, 3), new long[] {hash ^ 1L << bit}, 112);
            assertThat(Arrays.equals(one, other)).as("bit %d", bit).isEqualTo(bit == 32);
        }
        // What would be the sign of an empty bin.
        assertThat(sign(new Oph(112, 3), new long[] {0xffffffff7fffffffL}, 112)).containsOnly(0xfffffffe7fffffffL);
    }

    /** Pairs of a known similarity are found as often as the curve says, within four standard errors. */
    @ParameterizedTest
    @EnumSource(Scheme.class)
    void pairsAreFoundAsTheCurveSays(Scheme scheme) {
        SCurve curve = new SCurve(14, 8);
        int pairs = scheme.numpy() ? 500 : 2000; // their generator is slow to start
        for (int union : new int[] {20, 112, 1000}) {
            for (double wanted : new double[] {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99}) {
                int shared = (int) Math.round(union * wanted);
                if (shared == union) {
                    continue;
                }
                double similarity = (double) shared / union;
                int found = 0;
                for (int pair = 0; pair < pairs; pair++) {
                    found += found(scheme, curve, union, shared, pair) ? 1 : 0;
                }
                assertFound(
                        found,
                        pairs,
                        curve.probability(similarity),
                        "%s, union %d, similarity %s".formatted(scheme, union, similarity));
            }
        }
    }

    /** Four standard errors, and one pair where hardly any is expected to differ. */
    private static void assertFound(int found, int pairs, double expected, String what) {
        double error = Math.sqrt(expected * (1 - expected) / pairs);
        assertThat((double) found / pairs).as(what).isCloseTo(expected, within(4 * error + 1.0 / pairs));
    }

    @Test
    void exactArithmeticModuloThePrimeIsThatOfBigNumbers() {
        BigInteger prime = BigInteger.valueOf(Mersenne61.PRIME);
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long a = i < 50 ? Mersenne61.PRIME - 1 - i : random.nextLong() >>> 3;
            long x = i % 3 == 0 ? Mersenne61.PRIME - 1 : random.nextLong() >>> 3;
            long b = i % 2 == 0 ? Mersenne61.PRIME - 1 : random.nextLong() >>> 3;
            a = Math.min(a, Mersenne61.PRIME - 1);
            x = Math.min(x, Mersenne61.PRIME - 1);
            b = Math.min(b, Mersenne61.PRIME - 1);
            long exact = BigInteger.valueOf(a)
                    .multiply(BigInteger.valueOf(x))
                    .add(BigInteger.valueOf(b))
                    .mod(prime)
                    .longValue();
            assertThat(Mersenne61.multiplyAdd(a, x, b)).isEqualTo(exact);
            long any = random.nextLong();
            assertThat(Mersenne61.reduce(any))
                    .isEqualTo(new BigInteger(Long.toUnsignedString(any))
                            .mod(prime)
                            .longValue());
        }
        assertThat(Mersenne61.reduce(-1)).isEqualTo(7);
        assertThat(Mersenne61.reduce(Mersenne61.PRIME)).isZero();
    }

    private static boolean found(Scheme scheme, SCurve curve, int union, int shared, long pair) {
        long[] all = hashes(union, 1000 + pair + union * 100_000L);
        int apart = (union - shared) / 2;
        long[] a = Arrays.copyOfRange(all, 0, shared + apart);
        long[] b = all.clone();
        System.arraycopy(all, shared + apart, b, shared, union - shared - apart);
        b = Arrays.copyOf(b, union - apart);
        long[] one = sign(scheme.signer(curve.slots(), pair), a, curve.slots());
        long[] other = sign(scheme.signer(curve.slots(), pair), b, curve.slots());
        Banding banding = new Banding(curve.bands(), curve.rows(), pair);
        for (int band = 0; band < curve.bands(); band++) {
            if (banding.key(band, one, 0) == banding.key(band, other, 0)) {
                return true;
            }
        }
        return false;
    }
}
