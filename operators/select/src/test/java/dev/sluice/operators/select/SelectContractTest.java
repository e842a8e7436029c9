package dev.sluice.operators.select;

import dev.sluice.operators.testkit.OperatorContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SelectContractTest {
    @TestFactory
    Stream<DynamicTest> honourTheContract() {
        return new SelectCatalog().operators().stream().flatMap(OperatorContract::of);
    }
}
