package dev.sluice.operators.dedup.bloom;

import dev.sluice.operators.AssetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Bloom filters of several runs as one, that of all their documents: byte for byte what one run over all of them would have
 * left.
 */
public final class BloomUnion {
    private final BloomKeys keys;

    private BloomUnion(BloomKeys keys) {
        this.keys = keys;
    }

    /**
     * Joins stored filters.
     *
     * @throws AssetException when one is no filter, is damaged, has another size than the first, or was made of another field or
     *     normal form
     */
    public static BloomUnion of(List<Path> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no filters");
        }
        StoredBloom first = StoredBloom.open(files.get(0), null);
        BloomKeys keys = BloomKeys.of(first);
        for (Path file : files.subList(1, files.size())) {
            StoredBloom next = StoredBloom.open(file, null);
            if (!next.size().equals(first.size())) {
                throw new AssetException(file + " has " + inWords(next.size()) + ", and " + files.get(0) + " "
                        + inWords(first.size())
                        + "; only filters of one size can be joined, so make all of them with the same items and"
                        + " false_positives");
            }
            if (next.digest() != first.digest()) {
                throw new AssetException(file + " was not made with the field, normalise and url_distinguish of "
                        + files.get(0) + "; filters of different keys cannot be joined");
            }
            keys.merge(BloomKeys.of(next));
        }
        return new BloomUnion(keys);
    }

    private static String inWords(BloomSize size) {
        return String.format(Locale.ROOT, "%,d bits and %d hashes", size.bits(), size.hashes());
    }

    /** The stored form, see {@link BloomFilter}. */
    public byte[] toBytes() {
        return keys.toBytes();
    }

    /** What the report of a run with {@link BloomFilter} shows of its filter. */
    public Map<String, Object> estimate() {
        return keys.estimate();
    }
}
