package dev.sluice.operators;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something computed from a document's text that several operators share: its words, lines, n-gram hashes. A document
 * computes a view when it is first asked for and keeps it until its text changes.
 *
 * <p>Views are constants of the class that defines them ({@code static final}), and their values are immutable or
 * treated as such.
 *
 * @param <T> what the view gives
 */
public abstract class View<T> {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int slot = COUNT.getAndIncrement();

    /** Computes the view; it may ask the document for other views. */
    protected abstract T compute(Document document);

    final int slot() {
        return slot;
    }
}
