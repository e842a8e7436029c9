package dev.sluice.operators.sketches;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Sketch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of {@link Statistics} and its stored form. */
final class StatisticsSummary implements Sketch.Summary {
    /** Stored forms are forever: version 1 is read by every later release. */
    private static final byte[] MAGIC = {'S', 'L', 'S', 'T', 1};

    private static final int MOST_VALUES = 10_000;
    private static final int MOST_DOMAINS = 100_000;
    private static final int TOP_DOMAINS = 100;

    private final Statistics operator;
    private Distribution characters = new Distribution(1);
    private Distribution words = new Distribution(1);
    private Distribution lines = new Distribution(1);
    private Distribution bytes = new Distribution(1);
    private final Map<String, Distribution> wholeSignals = new HashMap<>();
    private final Map<String, Distribution> fractionSignals = new HashMap<>();
    private final List<ValueCounts> by = new ArrayList<>();
    private ValueCounts domainCounts = new ValueCounts(MOST_DOMAINS);
    private Distinct documents = new Distinct();
    private Distinct hosts = new Distinct();
    private Distinct domains = new Distinct();
    private final @Nullable Overlap overlap;

    StatisticsSummary(Statistics operator) {
        this.operator = operator;
        this.overlap = operator.overlap() ? new Overlap() : null;
        operator.by().forEach(name -> by.add(new ValueCounts(MOST_VALUES)));
    }

    @Override
    public void add(Document document) {
        String text = document.text();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        TextCounts counts = TextCounts.of(text);
        characters.add(counts.characters());
        words.add(counts.words());
        lines.add(counts.lines());
        bytes.add(utf8.length);
        long[] content = Hashing.hash128(utf8, 0, utf8.length);
        documents.add(content);
        if (overlap != null) {
            overlap.add(content);
        }
        document.signals().forEach(this::addSignal);
        for (int i = 0; i < by.size(); i++) {
            addValue(operator.by().get(i), by.get(i), document);
        }
        if (document.field(operator.urlField()) instanceof String url) {
            addUrl(url);
        }
    }

    private void addSignal(String name, Object value) {
        if (value instanceof Long whole) {
            wholeSignals.computeIfAbsent(name, key -> new Distribution(1)).add(whole);
        } else if (value instanceof Double fraction) {
            fractionSignals
                    .computeIfAbsent(name, key -> new Distribution(Distribution.FRACTIONS))
                    .addFraction(fraction);
        }
    }

