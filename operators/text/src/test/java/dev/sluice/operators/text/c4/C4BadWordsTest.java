package dev.sluice.operators.text.c4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class C4BadWordsTest {
    @TempDir
    Path folder;

    private static boolean keeps(Filter.Judge judge, String text) {
        return judge.judge(Document.of(text), Values.ignored()).keeps();
    }

    @ParameterizedTest
    @CsvSource({
        "'Bad thing', false",
        "'a BAD  thing', true",
        "'xbad thing', true",
        "'(bad thing)', false",
        "'bad things', true",
        "'bad', true",
        "'so worse.', false",
        "'worse_off', true",
        "'bad bad thing', false",
        "'', true"
    })
    void wantsEntriesToStandAlone(String text, boolean kept) throws IOException {
        String list = Files.writeString(folder.resolve("list.txt"), "bad thing\nworse\n")
                .toString();
        Filter.Judge judge = Spec.build(C4BadWords.class)
                .with(C4BadWords::file, list)
                .build()
                .open(Resources.plain());
        assertThat(keeps(judge, text)).isEqualTo(kept);
    }

    @Test
    void findsEntriesAnywhereInJapaneseAndAllowsSome() {
        Filter.Judge judge = Spec.build(C4BadWords.class)
                .with(C4BadWords::language, "ja")
                .build()
                .open(Resources.plain());
        assertThat(keeps(judge, "これはアスホールという言葉です")).isFalse();
        assertThat(keeps(judge, "女の子が公園で遊ぶ")).isTrue();
    }

    @Test
    void keepsAboutTheWantedShare() {
        Filter.Judge judge = Spec.build(C4BadWords.class)
                .with(C4BadWords::keepRatio, 0.1)
                .build()
                .open(Resources.of("bad", 3));
        int kept = 0;
        for (int i = 0; i < 5000; i++) {
            Document document = Document.of("id-" + i, "All about porn.", Fields.NONE, Position.NONE);
            kept += judge.judge(document, Values.ignored()).keeps() ? 1 : 0;
        }
        assertThat(kept).isBetween(420, 580);
    }
}
