package dev.sluice.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecTest {
    private static final Node.Place PLACE = new Node.Place("r.yaml", 1, 1);

    /** What parameters may look like. */
    public record Options(
            @Param(doc = "Fewest words.", def = "50", min = 0, main = true)
            int minWords,

            @Param(doc = "Most words.", def = "100", min = 1) @Nullable Integer maxWords,

            @Param(doc = "A share.", def = "0.5", min = 0, max = 1)
            double share,

            @Param(doc = "Sizes.", def = "[a, b]") List<String> names,
            @Param(doc = "A size.", def = "16MiB") ByteSize limit,
            @Param(doc = "A label.") @Nullable String label) {}

    private static Node.Mapping given(String key, String value) {
        return new Node.Mapping(
                List.of(new Node.Entry(
                        new Node.Scalar(key, false, PLACE), new Node.Scalar(value, false, PLACE.plus(10)))),
                PLACE);
    }

    private static List<String> faults(Node.Mapping given) {
        List<String> faults = new ArrayList<>();
        Spec.of(Options.class)
                .bind(
                        given,
                        (place, parameter, message, hint) -> faults.add(
                                place + " " + parameter + " " + message + (hint == null ? "" : "; " + hint)));
        return faults;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "min_words | 3.7  | r.yaml:1:11 min_words is '3.7', expected integer",
                "min_words | -1   | r.yaml:1:11 min_words is -1, must be at least 0",
                "share     | 2    | r.yaml:1:11 share is 2, must be at most 1",
                "share     | NaN  | r.yaml:1:11 share is 'NaN', expected number",
                "limit     | much | r.yaml:1:11 limit is 'much', expected size such as 64MB or 16MiB",
            })
    void saysWhatIsWrong(String key, String value, String fault) {
        assertThat(faults(given(key, value))).containsExactly(fault);
    }

    @Test
    void namesTheNearestParameter() {
        assertThat(faults(given("min_word", "3")))
                .singleElement()
                .asString()
                .contains("no parameter 'min_word'; did you mean 'min_words'?; it takes min_words, max_words");
    }

    @Test
    void fillsInDefaults() {
        Options options = Spec.build(Options.class).build();

        assertThat(options).isEqualTo(new Options(50, 100, 0.5, List.of("a", "b"), new ByteSize(16 << 20), null));
        assertThat(Spec.of(Options.class).bind(given("label", "x"), (a, b, c, d) -> {}))
                .isEqualTo(new Options(50, 100, 0.5, List.of("a", "b"), new ByteSize(16 << 20), "x"));
    }

    @Test
    void buildsByAccessor() {
        Options options = Spec.build(Options.class)
                .with(Options::minWords, 3)
                .with(Options::maxWords, null)
                .build();

        assertThat(options.minWords()).isEqualTo(3);
        assertThat(options.maxWords()).as("given as absent, not left out").isNull();
        assertThat(Spec.of(Options.class).print(options)).contains("max_words: null");
        assertThatThrownBy(() ->
                        Spec.build(Options.class).with(Options::minWords, -3).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("min_words is -3, must be at least 0");
    }

    @Test
    void aBuilderKeepsWhatItWasGiven() {
        Spec.Builder<Options> builder = Spec.build(Options.class).with(Options::minWords, 3);
        Options first = builder.build();

        assertThat(builder.build()).isEqualTo(first);
        assertThat(builder.with(Options::label, "x").build().minWords()).isEqualTo(3);
    }

    @Test
    void verifiesRecordsMadeByHand() {
        Options wrong = new Options(-1, null, 2, List.of(), new ByteSize(1), null);

        assertThatThrownBy(() -> Spec.of(Options.class).verify(wrong))
                .hasMessage("Options: min_words is -1, must be at least 0; share is 2, must be at most 1");
    }
}
