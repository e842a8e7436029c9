package dev.sluice.operators.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.operators.testkit.Documents;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.text.Unicode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.util.StringUtil;
import opennlp.tools.util.normalizer.AggregateCharSequenceNormalizer;
import opennlp.tools.util.normalizer.EmojiCharSequenceNormalizer;
import opennlp.tools.util.normalizer.NumberCharSequenceNormalizer;
import opennlp.tools.util.normalizer.ShrinkCharSequenceNormalizer;
import opennlp.tools.util.normalizer.TwitterCharSequenceNormalizer;
import opennlp.tools.util.normalizer.UrlCharSequenceNormalizer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenNLP's detector itself is the judge of ours. */
class DetectorTest {
    private static final int LONGEST = 3000;
    private static final AggregateCharSequenceNormalizer NORMALISERS = new AggregateCharSequenceNormalizer(
            EmojiCharSequenceNormalizer.getInstance(),
            UrlCharSequenceNormalizer.getInstance(),
            TwitterCharSequenceNormalizer.getInstance(),
            NumberCharSequenceNormalizer.getInstance(),
            ShrinkCharSequenceNormalizer.getInstance());

    private static LanguageDetectorME library;
    private final Detector detector = new Detector(DetectorModel.shared());

    @BeforeAll
    static void loadLibrary() throws Exception {
        try (InputStream in = DetectorTest.class.getResourceAsStream("/langdetect-183.bin")) {
            library = new LanguageDetectorME(new LanguageDetectorModel(in));
        }
    }

    private void compare(String text) {
        Language expected = library.predictLanguage(text);
        detector.detect(text, text.length());
        assertThat(detector.score()).as(text).isCloseTo(expected.getConfidence(), within(1e-9));
        assertThat(detector.language()).as(text).isEqualTo(expected.getLang());
    }

    @Test
    void agreesOnGoldenTexts() {
        List<String> texts = new ArrayList<>();
        for (String file :
                List.of("lid176_ftz.jsonl", "redpajama_signals.jsonl", "gopher_c4_fineweb.jsonl", "pii.jsonl")) {
            Golden.cases(file).forEach(one -> texts.add(one.path("text").asText()));
        }
        assertThat(texts).hasSizeGreaterThan(100);
        texts.forEach(text -> compare(cut(text)));
    }

    @BoundariesBeyondAscii
    @Test
    void agreesOnTheSampleCrawl() throws Exception {
        ObjectMapper json = new ObjectMapper();
        int compared = 0;
        for (String file : List.of("guide-amd64", "guide-arm64", "handbook")) {
            Path path = Golden.directory().resolveSibling("web").resolve(file + ".jsonl.zst");
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(new ZstdInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    compare(cut(json.readTree(line).path("text").asText()));
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(881);
    }

    @Test
    void agreesOnNastyTexts() {
        Documents.nasty().values().forEach(text -> compare(cut(text)));
    }

    @BoundariesBeyondAscii
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mail a.b+c@example.org, or x@y, x@yz, x@.yz, a@b_c@de now. http:// https://a.b/c?d=e#f! http://x",
                "RT @someone: rt:rt rt art rt Xrt ärt é\u0301rt _rt rt.",
                "hahaha HAhaHA jajajaaaa hehe hahe hhaahhaa hjhahahi haHa ohoho jiji",
                ":-) ;D x( :p xD xoxo expo :-: -:)",
                "aaaa AaAa bbb\n\n\n\n  \t\t x\u2028\u2028\u2028 ÄÄÄÄ ääÄÄ 1234 ٣٣٣٣",
                "#tag @name # @ @@ ##a b#c",
                "ＦＵＬＬ ﬁ \uE000 a-b--c – \ud83d\ude00\ud83d\ude00 \ud83d \ude00 \ud800"
            })
    void normalisesAlike(String text) {
        compareNormalised(text);
    }

    /** The library asks this release of Java for lower case, so that only what that knows can be alike. */
    @Test
    void normalisesEveryCharacterAlike() {
        for (int c = 0;
                c <= 0x10FBFF;
                c++) { // at the very end of Unicode, the library's patterns mistake a pair for two
            boolean wanted = c % 7 == 0 || c < 0x3000 || (c > 0xD700 && c < 0x10100);
            if (wanted && Character.isDefined(c) == (Unicode.category(c) != Character.UNASSIGNED)) {
                compareNormalised("x" + Character.toString(c) + "Y"
                        + Character.toString(c).repeat(3) + "z");
            }
        }
    }

    @BoundariesBeyondAscii
    @Test
    void normalisesRandomTextsAlike() {
        String[] parts = {
            "ha",
            "HA",
            "h",
            "j",
            "a",
            "e",
            "i",
            "rt ",
            "RT:",
            "rt",
            "x",
            ":",
            ";",
            "-",
            "(",
            ")",
            "d",
            "O",
            "p",
            "@",
            "#",
            " ",
            "  ",
            "\n",
            "\t",
            "\u0085",
            "http",
            "s",
            "://",
            "/",
            ".",
            "_",
            "+",
            "1",
            "23",
            "ü",
            "é",
            "\u0301",
            "\ud83d\ude00",
            "\ud835\udc00",
            "B",
            "bb",
            "Bbb",
            "世",
            "界",
            "İ",
            "\u00a0"
        };
        Random random = new Random(5);
        for (int i = 0; i < 60_000; i++) {
            StringBuilder text = new StringBuilder();
            int count = 1 + random.nextInt(14);
            for (int k = 0; k < count; k++) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            compareNormalised(text.toString());
        }
    }

    /**
     * The library cuts at word boundaries of Java's regular expressions, which since Java 19 know the letters of ASCII alone. The
     * model was made and published for what they were before, and so is our detector on every release.
     */
    @Retention(RetentionPolicy.RUNTIME)
    @EnabledForJreRange(max = JRE.JAVA_18)
    private @interface BoundariesBeyondAscii {}

    private static void compareNormalised(String text) {
        DetectorText own = new DetectorText();
        own.set(text, text.length());
        String expected = StringUtil.toLowerCase(NORMALISERS.normalize(text));
        if (!own.toString().equals(expected)) {
            assertThat(escaped(own.toString())).as(escaped(text)).isEqualTo(escaped(expected));
        }
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(c >= ' ' && c < 127 ? "" + (char) c : String.format("\\u%04x", c)));
        return out.toString();
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(LONGEST, text.length()));
    }
}
