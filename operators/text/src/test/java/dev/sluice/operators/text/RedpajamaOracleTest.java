package dev.sluice.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.redpajama.RedpajamaSignals;
import dev.sluice.operators.text.views.NastyTexts;
import dev.sluice.text.Chars;
import dev.sluice.text.LowerCase;
import dev.sluice.text.NormalizedText;
import dev.sluice.text.Tokens;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** RedPajama's signals against their definitions written down with strings and maps. */
class RedpajamaOracleTest {
    private static final List<String> TEXTS = NastyTexts.of(700);

    private static String normal(String text) {
        String bare = LowerCase.of(text.replaceAll("\\p{Punct}", ""));
        StringBuilder spaced = new StringBuilder();
        bare.codePoints().forEach(c -> spaced.appendCodePoint(Chars.isSpace(c) ? ' ' : c));
        return Normalizer.normalize(
                spaced.toString().replaceAll(" +", " ").replaceAll("^ | $", ""), Normalizer.Form.NFD);
    }

    private static List<String> words(String normal) {
        return normal.isEmpty() ? List.of() : List.of(normal.split(" "));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static int count(String text, IntPredicate kind) {
        return (int) text.codePoints().filter(kind).count();
    }

    private static double rounded(double value) {
        return new BigDecimal(value).setScale(8, RoundingMode.HALF_EVEN).doubleValue();
    }

    @Test
    void normalForms() {
        for (String text : TEXTS) {
            assertThat(NormalizedText.of(text)).as(text).isEqualTo(normal(text));
            Document document = Document.of(text);
            assertThat(NormalizedText.of(document).text()).isEqualTo(normal(text));
            int at = 0;
            StringBuilder before = new StringBuilder();
            for (int end : NormalizedText.lineEnds(document)) {
                int feed = text.indexOf('\n', at);
                before.append(text, at, feed < 0 ? text.length() : feed + 1);
                at = feed + 1;
                assertThat(end).isEqualTo(normal(before.toString()).length());
            }
            assertThat(before.toString()).isEqualTo(text);
        }
    }

    @Test
    void signals() {
        RedpajamaSignals operator = Spec.build(RedpajamaSignals.class).build();
        var pass = operator.open(Resources.plain());
        for (String text : TEXTS) {
            Measured measured = Measured.everything();
            pass.annotate(List.of(Document.of(text)), List.<Values>of(measured));
            Map<String, Object> expected = new HashMap<>();
            document(expected, text);
            grams(expected, words(normal(text)));
            lines(expected, text);
            for (Map.Entry<String, Object> signal : expected.entrySet()) {
                Object found = measured.get(signal.getKey());
                String name = signal.getKey() + " of " + text;
                if (signal.getValue() instanceof Spans spans) {
                    assertThat(String.valueOf(found)).as(name).isEqualTo(spans.toString());
                } else if (signal.getKey().endsWith("entropy")) { // a sum in another order
                    assertThat((double) found).as(name).isCloseTo((double) signal.getValue(), within(2e-8));
                } else {
                    assertThat(found).as(name).isEqualTo(signal.getValue());
                }
            }
            Set<String> names = new HashSet<>(measured.toMap().keySet());
            names.removeAll(Set.of("rps_doc_num_sentences", "rps_doc_ldnoobw_words", "rps_doc_stop_word_fraction"));
            assertThat(names).isEqualTo(expected.keySet());
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.api.Assertions.within(offset);
    }

    private static void document(Map<String, Object> expected, String text) {
        String normal = normal(text);
        List<String> words = words(normal);
        int length = length(text);
        expected.put(
                "rps_doc_curly_bracket",
                length == 0 ? 0.0 : rounded((double) count(text, c -> c == '{' || c == '}') / length));
        double lorem = normal.split("lorem ipsum", -1).length - 1;
        expected.put("rps_doc_lorem_ipsum", normal.isEmpty() ? 0.0 : rounded(lorem / length(normal)));
        expected.put("rps_doc_word_count", (long) words.size());
        if (!words.isEmpty()) {
            double chars = words.stream().mapToInt(RedpajamaOracleTest::length).sum();
            expected.put("rps_doc_mean_word_length", rounded(chars / words.size()));
            Map<String, Integer> counts = new LinkedHashMap<>();
            words.forEach(word -> counts.merge(word, 1, Integer::sum));
            expected.put("rps_doc_frac_unique_words", rounded((double) counts.size() / words.size()));
            double entropy = 0;
            for (int times : counts.values()) {
                double share = (double) times / words.size();
                entropy -= share * Math.log(share);
            }
            expected.put("rps_doc_unigram_entropy", rounded(entropy) + 0.0);
        }
        Tokens tokens = Tokens.wordpunct(Document.of(text));
        if (tokens.size() > 0) {
            double symbols = count(text, c -> c == '#' || c == 0x2026) + text.split("\\.\\.\\.", -1).length - 1;
            double alpha = 0;
            double caps = 0;
            for (int i = 0; i < tokens.size(); i++) {
                String token = tokens.text(i);
                alpha += token.matches("(?s).*[a-zA-Z].*") ? 1 : 0;
                caps += count(token, Chars::isUpper) > 0 && count(token, Chars::isLowerOrTitle) == 0 ? 1 : 0;
            }
            expected.put("rps_doc_symbol_to_word_ratio", rounded(symbols / tokens.size()));
            expected.put("rps_doc_frac_no_alph_words", rounded(1.0 - alpha / tokens.size()) + 0.0);
            expected.put("rps_doc_frac_all_caps_words", rounded(caps / tokens.size()));
        }
    }

    private static void grams(Map<String, Object> expected, List<String> words) {
        int total = words.stream().mapToInt(RedpajamaOracleTest::length).sum();
        for (int n = 2; n <= 10; n++) {
            Map<List<String>, Integer> counts = new LinkedHashMap<>();
            for (int i = 0; i + n <= words.size(); i++) {
                counts.merge(words.subList(i, i + n), 1, Integer::sum);
            }
            int most =
                    counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            double chars = 0;
            if (n <= 4) {
                for (Map.Entry<List<String>, Integer> gram : counts.entrySet()) {
                    if (most > 1 && gram.getValue() == most) {
                        chars = gram.getKey().stream()
                                        .mapToInt(RedpajamaOracleTest::length)
                                        .sum()
                                * (double) most;
                        break;
                    }
                }
            } else {
                boolean[] covered = new boolean[words.size()];
                for (int i = 0; i + n <= words.size(); i++) {
                    if (counts.get(words.subList(i, i + n)) > 1) {
                        Arrays.fill(covered, i, i + n, true);
                    }
                }
                for (int i = 0; i < covered.length; i++) {
                    chars += covered[i] ? length(words.get(i)) : 0;
                }
            }
            String name = n <= 4 ? "rps_doc_frac_chars_top_" + n + "gram" : "rps_doc_frac_chars_dupe_" + n + "grams";
            expected.put(name, total == 0 ? 0.0 : rounded(chars / total));
        }
    }

    private static void lines(Map<String, Object> expected, String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
        lines.removeIf(String::isEmpty);
        int[] bounds = new int[2 * lines.size()];
        double[][] scores = new double[6][lines.size()];
        double ellipses = 0;
        int at = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            bounds[2 * i] = at;
            at += length(line);
            bounds[2 * i + 1] = at;
            int from = Chars.skipSpace(line, 0, line.length());
            String bare = line.substring(from, Chars.stripEnd(line, from, line.length()));
            ellipses += bare.endsWith("...") || bare.endsWith("\u2026") ? 1 : 0;
            scores[0][i] = bare.matches("(?s).*[.!?\u201d]") ? 1 : 0;
            String normal = normal(line);
            scores[1][i] = words(normal).stream().filter("javascript"::equals).count();
            scores[2][i] = words(normal).size();
            scores[3][i] = normal.isEmpty() ? 0 : rounded((double) count(normal, Chars::isNumeric) / length(normal));
            scores[4][i] = bare.matches("(?s)[\u2022\u2023\u25b6\u25c0\u25e6\u25a0\u25a1\u25aa\u25ab\u2013].*") ? 1 : 0;
            scores[5][i] = rounded((double) count(line, Chars::isUpper) / length(line));
        }
        if (!lines.isEmpty()) {
            expected.put("rps_doc_frac_lines_end_with_ellipsis", rounded(ellipses / lines.size()));
        }
        expected.put("rps_lines_ending_with_terminal_punctution_mark", new Spans(bounds, scores[0], false));
        expected.put("rps_lines_javascript_counts", new Spans(bounds, scores[1], false));
        expected.put("rps_lines_num_words", new Spans(bounds, scores[2], true));
        expected.put("rps_lines_numerical_chars_fraction", new Spans(bounds, scores[3], false));
        expected.put(
                "rps_lines_start_with_bulletpoint",
                lines.isEmpty()
                        ? new Spans(new int[] {0, 0}, new double[] {Double.NaN}, false)
                        : new Spans(bounds, scores[4], false));
        expected.put("rps_lines_uppercase_letter_fraction", new Spans(bounds, scores[5], false));
    }
}
