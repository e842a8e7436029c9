package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.LimitException;
import dev.sluice.operators.Sketch;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signed sets by id, while they are collected. */
final class SetSummary implements Sketch.Summary {
    private final MinhashSets operator;
    private final SCurve curve;
    private final Signer signer;
    private final long[] signature;
    private final Map<String, SignedSet> sets = new HashMap<>();
    private long[] members = new long[64];
    private long idBytes;
    private long empty;
    private long repeated;

    SetSummary(MinhashSets operator) {
        this.operator = operator;
        this.curve = operator.curve();
        int slots = curve.slots();
        this.signer = new Classic32(slots, operator.seed());
        this.signature = new long[slots];
    }

    static SetSummary read(MinhashSets operator, byte[] stored) {
        StoredSets from = StoredSets.of(stored);
        SCurve curve = operator.curve();
        if (from.bands() != curve.bands() || from.rows() != curve.rows() || from.seed() != operator.seed()) {
            throw new IllegalArgumentException("the stored signatures were made with other bands, rows or seed");
        }
        SetSummary summary = new SetSummary(operator);
        for (int i = 0; i < from.count(); i++) {
            summary.put(from.id(i), new SignedSet(from.idBytes(i), from.size(i), from.slots(i)));
        }
        summary.empty = from.empty();
        summary.repeated += from.repeated();
        return summary;
    }

    @Override
    public void add(Document document) {
        int count = members(document);
        if (count == 0) {
            empty++;
            return;
        }
        Arrays.sort(members, 0, count);
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || members[i] != members[i - 1]) {
                members[size++] = members[i];
            }
        }
        signer.clear();
        signer.add(members, size);
        signer.finish(signature);
        int[] slots = new int[signature.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = (int) signature[i];
        }
        String id = document.id();
        put(id, new SignedSet(id.getBytes(StandardCharsets.UTF_8), size, slots));
    }

    /** Hashes a document's members into {@link #members}. */
    private int members(Document document) {
        String field = operator.field();
        Object value = field.equals("text") ? document.text() : document.value(field);
        String separator = operator.separator();
        if (value == null) {
            return 0;
        }
        int count = 0;
        if (separator == null) {
            if (!(value instanceof List<?> list)) {
                throw new IllegalArgumentException(field + " holds no list"
                        + (value instanceof String ? "; to split a string, give separator" : ""));
            }
            for (Object member : list) {
                count = hash(written(member), count);
            }
            return count;
        }
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException(field + " holds no string to split by separator");
        }
        for (int from = 0; from <= text.length(); ) {
            int at = text.indexOf(separator, from);
            int to = at < 0 ? text.length() : at;
            String member = text.substring(from, to).strip();
            if (!member.isEmpty()) {
                count = hash(member, count);
            }
            from = to + separator.length();
        }
        return count;
    }

    private String written(@Nullable Object member) {
        if (member instanceof String text) {
            return text;
        }
        boolean integer = member instanceof Long
                || member instanceof Integer
                || member instanceof Short
                || member instanceof Byte
                || member instanceof BigInteger;
        if (member == null || !integer) {
            throw new IllegalArgumentException(
                    operator.field() + " holds a member that is neither a string nor an integer: " + member);
        }
        return member.toString();
    }

    private int hash(String member, int count) {
        if (count == members.length) {
            members = Arrays.copyOf(members, 2 * count);
        }
        members[count] = Hashing.hash128(member)[0];
        return count + 1;
    }

    private void put(String id, SignedSet set) {
        SignedSet there = sets.get(id);
        if (there != null) {
            repeated++;
            if (!there.over(set)) {
                sets.put(id, set);
            }
            return;
        }
        if (sets.size() == operator.mostSets()) {
            throw new LimitException("more than most_sets (" + operator.mostSets()
                    + ") sets; raise it, or sign parts of the collection in runs of their own");
        }
        idBytes += set.id.length;
        long bytes = idBytes + (sets.size() + 1L) * (StoredSets.BYTES_A_SET + (long) Integer.BYTES * signature.length);
        if (bytes > StoredSets.MOST_BYTES) {
            throw new LimitException(
                    "ids and signatures need more than 2^31 bytes; sign parts of the collection in runs of their own");
        }
        sets.put(id, set);
    }

    @Override
    public void merge(Sketch.Summary other) {
        SetSummary that = (SetSummary) other;
        that.sets.forEach(this::put);
        empty += that.empty;
        repeated += that.repeated;
    }

    @Override
    public byte[] toBytes() {
        List<SignedSet> entries = new ArrayList<>(sets.values());
        entries.sort((a, b) -> Arrays.compareUnsigned(a.id, b.id));
        return StoredSets.store(operator, empty, repeated, entries);
    }

    @Override
    public Map<String, Object> estimate() {
        long all = 0;
        long largest = 0;
        for (SignedSet set : sets.values()) {
            all += set.size;
            largest = Math.max(largest, set.size);
        }
        Map<String, Object> estimate = new LinkedHashMap<>();
        estimate.put("sets", (long) sets.size());
        estimate.put("empty", empty);
        estimate.put("repeated", repeated);
        estimate.put("members", all);
        estimate.put("largest", largest);
        estimate.put("threshold", curve.threshold());
        return estimate;
    }
}
