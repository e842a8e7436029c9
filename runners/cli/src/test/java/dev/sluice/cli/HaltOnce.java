package dev.sluice.cli;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Operators that end their process without any farewell, the first time they are asked: what a SIGKILL leaves. */
final class HaltOnce {
    private HaltOnce() {}

    static void halt(String marker) {
        try {
            Files.createFile(Path.of(marker));
        } catch (FileAlreadyExistsException done) {
            return;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        Runtime.getRuntime().halt(137);
    }

    /** Halts in the middle of a document task. */
    @Operator.Info(name = "halt_in_filter", since = "0.1", summary = "Halts the process once.")
    public record InFilter(
            @Param(doc = "A file that does not exist before the halt.")
            String marker) implements Filter {
        enum NoReason {}

        @Override
        public Class<? extends Enum<?>> reasons() {
            return NoReason.class;
        }

        @Override
        public Judge open(Resources resources) {
            return (document, measured) -> {
                if (document.id().equals("d333")) {
                    halt(marker);
                }
                return Verdict.KEEP;
            };
        }
    }

    /** Halts inside a decision stage. */
    @Operator.Info(name = "halt_in_decision", since = "0.1", summary = "Halts the process once.")
    public record InDecision(
            @Param(doc = "A file that does not exist before the halt.")
            String marker) implements Global {
        private static final Table KEYS = new Table("keys", 2, 1, 1);

        enum Reason {
            NEVER
        }

        @Override
        public Class<? extends Enum<?>> reasons() {
            return Reason.class;
        }

        @Override
        public Memory memory() {
            return Memory.CONSTANT;
        }

        @Override
        public List<Round> rounds() {
            Evidence evidence = resources ->
                    (document, locator, soFar, out) -> out.add(KEYS, Hashing.hash128(document.text())[0], locator);
            Keyed pass = new Keyed(KEYS, List.of(), resources -> new Reducer() {
                private int seen;

                @Override
                public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
                    if (++seen == 100) {
                        halt(marker);
                    }
                    if (newKey) {
                        decisions.decide(Decision.keep(record[1], null));
                    }
                }
            });
            return List.of(new Round(evidence, List.of(KEYS), List.of(pass)));
        }
    }
}