    private static void addValue(String name, ValueCounts counts, Document document) {
        Object value = document.value(name);
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            counts.add(value.toString());
        }
    }

    private void addUrl(String url) {
        String host = Hosts.host(url);
        if (host == null) {
            return;
        }
        String domain = Hosts.domain(host);
        hosts.add(host);
        domains.add(domain);
        domainCounts.add(domain);
    }

    @Override
    public void merge(Sketch.Summary summary) {
        if (!(summary instanceof StatisticsSummary other) || !other.operator.equals(operator)) {
            throw new IllegalArgumentException("only summaries of one operator merge");
        }
        characters.merge(other.characters);
        words.merge(other.words);
        lines.merge(other.lines);
        bytes.merge(other.bytes);
        other.wholeSignals.forEach((name, values) ->
                wholeSignals.computeIfAbsent(name, key -> new Distribution(1)).merge(values));
        other.fractionSignals.forEach((name, values) -> fractionSignals
                .computeIfAbsent(name, key -> new Distribution(Distribution.FRACTIONS))
                .merge(values));
        for (int i = 0; i < by.size(); i++) {
            by.get(i).merge(other.by.get(i));
        }
        domainCounts.merge(other.domainCounts);
        documents.merge(other.documents);
        hosts.merge(other.hosts);
        domains.merge(other.domains);
        if (overlap != null && other.overlap != null) {
            overlap.merge(other.overlap.toBytes());
        }
    }

    @Override
    public byte[] toBytes() {
        StoredWriter out = new StoredWriter();
        for (byte b : MAGIC) {
            out.oneByte(b);
        }
        out.number(operator.by().size());
        operator.by().forEach(out::text);
        out.text(operator.urlField());
        out.oneByte(overlap == null ? 0 : 1);
        characters.write(out);
        words.write(out);
        lines.write(out);
        bytes.write(out);
        write(wholeSignals, out);
        write(fractionSignals, out);
        by.forEach(counts -> counts.write(out));
        domainCounts.write(out);
        out.bytes(documents.toBytes());
        out.bytes(hosts.toBytes());
        out.bytes(domains.toBytes());
        if (overlap != null) {
            out.bytes(overlap.toBytes());
        }
        return out.toBytes();
    }

    private static void write(Map<String, Distribution> signals, StoredWriter out) {
        out.number(signals.size());
        new TreeMap<>(signals).forEach((name, values) -> {
            out.text(name);
            values.write(out);
        });
    }

    /**
     * Reads a stored summary.
     *
     * @throws IllegalArgumentException when it is damaged, of a later version, or of other parameters
     */
    static StatisticsSummary read(Statistics operator, byte[] stored) {
        StoredReader in = new StoredReader(stored);
        for (int i = 0; i < MAGIC.length; i++) {
            if (in.oneByte() != MAGIC[i]) {
                throw new IllegalArgumentException(
                        i < MAGIC.length - 1
                                ? "these are no stored statistics"
                                : "these statistics were stored by a later release");
            }
        }
        List<String> names = new ArrayList<>();
        int size = in.length();
        for (int i = 0; i < size; i++) {
            names.add(in.text());
        }
        if (!new Statistics(names, in.text(), in.oneByte() == 1).equals(operator)) {
            throw new IllegalArgumentException("these statistics were stored with other parameters");
        }
        StatisticsSummary summary = new StatisticsSummary(operator);
        summary.characters = Distribution.read(in, 1);
        summary.words = Distribution.read(in, 1);
        summary.lines = Distribution.read(in, 1);
        summary.bytes = Distribution.read(in, 1);
        read(summary.wholeSignals, 1, in);
        read(summary.fractionSignals, Distribution.FRACTIONS, in);
        summary.by.replaceAll(empty -> ValueCounts.read(in, MOST_VALUES));
        summary.domainCounts = ValueCounts.read(in, MOST_DOMAINS);
        summary.documents = Distinct.read(in.bytes());
        summary.hosts = Distinct.read(in.bytes());
        summary.domains = Distinct.read(in.bytes());
        if (summary.overlap != null) {
            summary.overlap.merge(in.bytes());
        }
        in.end();
        return summary;
    }

    private static void read(Map<String, Distribution> signals, long scale, StoredReader in) {
        int size = in.length();
        for (int i = 0; i < size; i++) {
            signals.put(in.text(), Distribution.read(in, scale));
        }
    }

    /**
     * Keys in this order: {@code documents}; {@code lengths} with {@code characters}, {@code words}, {@code lines} and
     * {@code bytes}; {@code signals} by name; {@code distinct} with {@code documents}, {@code hosts} and {@code
     * domains}; {@code by} by name; {@code domains}; and {@code overlap} where it is kept. A signal that has both whole
     * numbers and fractions shows the former below its name with {@code ":whole"}.
     */
    @Override
    public Map<String, Object> estimate() {
        Map<String, Object> estimate = new LinkedHashMap<>();
        estimate.put("documents", characters.count());
        Map<String, Object> lengths = new LinkedHashMap<>();
        lengths.put("characters", characters.estimate());
        lengths.put("words", words.estimate());
        lengths.put("lines", lines.estimate());
        lengths.put("bytes", bytes.estimate());
        estimate.put("lengths", lengths);
        Map<String, Object> signals = new TreeMap<>();
        fractionSignals.forEach((name, values) -> signals.put(name, values.estimate()));
        wholeSignals.forEach((name, values) ->
                signals.put(fractionSignals.containsKey(name) ? name + ":whole" : name, values.estimate()));
        estimate.put("signals", signals);
        Map<String, Object> distinct = new LinkedHashMap<>();
        distinct.put("documents", documents.estimate());
        distinct.put("hosts", hosts.estimate());
        distinct.put("domains", domains.estimate());
        estimate.put("distinct", distinct);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < by.size(); i++) {
            values.put(operator.by().get(i), by.get(i).estimate(MOST_VALUES));
        }
        estimate.put("by", values);
        estimate.put("domains", domainCounts.estimate(TOP_DOMAINS));
        if (overlap != null) {
            estimate.put("overlap", overlap.estimate());
        }
        return estimate;
    }
}
