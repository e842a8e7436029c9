package dev.sluice.operators.sketches;

import dev.sluice.operators.testkit.OperatorContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SketchContractTest {
    @TestFactory
    Stream<DynamicTest> honourTheContract() {
        return new SketchesCatalog().operators().stream().flatMap(OperatorContract::of);
    }
}
