package dev.sluice.text;

import java.util.function.Supplier;

/**
 * Working tables that are reused from text to text. A giant text gets tables of its own, which are given up after it:
 * kept ones would fill the memory for nothing.
 *
 * @param <T> the tables
 */
public final class Reused<T> {
    private static final int GIANT = 1 << 20;

    private final Supplier<T> maker;
    private final T tables;

    /** Makes the tables, once now and again for each giant. */
    public Reused(Supplier<T> maker) {
        this.maker = maker;
        this.tables = maker.get();
    }

    /** The tables for a text; by one thread at a time. */
    public T of(String text) {
        return text.length() > GIANT ? maker.get() : tables;
    }
}
