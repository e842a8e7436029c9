package dev.sluice.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a global operator decides about one document.
 *
 * @param locator the document
 * @param action what becomes of it
 * @param reason why it is dropped; present exactly for {@link Action#DROP}
 * @param copies how many documents to make of it, for {@link Action#COPY}; else 1
 * @param spans ranges of the text, in code points, start and end in turn, ascending: what {@link Action#REMOVE_SPANS}
 *     removes, what other actions only speak of; or null. In a round that is not the last, whatever its next round
 *     wants to know
 * @param match the group it belongs to and the document it was matched with; absent where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, read by the execution layer, compared by content
public record Decision(
        long locator,
        Action action,
        @Nullable Enum<?> reason,
        int copies,
        int @Nullable [] spans,
        @Nullable Match match) {

    /** What becomes of a document. */
    public enum Action {
        /** It stays; a match says which group it belongs to. */
        KEEP,
        /** It goes. */
        DROP,
        /** Ranges of its text go. */
        REMOVE_SPANS,
        /** It stays, {@link Decision#copies} times. */
        COPY
    }

    /** The ranges of the text that a decision speaks of, as the step saw it. */
    public static final Signal SPANS =
            Signal.spans("spans", "no score", "ranges of the text, before the step removed any");

    /** How much of the text the ranges cover. */
    public static final Signal SPAN_CHARS = Signal.count("span_chars", "characters", "code points in spans");

    /** The share of the text that the ranges cover. */
    public static final Signal SPAN_SHARE = Signal.number(
            "span_share", "share of characters, 0 to 1", "share of the text's code points that is in spans, 0 to 1");

    /**
     * Membership of a group of like documents.
     *
     * @param group the smallest locator of the group in this run
     * @param survivor the document of the group that stays; negative for one of an earlier run, see {@link #earlier}
     * @param size number of documents in the group, the one that stays among them
     * @param similarity to the survivor, between 0 and 1, as far as it was measured
     */
    public record Match(
            long group, long survivor, long size, @Nullable Double similarity) {

        /**
         * A group whose survivor is a document of an earlier run.
         *
         * @param number what {@link Global#earlier} knows the document by
         */
        public static Match earlier(long group, long number, long size, @Nullable Double similarity) {
            return new Match(group, ~number, size, similarity);
        }

        /** Whether the survivor is a document of an earlier run. */
        public boolean isEarlier() {
            return survivor < 0;
        }

        /** What {@link Global#earlier} knows the survivor by. */
        public long number() {
            return ~survivor;
        }
    }

    /**
     * What a match names, by ids.
     *
     * @param group id of the first document of the group in this run
     * @param survivor id of the survivor
     * @param index the index that holds the survivor where it is a document of an earlier run; null for one of this run
     */
    public record Names(
            String group, String survivor, @Nullable String index) {}

    /**
     * Sets what this decision says as signals, as far as the operator declares them: {@code cluster} (the group) and
     * {@code survivor} as ids, {@code survivor_index}, {@code cluster_size} and {@code similarity} as they are,
     * {@code kept} as the answer to whether the document is the survivor, and {@link #SPANS}, {@link #SPAN_CHARS} and {@link
     * #SPAN_SHARE}.
     *
     * @param document the document before the decision is carried out
     * @param operator the operator that decided
     * @param step the name of its step
     * @param matched what its match names; null leaves the signals of a match out
     */
    public Document label(Document document, Operator operator, String step, @Nullable Names matched) {
        List<Signal> declared = operator.signals();
        Match named = matched == null ? null : match;
        if (declared.isEmpty() || (named == null && spans == null)) {
            return document;
        }
        String[] names = new String[declared.size()];
        @Nullable Object[] values = new Object[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = declared.get(i).qualified(step);
            Object value = spans == null ? null : aboutSpans(declared.get(i), document.text());
            if (value == null && named != null && matched != null) {
                value = switch (declared.get(i).name()) {
                    case "cluster" -> matched.group();
                    case "survivor" -> matched.survivor();
                    case "survivor_index" -> matched.index();
                    case "cluster_size" -> named.size();
                    case "kept" -> named.survivor() == locator;
                    case "similarity" -> named.similarity();
                    default -> null;
                };
            }
            values[i] = value;
        }
        return document.withSignals(document.signals().with(names, values));
    }

    private @Nullable Object aboutSpans(Signal signal, String text) {
        int[] bounds = spans == null ? new int[0] : spans;
        if (signal.equals(SPANS)) {
            double[] scores = new double[bounds.length / 2];
            Arrays.fill(scores, Double.NaN);
            return new Spans(bounds, scores, true);
        }
        boolean share = signal.equals(SPAN_SHARE);
        if (!share && !signal.equals(SPAN_CHARS)) {
            return null;
        }
        long covered = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            covered += bounds[i + 1] - bounds[i];
        }
        if (!share) {
            return (Object) covered;
        }
        int whole = text.codePointCount(0, text.length());
        return whole == 0 ? null : (Object) ((double) covered / whole);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Decision that
                && locator == that.locator
                && action == that.action
                && Objects.equals(reason, that.reason)
                && copies == that.copies
                && Arrays.equals(spans, that.spans)
                && Objects.equals(match, that.match);
    }

    @Override
    public int hashCode() {
        return Objects.hash(locator, action, copies, Arrays.hashCode(spans), match);
    }

    @Override
    public String toString() {
        return "Decision[" + locator + " " + action + " " + reason + " x" + copies + " " + Arrays.toString(spans) + " "
                + match + "]";
    }

    /** Whether carrying this out changes the text or the number of documents that stay. */
    public boolean edits() {
        return action == Action.REMOVE_SPANS || (action == Action.COPY && copies != 1);
    }

    public static Decision keep(long locator, @Nullable Match match) {
        return new Decision(locator, Action.KEEP, null, 1, null, match);
    }

    public static Decision drop(long locator, Enum<?> reason, @Nullable Match match) {
        return new Decision(locator, Action.DROP, reason, 1, null, match);
    }

    public static Decision removeSpans(long locator, int[] spans) {
        return new Decision(locator, Action.REMOVE_SPANS, null, 1, spans, null);
    }

    public static Decision copy(long locator, int copies) {
        return new Decision(locator, Action.COPY, null, copies, null, null);
    }

    /** What is left of a document: nothing, the document, what remains of its text, or several copies. */
    public List<Document> carryOut(Document document) {
        if (action == Action.DROP) {
            return List.of();
        }
        Document rest = action != Action.REMOVE_SPANS || spans == null
                ? document
                : document.withText(without(document.text(), spans));
        if (action != Action.COPY || copies == 1) {
            return List.of(rest);
        }
        List<Document> results = new ArrayList<>(copies);
        for (int copy = 1; copy <= copies; copy++) {
            results.add(copy == 1 ? rest : rest.child(copy, rest.text()));
        }
        return results;
    }

    private static String without(String text, int[] spans) {
        StringBuilder rest = new StringBuilder(text.length());
        int unit = 0;
        int point = 0;
        for (int i = 0; i < spans.length; i += 2) {
            int start = text.offsetByCodePoints(unit, spans[i] - point);
            rest.append(text, unit, start);
            unit = text.offsetByCodePoints(start, spans[i + 1] - spans[i]);
            point = spans[i + 1];
        }
        return rest.append(text, unit, text.length()).toString();
    }
}
