package dev.sluice.operators.dedup.bloom;

import dev.sluice.operators.Document;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.dedup.Content;
import java.util.Map;

/** The filter of the documents of a run. */
final class BloomSummary implements Sketch.Summary {
    private final Content content;
    private final BloomKeys keys;

    private BloomSummary(Content content, BloomKeys keys) {
        this.content = content;
        this.keys = keys;
    }

    BloomSummary(BloomSize size, Content content) {
        this(content, new BloomKeys(size, StoredBloom.digest(content)));
    }

    /** Reads a stored form. */
    static BloomSummary read(BloomSize size, Content content, byte[] stored) {
        StoredBloom filter = StoredBloom.of(stored, content);
        if (!filter.size().equals(size)) {
            throw new IllegalArgumentException(
                    "a filter of " + filter.size() + " where one of " + size + " is expected");
        }
        return new BloomSummary(content, BloomKeys.of(filter));
    }

    @Override
    public void add(Document document) {
        long[] key = content.key(document);
        if (key != null) {
            keys.add(key[0], key[1]);
        }
    }

    @Override
    public void merge(Sketch.Summary other) {
        keys.merge(((BloomSummary) other).keys);
    }

    @Override
    public byte[] toBytes() {
        return keys.toBytes();
    }

    @Override
    public Map<String, Object> estimate() {
        return keys.estimate();
    }
}
