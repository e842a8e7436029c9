package dev.sluice.operators.text.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Documents;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.views.NastyTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedWordsTest {
    @TempDir
    private Path folder;

    private static @Nullable Object ratio(StopWords operator, Document document) {
        Measured measured = Measured.everything();
        operator.open(Resources.plain()).judge(document, measured);
        return measured.get("ratio");
    }

    @ParameterizedTest
    @CsvSource({"en, 0.0", "de, 0.8", "xx,", "'', 0.0"})
    void takesTheListOfEachDocumentsLanguage(String language, @Nullable Double expected) {
        StopWords operator =
                Spec.build(StopWords.class).with(StopWords::languageOf, "lang").build();
        Map<String, Object> fields = language.isEmpty() ? Map.of() : Map.of("lang", language);
        assertThat(ratio(operator, Documents.of("a", "Das ist nicht der Hund", fields)))
                .isEqualTo(expected);
    }

    @Test
    void keepsDocumentsOfALanguageWithoutAList() {
        StopWords operator =
                Spec.build(StopWords.class).with(StopWords::languageOf, "lang").build();
        assertThat(operator.open(Resources.plain())
                        .judge(Documents.of("a", "no stop", Map.of("lang", "xx")), Measured.untilVerdict())
                        .keeps())
                .isTrue();
    }

    @Test
    void refusesAFileForEachLanguage() {
        assertThatThrownBy(() -> Spec.build(FlaggedWords.class)
                        .with(FlaggedWords::languageOf, "lang")
                        .with(FlaggedWords::file, "list.txt")
                        .build())
                .hasMessageContaining("exclude each other");
    }

    /** Expected: words in the list and neighbours in the list, by words and pairs. */
    @ParameterizedTest
    @CsvSource({
        "'b\u1edfi v\u00ec tr\u1eddi', 0.4", // one of three words, one of two pairs
        "'B\u1edfi, (v\u00ec) tr\u1eddi', 0.4", // what is stripped does not come between them
        "'b\u1edfi - v\u00ec', 0.6666666666666666", // nor does a piece of which nothing is left
        "'v\u00ec b\u1edfi', 0.3333333333333333", // order counts
        "'v\u00ec', 1.0",
        "'', 0.0"
    })
    void countsPairsOfWords(String text, double expected) throws IOException {
        Path list = Files.writeString(folder.resolve("list"), "v\u00ec\nb\u1edfiv\u00ec\n");
        StopWords operator = Spec.build(StopWords.class)
                .with(StopWords::file, list.toString())
                .with(StopWords::wordPairs, true)
                .build();
        assertThat(ratio(operator, Document.of(text))).isEqualTo(expected);
    }

    /** Pairs are made of the very words that are counted by themselves. */
    @Test
    void pairsAreOfTheWordsThatCount() {
        WordPairs all = new WordPairs(new java.util.AbstractSet<>() {
            @Override
            public boolean contains(@Nullable Object pair) {
                return true;
            }

            @Override
            public java.util.Iterator<String> iterator() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int size() {
                return 1;
            }
        });
        for (String text : NastyTexts.of(2000)) {
            int words = StrippedWords.lowerCase(Document.of(text)).size();
            assertThat(all.count(text)).as(text).isEqualTo(Math.max(0, words - 1));
        }
    }
}
