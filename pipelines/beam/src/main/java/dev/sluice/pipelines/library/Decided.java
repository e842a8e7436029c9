package dev.sluice.pipelines.library;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.jspecify.annotations.Nullable;

/**
 * A document and what was decided about it.
 *
 * @param document the document as it came
 * @param decision null where nothing was decided
 * @param group id of the first document of its group; null where the decision names none
 * @param survivor id of the document of its group that stays; null where the decision names none, or one of an earlier run
 */
record Decided(
        Document document,
        @Nullable Decision decision,
        @Nullable String group,
        @Nullable String survivor) {

    /** What the decision's match names; null where it names nothing. */
    Decision.@Nullable Names names(Global.@Nullable Earlier earlier) {
        Decision.Match match = decision == null ? null : decision.match();
        if (match == null || group == null) {
            return null;
        }
        if (match.isEarlier() && earlier != null) {
            return new Decision.Names(group, earlier.id(match.number()), earlier.index(match.number()));
        }
        return survivor == null ? null : new Decision.Names(group, survivor, null);
    }

    /** Lets such pairs travel between workers. */
    static final class Coder extends CustomCoder<Decided> {
        private static final long serialVersionUID = 1;
        private static final StringUtf8Coder TEXT = StringUtf8Coder.of();

        private final DecisionCoder decisions;

        Coder(DecisionCoder decisions) {
            this.decisions = decisions;
        }

        @Override
        public void encode(Decided decided, OutputStream out) throws IOException {
            DocumentCoder.of().encode(decided.document, out);
            out.write((decided.decision == null ? 0 : 1)
                    | (decided.group == null ? 0 : 2)
                    | (decided.survivor == null ? 0 : 4));
            if (decided.decision != null) {
                decisions.encode(decided.decision, out);
            }
            if (decided.group != null) {
                TEXT.encode(decided.group, out);
            }
            if (decided.survivor != null) {
                TEXT.encode(decided.survivor, out);
            }
        }

        @Override
        public Decided decode(InputStream in) throws IOException {
            Document document = DocumentCoder.of().decode(in);
            int parts = in.read();
            return new Decided(
                    document,
                    (parts & 1) == 0 ? null : decisions.decode(in),
                    (parts & 2) == 0 ? null : TEXT.decode(in),
                    (parts & 4) == 0 ? null : TEXT.decode(in));
        }

        @Override
        public void verifyDeterministic() {
            // It is.
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Coder coder && coder.decisions.equals(decisions);
        }

        @Override
        public int hashCode() {
            return decisions.hashCode();
        }
    }
}
