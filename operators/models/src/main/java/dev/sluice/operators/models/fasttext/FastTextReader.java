package dev.sluice.operators.models.fasttext;

import dev.sluice.operators.models.MappedFile;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads model files of fastText, versions 11 and 12, dense or quantised; nothing is allocated that the file does not back. */
final class FastTextReader {
    /** No model is this wide; memory for one row is taken on trust of this. */
    static final int MOST_COLUMNS = 100_000;

    private static final int MAGIC = 793_712_314;
    private static final int SUPERVISED = 3;
    private static final int HIERARCHICAL = 1;
    private static final int NEGATIVE_SAMPLING = 2;
    private static final int SOFTMAX = 3;
    private static final int ONE_VS_ALL = 4;
    /** Longest parts of words and runs of words that are believed. */
    private static final int MOST_LENGTH = 100;
    /** Matrices of up to so many numbers are held in memory, larger ones stay in the file. */
    private static final long MOST_HELD = 8L << 20;
    /** A word takes a NUL, a count and a type. */
    private static final int LEAST_ENTRY = 10;

    private final Cursor in;
    private final MappedFile file;

    private FastTextReader(MappedFile file) {
        this.file = file;
        this.in = new Cursor(file);
    }

    static FastTextModel read(Path file) {
        return new FastTextReader(MappedFile.open(file)).model();
    }

    private FastTextModel model() {
        if (in.int32("the head") != MAGIC) {
            throw file.fault(0, "this is no fastText model");
        }
        int version = in.int32("the version", 11, 12);
        int columns = in.int32("the dimension", 1, MOST_COLUMNS);
        in.skip(4 * 4, "the head");
        int wordNgrams = in.int32("the length of word n-grams", 0, MOST_LENGTH);
        int loss = in.int32("the loss", HIERARCHICAL, ONE_VS_ALL);
        long at = in.offset();
        if (in.int32("the kind of model") != SUPERVISED) {
            throw file.fault(at, "the model holds word vectors; only supervised models classify");
        }
        int buckets = in.int32("the number of buckets", 0, Integer.MAX_VALUE);
        int least = in.int32("the least length of subwords", 0, MOST_LENGTH);
        int most = in.int32("the greatest length of subwords", 0, MOST_LENGTH);
        in.skip(4 + 8, "the head");
        if (version == 11) {
            most = 0; // supervised models of that version have no subwords, whatever they say
        }

        at = in.offset();
        int size = in.int32("the size of the dictionary", 1, Integer.MAX_VALUE / LEAST_ENTRY);
        int words = in.int32("the number of words", 0, size);
        int labels = in.int32("the number of labels", 1, size);
        if ((long) words + labels != size) {
            throw file.fault(at, words + " words and " + labels + " labels do not make " + size + " entries");
        }
        in.skip(8, "the dictionary");
        at = in.offset();
        long kept = in.int64("the number of buckets kept");
        if (kept < -1 || kept > file.size() / 8) {
            throw file.fault(at, "the number of buckets kept is " + kept);
        }
        file.require(in.offset(), (long) size * LEAST_ENTRY, "the dictionary");
        long[] counts = new long[labels];
        Dictionary dictionary = dictionary(size, words, counts);
        boolean hashes = (most > 0 || wordNgrams > 1) && kept != 0;
        if (hashes && buckets == 0) {
            throw file.fault(at, "there are no buckets for subwords and word n-grams");
        }
        long rows = words;
        Buckets table;
        if (kept < 0) {
            rows += hashes ? buckets : 0;
            if (rows > Integer.MAX_VALUE) {
                throw file.fault(at, "words and buckets are " + rows + ", more than can be numbered");
            }
            table = new Buckets(buckets, words);
        } else {
            file.require(in.offset(), 8 * kept, "the buckets kept");
            int[] keys = new int[(int) kept];
            int[] indices = new int[(int) kept];
            for (int i = 0; i < kept; i++) {
                keys[i] = in.int32("the buckets kept");
                indices[i] = in.int32("the index of a bucket", 0, Integer.MAX_VALUE - words - 1);
                rows = Math.max(rows, words + indices[i] + 1L);
            }
            table = new Buckets(buckets, words, keys, indices);
        }

        boolean quantised = in.flag("whether the input is quantised");
        if (!quantised && kept >= 0) {
            throw file.fault(in.offset() - 1, "the model is pruned, but not quantised");
        }
        at = in.offset();
        Matrix input = quantised ? quantisedInput() : dense("the input matrix");
        expect(at, "the input matrix", input, rows, columns);
        boolean quantisedOutput = in.flag("whether the output is quantised");
        at = in.offset();
        Matrix output = quantised && quantisedOutput
                ? QuantisedMatrix.read(in, "the output matrix")
                : dense("the output matrix");
        expect(at, "the output matrix", output, labels, columns);
        Outputs outputs = outputs(loss, output, counts, at);
        Subwords subwords = new Subwords(table, least, kept == 0 ? 0 : most);
        return new FastTextModel(
                dictionary,
                new KnownWords(dictionary, subwords, most > 0),
                subwords,
                table,
                kept == 0 ? 1 : wordNgrams,
                input,
                outputs);
    }

