package dev.sluice.pipelines.library;

import dev.sluice.operators.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/** Adds the id of one of the documents that a match names, and sends the decision on to where it is needed next. */
final class ResolveFn extends DoFn<KV<Long, CoGbkResult>, KV<Long, ResolveFn.Resolved>> {
    static final TupleTag<String> IDS = new TupleTag<>("ids") {};
    static final TupleTag<Resolved> DECISIONS = new TupleTag<>("decisions") {};

    private static final long serialVersionUID = 1;

    private final Part part;

    ResolveFn(Part part) {
        this.part = part;
    }

    /** The documents that a match names, in the order in which their ids are found. */
    enum Part {
        SURVIVOR,
        GROUP;

        /** Where the id is found; the decision's own document where there is no match, or not with one of this run. */
        long locator(Decision decision) {
            Decision.Match match = decision.match();
            if (match == null || (this == SURVIVOR && match.isEarlier())) {
                return decision.locator();
            }
            return this == SURVIVOR ? match.survivor() : match.group();
        }
    }

    /**
     * A decision with the ids that its match names.
     *
     * @param group null where there is no match, or it is not known yet
     * @param survivor null where there is no match, or it is not known yet
     */
    record Resolved(
            Decision decision,
            @Nullable String group,
            @Nullable String survivor) {}

    /** Sends each decision about, or naming, this document on. */
    @ProcessElement
    public void process(@Element KV<Long, CoGbkResult> group, OutputReceiver<KV<Long, Resolved>> out) {
        String id = null;
        for (String one : group.getValue().getAll(IDS)) {
            id = id == null || one.compareTo(id) < 0 ? one : id;
        }
        for (Resolved resolved : group.getValue().getAll(DECISIONS)) {
            Decision decision = resolved.decision();
            Decision.Match match = decision.match();
            if (part == Part.SURVIVOR) {
                out.output(KV.of(
                        Part.GROUP.locator(decision),
                        new Resolved(decision, null, match == null || match.isEarlier() ? null : id)));
            } else {
                out.output(KV.of(
                        decision.locator(), new Resolved(decision, match == null ? null : id, resolved.survivor())));
            }
        }
    }

    /** Lets such decisions travel between workers. */
    static final class ResolvedCoder extends CustomCoder<Resolved> {
        private static final long serialVersionUID = 1;
        private static final StringUtf8Coder TEXT = StringUtf8Coder.of();

        private final DecisionCoder decisions;

        ResolvedCoder(DecisionCoder decisions) {
            this.decisions = decisions;
        }

        @Override
        public void encode(Resolved resolved, OutputStream out) throws IOException {
            decisions.encode(resolved.decision, out);
            out.write((resolved.group == null ? 0 : 1) | (resolved.survivor == null ? 0 : 2));
            if (resolved.group != null) {
                TEXT.encode(resolved.group, out);
            }
            if (resolved.survivor != null) {
                TEXT.encode(resolved.survivor, out);
            }
        }

        @Override
        public Resolved decode(InputStream in) throws IOException {
            Decision decision = decisions.decode(in);
            int parts = in.read();
            return new Resolved(
                    decision, (parts & 1) == 0 ? null : TEXT.decode(in), (parts & 2) == 0 ? null : TEXT.decode(in));
        }

        @Override
        public void verifyDeterministic() {
            // It is.
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ResolvedCoder coder && coder.decisions.equals(decisions);
        }

        @Override
        public int hashCode() {
            return decisions.hashCode();
        }
    }
}
