package dev.sluice.benchmarks;

import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.minhash.MinhashDedup;
import dev.sluice.operators.dedup.minhash.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What near-duplicate evidence costs: cutting a text into shingles, hashing them, the signature and its bands. A result
 * is in nanoseconds a document of {@value #CHARACTERS} characters on average, so 13,500 are 300 MB a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MinhashBenchmark {
    private static final int DOCUMENTS = 500;
    private static final int CHARACTERS = 4000;

    /** How signatures are made; guards the loops that the JIT compiler has to vectorise. */
    @Param({"OPH", "CLASSIC32"})
    public Scheme scheme;

    private final List<Document> documents = new ArrayList<>();
    private Global.Taker words;
    private Global.Taker characters;
    private Global.Taker verified;

    /** Makes the texts and opens the operators. */
    @Setup
    public void open() {
        Random random = new Random(1);
        for (int i = 0; i < DOCUMENTS; i++) {
            documents.add(Document.of(text(random)));
        }
        words = taker(Spec.build(MinhashDedup.class).with(MinhashDedup::scheme, scheme));
        characters = taker(Spec.build(MinhashDedup.class)
                .with(MinhashDedup::scheme, scheme)
                .with(MinhashDedup::shingleChars, 24));
        verified = taker(Spec.build(MinhashDedup.class)
                .with(MinhashDedup::scheme, scheme)
                .with(MinhashDedup::verify, MinhashDedup.Verify.SKETCH));
    }

    private static Global.Taker taker(Spec.Builder<MinhashDedup> operator) {
        return operator.build().rounds().get(0).evidence().open(Resources.plain());
    }

    /** Lower-case words of English lengths with a capital here and a full stop there. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = CHARACTERS / 2 + random.nextInt(CHARACTERS);
        while (text.length() < length) {
            int letters = 1 + random.nextInt(4) + random.nextInt(6);
            for (int i = 0; i < letters; i++) {
                char letter = (char) ('a' + random.nextInt(26));
                text.append(i == 0 && random.nextInt(12) == 0 ? Character.toUpperCase(letter) : letter);
            }
            text.append(random.nextInt(12) == 0 ? ". " : " ");
        }
        return text.toString();
    }

    /** Shingles of five words, 14 bands of 8 rows. */
    @Benchmark
    @OperationsPerInvocation(DOCUMENTS)
    public long wordShingles() {
        return take(words);
    }

    /** Shingles of 24 characters. */
    @Benchmark
    @OperationsPerInvocation(DOCUMENTS)
    public long characterShingles() {
        return take(characters);
    }

    /** Shingles of five words, with the sketch that pairs are verified by. */
    @Benchmark
    @OperationsPerInvocation(DOCUMENTS)
    public long verifiedWordShingles() {
        return take(verified);
    }

    private long take(Global.Taker taker) {
        long[] sum = new long[1];
        Global.Records records = (table, words) -> sum[0] += words[0];
        for (int i = 0; i < DOCUMENTS; i++) {
            taker.take(documents.get(i), i, Global.SoFar.NOTHING, records);
        }
        return sum[0];
    }
}
