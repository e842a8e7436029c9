package dev.sluice.operators;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way through a recipe: id, text, fields, signals and labels. Immutable; an edit makes a new document.
 *
 * <p>The text is well-formed Unicode: readers refuse or repair lone surrogates. Views of the text are computed when
 * first asked for and shared by all documents that differ from this one in anything but the text.
 */
public final class Document {
    static final String FIELD = "field.";

    private final Identity identity;
    private final Body text;
    private final Fields fields;
    private final Map<String, @Nullable Object> changes;
    private final Signals signals;
    private final int child;
    private final boolean edited;
    private final long sequence;
    private final Views views;

    private Document(
            Identity identity,
            Body text,
            Fields fields,
            Map<String, @Nullable Object> changes,
            Signals signals,
            int child,
            boolean edited,
            long sequence,
            Views views) {
        this.identity = identity;
        this.text = text;
        this.fields = fields;
        this.changes = changes;
        this.signals = signals;
        this.child = child;
        this.edited = edited;
        this.sequence = sequence;
        this.views = views;
    }

    /**
     * A document as a reader found it.
     *
     * @param id the declared id; without one the document's id is the hash of its text
     */
    public static Document of(@Nullable String id, String text, Fields fields, Position position) {
        return of(id, new Body(text), fields, position);
    }

    /**
     * A document as a reader found it, whose text is made when it is first asked for: some passes need none.
     *
     * @param id the declared id; without one the document's id is the hash of its text
     * @param utf8 gives the text in UTF-8, well-formed; asked once at most
     */
    public static Document of(@Nullable String id, Supplier<byte[]> utf8, Fields fields, Position position) {
        return of(id, new Body(utf8), fields, position);
    }

    private static Document of(@Nullable String id, Body text, Fields fields, Position position) {
        return new Document(
                new Identity(id, text, position, false),
                text,
                fields,
                Map.of(),
                Signals.NONE,
                0,
                false,
                0,
                new Views());
    }

    /**
     * A document that was stored and is read back.
     *
     * @param id its id, suffixes of children included
     * @param child its {@link #child} number
     * @param edited whether its text differs from the one that was read
     * @param renamed whether a step gave it another id
     */
    public static Document restored(
            String id, String text, Fields fields, Position position, int child, boolean edited, boolean renamed) {
        Body body = new Body(text);
        return new Document(
                new Identity(id, body, position, renamed),
                body,
                fields,
                Map.of(),
                Signals.NONE,
                child,
                edited,
                0,
                new Views());
    }

    /** A document of text alone. */
    public static Document of(String text) {
        return of(null, text, Fields.NONE, Position.NONE);
    }

    /**
     * The declared id, or the 128-bit hash of the text as it was read, in hexadecimal; children and copies carry a
     * suffix ({@code id#2}). It never changes with edits of the text, only by {@link #withId}.
     */
    public String id() {
        return identity.id();
    }

    public String text() {
        return text.text();
    }

    /** The text's UTF-8 bytes, which hashes and counts go over faster; shared, not to be changed. */
    public byte[] utf8() {
        return text.utf8();
    }

    /** The fields as they were read, without later changes. */
    public Fields readFields() {
        return fields;
    }

    /** Fields set or removed (null) since reading, by top-level name. */
    public Map<String, @Nullable Object> fieldChanges() {
        return changes;
    }

    /** The value of a field, changes included, or null when there is none. */
    public @Nullable Object field(String path) {
        if (!changes.isEmpty()) {
            if (changes.containsKey(path)) {
                return changes.get(path);
            }
            int dot = path.indexOf('.');
            if (dot > 0 && changes.containsKey(path.substring(0, dot))) {
                return Fields.lookUp(changes, path);
            }
        }
        return fields.get(path);
    }

    /**
     * What a parameter names that takes signals and fields alike: the signal or label of that full name, or else the
     * field; {@code field.NAME} is the field in any case.
     */
    public @Nullable Object value(String name) {
        if (name.startsWith(FIELD)) {
            return field(name.substring(FIELD.length()));
        }
        Object signal = signals.get(name);
        return signal == null ? field(name) : signal;
    }

    public Signals signals() {
        return signals;
    }

    public Position position() {
        return identity.position;
    }

    /** Number of this document among those a mapper made of one record, from 1; 0 for the record itself. */
    public int child() {
        return child;
    }

    /** Whether the text differs from the one that was read. */
    public boolean edited() {
        return edited;
    }

