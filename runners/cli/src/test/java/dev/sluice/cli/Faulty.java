package dev.sluice.cli;

import dev.sluice.operators.Filter;
import dev.sluice.operators.Global;
import dev.sluice.operators.LimitException;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Operators that do what operators must not do. */
final class Faulty {
    private Faulty() {}

    enum NoReason {}

    /** Throws at one document, and runs out of stack at another. */
    @Operator.Info(name = "fails", since = "0.1", summary = "Fails at documents d3 and d5.")
    public record Fails() implements Filter {
        @Override
        public Class<? extends Enum<?>> reasons() {
            return NoReason.class;
        }

        @Override
        public Judge open(Resources resources) {
            return (document, measured) -> {
                if (document.id().equals("d3")) {
                    throw new IllegalStateException("cannot judge this");
                }
                if (document.id().equals("d5")) {
                    throw new IllegalStateException("a depth of " + depth(1));
                }
                return Verdict.KEEP;
            };
        }

        private static int depth(int n) {
            return n == Integer.MAX_VALUE ? n : 1 + depth(n + 1);
        }
    }

    /** Appends to a file: the input, say. */
    @Operator.Info(name = "appends", since = "0.1", summary = "Appends to a file.")
    public record Appends(
            @Param(doc = "The file.", main = true) String file) implements Filter {
        @Override
        public Class<? extends Enum<?>> reasons() {
            return NoReason.class;
        }

        @Override
        public Judge open(Resources resources) {
            return (document, measured) -> {
                try {
                    Files.writeString(Path.of(file), "\n", StandardOpenOption.APPEND);
                } catch (IOException cause) {
                    throw new UncheckedIOException(cause);
                }
                return Verdict.KEEP;
            };
        }
    }

    /** Makes a file and waits for ever, unless the file is there. */
    @Operator.Info(name = "waits", since = "0.1", summary = "Waits for ever, once.")
    public record Waits(
            @Param(doc = "A file that does not exist before.", main = true)
            String marker) implements Filter {
        @Override
        public Class<? extends Enum<?>> reasons() {
            return NoReason.class;
        }

        @Override
        public Judge open(Resources resources) {
            return (document, measured) -> {
                if (!Files.exists(Path.of(marker))) {
                    try {
                        Files.createFile(Path.of(marker));
                        new CountDownLatch(1).await();
                    } catch (IOException cause) {
                        throw new UncheckedIOException(cause);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                }
                return Verdict.KEEP;
            };
        }
    }

    /** Takes three documents and no more. */
    @Operator.Info(name = "holds_three", since = "0.1", summary = "Refuses a fourth document.")
    public record HoldsThree() implements Global {
        private static final Table KEYS = new Table("keys", 1, 0, 0);

        @Override
        public Class<? extends Enum<?>> reasons() {
            return NoReason.class;
        }

        @Override
        public Memory memory() {
            return Memory.WHOLE_COLLECTION;
        }

        @Override
        public List<Held> held() {
            return List.of(new Held("documents", 3, 8));
        }

        @Override
        public List<Round> rounds() {
            return List.of(new Round(
                    resources -> (document, locator, soFar, out) -> out.add(KEYS, locator),
                    List.of(KEYS),
                    List.of(new Fold(List.of(KEYS), resources -> new Three()))));
        }

        private static final class Three implements Folder {
            private int seen;

            @Override
            public void accept(Table table, long[] record) {
                if (++seen > 3) {
                    throw new LimitException("more than 3 documents; give fewer");
                }
            }

            @Override
            public void finish(Records records, Decisions decisions) {}
        }
    }
}
