package dev.sluice.operators.language;

import dev.sluice.operators.Filter;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.models.fasttext.FastTextModel;
import dev.sluice.operators.models.fasttext.FastTextScorer;
import dev.sluice.operators.models.fasttext.TextPreparation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents in given languages. Without a model of the user's own, languages are detected by the model of 103
 * languages that comes with Sluice, OpenNLP's {@code langdetect-183}; it looks at the first 3000 characters. Its scores are
 * shares among all languages and low for short texts, so its default threshold is its own: texts of a few sentences in one
 * language score well above it, while mixtures and lists of names fall below.
 *
 * <p>With {@code model}, a fastText model such as {@code lid.176.ftz}, OpenLID or GlotLID takes its place and looks at the
 * whole text. CCNet and Dolma keep scores from 0.5, RefinedWeb, FineWeb and DCLM from 0.65, Data-Juicer from 0.8. Labels
 * lose their prefix {@code __label__} and the script of codes such as {@code eng_Latn}.
 */
@Operator.Info(
        name = "language",
        since = "0.1",
        summary = "Keeps documents in given languages.",
        source =
                "Apache OpenNLP language detector, model langdetect-183 1.3.0; Joulin et al., Bag of Tricks for Efficient Text Classification, 2016",
        cost = Operator.Cost.EXPENSIVE)
public record Language(
        @Param(
                doc = "Codes of the languages to keep, ISO 639-1 or 639-3; an empty list keeps all.",
                def = "[]",
                main = true)
        List<String> keep,

        @Param(
                doc =
                        "Model file of fastText, `.bin` or `.ftz`, to ask; absent means the detector that comes with Sluice.",
                asset = true)
        @Nullable String model,

        @Param(doc = TextPreparation.DOC, def = "newline_to_space")
        TextPreparation preparation,

        @Param(
                doc =
                        "Least score of the detected language; absent means 0.02 for the detector that comes with Sluice and 0.65 for a fastText model.",
                min = 0,
                max = 1)
        @Nullable Double minScore,

        @Param(
                doc =
                        "How many characters of the beginning of a text are looked at; absent means 3000 for the detector that comes with Sluice and all for a fastText model.",
                min = 1)
        @Nullable Integer maxCharacters)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** There is no text to detect a language in, or nothing in it that the model knows. */
        NO_TEXT,
        /** The detected language's score is below {@code min_score}. */
        LOW_SCORE,
        /** The language is not one of {@code keep}. */
        OTHER_LANGUAGE
    }

    private static final double DETECTOR_MIN_SCORE = 0.02;
    private static final double FASTTEXT_MIN_SCORE = 0.65;
    private static final int DETECTOR_MAX_CHARACTERS = 3000;

    private static final Signal CODE =
            Signal.label("code", "detected language, ISO 639-1 where it has a code, else as the model says");
    private static final Signal SCORE = Signal.number(
            "score",
            "share among languages, 0 to 1",
            "the model's share for the detected language, rounded to six decimals");

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
        return List.of(Threshold.min(SCORE, "min_score", leastScore(), Reason.LOW_SCORE));
    }

    private double leastScore() {
        return minScore != null ? minScore : model == null ? DETECTOR_MIN_SCORE : FASTTEXT_MIN_SCORE;
    }

    /** Detects the language of one text after the other. */
    private interface Identifier {
        /** Looks at the beginning of a text; false when there is nothing to tell a language by. */
        boolean identify(String text, int end);

        String code();

        double score();

        /** The codes of all languages it tells apart. */
        List<String> codes();
    }

    @Override
    public Judge open(Resources resources) {
        Identifier identifier = model == null
                ? new Bundled(new Detector(DetectorModel.shared()))
                : new Fasttext(FastTextModel.open(resources.asset(model)), preparation);
        int most = maxCharacters != null ? maxCharacters : model == null ? DETECTOR_MAX_CHARACTERS : Integer.MAX_VALUE;
        double least = leastScore();
        Set<String> kept = keep.stream().map(LanguageCodes::shortest).collect(Collectors.toSet());
        requireKnown(identifier.codes());
        return (document, measured) -> {
            String text = document.text();
            int end = Math.min(text.length(), most);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end++;
            }
            if (text.isBlank() || !identifier.identify(text, end)) {
                return Verdict.drop(Reason.NO_TEXT);
            }
            String code = identifier.code();
            double score = Math.rint(identifier.score() * 1e6) / 1e6;
            measured.set(CODE, code);
            measured.set(SCORE, score);
            if (!kept.isEmpty() && !kept.contains(code)) {
                return Verdict.drop(Reason.OTHER_LANGUAGE);
            }
            return Verdict.dropIf(score < least, Reason.LOW_SCORE);
        };
    }

    /** A code that is never the answer is a misspelt one: the documents that it means would all go. */
    private void requireKnown(List<String> known) {
        for (String code : keep) {
            if (!known.contains(LanguageCodes.shortest(code))) {
                String hint = NearestName.hint(code, known);
                throw new IllegalArgumentException("keep names '" + code + "', which "
                        + (model == null ? "the detector" : model) + " does not know; "
                        + (hint == null
                                ? "it knows "
                                        + String.join(
                                                ", ",
                                                known.stream()
                                                        .distinct()
                                                        .sorted()
                                                        .toList())
                                : hint));
            }
        }
    }

    private static final class Bundled implements Identifier {
        private final Detector detector;

        Bundled(Detector detector) {
            this.detector = detector;
        }

        @Override
        public boolean identify(String text, int end) {
            detector.detect(text, end);
            return true;
        }

        @Override
        public String code() {
            return LanguageCodes.shortest(detector.language());
        }

        @Override
        public double score() {
            return detector.score();
        }

        @Override
        public List<String> codes() {
            DetectorModel model = DetectorModel.shared();
            return IntStream.range(0, model.languages())
                    .mapToObj(language -> LanguageCodes.shortest(model.language(language)))
                    .toList();
        }
    }

    private static final class Fasttext implements Identifier {
        private final FastTextScorer scorer;
        private final TextPreparation preparation;
        private final List<String> codes;

        Fasttext(FastTextModel model, TextPreparation preparation) {
            this.scorer = model.scorer();
            this.preparation = preparation;
            this.codes = model.labels().stream().map(LanguageCodes::ofLabel).toList();
        }

        @Override
        public boolean identify(String text, int end) {
            return scorer.classify(preparation.line(text.substring(0, end)), 1, 0) > 0;
        }

        @Override
        public String code() {
            return codes.get(scorer.label(0));
        }

        @Override
        public double score() {
            return Math.min(1, scorer.probability(0)); // fastText's own may exceed 1 by 1e-5
        }

        @Override
        public List<String> codes() {
            return codes;
        }
    }
}
