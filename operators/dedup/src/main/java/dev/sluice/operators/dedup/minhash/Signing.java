package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.Resources;
import dev.sluice.operators.dedup.GroupKey;
import dev.sluice.operators.dedup.Preference;
import dev.sluice.operators.dedup.certificate.Probe;
import org.jspecify.annotations.Nullable;

/** Takes evidence from documents: keys of bands, and whatever else the operator's parameters ask for. */
final class Signing implements Global.Taker {
    private final MinhashDedup operator;
    private final @Nullable StarClusters stars;
    private final Global.Table bands;
    private final Banding banding;
    private final Shingler shingles;
    /** What sets are made of where the signature's own hashes, those of another tool, are too short for it. */
    private final @Nullable Shingles longer;

    private final DistinctHashes set = new DistinctHashes();

    private final Signer signer;
    private final long[] slots;
    private final @Nullable Signer sketcher;
    private final long[] sketch = new long[Sketches.SLOTS];
    private final long[] packed = new long[1 + Sketches.WORDS];
    private final Probe probe = new Probe();
    private final Preference preference;
    private final Shingles.Sink sink;
    private final Shingles.Sink probing;

    /** @param bands takes the keys; documents leave nothing else in the round that finds candidates */
    Signing(
            MinhashDedup operator,
            SCurve curve,
            Global.Table bands,
            @Nullable StarClusters stars,
            Resources resources) {
        Older unused = operator.older(resources); // an index that does not fit is refused before anything is read
        this.operator = operator;
        this.preference = operator.preference();
        this.stars = stars;
        this.bands = bands;
        this.banding = new Banding(curve.bands(), curve.rows(), operator.seed());
        this.shingles = operator.shingler(curve);
        this.signer = operator.chosen(curve).signer(curve.slots(), operator.seed());
        this.slots = new long[curve.slots()];
        Signer second = operator.sketched() || operator.keepsIndex()
                ? Scheme.OPH.signer(Sketches.SLOTS, operator.seed())
                : null;
        this.sketcher = second;
        boolean foreign = shingles instanceof WrittenShingles;
        boolean sets = operator.exact() && bands.equals(MinhashDedup.BANDS);
        this.longer = sets && foreign ? operator.shingles() : null;
        this.sink = (hashes, count) -> {
            signer.add(hashes, count);
            MinhashDedup.mix(foreign, hashes, count);
            if (operator.within()) {
                probe.add(hashes, count);
            }
            if (second != null) {
                second.add(hashes, count);
            }
            if (sets && !foreign) {
                set.add(hashes, count);
            }
        };
        this.probing = (hashes, count) -> {
            signer.add(hashes, count);
            MinhashDedup.mix(foreign, hashes, count);
            probe.add(hashes, count);
        };
    }

    @Override
    public void take(Document document, long locator, Global.SoFar soFar, Global.Records out) {
        boolean last = bands.equals(MinhashDedup.BANDS);
        boolean candidate = last && (!operator.exact() || soFar.decision() != null);
        if (last && !candidate && !operator.keepsIndex()) {
            probe(document, locator, out);
            return;
        }
        signer.clear();
        probe.clear();
        set.clear();
        if (sketcher != null) {
            sketcher.clear();
        }
        shingles.read(document, sink);
        if (!signer.finish(slots)) {
            if (!last || !operator.exact()) { // once: verify: exact reads twice
                out.remark(MinhashDedup.Remark.NO_SHINGLE);
            }
            return;
        }
        long group = GroupKey.of(document, operator.groupField());
        for (int band = 0; band < banding.bands(); band++) {
            out.add(bands, banding.key(band, slots, group), locator);
        }
        if (!last) {
            return;
        }
        probe(group, locator, out);
        if (sketcher != null && sketcher.finish(sketch)) {
            packed[0] = locator;
            Sketches.pack(sketch, packed, 1);
            sketch(out);
        }
        if (candidate && operator.exact()) {
            if (longer != null) {
                longer.read(document, set);
            }
            TrueSimilarity.set(locator, set, out);
        }
        if (candidate && operator.within() && operator.keep().ranks()) {
            long rank = preference.rank(document, locator);
            if (stars == null) {
                out.add(MinhashDedup.RANKS, locator, rank);
            } else {
                stars.rank(locator, rank, out);
            }
        }
    }

    /** All that the certificate wants of a document that shares no key with another. */
    private void probe(Document document, long locator, Global.Records out) {
        signer.clear();
        probe.clear();
        shingles.read(document, probing);
        if (signer.finish(slots)) {
            probe(GroupKey.of(document, operator.groupField()), locator, out);
        }
    }

    private void probe(long group, long locator, Global.Records out) {
        if (operator.within() && probe.leaves(group)) {
            probe.leave(group, BitSketch.word(slots), locator, out);
        }
    }

    /** A sketch goes to all who compare by it: pairs of this run, pairs with older documents, and runs to come. */
    private void sketch(Global.Records out) {
        boolean verified = operator.sketched();
        if (operator.keepsIndex() || (verified && operator.within() && stars == null)) {
            out.add(MinhashDedup.SKETCHES, packed);
        }
        if (verified && stars != null) {
            stars.sketch(packed, out);
        }
        if (verified && !operator.against().isEmpty()) {
            OlderMatches.sketch(packed, out);
        }
    }
}
