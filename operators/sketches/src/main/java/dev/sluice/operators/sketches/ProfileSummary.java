package dev.sluice.operators.sketches;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Sketch;
import dev.sluice.text.Unicode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of {@link Profile} and its stored form. */
final class ProfileSummary implements Sketch.Summary {
    /** Stored forms are forever: version 1 is read by every later release. */
    private static final byte[] MAGIC = {'S', 'L', 'P', 'R', 1};

    private static final int MOST_FIELDS = 200;
    private static final int MOST_SHOWN_LINES = 50;
    private static final int EXAMPLES = 5;

    private final Profile operator;
    private long documents;
    private Distinct contents = new Distinct();
    private Distinct keys = new Distinct();
    private final Map<String, FieldCounts> fields = new TreeMap<>();
    /** The largest hash that a field's name may have, once fields were left out. */
    private long largestField = Long.MAX_VALUE;

    private ValueCounts lines;
    private final EnumMap<Suspicion, Long> suspicions = new EnumMap<>(Suspicion.class);
    private final EnumMap<Suspicion, Examples> suspects = new EnumMap<>(Suspicion.class);

    ProfileSummary(Profile operator) {
        this.operator = operator;
        this.lines = new ValueCounts(operator.mostLines());
        for (Suspicion suspicion : Suspicion.values()) {
            suspicions.put(suspicion, 0L);
            suspects.put(suspicion, new Examples(EXAMPLES));
        }
    }

    @Override
    public void add(Document document) {
        documents++;
        String text = document.text();
        contents.add(Hashing.hash128(text));
        keys.add(Hashing.hash128(key(text)));
        Fields read = document.readFields();
        for (String name : read.names()) {
            addField(name, read.get(name), 0);
        }
        addLines(text);
        for (Suspicion suspicion : Suspicion.values()) {
            if (suspicion.holds(text)) {
                suspicions.merge(suspicion, 1L, Long::sum);
                suspects.get(suspicion).add(document.id(), document.id() + ": " + text.strip());
            }
        }
    }

