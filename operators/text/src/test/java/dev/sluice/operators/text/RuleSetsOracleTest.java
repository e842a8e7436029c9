package dev.sluice.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.c4.C4CleanLines;
import dev.sluice.operators.text.c4.C4Quality;
import dev.sluice.operators.text.fineweb.FinewebQuality;
import dev.sluice.operators.text.gopher.GopherQuality;
import dev.sluice.operators.text.gopher.GopherRepetition;
import dev.sluice.operators.text.views.NastyTexts;
import dev.sluice.text.Chars;
import dev.sluice.text.CodePointSet;
import dev.sluice.text.Tokenizer;
import dev.sluice.text.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule sets against their definitions written down with strings and maps. */
class RuleSetsOracleTest {
    private static final List<String> TEXTS = NastyTexts.of(2_000);

    private static final String BREAKS = "\r\n|[\n\u000b\f\r\u001c-\u001e\u0085\u2028\u2029]";

    private static final Pattern SENTENCE;

    static {
        StringBuilder ends = new StringBuilder("[\n");
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            ends.append(CodePointSet.SENTENCE_TERMINAL.contains(c) ? "\\x{" + Integer.toHexString(c) + "}" : "");
        }
        SENTENCE = Pattern.compile("(?:\\p{Lu}\\.|[^\n])+?" + ends + "]+[\"'\u201d]?");
    }

    private static List<String> words(String text, Tokenizer tokenizer) {
        Tokens tokens = tokenizer.tokens(Document.of(text));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            words.add(tokens.text(i));
        }
        return words;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static void check(Filter filter, String text, Map<String, Number> expected) {
        Measured measured = Measured.everything();
        filter.open(Resources.plain()).judge(Document.of(text), measured);
        for (Map.Entry<String, Number> value : expected.entrySet()) {
            assertThat(measured.get(value.getKey()))
                    .as(value.getKey() + " of " + text)
                    .isEqualTo(value.getValue());
        }
        assertThat(measured.toMap().keySet()).isEqualTo(expected.keySet());
    }

    @ParameterizedTest
    @EnumSource(Tokenizer.class)
    void gopherRepetition(Tokenizer tokenizer) {
        Filter filter = Spec.build(GopherRepetition.class)
                .with(GopherRepetition::tokenizer, tokenizer)
                .build();
        for (String text : TEXTS) {
            Map<String, Number> expected = new HashMap<>();
            String stripped = strip(text);
            repeated(expected, text, "dup_para", stripped.split("\n{2,}", -1));
            repeated(expected, text, "dup_line", text.split("\n+", -1));
            List<String> words = words(text, tokenizer);
            for (int n = 2; n <= 4 && words.size() >= n; n++) {
                expected.put("top_" + n + "_gram", top(words, n) / (double) length(text));
            }
            for (int n = 5; n <= 10 && !text.isEmpty(); n++) {
                expected.put("dup_" + n + "_gram", duplicated(words, n) / (double) length(text));
            }
            check(filter, text, expected);
        }
    }

    private static String strip(String text) {
        int from = Chars.skipSpace(text, 0, text.length());
        return text.substring(from, Chars.stripEnd(text, from, text.length()));
    }

    private static void repeated(Map<String, Number> expected, String text, String name, String[] pieces) {
        Set<String> before = new HashSet<>();
        int again = 0;
        int chars = 0;
        for (String piece : pieces) {
            if (!before.add(piece)) {
                again++;
                chars += length(piece);
            }
        }
        expected.put(name + "_frac", (double) again / pieces.length);
        if (!text.isEmpty()) {
            expected.put(name + "_char_frac", (double) chars / length(text));
        }
    }

    private static int top(List<String> words, int n) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= words.size(); i++) {
            counts.merge(String.join(" ", words.subList(i, i + n)), 1, Integer::sum);
        }
        String best = "";
        int most = 0;
        for (int i = 0; i + n <= words.size(); i++) {
            String gram = String.join(" ", words.subList(i, i + n));
            if (counts.get(gram) > most) {
                best = gram;
                most = counts.get(gram);
            }
        }
        return length(best) * most;
    }

    private static int duplicated(List<String> words, int n) {
        Set<String> before = new HashSet<>();
        int chars = 0;
        int i = 0;
        while (i + n <= words.size()) {
            String gram = String.join("", words.subList(i, i + n));
            if (before.add(gram)) {
                i++;
            } else {
                chars += length(gram);
                i += n;
            }
        }
        return chars;
    }

    @ParameterizedTest
    @EnumSource(Tokenizer.class)
    void gopherQuality(Tokenizer tokenizer) {
        GopherQuality filter = Spec.build(GopherQuality.class)
                .with(GopherQuality::tokenizer, tokenizer)
                .build();
        for (String text : TEXTS) {
            List<String> words = words(text, tokenizer);
            Map<String, Number> expected = new HashMap<>();
            List<String> content = words.stream()
                    .filter(word -> !word.codePoints().allMatch(CodePointSet.DATATROVE_PUNCTUATION::contains))
                    .toList();
            expected.put("n_non_symbol_words", (long) content.size());
            if (!content.isEmpty()) {
                double letters =
                        content.stream().mapToInt(RuleSetsOracleTest::length).sum();
                expected.put("avg_word_length", letters / content.size());
            }
            if (!words.isEmpty()) {
                double dots = count(text, "...") + count(text, "\u2026");
                expected.put("hash_ratio", (double) count(text, "#") / words.size());
                expected.put("ellipsis_ratio", dots / words.size());
                double alpha = words.stream()
                        .filter(word -> word.codePoints().anyMatch(Chars::isAlpha))
                        .count();
                expected.put("alpha_words_ratio", alpha / words.size());
            }
            Set<String> stops = new HashSet<>(words);
            stops.retainAll(filter.stopWords());
            expected.put("stop_words_distinct", (long) stops.size());
            if (!text.isEmpty()) {
                List<String> lines = List.of(text.split(BREAKS, -1));
                int size = lines.get(lines.size() - 1).isEmpty() ? lines.size() - 1 : lines.size();
                double bullets = 0;
                double ellipses = 0;
                for (String line : lines.subList(0, size)) {
                    String bare = strip(line);
                    bullets += bare.startsWith("\u2022") || bare.startsWith("-") ? 1 : 0;
                    ellipses += bare.endsWith("...") || bare.endsWith("\u2026") ? 1 : 0;
                }
                expected.put("bullet_lines_ratio", bullets / size);
                expected.put("ellipsis_lines_ratio", ellipses / size);
            }
            check(filter, text, expected);
        }
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @ParameterizedTest
    @EnumSource(Tokenizer.class)
    void finewebQuality(Tokenizer tokenizer) {
        FinewebQuality filter = Spec.build(FinewebQuality.class)
                .with(FinewebQuality::tokenizer, tokenizer)
                .build();
        for (String text : TEXTS) {
            Map<String, Number> expected = new HashMap<>();
            List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
            int feeds = lines.size() - 1;
            lines.removeIf(line -> strip(line).isEmpty());
            if (!lines.isEmpty()) {
                double ended = 0;
                double brief = 0;
                double again = 0;
                Set<String> before = new HashSet<>();
                for (String line : lines) {
                    ended += CodePointSet.SENTENCE_TERMINAL.contains(line.codePointBefore(line.length())) ? 1 : 0;
                    brief += length(line) <= filter.shortLineLength() ? 1 : 0;
                    again += before.add(line) ? 0 : length(line);
                }
                expected.put("line_punct_ratio", ended / lines.size());
                expected.put("short_line_ratio", brief / lines.size());
                expected.put("char_dup_ratio", again / (length(text) - feeds));
                expected.put(
                        "list_ratio", (double) feeds / words(text, tokenizer).size());
            }
            check(filter, text, expected);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void c4(boolean endings) {
        C4Quality filter = Spec.build(C4Quality.class)
                .with(C4Quality::filterNoTerminalPunct, endings)
                .with(C4Quality::maxWordLength, 20)
                .with(C4Quality::minNumSentences, 0)
                .build();
        C4CleanLines mapper = Spec.build(C4CleanLines.class)
                .with(C4CleanLines::filterNoTerminalPunct, endings)
                .with(C4CleanLines::maxWordLength, 20)
                .with(C4CleanLines::minNumSentences, 0)
                .build();
        for (String text : TEXTS) {
            if (text.length() > 3_000) {
                continue; // the oracle's regular expression recurses
            }
            C4Oracle oracle = new C4Oracle(text, endings);
            check(filter, text, oracle.counts);
            Measured measured = Measured.everything();
            Verdict verdict = filter.open(Resources.plain()).judge(Document.of(text), measured);
            assertThat(verdict.reason() == null ? null : verdict.reason().name())
                    .isEqualTo(oracle.reason);
            if (oracle.reason == null) {
                assertThat(Edited.text(mapper, text)).isEqualTo(strip(String.join("\n", oracle.kept)));
            }
        }
    }

    /** The line rules of C4, with default switches. */
    private static final class C4Oracle {
        private final Map<String, Number> counts = new HashMap<>();
        private final List<String> kept = new ArrayList<>();
        private @Nullable String reason;

        C4Oracle(String text, boolean endings) {
            for (String name : List.of(
                    "lines",
                    "too_long_word",
                    "no_terminal_punc",
                    "too_few_words",
                    "javascript",
                    "policy",
                    "sentences")) {
                counts.put(name, 0L);
            }
            List<String> lines = new ArrayList<>(List.of(text.split(BREAKS, -1)));
            if (lines.get(lines.size() - 1).isEmpty()) {
                lines.remove(lines.size() - 1);
            }
            for (String line : lines) {
                if (reason == null) {
                    line(strip(line), endings);
                }
            }
        }

        private void line(String stripped, boolean endings) {
            count("lines", 1);
            List<String> words = words(stripped, Tokenizer.WHITESPACE);
            if (words.stream().anyMatch(word -> length(word) > 20)) {
                count("too_long_word", 1);
                return;
            }
            String line = stripped.replaceAll("\\[\\p{Nd}*]|\\[edit]|\\[citation needed]", "");
            String lower = line.toLowerCase(Locale.ROOT);
            if (endings && (!line.matches("(?s).*[.?!\"']") || line.endsWith("..."))) {
                count("no_terminal_punc", 1);
            } else if (words.size() < 3) {
                count("too_few_words", 1);
            } else if (lower.contains("lorem ipsum")) {
                reason = "LOREM_IPSUM";
            } else if (lower.contains("javascript")) {
                count("javascript", 1);
            } else if (line.contains("{")) {
                reason = "CURLY_BRACKET";
            } else if (lower.matches("(?s).*(terms of use|privacy policy|cookie policy|use(s| of)? cookies).*")) {
                count("policy", 1);
            } else {
                kept.add(line);
                count("sentences", sentences(line));
            }
        }

        private void count(String name, long more) {
            counts.put(name, counts.get(name).longValue() + more);
        }

        /** Matches of datatrove's regular expression; what is left behind the last one belongs to it. */
        private static int sentences(String line) {
            Matcher sentence = SENTENCE.matcher(line);
            int count = 0;
            while (sentence.find()) {
                count += strip(sentence.group()).isEmpty() ? 0 : 1;
            }
            return count == 0 && !strip(line).isEmpty() ? 1 : count;
        }
    }
}
