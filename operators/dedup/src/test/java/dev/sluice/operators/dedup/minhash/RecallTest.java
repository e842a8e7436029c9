package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.operators.Document;
import dev.sluice.operators.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether texts of a known similarity are found as often as the S-curve says: from the text through shingles, signatures
 * and bands, for every scheme. The similarity of a pair is counted on sets of strings.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecallTest {
    private static final double[] SIMILARITIES = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};
    private static final SCurve[] CURVES = {new SCurve(14, 8), new SCurve(4, 28)};
    private static final int PAIRS = 250;
    private static final int UNION = 240;
    private static final int WORDS = 5;
    private static final int CHARS = 20;

    private static final String[] VOCABULARY =
            ("about after again amber anchor basket because before bridge button candle castle could desert different"
                            + " dragon drift engine every first flight forest found frost garden grain great guitar"
                            + " harbor house island ivory jacket large learn letter light little might never night"
                            + " often other paper people place plant point river school second should small sound"
                            + " spell still story study their there these thing think three through together under"
                            + " until water where which while white world would write young the of and to in is it")
                    .split(" ");

    private record Pair(String one, String other, double similarity) {}

    private final List<List<Pair>> ofWords = new ArrayList<>();
    private final List<List<Pair>> ofChars = new ArrayList<>();

    @BeforeAll
    void plant() {
        Random random = new Random(20);
        for (double similarity : SIMILARITIES) {
            ofWords.add(pairs(similarity, true, random));
            ofChars.add(pairs(similarity, false, random));
        }
    }

    /** Two texts with the same beginning and different ends, of as many shingles as the similarity asks for. */
    private static List<Pair> pairs(double similarity, boolean words, Random random) {
        int own = (int) Math.max(1, Math.round(UNION * (1 - similarity) / 2));
        int shared = (int) Math.round(2 * own * similarity / (1 - similarity));
        List<Pair> pairs = new ArrayList<>();
        while (pairs.size() < PAIRS) {
            String one;
            String other;
            if (words) {
                String start = words(shared + WORDS - 1, random);
                one = start + words(own, random);
                other = start + words(own, random);
            } else {
                String start = words(shared, random).substring(0, shared + CHARS - 2) + "x";
                one = start + letters(own, random);
                other = start + letters(own, random);
            }
            double found = jaccard(shingles(one, words), shingles(other, words));
            assertThat(found).isCloseTo(similarity, within(0.03));
            pairs.add(new Pair(one, other, found));
        }
        return pairs;
    }

    private static String words(int count, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(VOCABULARY[random.nextInt(VOCABULARY.length)]).append(' ');
        }
        return text.toString();
    }

    private static String letters(int count, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static Set<List<String>> shingles(String text, boolean words) {
        List<String> units = Arrays.asList(words ? text.split(" ") : text.split(""));
        int n = words ? WORDS : CHARS;
        Set<List<String>> shingles = new HashSet<>();
        for (int i = 0; i + n <= units.size(); i++) {
            shingles.add(units.subList(i, i + n));
        }
        return shingles;
    }

    private static double jaccard(Set<List<String>> one, Set<List<String>> other) {
        Set<List<String>> common = new HashSet<>(one);
        common.retainAll(other);
        return (double) common.size() / (one.size() + other.size() - common.size());
    }

    @ParameterizedTest
    @CsvSource({
        "OPH, true",
        "OPH, false",
        "CLASSIC32, true",
        "CLASSIC32, false",
        "CLASSIC61, true",
        "CLASSIC61, false",
        "DATATROVE, true",
        "DATATROVE, false",
        "DATATROVE_SHA1, true",
        "DATATROVE_SHA1, false",
        "DATASKETCH, true",
        "DATASKETCH, false",
        "DATASKETCH_AFFINE32, true",
        "DATASKETCH_AFFINE32, false",
        "DATASKETCH_AFFINE64, true",
        "DATASKETCH_AFFINE64, false"
    })
    void pairsOfTextsAreFoundAsOftenAsTheCurveSays(Scheme scheme, boolean words) {
        MinhashDedup operator = Spec.build(MinhashDedup.class)
                .with(MinhashDedup::scheme, scheme)
                .with(MinhashDedup::shingleWords, words ? WORDS : null)
                .with(MinhashDedup::shingleChars, words ? null : CHARS)
                .build();
        int slots = CURVES[0].slots();
        Shingler shingler = operator.shingler(CURVES[0]);
        for (List<Pair> pairs : words ? ofWords : ofChars) {
            int[] found = new int[CURVES.length];
            double[] expected = new double[CURVES.length];
            double[] variance = new double[CURVES.length];
            for (int i = 0; i < pairs.size(); i++) {
                // A seed for each pair: one set of hash functions favours some texts.
                Signer signer = scheme.signer(slots, i + 1);
                long[] one = sign(shingler, signer, pairs.get(i).one(), slots);
                long[] other = sign(shingler, signer, pairs.get(i).other(), slots);
                for (int c = 0; c < CURVES.length; c++) {
                    double probability = CURVES[c].probability(pairs.get(i).similarity());
                    found[c] += meet(CURVES[c], one, other) ? 1 : 0;
                    expected[c] += probability;
                    variance[c] += probability * (1 - probability);
                }
            }
            for (int c = 0; c < CURVES.length; c++) {
                assertThat((double) found[c])
                        .as("%s at %s", CURVES[c], pairs.get(0).similarity())
                        .isCloseTo(expected[c], within(3.5 * Math.sqrt(variance[c]) + 0.5));
            }
        }
    }

    private static long[] sign(Shingler shingler, Signer signer, String text, int slots) {
        signer.clear();
        shingler.read(Document.of(text), signer);
        long[] signature = new long[slots];
        assertThat(signer.finish(signature)).isTrue();
        return signature;
    }

    private static boolean meet(SCurve curve, long[] one, long[] other) {
        Banding banding = new Banding(curve.bands(), curve.rows(), 1);
        for (int band = 0; band < curve.bands(); band++) {
            if (banding.key(band, one, 0) == banding.key(band, other, 0)) {
                return true;
            }
        }
        return false;
    }
}
