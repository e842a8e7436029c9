package dev.sluice.plan;

import dev.sluice.operators.AssetException;
import java.util.function.Supplier;

/**
 * A step cannot work as its recipe sets it, which only showed when it met its files, such as a label that a model does not
 * know. The message says where the step stands; the same run would fail again.
 */
public final class StepException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private StepException(Step step, IllegalArgumentException cause) {
        super(step.place() + ": step " + step.number() + " '" + step.name() + "': " + cause.getMessage(), cause);
    }

    /** Makes the working form of a step, or a part of it. */
    public static <T> T opening(Step step, Supplier<T> opener) {
        try {
            return opener.get();
        } catch (AssetException tellsItsPlace) {
            throw tellsItsPlace;
        } catch (IllegalArgumentException cause) {
            throw new StepException(step, cause);
        }
    }
}
