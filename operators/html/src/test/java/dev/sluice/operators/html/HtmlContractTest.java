package dev.sluice.operators.html;

import dev.sluice.operators.testkit.OperatorContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HtmlContractTest {
    @TestFactory
    Stream<DynamicTest> honourTheContract() {
        return new HtmlCatalog().operators().stream().flatMap(OperatorContract::of);
    }
}
