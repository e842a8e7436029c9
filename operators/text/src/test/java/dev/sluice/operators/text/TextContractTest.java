package dev.sluice.operators.text;

import dev.sluice.operators.testkit.OperatorContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TextContractTest {
    @TestFactory
    Stream<DynamicTest> honourTheContract() {
        return new TextCatalog().operators().stream().flatMap(OperatorContract::of);
    }
}