    private Dictionary dictionary(int size, int words, long[] counts) {
        byte[] bytes = new byte[(int) Math.min(1 << 16, file.size())];
        int[] ends = new int[size];
        int length = 0;
        for (int i = 0; i < size; i++) {
            long start = in.offset();
            for (int b = in.unsignedByte("a word"); b != 0; b = in.unsignedByte("a word")) {
                if (length == bytes.length) {
                    if (length > Integer.MAX_VALUE / 4) {
                        throw file.fault(start, "the dictionary holds more than half a gigabyte of words");
                    }
                    bytes = Arrays.copyOf(bytes, 2 * length);
                }
                bytes[length++] = (byte) b;
            }
            ends[i] = length;
            long count = in.int64("the count of a word");
            int type = in.unsignedByte("the type of a word");
            if (type != (i < words ? 0 : 1)) {
                throw file.fault(start, "entry " + i + " is of type " + type + "; words come first, then labels");
            }
            if (i >= words) {
                counts[i - words] = count;
            }
        }
        return new Dictionary(Arrays.copyOf(bytes, length), ends, words);
    }

    private Matrix dense(String what) {
        long at = in.offset();
        long rows = in.int64(what);
        long columns = in.int64(what);
        if (rows < 0 || rows > Integer.MAX_VALUE || columns < 1 || columns > MOST_COLUMNS) {
            throw file.fault(at, what + " has " + rows + " rows and " + columns + " columns");
        }
        long start = in.skip(4 * rows * columns, what);
        if (rows * columns > MOST_HELD) {
            return new MappedMatrix(file.file(), start, rows, (int) columns);
        }
        float[] data = new float[(int) (rows * columns)];
        for (int i = 0; i < data.length; i++) {
            data[i] = file.float32(start + 4L * i);
        }
        return new HeapMatrix(data, (int) columns);
    }

    private Matrix quantisedInput() {
        QuantisedMatrix matrix = QuantisedMatrix.read(in, "the input matrix");
        return matrix.rows() * matrix.columns() > MOST_HELD ? matrix : matrix.expanded();
    }

    private void expect(long at, String what, Matrix matrix, long rows, int columns) {
        if (matrix.rows() < rows || matrix.columns() != columns) {
            throw file.fault(
                    at,
                    what + " has " + matrix.rows() + " rows and " + matrix.columns() + " columns, expected " + rows
                            + " and " + columns);
        }
    }

    private Outputs outputs(int loss, Matrix matrix, long[] counts, long at) {
        return switch (loss) {
            case SOFTMAX -> new Outputs.Softmax(matrix);
            case NEGATIVE_SAMPLING, ONE_VS_ALL -> new Outputs.EachAlone(matrix);
            default -> {
                try {
                    yield new HuffmanOutputs(matrix, counts);
                } catch (IllegalArgumentException fault) {
                    throw file.fault(at, String.valueOf(fault.getMessage()));
                }
            }
        };
    }
}
