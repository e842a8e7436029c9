package dev.sluice.operators.models.kenlm;

import dev.sluice.operators.models.ModelFormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads ARPA text files: {@code \data\} with the counts, one section for each length, {@code \end\}. Lines end with LF
 * or CRLF; words are separated by spaces or tabs. A missing back-off is 0, a positive probability counts as 0.
 */
final class ArpaReader {
    private static final byte[] UNKNOWN = "<unk>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNKNOWN_UPPER = "<UNK>".getBytes(StandardCharsets.US_ASCII);
    /** What KenLM takes for the probability of unknown words when the file names none. */
    private static final float UNKNOWN_LOG10 = -100;

    private final Path file;
    private final InputStream in;
    private final long size;
    private byte[] line = new byte[1 << 12];
    private int length;
    private long number;

    private ArpaReader(Path file, InputStream in, long size) {
        this.file = file;
        this.in = in;
        this.size = size;
    }

    static Ngrams read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new ArpaReader(file, in, Files.size(file)).model();
        } catch (IOException cause) {
            throw new UncheckedIOException("model " + file, cause);
        }
    }

    private Ngrams model() throws IOException {
        while (true) {
            if (!next()) {
                throw fault("this is neither a binary model nor an ARPA file: there is no \\data\\");
            }
            if (isLine("\\data\\")) {
                break;
            }
            if (!isBlank() && line[0] != '#') {
                throw fault("this is neither a binary model nor an ARPA file: \\data\\ is expected");
            }
        }
        long[] counts = counts();
        TableNgrams model = new TableNgrams(counts);
        for (int n = 1; n <= counts.length; n++) {
            while (isBlank()) {
                require("\\" + n + "-grams:");
            }
            if (!isLine("\\" + n + "-grams:")) {
                throw fault("\\" + n + "-grams: is expected");
            }
            section(model, n, counts[n - 1]);
            require("a blank line");
        }
        while (isBlank()) {
            require("\\end\\");
        }
        if (!isLine("\\end\\")) {
            throw fault("\\end\\ is expected after " + counts[counts.length - 1] + " " + counts.length + "-grams");
        }
        return model;
    }

    /** Reads the counts; afterwards the present line is the one behind them. */
    private long[] counts() throws IOException {
        List<Long> counts = new ArrayList<>();
        while (true) {
            require("the counts");
            String text = text();
            if (!text.startsWith("ngram ")) {
                break;
            }
            int equal = text.indexOf('=');
            try {
                int n = Integer.parseInt(text.substring(6, Math.max(6, equal)).strip());
                long count = Long.parseLong(text.substring(equal + 1).strip());
                if (n != counts.size() + 1) {
                    throw fault("the count of " + (counts.size() + 1) + "-grams is expected");
                }
                // A line holds a number, words and separators; this keeps a wrong count from taking all memory.
                if (count < 0 || count > size / (2L * n + 1) || count > TableNgrams.MOST) {
                    throw fault("there cannot be " + count + " " + n + "-grams in this file"
                            + (count > TableNgrams.MOST ? ": make a binary file of it" : ""));
                }
                counts.add(count);
            } catch (NumberFormatException cause) {
                throw fault("'" + text + "' is no count");
            }
        }
        if (counts.size() < 2) {
            throw fault("a model of order " + counts.size() + " cannot be used; the order is 2 at least");
        }
        return counts.stream().mapToLong(Long::longValue).toArray();
    }

    private void section(TableNgrams model, int n, long count) throws IOException {
        int[] starts = new int[n + 2];
        int[] ends = new int[n + 2];
        int[] words = new int[n];
        boolean longest = n == model.order();
        for (long i = 0; i < count; i++) {
            require("another of " + count + " " + n + "-grams");
            int fields = fields(starts, ends);
            if (fields != n + 1 && (fields != n + 2 || longest)) {
                throw fault("a probability and " + n + " words are expected" + (longest ? "" : ", maybe a back-off"));
            }
            float probability = Math.min(0, number(starts[0], ends[0]));
            float backoff = fields == n + 2 ? number(starts[n + 1], ends[n + 1]) : 0;
            if (n == 1) {
                unigram(model, starts[1], ends[1], probability, backoff);
                continue;
            }
            for (int j = 0; j < n; j++) {
                words[j] = model.word(Murmur.hash(line, starts[j + 1], ends[j + 1]));
                if (words[j] == 0 && !isUnknown(starts[j + 1], ends[j + 1])) {
                    throw fault("'" + text(starts[j + 1], ends[j + 1]) + "' is not among the 1-grams");
                }
            }
            String fault = model.add(words, probability, backoff);
            if (fault != null) {
                throw fault(fault);
            }
        }
    }

    private void unigram(TableNgrams model, int start, int end, float probability, float backoff) {
        if (isUnknown(start, end)) {
            model.unknown(probability, backoff);
        } else if (!model.add(Murmur.hash(line, start, end), probability, backoff)) {
            throw fault("'" + text(start, end) + "' stands twice among the 1-grams");
        }
    }

    private boolean isUnknown(int start, int end) {
        return Arrays.equals(line, start, end, UNKNOWN, 0, UNKNOWN.length)
                || Arrays.equals(line, start, end, UNKNOWN_UPPER, 0, UNKNOWN_UPPER.length);
    }

    private float number(int start, int end) {
        String text = text(start, end);
        try {
            float value = "-inf".equals(text) ? Float.NEGATIVE_INFINITY : Float.parseFloat(text);
            if (!Float.isNaN(value)) {
                return value;
            }
        } catch (NumberFormatException cause) {
            throw fault("'" + text + "' is no number");
        }
        throw fault("'" + text + "' is no number");
    }

    /** Splits the line at spaces and tabs; gives how many fields there are, at most one more than there is room. */
    private int fields(int[] starts, int[] ends) {
        int fields = 0;
        int at = 0;
        while (true) {
            while (at < length && isSeparator(line[at])) {
                at++;
            }
            if (at == length) {
                return fields;
            }
            if (fields == starts.length) {
                return fields + 1;
            }
            starts[fields] = at;
            while (at < length && !isSeparator(line[at])) {
                at++;
            }
            ends[fields++] = at;
        }
    }

    private static boolean isSeparator(byte b) {
        return b == ' ' || b == '\t';
    }

    private boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (!isSeparator(line[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isLine(String text) {
        return text().stripTrailing().equals(text);
    }

    private String text() {
        return text(0, length);
    }

    private String text(int start, int end) {
        return new String(line, start, end - start, StandardCharsets.UTF_8);
    }

    private void require(String what) throws IOException {
        if (!next()) {
            throw fault("the file ends where " + what + " is expected");
        }
    }

    private boolean next() throws IOException {
        length = 0;
        number++;
        int b = in.read();
        if (b < 0) {
            return false;
        }
        while (b >= 0 && b != '\n') {
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) b;
            b = in.read();
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return true;
    }

    private ModelFormatException fault(String what) {
        return new ModelFormatException(file, "line " + number + ": " + what);
    }

    /** The n-grams of an ARPA file, in hash tables in memory. */
    private static final class TableNgrams extends Ngrams {
        /** Most n-grams of a length that fit into arrays. */
        static final long MOST = 1_400_000_000;

        private final int order;
        private final Table words;
        private final float[] probabilities;
        private final float[] backoffs;
        private final Table[] tables;
        private final Walk walk = new Walk();
        private int known;
        private boolean gaps;

        TableNgrams(long[] counts) {
            this.order = counts.length;
            this.words = new Table((int) counts[0], false);
            this.probabilities = new float[(int) counts[0] + 1];
            this.backoffs = new float[(int) counts[0] + 1];
            probabilities[0] = UNKNOWN_LOG10;
            this.tables = new Table[order + 1];
            for (int n = 2; n <= order; n++) {
                tables[n] = new Table((int) counts[n - 1], n < order);
            }
        }

        void unknown(float probability, float backoff) {
            probabilities[0] = probability;
            backoffs[0] = backoff;
        }

        boolean add(long hash, float probability, float backoff) {
            int slot = words.slot(hash);
            if (words.keys[slot] == hash || known + 1 == probabilities.length) {
                return false;
            }
            words.keys[slot] = hash;
            words.values[slot] = ++known;
            probabilities[known] = probability;
            backoffs[known] = backoff;
            return true;
        }

        /** Adds an n-gram; says what is wrong with it, or null. */
        @org.jspecify.annotations.Nullable String add(int[] ngram, float probability, float backoff) {
            int n = ngram.length;
            unigram(walk, ngram[n - 1]);
            for (int length = 2; length < n; length++) {
                gaps |= !extend(walk, length, ngram[n - length]);
            }
            long last = Ngrams.key(walk.key, ngram[0]);
            if (n > 2) {
                unigram(walk, ngram[n - 2]);
                boolean context = true;
                for (int length = 2; length < n; length++) {
                    context = extend(walk, length, ngram[n - 1 - length]);
                }
                if (!context) {
                    return "its first " + (n - 1) + " words are no " + (n - 1) + "-gram of the model";
                }
            }
            Table table = tables[n];
            int slot = table.slot(last);
            if (table.keys[slot] == last) {
                return "the " + n + "-gram stands twice in the file";
            }
            table.keys[slot] = last;
            table.values[slot] = Float.floatToRawIntBits(probability);
            if (n < order) {
                table.backoffs[slot] = backoff;
            }
            return null;
        }

        @Override
        int order() {
            return order;
        }

        @Override
        int word(long hash) {
            int slot = words.slot(hash);
            return words.keys[slot] == hash ? words.values[slot] : 0;
        }

        @Override
        void unigram(Walk walk, int word) {
            walk.probability = probabilities[word];
            walk.backoff = backoffs[word];
            walk.key = word;
        }

        @Override
        boolean extend(Walk walk, int length, int word) {
            walk.key = Ngrams.key(walk.key, word);
            Table table = tables[length];
            int slot = table.slot(walk.key);
            if (table.keys[slot] != walk.key) {
                return false;
            }
            walk.probability = Float.intBitsToFloat(table.values[slot]);
            walk.backoff = length < order ? table.backoffs[slot] : 0;
            return true;
        }

        @Override
        boolean gaps() {
            return gaps;
        }
    }

    /** Open addressing; a key of 0 is an empty place. */
    private static final class Table {
        final long[] keys;
        final int[] values;
        final float[] backoffs;

        Table(int entries, boolean hasBackoffs) {
            int places = (int) Math.min(Integer.MAX_VALUE - 8, entries + entries / 2L + 2);
            keys = new long[places];
            values = new int[places];
            backoffs = new float[hasBackoffs ? places : 0];
        }

        /** The place of a key, or the empty one where it would stand. */
        int slot(long key) {
            int slot = (int) Long.remainderUnsigned(key, keys.length);
            while (keys[slot] != 0 && keys[slot] != key) {
                slot = slot + 1 == keys.length ? 0 : slot + 1;
            }
            return slot;
        }
    }
}
