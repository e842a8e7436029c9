package dev.sluice.operators.models.perplexity;

import dev.sluice.operators.BundledAsset;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.models.kenlm.LanguageModel;
import dev.sluice.operators.models.sentencepiece.SentencePieceModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures how surprised an n-gram language model is by a text: 10 to the power of minus the mean base-10 logarithm of
 * the probability of its pieces and line ends, rounded to one decimal. The lower, the more the text is like those the
 * model was made from. With CCNet's models and normalisation this is its perplexity, and the bucket is the part of its
 * language's crawl that CCNet puts the document in: head below the 30th percentile of the language, middle below the
 * 60th, else tail. The percentiles are those of CCNet's code ({@code cc_net/data/cutoff.csv} at commit bda555bd), for
 * example 340 and 520 for English, 180 and 290 for Spanish.
 *
 * <p>Models are KenLM's, in ARPA or any binary layout, and are mapped into memory. A document of a language without a
 * model has no perplexity, belongs to the bucket {@code all} and is kept.
 *
 * <p>There is no bound by default: values of different models cannot be compared. Data-Juicer's filter keeps values up
 * to 1500, its recipes up to 6000 for C4 and 5000 for CC-2023-06.
 */
@Operator.Info(
        name = "perplexity",
        since = "0.1",
        summary = "Measures the perplexity of texts under an n-gram language model and keeps those within bounds.",
        source = "Wenzek et al., CCNet, 2020; KenLM; perplexity filters of datatrove, Data-Juicer and DCLM",
        cost = Operator.Cost.EXPENSIVE)
public record Perplexity(
        @Param(
                doc =
                        "KenLM models, ARPA or binary; the name of each begins with its language, up to the first dot (`en.arpa.bin`).",
                min = 1,
                asset = true)
        List<String> models,

        @Param(
                doc =
                        "SentencePiece models that cut texts into words of the language model: none (words end at white space), one for all, or one for each language.",
                def = "[]",
                asset = true)
        List<String> sentencepieceModels,

        @Param(doc = "Whose way of preparing texts is followed.", def = "ccnet")
        Normalization normalization,

        @Param(
                doc =
                        "Signal, label or field that holds the language of a document; absent means that all are in the language of the only model.",
                names = Param.Names.VALUE)
        @Nullable String language,

        @Param(
                doc =
                        "File of lines `language head middle`, the perplexities at which head and middle end; absent means CCNet's table of 48 languages.",
                asset = true)
        @Nullable String cutoffFile,

        @Param(doc = "Least perplexity of a kept document; absent means no bound.", min = 0) @Nullable Double min,

        @Param(doc = "Largest perplexity of a kept document; absent means no bound.", min = 0) @Nullable Double max)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** The model finds the text too plain: lists, boilerplate, repetitions. */
        TOO_LOW,
        /** The text is unlike the texts of the model. */
        TOO_HIGH
    }

    private static final Signal VALUE =
            Signal.number("value", "perplexity, from 1", "perplexity a piece, rounded to one decimal");
    private static final Signal BUCKET =
            Signal.label("bucket", "head, middle or tail of the language; all where there is no perplexity or cut-off");

    /** The cut-offs in this jar. */
    public static BundledAsset cutoffs() {
        return new BundledAsset(
                "ccnet_cutoffs",
                "2b543be5a12d18e8303e2feb373d696ad9e2202ea8eaf7bf70209c5c3ea69090",
                "MIT",
                "https://github.com/facebookresearch/cc_net, columns of cc_net/data/cutoff.csv",
                List.of("perplexity"),
                Perplexity.class,
                List.of("ccnet_cutoffs.tsv"));
    }

    @Override
    public void check(Faults faults) {
        if (language == null && models.size() > 1) {
            faults.report("language", "is missing: which of several models scores a document?");
        }
        if (sentencepieceModels.size() > 1 && models.size() == 1) {
            faults.report("sentencepiece_models", "are several for one language model");
        }
        if (min != null && max != null && min > max) {
            faults.report("max", "is " + max + ", below min (" + min + ")");
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(VALUE, BUCKET);
    }

    @Override
    public List<String> needs() {
        // a name without a dot may be a field of the records
        return language == null || language.indexOf('.') < 0 ? List.of() : List.of(language);
    }

    @Override
    public List<Threshold> thresholds() {
        List<Threshold> thresholds = new ArrayList<>();
        if (min != null) {
            thresholds.add(Threshold.min(VALUE, "min", min, Reason.TOO_LOW));
        }
        if (max != null) {
            thresholds.add(Threshold.max(VALUE, "max", max, Reason.TOO_HIGH));
        }
        return thresholds;
    }

    /** The part of a file's name before its first dot. */
    private static String language(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private Map<String, PieceScorer> scorers(Resources resources) {
        Map<String, SentencePieceModel> pieces = new HashMap<>();
        for (String file : sentencepieceModels) {
            Path path = resources.asset(file);
            pieces.put(sentencepieceModels.size() == 1 ? "" : language(path), SentencePieceModel.open(path));
        }
        Map<String, PieceScorer> scorers = new HashMap<>();
        for (String file : models) {
            Path path = resources.asset(file);
            String code = language(path);
            SentencePieceModel cutting = pieces.getOrDefault(code, pieces.get(""));
            if (cutting == null && !pieces.isEmpty()) {
                throw new IllegalArgumentException(
                        "there is no SentencePiece model for '" + code + "', the language of " + file + "; there are "
                                + pieces.keySet().stream().sorted().toList());
            }
            scorers.put(code, new PieceScorer(normalization, LanguageModel.open(path), cutting));
        }
        return scorers;
    }

    @Override
    public Judge open(Resources resources) {
        Map<String, PieceScorer> scorers = scorers(resources);
        Cutoffs cutoffs = Cutoffs.read(cutoffFile == null ? null : resources.asset(cutoffFile));
        String only = language(resources.asset(models.get(0)));
        return (document, measured) -> {
            Object given = language == null ? only : document.value(language);
            String code = given == null ? "" : given.toString();
            PieceScorer scorer = scorers.get(code);
            Double perplexity = scorer == null ? null : scorer.perplexity(document.text());
            measured.set(BUCKET, cutoffs.bucket(code, perplexity));
            if (perplexity == null) {
                return Verdict.KEEP;
            }
            measured.set(VALUE, perplexity.doubleValue());
            if (min != null && perplexity < min) {
                return Verdict.drop(Reason.TOO_LOW);
            }
            return Verdict.dropIf(max != null && perplexity > max, Reason.TOO_HIGH);
        };
    }
}
