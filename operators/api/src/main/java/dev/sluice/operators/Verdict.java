package dev.sluice.operators;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a filter decides about a document: keep, or drop for a reason.
 *
 * @param reason why the document is dropped; absent when it is kept
 */
public record Verdict(@Nullable Enum<?> reason) {
    /** The document stays. */
    public static final Verdict KEEP = new Verdict(null);

    /** The document goes, for the given reason. */
    public static Verdict drop(Enum<?> reason) {
        return new Verdict(Objects.requireNonNull(reason, "reason is null"));
    }

    /** Drops for {@code reason} when {@code failed}, else keeps. */
    public static Verdict dropIf(boolean failed, Enum<?> reason) {
        return failed ? drop(reason) : KEEP;
    }

    public boolean keeps() {
        return reason == null;
    }
}
