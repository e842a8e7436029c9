package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalFormTest {
    /** The values are those of CPython 3.11: characters of Unicode 14, which Java 17 does not know, and of 15 and 16. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\u0898\u0301|a\u0898\u0301|a\u0898\u0301|a\u0898\u0301|a\u0898\u0301",
                "a\u0899\u0301|\u00e1\u0899|a\u0899\u0301|\u00e1\u0899|a\u0899\u0301",
                "a\u0301\u0899|\u00e1\u0899|a\u0899\u0301|\u00e1\u0899|a\u0899\u0301",
                "a\u0300\u0c3c\u0323|\u1ea1\u0c3c\u0300|a\u0c3c\u0323\u0300|\u1ea1\u0c3c\u0300|a\u0c3c\u0323\u0300",
                "\ud801\udf81x\u0301|\ud801\udf81x\u0301|\ud801\udf81x\u0301|\u02d0x\u0301|\u02d0x\u0301",
                "\ud801\udf85\ud801\udfba\ua7f2|\ud801\udf85\ud801\udfba\ua7f2|\ud801\udf85\ud801\udfba\ua7f2|\u0253\ud837\udf1eC|\u0253\ud837\udf1eC",
                "\u0c15\u0c3c\u0c4d|\u0c15\u0c3c\u0c4d|\u0c15\u0c3c\u0c4d|\u0c15\u0c3c\u0c4d|\u0c15\u0c3c\u0c4d",
                "\u00e9\u0897\u0301o\u0301|\u00e9\u0897\u0301\u00f3|e\u0301\u0897\u0301o\u0301|\u00e9\u0897\u0301\u00f3|e\u0301\u0897\u0301o\u0301",
                "\uac00\u1ac4\u11a8|\uac00\u1ac4\u11a8|\u1100\u1161\u1ac4\u11a8|\uac00\u1ac4\u11a8|\u1100\u1161\u1ac4\u11a8",
                "\u1100\u1161\u11a8\u0870|\uac01\u0870|\u1100\u1161\u11a8\u0870|\uac01\u0870|\u1100\u1161\u11a8\u0870",
                "A\u030a\u1acc\u0327 z\u0327\u0899|\u00c5\u0327\u1acc z\u0327\u0899|A\u0327\u030a\u1acc z\u0327\u0899|\u00c5\u0327\u1acc z\u0327\u0899|A\u0327\u030a\u1acc z\u0327\u0899",
                "\u1e9b\u0323\u1dfa|\u1e9b\u1dfa\u0323|\u017f\u1dfa\u0323\u0307|\u1e69\u1dfa|s\u1dfa\u0323\u0307",
                "\ud801\uddd2\u0307e\u0301|\ud801\uddd2\u0307\u00e9|\ud801\uddd2\u0307e\u0301|\ud801\uddd2\u0307\u00e9|\ud801\uddd2\u0307e\u0301",
                "\ud838\udc30\ufb01|\ud838\udc30\ufb01|\ud838\udc30\ufb01|\ud838\udc30fi|\ud838\udc30fi",
                "\u0344\u10f82|\u0308\u0301\u10f82|\u0308\u0301\u10f82|\u0308\u0301\u10f82|\u0308\u0301\u10f82",
                "\ud803\udf83\u0301\u0316\ud803\udf82|\ud803\udf83\u0316\u0301\ud803\udf82|\ud803\udf83\u0316\u0301\ud803\udf82|\ud803\udf83\u0316\u0301\ud803\udf82|\ud803\udf83\u0316\u0301\ud803\udf82",
                "e\u0301\u0ece\u0323|\u00e9\u0ece\u0323|e\u0301\u0ece\u0323|\u00e9\u0ece\u0323|e\u0301\u0ece\u0323"
            })
    void isThatOfUnicode14(String text, String nfc, String nfd, String nfkc, String nfkd) {
        assertThat(NormalForm.NFC.of(text)).isEqualTo(nfc);
        assertThat(NormalForm.NFD.of(text)).isEqualTo(nfd);
        assertThat(NormalForm.NFKC.of(text)).isEqualTo(nfkc);
        assertThat(NormalForm.NFKD.of(text)).isEqualTo(nfkd);
    }

    /** Whatever stands beside a character that the library and the table do not both know is put together here. */
    @Test
    void equalsTheLibraryAroundACharacterThatCombinesWithNone() {
        Random random = new Random(7);
        int odd = oddCharacter();
        int[] pool = "ae \u0301\u0323\u0327\u0345\u1100\u1161\u11a8\uac00é\u1ea5\u0344\u2126\ufb01\u0958\u0915\u093c"
                .codePoints()
                .toArray();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(9); length > 0; length--) {
                text.appendCodePoint(pool[random.nextInt(pool.length)]);
            }
            for (NormalForm form : NormalForm.values()) {
                String normal = Normalizer.normalize(text, Normalizer.Form.valueOf(form.name()));
                String with = Character.toString(odd) + text;
                assertThat(form.of(text.toString())).isEqualTo(normal);
                assertThat(form.of(with)).as(with).isEqualTo(Character.toString(odd) + normal);
            }
        }
    }

    @Test
    void returnsTheVeryTextWhereNothingChanges() {
        String text = "é \u0870 \u0897 字";
        assertThat(NormalForm.NFC.of(text)).isSameAs(text);
    }

    @Test
    void takesTimeInTheLengthOfTheText() {
        String text = "a" + "\u0899\u0898\u0897".repeat(100_000);
        assertThat(NormalForm.NFC.of(text)).hasSameSizeAs(text);
    }

    /** A letter of Unicode 14 where this release has an older version, else one of a later version. */
    private static int oddCharacter() {
        return Character.isDefined(0x0870) ? 0x1E4D0 : 0x0870;
    }
}
