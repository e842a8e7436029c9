package dev.sluice.operators.language;

import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import opennlp.tools.langdetect.LanguageDetectorME;

/**
 * Keeps documents in given languages, detected by the model of 183 languages that ships with OpenNLP. Its scores are
 * shares among all languages and low for short texts, so the default threshold is this model's own: texts of a few
 * sentences in one language score well above it, while mixtures and lists of names fall below.
 */
@Operator.Info(
        name = "language",
        since = "0.1",
        summary = "Keeps documents in given languages.",
        source = "Apache OpenNLP language detector, model langdetect-183 1.3.0",
        cost = Operator.Cost.EXPENSIVE)
public record Language(
        @Param(
                doc = "Codes of the languages to keep, ISO 639-1 or 639-3; an empty list keeps all.",
                def = "[]",
                main = true)
        List<String> keep,

        @Param(doc = "Least score of the detected language.", def = "0.02", min = 0, max = 1)
        double minScore,

        @Param(doc = "How much of the beginning of a text is looked at.", def = "3000", min = 1)
        int maxCharacters)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** There is no text to detect a language in. */
        NO_TEXT,
        /** The detected language's score is below {@code min_score}. */
        LOW_SCORE,
        /** The language is not one of {@code keep}. */
        OTHER_LANGUAGE
    }

    private static final Signal CODE =
            Signal.label("code", "detected language, ISO 639-1 where it has a code, else 639-3");
    private static final Signal SCORE = Signal.number("score", "the model's share for the detected language");

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(CODE, SCORE);
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(Threshold.min(SCORE, "min_score", minScore, Reason.LOW_SCORE));
    }

    @Override
    public Judge open(Resources resources) {
        LanguageDetectorME detector = new LanguageDetectorME(Detector.model());
        Set<String> kept = keep.stream().map(LanguageCodes::shortest).collect(Collectors.toSet());
        return (document, measured) -> {
            String text = document.text();
            if (text.isBlank()) {
                return Verdict.drop(Reason.NO_TEXT);
            }
            int end = Math.min(text.length(), maxCharacters);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end++;
            }
            opennlp.tools.langdetect.Language best = detector.predictLanguage(text.substring(0, end));
            String code = LanguageCodes.shortest(best.getLang());
            double score = Math.rint(best.getConfidence() * 1e6) / 1e6;
            measured.set(CODE, code);
            measured.set(SCORE, score);
            if (!kept.isEmpty() && !kept.contains(code)) {
                return Verdict.drop(Reason.OTHER_LANGUAGE);
            }
            return Verdict.dropIf(score < minScore, Reason.LOW_SCORE);
        };
    }
}