    /** Letters and digits alone, in lower case: what is left of a text that was merely laid out anew. */
    private static String key(String text) {
        StringBuilder key = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Unicode.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                key.append(Unicode.toLowerCase(c));
            }
        }
        return key.toString();
    }

    /** Counts a field, and those one level below a mapping. */
    private void addField(String name, @Nullable Object value, int depth) {
        if (Hashing.hash128(name)[0] <= largestField) {
            FieldCounts counts = fields.get(name);
            if (counts == null) {
                counts = new FieldCounts();
                fields.put(name, counts);
                prune();
                if (!fields.containsKey(name)) {
                    return;
                }
            }
            counts.add(value);
        }
        if (depth == 0 && value instanceof Map<?, ?> inner) {
            inner.forEach((key, one) -> addField(name + "." + key, one, 1));
        }
    }

    private void prune() {
        if (fields.size() > MOST_FIELDS) {
            List<String> names = new ArrayList<>(fields.keySet());
            names.sort(Comparator.comparingLong(name -> Hashing.hash128(name)[0]));
            largestField = Hashing.hash128(names.get(MOST_FIELDS - 1))[0];
            names.subList(MOST_FIELDS, names.size()).forEach(fields::remove);
        }
    }

    private void addLines(String text) {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            if (end - from >= operator.minLineCharacters()) {
                String line = text.substring(from, end).strip();
                if (line.codePointCount(0, line.length()) >= operator.minLineCharacters()) {
                    lines.add(line);
                }
            }
            from = end + 1;
        }
    }

    @Override
    public void merge(Sketch.Summary summary) {
        if (!(summary instanceof ProfileSummary other) || !other.operator.equals(operator)) {
            throw new IllegalArgumentException("only summaries of one operator merge");
        }
        documents += other.documents;
        contents.merge(other.contents);
        keys.merge(other.keys);
        largestField = Math.min(largestField, other.largestField);
        other.fields.forEach((name, counts) ->
                fields.computeIfAbsent(name, key -> new FieldCounts()).merge(counts));
        fields.keySet().removeIf(name -> Hashing.hash128(name)[0] > largestField);
        prune();
        lines.merge(other.lines);
        other.suspicions.forEach((suspicion, n) -> suspicions.merge(suspicion, n, Long::sum));
        other.suspects.forEach((suspicion, examples) -> suspects.get(suspicion).merge(examples));
    }

    @Override
    public byte[] toBytes() {
        StoredWriter out = new StoredWriter();
        for (byte b : MAGIC) {
            out.oneByte(b);
        }
        out.number(operator.minLineCharacters());
        out.number(operator.mostLines());
        out.number(documents);
        out.bytes(contents.toBytes());
        out.bytes(keys.toBytes());
        out.number(largestField);
        out.number(fields.size());
        fields.forEach((name, counts) -> {
            out.text(name);
            counts.write(out);
        });
        lines.write(out);
        for (Suspicion suspicion : Suspicion.values()) {
            out.number(suspicions.get(suspicion));
            suspects.get(suspicion).write(out);
        }
        return out.toBytes();
    }

    /**
     * Reads a stored summary.
     *
     * @throws IllegalArgumentException when it is damaged, of a later version, or of other parameters
     */
    static ProfileSummary read(Profile operator, byte[] stored) {
        StoredReader in = new StoredReader(stored);
        for (int i = 0; i < MAGIC.length; i++) {
            if (in.oneByte() != MAGIC[i]) {
                throw new IllegalArgumentException(
                        i < MAGIC.length - 1
                                ? "this is no stored profile"
                                : "this profile was stored by a later release");
            }
        }
        if (in.number() != operator.minLineCharacters() || in.number() != operator.mostLines()) {
            throw new IllegalArgumentException("this profile was stored with other parameters");
        }
        ProfileSummary summary = new ProfileSummary(operator);
        summary.documents = in.number();
        summary.contents = Distinct.read(in.bytes());
        summary.keys = Distinct.read(in.bytes());
        summary.largestField = in.number();
        int size = in.length();
        for (int i = 0; i < size; i++) {
            summary.fields.put(in.text(), FieldCounts.read(in));
        }
        summary.lines = ValueCounts.read(in, operator.mostLines());
        for (Suspicion suspicion : Suspicion.values()) {
            summary.suspicions.put(suspicion, in.number());
            summary.suspects.put(suspicion, Examples.read(in, EXAMPLES));
        }
        in.end();
        return summary;
    }

    /**
     * Keys in this order: {@code documents}; {@code fields} by name, with {@code all_fields} false where some were left
     * out; {@code contents} and {@code keys}, the numbers of distinct texts and of distinct texts in letters and digits;
     * {@code lines}; and {@code suspicious} by sign with {@code documents} and {@code examples}.
     */
    @Override
    public Map<String, Object> estimate() {
        Map<String, Object> estimate = new LinkedHashMap<>();
        estimate.put("documents", documents);
        Map<String, Object> byField = new LinkedHashMap<>();
        fields.forEach((name, counts) -> byField.put(name, counts.estimate()));
        estimate.put("fields", byField);
        estimate.put("all_fields", largestField == Long.MAX_VALUE);
        estimate.put("contents", contents.estimate());
        estimate.put("keys", keys.estimate());
        estimate.put("lines", lines.estimate(MOST_SHOWN_LINES));
        Map<String, Object> bySign = new LinkedHashMap<>();
        for (Suspicion suspicion : Suspicion.values()) {
            if (suspicions.get(suspicion) > 0) {
                Map<String, Object> sign = new LinkedHashMap<>();
                sign.put("documents", suspicions.get(suspicion));
                sign.put("examples", suspects.get(suspicion).estimate());
                bySign.put(suspicion.name().toLowerCase(Locale.ROOT), sign);
            }
        }
        estimate.put("suspicious", bySign);
        return estimate;
    }
}
