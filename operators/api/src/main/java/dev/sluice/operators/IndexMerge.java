package dev.sluice.operators;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the index of a run together: its own keys and documents, behind those of the indexes it goes on from. Documents are
 * numbered anew, those of the first index from 0 on, so that whichever index is older comes first.
 */
public final class IndexMerge {
    private final Global.Index index;
    private final List<KeyIndex> earlier;
    private final long[] places;
    private final long[] offsets;
    private final long[][] heads;
    private long documents;

    private IndexMerge(Global.Index index, List<KeyIndex> earlier) {
        this.index = index;
        this.earlier = earlier;
        this.places = new long[earlier.size()];
        this.offsets = new long[earlier.size()];
        this.heads = new long[earlier.size()][index.table().words()];
        for (int i = 0; i < places.length; i++) {
            offsets[i] = documents;
            documents += earlier.get(i).documents();
            advance(i);
        }
    }

    /** Sorted records. */
    @FunctionalInterface
    public interface Records {
        /** The next one, or null at the end; the array may be reused. */
        long @Nullable [] next() throws IOException;
    }

    /** The documents of the run. */
    public interface Documents {
        /** Which of the documents stands at a locator, from 0; ascends with the locator. */
        long number(long locator);

        /** Gives all documents in their order. */
        void forEach(Holder holder) throws IOException;
    }

    /** Takes documents. */
    @FunctionalInterface
    public interface Holder {
        /**
         * Takes the next document.
         *
         * @param held the words held of it, from {@code from} on
         */
        void hold(long[] held, int from, String id) throws IOException;
    }

    /**
     * Writes an index.
     *
     * @param earlier the indexes that it goes on from, opened by {@link Global.Index#open}
     * @param own the records of the run's own table
     * @param documents the run's documents; null for an index that holds none
     */
    public static void write(
            Path file, Global.Index index, List<KeyIndex> earlier, Records own, @Nullable Documents documents)
            throws IOException {
        new IndexMerge(index, earlier).write(file, own, documents);
    }

    private void write(Path file, Records own, @Nullable Documents ownDocuments) throws IOException {
        int words = index.table().words();
        int traits = index.traits();
        try (KeyIndex.Writer writer = KeyIndex.write(file, words, traits, index.madeFrom())) {
            long[] record = numbered(own.next(), ownDocuments);
            for (int least = least(record); least >= 0 || record != null; least = least(record)) {
                if (least >= 0) {
                    writer.add(heads[least]);
                    advance(least);
                } else if (record != null) {
                    writer.add(record);
                    record = numbered(own.next(), ownDocuments);
                }
            }
            long[] held = new long[traits];
            for (KeyIndex one : earlier) {
                for (long number = 0; number < one.documents(); number++) {
                    one.readTraits(number, held, 0);
                    writer.addDocument(held, 0, one.id(number));
                }
            }
            if (ownDocuments != null) {
                ownDocuments.forEach(writer::addDocument);
            }
        }
    }

    /** The index whose head comes before a record, or -1 where the record comes first. */
    private int least(long @Nullable [] record) {
        int least = -1;
        long[] next = record;
        for (int i = 0; i < heads.length; i++) {
            if (places[i] <= earlier.get(i).size() && (next == null || Arrays.compare(heads[i], next) < 0)) {
                least = i;
                next = heads[i];
            }
        }
        return least;
    }

    /** Reads the next record of an index; the place is behind the end when there is none. */
    private void advance(int i) {
        if (places[i] < earlier.get(i).size()) {
            earlier.get(i).read(places[i], heads[i]);
            if (index.traits() > 0) {
                heads[i][heads[i].length - 1] += offsets[i];
            }
        }
        places[i]++;
    }

    /** A record with the number of its document in place of the locator. */
    private long @Nullable [] numbered(long @Nullable [] record, @Nullable Documents ownDocuments) {
        if (record != null && ownDocuments != null) {
            int last = record.length - 1;
            record[last] = documents + ownDocuments.number(record[last]);
        }
        return record;
    }
}