    /** Number of the record among those its task reads, from 0; set by whoever runs the chain. */
    public long sequence() {
        return sequence;
    }

    public Document withSequence(long sequence) {
        return new Document(identity, text, fields, changes, signals, child, edited, sequence, views);
    }

    /** The view's value for this text, computed on first use. */
    public <T> T view(View<T> view) {
        Object value = views.get(view.slot());
        if (value == null) {
            value = Objects.requireNonNull(view.compute(this), "a view gave null");
            views.set(view.slot(), value);
        }
        @SuppressWarnings("unchecked") // only this view writes its slot
        T typed = (T) value;
        return typed;
    }

    /**
     * Tells a view's value that is known already, so that it need not be computed. Only for those who define the view:
     * nobody checks the value.
     */
    public <T> void know(View<T> view, T value) {
        views.set(view.slot(), Objects.requireNonNull(value, "a view's value"));
    }

    /** Whether a view's value for this text is known, so that it costs nothing. */
    public boolean knows(View<?> view) {
        return views.get(view.slot()) != null;
    }

    /** This document with another text; the very same text gives the very same document and keeps its views. */
    public Document withText(String text) {
        return text.equals(text())
                ? this
                : new Document(identity, new Body(text), fields, changes, signals, child, true, sequence, new Views());
    }

    /** This document with a top-level field set, or removed when {@code value} is null. */
    public Document withField(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(changes);
        more.put(name, value);
        return new Document(identity, text, fields, more, signals, child, edited, sequence, views);
    }

    /** This document under another id, which children are numbered under from now on. */
    public Document withId(String id) {
        return id.equals(id())
                ? this
                : new Document(identity.named(id), text, fields, changes, signals, child, edited, sequence, views);
    }

    /** Whether a step gave the document another id than the one that was read. */
    public boolean renamed() {
        return identity.renamed;
    }

    public Document withSignals(Signals signals) {
        return new Document(identity, text, fields, changes, signals, child, edited, sequence, views);
    }

    /**
     * A part of this document that a mapper splits off, or a copy of it.
     *
     * @param number from 1, different for each child of one document
     */
    public Document child(int number, String text) {
        if (number < 1) {
            throw new IllegalArgumentException("child number is " + number + ", must be at least 1");
        }
        return new Document(
                identity.child(number), new Body(text), fields, changes, signals, number, true, sequence, new Views());
    }

    @Override
    public String toString() {
        return "Document[" + id() + ", " + text().length() + " chars]";
    }

    /** A text in both its forms, each made when it is first asked for. */
    private static final class Body {
        private @Nullable String text;
        private byte @Nullable [] utf8;
        private @Nullable Supplier<byte[]> source;

        Body(String text) {
            this.text = text;
        }

        Body(Supplier<byte[]> source) {
            this.source = source;
        }

        String text() {
            String known = text;
            if (known == null) {
                known = new String(utf8(), StandardCharsets.UTF_8);
                text = known;
            }
            return known;
        }

        byte[] utf8() {
            byte[] known = utf8;
            if (known == null) {
                String from = text;
                Supplier<byte[]> given = source;
                known = from != null
                        ? from.getBytes(StandardCharsets.UTF_8)
                        : Objects.requireNonNull(given, "neither a text nor its source")
                                .get();
                utf8 = known;
                source = null;
            }
            return known;
        }
    }

    /** What stays the same while a document is edited. */
    private static final class Identity {
        private final Body read;
        private final Position position;
        private final boolean renamed;
        private @Nullable String id;

        Identity(@Nullable String declared, Body read, Position position, boolean renamed) {
            this.read = read;
            this.position = position;
            this.renamed = renamed;
            this.id = declared;
        }

        String id() {
            String known = id;
            if (known == null) {
                known = Hashing.hash128Hex(read.utf8());
                id = known;
            }
            return known;
        }

        Identity child(int number) {
            return new Identity(id() + "#" + number, read, position, renamed);
        }

        Identity named(String name) {
            return new Identity(name, read, position, true);
        }
    }

    /** The views computed so far, shared by all documents of one text. */
    private static final class Views {
        private @Nullable Object[] slots = new Object[8];

        @Nullable Object get(int slot) {
            return slot < slots.length ? slots[slot] : null;
        }

        void set(int slot, Object value) {
            if (slot >= slots.length) {
                slots = Arrays.copyOf(slots, Math.max(slot + 1, 2 * slots.length));
            }
            slots[slot] = value;
        }
    }
}
