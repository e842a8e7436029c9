package dev.sluice.operators.dedup;

import dev.sluice.operators.testkit.OperatorContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DedupContractTest {
    @TestFactory
    Stream<DynamicTest> honourTheContract() {
        return new DedupCatalog().operators().stream().flatMap(OperatorContract::of);
    }
}
