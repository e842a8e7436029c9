package dev.sluice.operators.models.fasttext;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Values;
import dev.sluice.operators.Verdict;
import dev.sluice.text.SentenceSplitter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks a supervised fastText model about texts: quality classifiers (DCLM, RedPajama-V2, Dolma), toxicity, topics.
 * Without bounds and without {@code keep} it only measures.
 *
 * <p>Labels are written with or without their prefix {@code __label__}. The score is the probability of {@code label};
 * or, with {@code negative_label}, that of the best label, turned round where the best label is the negative one; or
 * else that of the best label. With pieces smaller than the document, the document has the highest score of its pieces,
 * and the label of that piece. Probabilities are single-precision and rounded to eight decimals; hierarchical softmax
 * counts labels below 1e-5 as 0.
 *
 * <p>There is no bound by default: it belongs to the model. DCLM-Baseline keeps scores from 0.018112, about a tenth of
 * its documents, with {@code negative_label: cc, preparation: dclm}; Dolma deletes sentences that its toxicity
 * classifiers give 0.4 and more.
 */
@Operator.Info(
        name = "fasttext",
        since = "0.1",
        summary = "Scores texts with a fastText classifier and keeps those within bounds or of given labels.",
        source =
                "Joulin et al., Bag of Tricks for Efficient Text Classification, 2016, and FastText.zip, 2016; classifiers of DCLM, RedPajama-V2 and Dolma",
        cost = Operator.Cost.EXPENSIVE)
