package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** The command line without its commands' work. */
final class SluiceTest {
    private static final Map<String, CommandLine> ALL = Sluice.line().getSubcommands();

    @TestFactory
    Stream<DynamicTest> aCommandMadeReadyAloneIsTheSameAsAmongAll() {
        return ALL.entrySet().stream()
                .map(command -> DynamicTest.dynamicTest(
                        command.getKey(),
                        () -> assertThat(Sluice.line("--stacktrace", command.getKey(), "analyze")
                                        .getSubcommands()
                                        .get(command.getKey())
                                        .getUsageMessage())
                                .isEqualTo(command.getValue().getUsageMessage())));
    }

    @Test
    void onlyTheCommandAskedForIsMadeReady() {
        assertThat(Sluice.line("run", "recipe.yaml").getSubcommands()).containsOnlyKeys("run");
    }

    @Test
    void completionCompletesAllCommands() {
        assertThat(Sluice.line("completion").getSubcommands()).hasSameSizeAs(ALL);
    }

    @Test
    void aMistypedCommandIsComparedWithAll() {
        assertThat(Sluice.line("rum", "run").getSubcommands()).hasSameSizeAs(ALL);
    }
}
