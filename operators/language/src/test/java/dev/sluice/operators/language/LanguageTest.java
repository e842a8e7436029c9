package dev.sluice.operators.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.testkit.OperatorContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    private final Filter.Judge any = Spec.build(Language.class).build().open(Resources.plain());

    @ParameterizedTest
    @CsvSource({
        "en, 'The last page is blank, and people like to guess what he meant to write in the end.'",
        "de, 'Die letzte Seite ist leer, und die Leute raten gern, was er am Ende schreiben wollte.'",
        "fr, 'La dernière page est vide, et les gens aiment deviner ce qu’il voulait écrire à la fin.'",
        "es, 'La última página está en blanco y a la gente le gusta adivinar lo que quería escribir.'",
        "it, 'L’ultima pagina è vuota e alla gente piace indovinare che cosa volesse scrivere alla fine.'",
        "ru, 'Последняя страница пуста, и люди любят гадать, что он хотел написать в конце книги.'",
        "ja, '最後のページは空白で、人々は彼が何を書こうとしたのかを推測するのが好きです。'",
        "zh, '最后一页是空白的，人们喜欢猜测他最后想写什么，但是没有人知道答案。'",
        "ar, 'الصفحة الأخيرة فارغة، ويحب الناس أن يخمنوا ما كان يريد أن يكتبه في النهاية.'"
    })
    void detects(String code, String text) {
        Measured measured = Measured.untilVerdict();
        assertThat(any.judge(Document.of(text), measured).keeps()).isTrue();
        assertThat(measured.get("code")).isEqualTo(code);
    }

    @TestFactory
    Stream<DynamicTest> honoursTheContract() {
        return OperatorContract.of(Language.class);
    }
}