public record Fasttext(
        @Param(doc = "Model file of fastText, `.bin` or `.ftz`, trained with labels.", main = true, asset = true)
        String model,

        @Param(doc = "Label whose probability is the score; absent means the most probable label.") @Nullable String label,

        @Param(
                doc =
                        "Label of bad texts (`cc` for DCLM and RedPajama-V2): where it is the most probable one, the score is 1 minus its probability.")
        @Nullable String negativeLabel,

        @Param(doc = "Labels whose probabilities are signals of their own.", def = "[]")
        List<String> report,

        @Param(doc = TextPreparation.DOC, def = "newline_to_space")
        TextPreparation preparation,

        @Param(doc = "What the model is asked about, one at a time.", def = "document")
        Piece each,

        @Param(doc = "How sentences are told, with `each: sentence`; Dolma's are those of `punkt`.", def = "terminal")
        SentenceSplitter splitter,

        @Param(
                doc =
                        "Name under which the score stands alone, such as `rps_doc_ml_palm_score`; absent means `score` below the step's name.")
        @Nullable String publishAs,

        @Param(doc = "Most probable labels that a kept document may have; an empty list allows all.", def = "[]")
        List<String> keep,

        @Param(doc = "Least score of a kept document; absent means no bound.", min = 0, max = 1) @Nullable Double min,

        @Param(doc = "Largest score of a kept document; absent means no bound.", min = 0, max = 1) @Nullable Double max)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** There is no text, or nothing in it that the model knows, but a label or a score is asked for. */
        NO_PREDICTION,
        /** The most probable label is not one of {@code keep}. */
        OTHER_LABEL,
        /** The score is below {@code min}. */
        TOO_LOW,
        /** The score is above {@code max}. */
        TOO_HIGH
    }

    private static final String PREFIX = "__label__";
    private static final Signal LABEL = Signal.label("label", "the most probable label, without its prefix");
    private static final Signal PIECES = Signal.spans("pieces", "probability, 0 to 1", "the score of each piece");

    @Override
    public void check(Faults faults) {
        if (label != null && negativeLabel != null) {
            faults.report("negative_label", "is given beside label; the score can follow one of them only");
        }
        if (min != null && max != null && min > max) {
            faults.report("max", "is " + max + ", below min (" + min + ")");
        }
        if (publishAs != null && !publishAs.matches("[A-Za-z_][A-Za-z0-9_.]*")) {
            faults.report("publish_as", "is '" + publishAs + "', expected a name such as rps_doc_ml_palm_score");
        }
        Set<String> names = reported().keySet();
        if (names.size() < report.size()) {
            faults.report("report", "names a label twice");
        }
        for (String taken : List.of(LABEL.name(), PIECES.name(), "score")) {
            if (names.contains(taken)) {
                faults.report("report", "cannot report '" + taken + "', a signal of the step itself has that name");
            }
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    private Signal score() {
        String doc = negativeLabel == null
                ? "probability of " + (label == null ? "the most probable label" : plain(label))
                : "probability that the text is not " + plain(negativeLabel);
        return publishAs == null
                ? Signal.number("score", "probability, 0 to 1", doc)
                : Signal.number(publishAs, "probability, 0 to 1", doc).asPublished();
    }

    private Map<String, Signal> reported() {
        Map<String, Signal> signals = new LinkedHashMap<>();
        for (String one : report) {
            signals.put(plain(one), Signal.number(plain(one), "probability, 0 to 1", "probability of " + plain(one)));
        }
        return signals;
    }

    @Override
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>(List.of(LABEL, score()));
        signals.addAll(reported().values());
        if (each != Piece.DOCUMENT) {
            signals.add(PIECES);
        }
        return signals;
    }

    @Override
    public List<Threshold> thresholds() {
        List<Threshold> thresholds = new ArrayList<>();
        if (min != null) {
            thresholds.add(Threshold.min(score(), "min", min, Reason.TOO_LOW));
        }
        if (max != null) {
            thresholds.add(Threshold.max(score(), "max", max, Reason.TOO_HIGH));
        }
        return thresholds;
    }

    /** A label without its prefix. */
    static String plain(String label) {
        return label.startsWith(PREFIX) ? label.substring(PREFIX.length()) : label;
    }

    private static int number(List<String> labels, String parameter, String label, String model) {
        int number = labels.indexOf(plain(label));
        if (number < 0) {
            String hint = NearestName.hint(plain(label), labels);
            throw new IllegalArgumentException(parameter + " is '" + label + "', which is no label of " + model
                    + (hint == null ? "" : "; " + hint) + "; it has "
                    + labels.stream().limit(20).toList() + (labels.size() > 20 ? " and others" : ""));
        }
        return number;
    }

    @Override
    public Judge open(Resources resources) {
        FastTextModel opened = FastTextModel.open(resources.asset(model));
        List<String> labels = opened.labels().stream().map(Fasttext::plain).toList();
        int wanted = label == null ? -1 : number(labels, "label", label, model);
        int negative = negativeLabel == null ? -1 : number(labels, "negative_label", negativeLabel, model);
        Set<Integer> kept =
                keep.stream().map(one -> number(labels, "keep", one, model)).collect(Collectors.toSet());
        Map<String, Signal> reported = reported();
        int[] asked = new int[reported.size()];
        int count = 0;
        for (String one : reported.keySet()) {
            asked[count++] = number(labels, "report", one, model);
        }
        return new Working(
                this, opened, labels, score(), wanted, negative, kept, asked, List.copyOf(reported.values()));
    }

    private static final class Working implements Judge {
        private final Fasttext operator;
        private final FastTextScorer scorer;
        private final List<String> labels;
        private final Signal signal;
        private final int wanted;
        private final int negative;
        private final Set<Integer> kept;
        private final int[] asked;
        private final List<Signal> reported;
        /** How many labels have to be known, and with which probability at least. */
        private final int most;

        private final double[] probabilities;
        private int[] bounds = new int[0];
        private double[] scores = new double[0];
        private int pieces;
        private int best;
        private double score;

        Working(
                Fasttext operator,
                FastTextModel model,
                List<String> labels,
                Signal signal,
                int wanted,
                int negative,
                Set<Integer> kept,
                int[] asked,
                List<Signal> reported) {
            this.operator = operator;
            this.scorer = model.scorer();
            this.labels = labels;
            this.signal = signal;
            this.wanted = wanted;
            this.negative = negative;
            this.kept = kept;
            this.asked = asked;
            this.reported = reported;
            this.most = wanted >= 0 || asked.length > 0 ? labels.size() : 1;
            this.probabilities = new double[asked.length];
        }

        @Override
        public Verdict judge(Document document, Values measured) {
            pieces = 0;
            String text = document.text();
            if (!text.isEmpty()) {
                operator.each.each(document, operator.splitter, (start, end) -> ask(text, start, end));
            }
            if (pieces == 0) {
                boolean needed = !kept.isEmpty() || operator.min != null || operator.max != null;
                return Verdict.dropIf(needed, Reason.NO_PREDICTION);
            }
            measured.set(LABEL, labels.get(best));
            measured.set(signal, score);
            for (int i = 0; i < asked.length; i++) {
                measured.set(reported.get(i), probabilities[i]);
            }
            if (operator.each != Piece.DOCUMENT) {
                measured.set(PIECES, spans(text));
            }
            if (!kept.isEmpty() && !kept.contains(best)) {
                return Verdict.drop(Reason.OTHER_LABEL);
            }
            if (operator.min != null && score < operator.min) {
                return Verdict.drop(Reason.TOO_LOW);
            }
            return Verdict.dropIf(operator.max != null && score > operator.max, Reason.TOO_HIGH);
        }

        /** Scores a piece; the piece of the highest score gives the document its values. */
        private void ask(String text, int start, int end) {
            int size = scorer.classify(operator.preparation.line(text.substring(start, end)), most, 0);
            if (size == 0) {
                return;
            }
            int top = scorer.label(0);
            double one;
            if (wanted >= 0) {
                one = probability(wanted, size);
            } else {
                double p = scorer.probability(0);
                one = rounded(top == negative ? 1 - p : p);
            }
            if (pieces == scores.length) {
                scores = Arrays.copyOf(scores, Math.max(8, 2 * pieces));
                bounds = Arrays.copyOf(bounds, 2 * scores.length);
            }
            bounds[2 * pieces] = start;
            bounds[2 * pieces + 1] = end;
            scores[pieces] = one;
            if (pieces == 0 || one > score) {
                score = one;
                best = top;
                for (int i = 0; i < asked.length; i++) {
                    probabilities[i] = probability(asked[i], size);
                }
            }
            pieces++;
        }

        private double probability(int label, int size) {
            for (int rank = 0; rank < size; rank++) {
                if (scorer.label(rank) == label) {
                    return rounded(scorer.probability(rank));
                }
            }
            return 0;
        }

        /** At least 0, which the smoothing of 1 minus a probability can miss by 1e-5, to eight decimals. */
        private static double rounded(double probability) {
            if (Double.isNaN(probability)) {
                throw new IllegalStateException("the model gives a probability that is no number");
            }
            return new BigDecimal(Math.max(0, probability))
                    .setScale(8, RoundingMode.HALF_EVEN)
                    .doubleValue();
        }

        private Spans spans(String text) {
            int[] points = new int[2 * pieces];
            int at = 0;
            int point = 0;
            for (int i = 0; i < points.length; i++) {
                point += text.codePointCount(at, bounds[i]);
                at = bounds[i];
                points[i] = point;
            }
            return new Spans(points, Arrays.copyOf(scores, pieces), false);
        }
    }
}
