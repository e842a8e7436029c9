package dev.sluice.operators;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a global operator decides about one document.
 *
 * @param locator the document
 * @param action what becomes of it
 * @param reason why it is dropped; present exactly for {@link Action#DROP}
 * @param copies how many documents to make of it, for {@link Action#COPY}; else 1
 * @param spans ranges of the text to remove, in code points, start and end in turn, ascending, for {@link
 *     Action#REMOVE_SPANS}; else null
 * @param match the group it belongs to and the document it was matched with; absent where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, read by the execution layer, never compared
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

    /**
     * Membership of a group of like documents.
     *
     * @param group the smallest locator of the group
     * @param survivor the document of the group that stays
     * @param size number of documents in the group
     * @param similarity to the survivor, between 0 and 1, as far as it was measured
     */
    public record Match(
            long group, long survivor, long size, @Nullable Double similarity) {

        /**
         * Sets what is said here as signals, as far as the operator declares them: {@code group} and {@code survivor}
         * as ids, {@code size} and {@code similarity} as numbers.
         *
         * @param operator the operator that decided
         * @param step the name of its step
         * @param group id of the group's first document
         * @param survivor id of the survivor
         */
        public Document label(Document document, Operator operator, String step, String group, String survivor) {
            List<Signal> declared = operator.signals();
            if (declared.isEmpty()) {
                return document;
            }
            String[] names = new String[declared.size()];
            @Nullable Object[] values = new Object[names.length];
            for (int i = 0; i < names.length; i++) {
                names[i] = declared.get(i).qualified(step);
                values[i] = switch (declared.get(i).name()) {
                    case "group" -> group;
                    case "survivor" -> survivor;
                    case "size" -> size;
                    case "similarity" -> similarity;
                    default -> null;
                };
            }
            return document.withSignals(document.signals().with(names, values));
        }
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
        Document rest = spans == null ? document : document.withText(without(document.text(), spans));
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
