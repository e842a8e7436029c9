package dev.sluice.operators.text.pii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.Edited;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskPiiTest {
    private static MaskPii finding(MaskPii.Extra... kinds) {
        return Spec.build(MaskPii.class)
                .with(MaskPii::emails, false)
                .with(MaskPii::ips, false)
                .with(MaskPii::also, List.of(kinds))
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Call +44 20 7946 0958 today. | Call <PHONE> today.",
                "Call +1 (415) 555-0133. | Call <PHONE>.",
                "Call +49 (0) 30 901820 now | Call <PHONE> now",
                "+1 415-555-0133 2024 | <PHONE> 2024",
                "+123456789012345 +1234567890123456 | <PHONE> +1234567890123456",
                "+12345678 +1234567 | <PHONE> +1234567",
                "Call (212) 555-1234 or 212.555.9876 now | Call <PHONE> or <PHONE> now",
                "1-800-555-0199 | <PHONE>",
                "2125551234 may be any number | 2125551234 may be any number",
                "112-555-1234 has no such area | 112-555-1234 has no such area",
                "电话13812345678。 | 电话<PHONE>。",
                "138-1234-5678 and 138 1234 5678 | <PHONE> and <PHONE>",
                "12345678901 | 12345678901",
                "order 138123456789 | order 138123456789",
                "version 10.212.555.9876 | version 10.212.555.9876",
                "x+1 2 3 | x+1 2 3"
            })
    void findsTelephoneNumbers(String text, String expected) {
        assertThat(Edited.text(finding(MaskPii.Extra.PHONE), text)).isEqualTo(expected);
    }

    /** Dolma's tagger means to drop them, but the \b of its pattern for URLs is a backspace, not a word boundary. */
    @Test
    void telephoneNumbersBesideUrlsCountForDolma() {
        MaskPii operator = Spec.build(MaskPii.class)
                .with(MaskPii::style, MaskPii.Style.DOLMA_REGEX)
                .with(MaskPii::also, List.of(MaskPii.Extra.PHONE))
                .build();
        assertThat(Edited.text(operator, "See https://x.org/a and call 415-555-0133 now."))
                .isEqualTo("See https://x.org/a and call |||PHONE_NUMBER|||  now.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pay DE89 3704 0044 0532 0130 00 soon | pay <IBAN> soon",
                "GB82WEST12345698765432. | <IBAN>.",
                "NL91-ABNA-0417-1643-00 | <IBAN>",
                "no15 9386 0111 1794 7 | no15 9386 0111 1794 7",
                "NO93 8601 1117 947 | <IBAN>",
                "DE89370400440532013001 | DE89370400440532013001",
                "DE893704004405320130000 | DE893704004405320130000",
                "ZZ89370400440532013000 | ZZ89370400440532013000",
                "xDE89370400440532013000 | xDE89370400440532013000",
                "账号DE89370400440532013000。 | 账号<IBAN>。"
            })
    void findsBankAccounts(String text, String expected) {
        assertThat(Edited.text(finding(MaskPii.Extra.IBAN), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4111 1111 1111 1111 | <CREDIT_CARD>",
                "4111-1111-1111-1111, 5555555555554444 | <CREDIT_CARD>, <CREDIT_CARD>",
                "378282246310005 | <CREDIT_CARD>",
                "30569309025904 and 6011111111111117 | <CREDIT_CARD> and <CREDIT_CARD>",
                "2223003122003222 | <CREDIT_CARD>",
                "4111111111111112 | 4111111111111112",
                "94111111111111111 | 94111111111111111",
                "41111111111111119 | 41111111111111119",
                "a4111111111111111 | a<CREDIT_CARD>",
                "card4111111111111111 x_4111111111111111_ | card<CREDIT_CARD> x_<CREDIT_CARD>_",
                "4111111111111111EUR 4111 1111 1111 1111EUR | <CREDIT_CARD>EUR <CREDIT_CARD>EUR",
                "400000000000006 62000000000005 | <CREDIT_CARD> <CREDIT_CARD>",
                "4000000000006 420000000006 | <CREDIT_CARD> 420000000006",
                "卡4111111111111111号 | 卡<CREDIT_CARD>号",
                "1234567890123456 | 1234567890123456",
                "no 12 4111111111111111 then | no 12 <CREDIT_CARD> then"
            })
    void findsPaymentCards(String text, String expected) {
        assertThat(Edited.text(finding(MaskPii.Extra.PAYMENT_CARD), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "身份证号 11010519491231002X。 | 身份证号 <ID_NUMBER>。",
                "ID  Number: 110105194912310021 | ID  Number: <ID_NUMBER>",
                "order 11010519491231002X | order 11010519491231002X",
                "identity 110105194913310021 | identity 110105194913310021",
                "passport E12345678, P123456789 | passport <PASSPORT>, P123456789",
                "SSN 078-05-1120, 000-12-3456, 666-12-3456, 912-12-3456 | SSN <SSN>, <SSN>, <SSN>, <SSN>",
                "2078-05-1120 and 078-05-1120-1 | 2078-05-1120 and 078-05-1120-1"
            })
    void findsIdentityNumbers(String text, String expected) {
        MaskPii operator = finding(MaskPii.Extra.CHINESE_ID, MaskPii.Extra.CHINESE_PASSPORT, MaskPii.Extra.US_SSN);
        assertThat(Edited.text(operator, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at 2a00:1450:4001:80b::200e. | at <IP>.",
                "[2606:4700::1111]:80 | [<IP>]:80",
                "2001:4860:4860:0:0:0:0:8888 | <IP>",
                "2001:db8::1 fe80::1 ::1 fc00::1 | 2001:db8::1 fe80::1 ::1 fc00::1",
                "std::cafe a::b 12:30:45 | std::cafe a::b 12:30:45",
                "2600:::1 2600::1::2 | 2600:::1 2600::1::2"
            })
    void findsIpv6(String text, String expected) {
        assertThat(Edited.text(finding(MaskPii.Extra.IPV6), text)).isEqualTo(expected);
    }

    @Test
    void masksAllButTheEnds() {
        MaskPii operator = Spec.build(MaskPii.class)
                .with(MaskPii::also, List.of(MaskPii.Extra.PHONE, MaskPii.Extra.PAYMENT_CARD, MaskPii.Extra.CHINESE_ID))
                .with(MaskPii::action, MaskPii.Action.MASK)
                .build();
        assertThat(Edited.text(
                        operator,
                        "jane.doe@example.org, 13812345678, 4111 1111 1111 1111, 身份 11010519491231002X, 8.8.4.4"))
                .isEqualTo("j***.***@example.org, 138****5678, **** **** **** 1111, 身份 110105********002X, 8.*.*.*");
        assertThat(Edited.text(operator, "a@b.org")).isEqualTo("*@b.org");
    }

    @Test
    void pseudonymsBelongToValueAndKey(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("one"), "a key of some length");
        Path two = Files.writeString(folder.resolve("two"), "another key of some length");
        String text = "a@x.org b@x.org A@X.ORG";
        String[] first = Edited.text(pseudonyms(one), text).split(" ", -1);
        assertThat(first[0]).matches("user-[0-9a-f]{12}@example.com").isEqualTo(first[2]);
        assertThat(first[1]).isNotEqualTo(first[0]);
        assertThat(Edited.text(pseudonyms(one), "b@x.org")).isEqualTo(first[1]);
        assertThat(Edited.text(pseudonyms(two), "b@x.org")).isNotEqualTo(first[1]);
        Path brief = Files.writeString(folder.resolve("brief"), "short");
        assertThatThrownBy(() -> Edited.text(pseudonyms(brief), text)).hasMessageContaining("at least 16");
    }

    private static MaskPii pseudonyms(Path key) {
        return Spec.build(MaskPii.class)
                .with(MaskPii::action, MaskPii.Action.PSEUDONYM)
                .with(MaskPii::keyFile, key.toString())
                .with(MaskPii::emailReplacements, List.of("user-{hash}@example.com"))
                .build();
    }

    @Test
    void dropsWhatHoldsTooMuch() {
        MaskPii operator =
                Spec.build(MaskPii.class).with(MaskPii::maxMatches, 1).build();
        Measured measured = Measured.untilVerdict();
        assertThat(Edited.of(operator, "a@x.org b@x.org 1.1.1.1", measured)).containsExactly("<too_many_matches>");
        assertThat(measured.get("matches")).isEqualTo(3L);
        assertThat(Edited.text(operator, "a@x.org")).isEqualTo("email@example.com");
    }

    @Test
    void tagsInCodePoints() {
        MaskPii operator = Spec.build(MaskPii.class)
                .with(MaskPii::action, MaskPii.Action.TAG)
                .build();
        Measured measured = Measured.everything();
        assertThat(Edited.of(operator, "\ud83d\ude00 a@x.org \ud83d\ude00 8.8.8.8", measured))
                .containsExactly("\ud83d\ude00 a@x.org \ud83d\ude00 8.8.8.8");
        assertThat(measured.get("email_spans")).hasToString("[[2,9,1]]");
        assertThat(measured.get("ip_spans")).hasToString("[[12,19,1]]");
        assertThat(operator.removesPrivateData()).isFalse();
    }

    @Test
    void saysWhatItCannotTake() {
        assertThatThrownBy(() -> Spec.build(MaskPii.class)
                        .with(MaskPii::action, MaskPii.Action.PSEUDONYM)
                        .with(MaskPii::maskCharacter, "**")
                        .with(MaskPii::replacements, Map.of("phone", "x"))
                        .build())
                .hasMessageContaining("key_file")
                .hasMessageContaining("mask_character")
                .hasMessageContaining("names 'phone'");
    }

    @Test
    void passesHostileTextsInLinearTime() {
        MaskPii dolma = Spec.build(MaskPii.class)
                .with(MaskPii::style, MaskPii.Style.DOLMA_REGEX)
                .with(MaskPii::also, List.of(MaskPii.Extra.values()))
                .build();
        for (String piece : List.of("@", ".@", "(@ ", "a@b", "1 ", "1-", " 123-", "::", "a:", "@. ", "+1 ", "(1")) {
            String text = piece.repeat(300_000);
            assertThat(Edited.of(dolma, text, Measured.untilVerdict())).hasSize(1);
        }
    }
}
