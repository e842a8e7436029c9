package dev.sluice.operators;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/** Tells which method a serializable method reference names. */
final class AccessorName {
    private AccessorName() {}

    static String of(Object reference) {
        try {
            Method replace = reference.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            if (replace.invoke(reference) instanceof SerializedLambda lambda
                    && !lambda.getImplMethodName().startsWith("lambda$")) {
                return lambda.getImplMethodName();
            }
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalArgumentException("expected a method reference to an accessor", unknown);
        }
        throw new IllegalArgumentException("expected a method reference to an accessor, not a lambda");
    }
}
