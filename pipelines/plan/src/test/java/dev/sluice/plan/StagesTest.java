package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StagesTest {
    /** A global operator of one round that decides nothing and says which values it uses and sets. */
    @Operator.Info(name = "marking", since = "0.1", summary = "Marks nothing.")
    record Marking(
            @Param(doc = "Value.", names = Param.Names.VALUE) @Nullable String score,

            @Param(doc = "Field.", names = Param.Names.FIELD) @Nullable String field,

            @Param(doc = "Need.") @Nullable String need)
            implements Global {
        enum Reason {
            NEVER
        }

        @Override
        public List<Signal> signals() {
            return List.of(
                    Signal.count("size", "documents", "Size."),
                    Signal.count("known_size", "documents", "Size.").asPublished());
        }

        @Override
        public List<String> needs() {
            return need == null ? List.of() : List.of(need);
        }

        @Override
        public List<Round> rounds() {
            return List.of(new Round(
                    resources -> (Document document, long locator, SoFar soFar, Records out) -> {},
                    List.of(),
                    List.of()));
        }

        @Override
        public Class<? extends Enum<?>> reasons() {
            return Reason.class;
        }

        @Override
        public Memory memory() {
            return Memory.CONSTANT;
        }
    }

    private static Marking plain() {
        return new Marking(null, null, null);
    }

    private static Marking scored(String score) {
        return new Marking(score, null, null);
    }

    /** The steps that take evidence in each stage; steps are called a, b, c, ... */
    private static List<List<String>> deciding(Marking... operators) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < operators.length; i++) {
            steps.add(new Step(i + 1, String.valueOf((char) ('a' + i)), operators[i], false, ""));
        }
        return Stages.of(steps).stream()
                .map(stage -> stage.deciding().stream()
                        .map(deciding -> deciding.step().name())
                        .toList())
                .toList();
    }

    @Test
    void adjacentStepsShareAReading() {
        assertThat(deciding(plain(), plain(), scored("score"))).containsExactly(List.of("a", "b", "c"), List.of());
    }

    @Test
    void aStepThatNamesWhatAStepBeforeItSetsBeginsAStage() {
        assertThat(deciding(plain(), plain(), scored("a.size"), scored("b.size")))
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of());
        assertThat(deciding(plain(), scored("a.size"), scored("b.size"), plain()))
                .containsExactly(List.of("a"), List.of("b"), List.of("c", "d"), List.of());
        assertThat(deciding(plain(), scored("known_size"))).containsExactly(List.of("a"), List.of("b"), List.of());
        assertThat(deciding(plain(), new Marking(null, null, "a.size")))
                .containsExactly(List.of("a"), List.of("b"), List.of());
    }

    @Test
    void fieldsOfRecordsAndOwnSignalsAreNoneOfThem() {
        assertThat(deciding(plain(), scored("field.a.size"), new Marking(null, "a.size", null)))
                .containsExactly(List.of("a", "b", "c"), List.of());
        assertThat(deciding(plain(), scored("b.size"), new Marking(null, null, "field.a.size")))
                .containsExactly(List.of("a", "b", "c"), List.of());
    }
}
