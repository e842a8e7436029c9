package dev.sluice.benchmarks.evidence;

import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import java.util.List;

/** Emits many records a document and groups them by key: evidence without the work that leads to it. */
@Operator.Info(
        name = "evidence_load",
        since = "0.1",
        summary = "Emits and groups records of two words, for measurements.",
        cost = Operator.Cost.CHEAP)
public record EvidenceLoad(
        @Param(doc = "Records a document.", def = "1000", min = 1)
        int records) implements Global {

    /** It drops the second document of a key, which random keys do not have. */
    public enum Reason {
        /** Two records had one key. */
        SAME_KEY
    }

    private static final Table KEYS = new Table("keys", 2, 1, 1);

    @Override
    public List<Round> rounds() {
        Evidence evidence = resources -> (document, locator, soFar, out) -> take(document, locator, out);
        Pass pass = new Keyed(KEYS, List.of(), resources -> (record, newKey, out, decisions) -> {
            if (!newKey) {
                decisions.decide(dev.sluice.operators.Decision.drop(record[1], Reason.SAME_KEY, null));
            }
        });
        return List.of(new Round(evidence, List.of(KEYS), List.of(pass)));
    }

    private void take(Document document, long locator, Records out) {
        long start = Hashing.hash128(document.id())[0];
        for (int i = 0; i < records; i++) {
            out.add(KEYS, Hashing.mix(start + i), locator);
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public Memory memory() {
        return Memory.CONSTANT;
    }
}
