package dev.sluice.connectors;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Names a format in recipes. */
@Retention(RUNTIME)
@Target(ElementType.TYPE)
public @interface Info {
    /** The name in recipes ({@code jsonl}). */
    String name();

    /** One sentence that starts with a verb and ends with a period. */
    String summary();

    /** File name endings that choose this format where a recipe names none, without compression ({@code .jsonl}). */
    String[] endings() default {};
}
