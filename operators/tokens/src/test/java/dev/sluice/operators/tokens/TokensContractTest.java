package dev.sluice.operators.tokens;

import dev.sluice.operators.testkit.OperatorContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TokensContractTest {
    @TestFactory
    Stream<DynamicTest> honourTheContract() {
        return new TokensCatalog().operators().stream().flatMap(OperatorContract::of);
    }
}
