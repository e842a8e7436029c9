package dev.sluice.operators.text.pii;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.Edited;
import dev.sluice.operators.text.pii.MaskPii.Extra;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDetectorsTest {
    private static MaskPii finding(Extra... kinds) {
        return Spec.build(MaskPii.class)
                .with(MaskPii::emails, false)
                .with(MaskPii::ips, false)
                .with(MaskPii::also, List.of(kinds))
                .build();
    }

    /** Tokens are put together here, so that no scanner takes this file for one that holds any. */
    @ParameterizedTest
    @CsvSource({
        "AKIA, IOSFODNN7EXAMPLE",
        "ghp_, 0123456789abcdefghijABCDEFGHIJ012345",
        "github_pat_, 11ABCDEFG0abcdefghijkl_mnop",
        "xoxb-, 123456789012-abcdefghij",
        "AIza, SyA0123456789abcdefghijklmnopqrst-_",
        "sk_live_, 4eC39HqLyjWDarjtT1zdp7dc",
        "glpat-, ABCdef123456_-ABCdef",
        "hf_, abcdefghijklmnopqrstuvwxyzABCDEFGH",
        "npm_, 0123456789abcdefghijABCDEFGHIJ012345",
        "eyJhbGciOiJIUzI1NiJ9., eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
    })
    void findsTokensByTheirPrefixes(String prefix, String rest) {
        MaskPii tokens = finding(Extra.ACCESS_TOKEN);
        assertThat(Edited.text(tokens, "use '" + prefix + rest + "'. Now")).isEqualTo("use '<ACCESS_TOKEN>'. Now");
        assertThat(Edited.text(tokens, prefix + rest)).isEqualTo("<ACCESS_TOKEN>");
        assertThat(Edited.text(tokens, "x" + prefix + rest)).isEqualTo("x" + prefix + rest);
        String brief = prefix + rest.substring(0, 8);
        assertThat(Edited.text(tokens, brief)).isEqualTo(brief);
    }

    @Test
    void findsPrivateKeys() {
        MaskPii keys = finding(Extra.PRIVATE_KEY, Extra.PHONE);
        String body = "MIIEpAIBAAKCAQEA\n+1234567890/abc=\n";
        String begin = "-----BEGIN OPENSSH PRIVATE " + "KEY-----\n";
        String end = "-----END OPENSSH PRIVATE " + "KEY-----";
        assertThat(Edited.text(keys, "a\n" + begin + body + end + "\nb")).isEqualTo("a\n<PRIVATE_KEY>\nb");
        assertThat(Edited.text(keys, begin + body + "\n-- cut off")).isEqualTo("<PRIVATE_KEY>\n\n-- cut off");
        String open = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----";
        assertThat(Edited.text(keys, open)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "api_key = 'q8Zt5Lm2Xw9v' | api_key = '<SECRET>'",
                "{\"clientSecret\": \"q8Zt5Lm2Xw9v\"} | {\"clientSecret\": \"<SECRET>\"}",
                "DB_PASSWORD=q8Zt5Lm2Xw9v; x | DB_PASSWORD=<SECRET>; x",
                "db.password: q8Zt5Lm2Xw9v, x | db.password: <SECRET>, x",
                "password := \"q8Zt5Lm2Xw9v\" | password := \"<SECRET>\"",
                "'passwd' => 'q8Zt5Lm2Xw9v' | 'passwd' => '<SECRET>'",
                "os.environ[\"AUTH_TOKEN\"] = \"q8Zt5Lm2Xw9v\" | os.environ[\"AUTH_TOKEN\"] = \"<SECRET>\"",
                "postgres://me:pa55@host/db | postgres://me:<SECRET>@host/db"
            })
    void findsSecretsGivenToNames(String text, String expected) {
        assertThat(Edited.text(finding(Extra.SECRET), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user = 'q8Zt5Lm2Xw9v'",
                "password = 'password1'",
                "password = \"${DB_PASSWORD_1}\"",
                "password = get_password(name1)",
                "The password: at least 8 characters with 1 digit",
                "password = 'q8Zt5Lm2Xw9v",
                "token = tokens[i1]",
                "http://host:8080/path@x",
                "password = 'with spaces q8Zt5Lm2Xw9v'"
            })
    void leavesWhatIsNoSecret(String text) {
        assertThat(Edited.text(finding(Extra.SECRET), text)).isEqualTo(text);
    }

    @Test
    void asksForTheEntropyOfTheRecipe() {
        MaskPii strict = Spec.build(MaskPii.class)
                .with(MaskPii::also, List.of(Extra.SECRET))
                .with(MaskPii::minSecretEntropy, 3.8)
                .build();
        assertThat(Edited.text(strict, "pwd='q8Zt5Lm2Xw9v'")).isEqualTo("pwd='q8Zt5Lm2Xw9v'"); // log2(12) = 3.58
    }

    @Test
    void passesHostileTextsInLinearTime() {
        MaskPii all = finding(Extra.PRIVATE_KEY, Extra.ACCESS_TOKEN, Extra.SECRET);
        for (String piece : List.of(
                "password=",
                "=",
                "a:",
                "eyJ",
                "eyJhbGciOi.",
                "-----BEGIN PRIVATE " + "KEY-----",
                "://a:",
                "ghp_",
                "sk-proj-a",
                "secret ",
                "AKIA")) {
            String text = piece.repeat(20_000_000 / piece.length());
            assertThat(Edited.of(all, text, Measured.untilVerdict())).hasSize(1);
        }
    }
}
