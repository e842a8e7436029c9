package dev.sluice.operators;

import java.io.Serializable;

/**
 * Declares a value that an operator sets on documents.
 *
 * @param name the short name ({@code words}), or the published name where {@code published}
 * @param kind what values it takes
 * @param doc what it measures and in which unit, for the reference page
 * @param published whether the name stands alone ({@code rps_doc_word_count}) instead of below its step's name
 */
public record Signal(String name, Kind kind, String doc, boolean published) implements Serializable {

    /** What values a signal takes. */
    public enum Kind {
        /** A whole number. */
        COUNT,
        /** A finite number. */
        NUMBER,
        /** A list of scored ranges of the text, see {@link Spans}. */
        SPANS,
        /** A list of numbers, see {@link Vector}. */
        VECTOR,
        /** A short string. */
        LABEL,
        /** True or false. */
        FLAG
    }

    public static Signal count(String name, String doc) {
        return new Signal(name, Kind.COUNT, doc, false);
    }

    public static Signal number(String name, String doc) {
        return new Signal(name, Kind.NUMBER, doc, false);
    }

    public static Signal spans(String name, String doc) {
        return new Signal(name, Kind.SPANS, doc, false);
    }

    public static Signal vector(String name, String doc) {
        return new Signal(name, Kind.VECTOR, doc, false);
    }

    public static Signal label(String name, String doc) {
        return new Signal(name, Kind.LABEL, doc, false);
    }

    public static Signal flag(String name, String doc) {
        return new Signal(name, Kind.FLAG, doc, false);
    }

    /** This signal under a name that stands alone. */
    public Signal asPublished() {
        return new Signal(name, kind, doc, true);
    }

    /** The full name of this signal when the step called {@code step} sets it. */
    public String qualified(String step) {
        return published ? name : step + "." + name;
    }
}
