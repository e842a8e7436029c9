package dev.sluice.operators.dedup;

import dev.sluice.operators.Catalog;
import dev.sluice.operators.Operator;
import dev.sluice.operators.dedup.bloom.BloomDedup;
import dev.sluice.operators.dedup.bloom.BloomFilter;
import dev.sluice.operators.dedup.lines.LineDedup;
import dev.sluice.operators.dedup.minhash.MinhashDedup;
import dev.sluice.operators.dedup.minhash.MinhashSets;
import dev.sluice.operators.dedup.simhash.SimhashDedup;
import dev.sluice.operators.dedup.substring.SubstringDedup;
import java.util.List;

/** The operators of this jar, in alphabetical order. */
public final class DedupCatalog implements Catalog {
    @Override
    public List<Class<? extends Operator>> operators() {
        return List.of(
                BloomDedup.class,
                BloomFilter.class,
                ExactDedup.class,
                LineDedup.class,
                MinhashDedup.class,
                MinhashSets.class,
                SimhashDedup.class,
                SubstringDedup.class);
    }
}
