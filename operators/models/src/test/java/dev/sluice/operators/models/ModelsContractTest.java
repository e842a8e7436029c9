package dev.sluice.operators.models;

import dev.sluice.operators.testkit.OperatorContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ModelsContractTest {
    @TestFactory
    Stream<DynamicTest> honourTheContract() {
        return new ModelsCatalog().operators().stream().flatMap(OperatorContract::of);
    }
}
