package dev.sluice.pipelines.library;

import dev.sluice.operators.Decision;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.jspecify.annotations.Nullable;

/** Lets decisions of one operator travel between workers. Deterministic. */
@SuppressWarnings("EnumOrdinal") // encoded and decoded by one program
final class DecisionCoder extends CustomCoder<Decision> {
    private static final long serialVersionUID = 1;

    private final Class<? extends Enum<?>> reasons;

    /** @param reasons the reasons for which the operator drops documents */
    DecisionCoder(Class<? extends Enum<?>> reasons) {
        this.reasons = reasons;
    }

    @Override
    public void encode(Decision decision, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeLong(decision.locator());
        out.writeByte(decision.action().ordinal());
        Enum<?> reason = decision.reason();
        out.writeShort(reason == null ? -1 : reason.ordinal());
        out.writeInt(decision.copies());
        int[] spans = decision.spans();
        out.writeInt(spans == null ? -1 : spans.length);
        for (int i = 0; spans != null && i < spans.length; i++) {
            out.writeInt(spans[i]);
        }
        Decision.Match match = decision.match();
        Double similarity = match == null ? null : match.similarity();
        out.writeByte(match == null ? 0 : similarity == null ? 1 : 2);
        if (match != null) {
            out.writeLong(match.group());
            out.writeLong(match.survivor());
            out.writeLong(match.size());
        }
        if (similarity != null) {
            out.writeDouble(similarity);
        }
    }

    @Override
    public Decision decode(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        long locator = in.readLong();
        Decision.Action action = Decision.Action.values()[in.readByte()];
        int reason = in.readShort();
        int copies = in.readInt();
        int length = in.readInt();
        int @Nullable [] spans = length < 0 ? null : new int[length];
        for (int i = 0; spans != null && i < length; i++) {
            spans[i] = in.readInt();
        }
        int parts = in.readByte();
        Decision.Match match = parts == 0
                ? null
                : new Decision.Match(in.readLong(), in.readLong(), in.readLong(), parts == 1 ? null : in.readDouble());
        return new Decision(
                locator, action, reason < 0 ? null : reasons.getEnumConstants()[reason], copies, spans, match);
    }

    @Override
    public void verifyDeterministic() {
        // It is.
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DecisionCoder coder && coder.reasons.equals(reasons);
    }

    @Override
    public int hashCode() {
        return reasons.hashCode();
    }
}
