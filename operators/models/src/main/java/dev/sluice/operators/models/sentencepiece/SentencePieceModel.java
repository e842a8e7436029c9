package dev.sluice.operators.models.sentencepiece;

import dev.sluice.operators.SharedFiles;
import dev.sluice.operators.models.ByteTrie;
import dev.sluice.operators.models.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A SentencePiece model of type unigram or BPE: its pieces, its normaliser and its way of cutting a text. Immutable and
 * shared; an {@link Encoder} belongs to one thread.
 */
public final class SentencePieceModel {
    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;
    private static final int BYTE = 6;
    private static final int UNIGRAM = 1;
    private static final int BPE = 2;

    private final List<byte[]> pieces = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Normalizer normalizer;
    private final ByteTrie trie;
    private final float[] scores;
    private final byte[] types;
    private final int unknown;
    private final float unknownScore;
    private final float highestScore;
    private final boolean bpe;
    /** The piece of each byte, for models that spell unknown characters; else empty. */
    private final int[] bytes;

    private SentencePieceModel(Path file, byte[] data) {
        Reading reading = new Reading(file, data);
        this.types = new byte[reading.types.size()];
        this.scores = new float[types.length];
        boolean[] reserved = new boolean[types.length];
        boolean[] notUserDefined = new boolean[types.length];
        boolean userDefined = false;
        int unk = -1;
        float least = Float.MAX_VALUE;
        float most = Float.MIN_NORMAL; // the library begins here, above the logarithms that follow
        for (int i = 0; i < types.length; i++) {
            types[i] = reading.types.get(i).byteValue();
            scores[i] = reading.scores.get(i);
            reserved[i] = types[i] != NORMAL && types[i] != USER_DEFINED && types[i] != UNUSED;
            notUserDefined[i] = types[i] != USER_DEFINED;
            userDefined |= types[i] == USER_DEFINED;
            if (types[i] == NORMAL) {
                least = Math.min(least, scores[i]);
                most = Math.max(most, scores[i]);
            } else if (types[i] == UNKNOWN) {
                unk = i;
            }
            pieces.add(reading.pieces.get(i));
            names.add(new String(reading.pieces.get(i), StandardCharsets.UTF_8));
        }
        if (unk < 0 || least == Float.MAX_VALUE) {
            throw new ModelFormatException(file, "the model has no piece for unknown characters, or no other piece");
        }
        if (reading.modelType != UNIGRAM && reading.modelType != BPE) {
            throw new ModelFormatException(
                    file, "the model is of type " + reading.modelType + "; 1 (unigram) and 2 (BPE) are supported");
        }
        this.unknown = unk;
        this.unknownScore = least - 10;
        this.highestScore = most;
        this.bpe = reading.modelType == BPE;
        this.trie = new ByteTrie(pieces, reserved);
        this.bytes = reading.byteFallback ? bytePieces(file) : new int[0];
        try {
            this.normalizer = new Normalizer(
                    reading.charsmap,
                    reading.addDummyPrefix,
                    reading.removeExtraSpaces,
                    reading.escapeSpaces,
                    reading.spaceAsSuffix,
                    userDefined ? new ByteTrie(pieces, notUserDefined) : null);
        } catch (IllegalArgumentException fault) {
            throw new ModelFormatException(file, String.valueOf(fault.getMessage()));
        }
    }

    private int[] bytePieces(Path file) {
        int[] found = new int[256];
        for (int b = 0; b < found.length; b++) {
            int id = names.indexOf(String.format(Locale.ROOT, "<0x%02X>", b));
            if (id < 0 || types[id] != BYTE) {
                throw new ModelFormatException(file, "the model spells unknown characters, but lacks byte " + b);
            }
            found[b] = id;
        }
        return found;
    }

    /** Reads a model, or gives the one that was read before. */
    public static SentencePieceModel open(Path file) {
        return SharedFiles.get(SentencePieceModel.class, file, path -> {
            try {
                return new SentencePieceModel(path, Files.readAllBytes(path));
            } catch (IOException cause) {
                throw new UncheckedIOException("model " + path, cause);
            }
        });
    }

    /** How many pieces there are; ids are below it. */
    public int size() {
        return types.length;
    }

    /** The piece with an id. */
    public String piece(int id) {
        return names.get(id);
    }

    /** The id that stands for unknown characters. */
    public int unknown() {
        return unknown;
    }

    /** Cuts texts one after the other; for one thread. */
    public Encoder encoder() {
        return new Encoder();
    }

    /** What the file says. */
    private static final class Reading {
        final List<byte[]> pieces = new ArrayList<>();
        final List<Float> scores = new ArrayList<>();
        final List<Integer> types = new ArrayList<>();
        int modelType = UNIGRAM;
        boolean byteFallback;
        boolean spaceAsSuffix;
        byte[] charsmap = new byte[0];
        boolean addDummyPrefix = true;
        boolean removeExtraSpaces = true;
        boolean escapeSpaces = true;

        Reading(Path file, byte[] data) {
            Protobuf model = new Protobuf(file, data, 0, data.length);
            while (model.next()) {
                switch (model.field()) {
                    case 1 -> piece(model.message());
                    case 2 -> trainer(model.message());
                    case 3 -> normalizer(model.message());
                    default -> {
                        // self-test samples and the denormaliser do not matter here
                    }
                }
            }
        }

        private void piece(Protobuf message) {
            byte[] text = new byte[0];
            float score = 0;
            int type = NORMAL;
            while (message.next()) {
                switch (message.field()) {
                    case 1 -> text = message.bytes();
                    case 2 -> score = message.float32();
                    case 3 -> type = (int) message.number();
                    default -> {
                        // an extension
                    }
                }
            }
            if (type < NORMAL || type > BYTE) {
                throw message.fault("there is no type " + type + " of pieces");
            }
            pieces.add(text);
            scores.add(score);
            types.add(type);
        }

        private void trainer(Protobuf message) {
            while (message.next()) {
                switch (message.field()) {
                    case 3 -> modelType = (int) message.number();
                    case 24 -> spaceAsSuffix = message.flag();
                    case 35 -> byteFallback = message.flag();
                    default -> {
                        // how the model was trained
                    }
                }
            }
        }

        private void normalizer(Protobuf message) {
            while (message.next()) {
                switch (message.field()) {
                    case 2 -> charsmap = message.bytes();
                    case 3 -> addDummyPrefix = message.flag();
                    case 4 -> removeExtraSpaces = message.flag();
                    case 5 -> escapeSpaces = message.flag();
                    default -> {
                        // its name, or its rules before compilation
                    }
                }
            }
        }
    }

    /** Cuts texts into pieces. What it gives is valid until the next text. */
    public final class Encoder {
        private final Normalizer.Output normal = new Normalizer.Output();
        private final Cuts cuts = new Cuts();
        private final Pairs pairs = new Pairs(trie, scores);
        private float[] best = new float[1 << 10];
        private int[] starts = new int[1 << 10];
        private int[] ids = new int[1 << 10];
        private int[] path = new int[1 << 10];

        private Encoder() {}

        /** Cuts a text. */
        public Cuts encode(String text) {
            normalizer.normalize(text.getBytes(StandardCharsets.UTF_8), normal);
            cuts.clear(normal.bytes);
            if (normal.size == 0) {
                return cuts;
            }
            if (bpe) {
                pairs.cut(normal.bytes, normal.size, this::isUnused, this::isUserDefined, this::add);
            } else {
                viterbi(normal.bytes, normal.size);
            }
            return cuts;
        }

        private boolean isUnused(int id) {
            return types[id] == UNUSED;
        }

        private boolean isUserDefined(int id) {
            return types[id] == USER_DEFINED;
        }

        /** The pieces of a text as strings. */
        public List<String> pieces(String text) {
            Cuts found = encode(text);
            List<String> list = new ArrayList<>(found.size());
            for (int i = 0; i < found.size(); i++) {
                list.add(found.text(i));
            }
            return list;
        }

        /**
         * Finds the best path, the first one found among equals, in the arithmetic of the library's version 0.1.97: sums
         * with a piece are doubles, compared as such with the best so far, which was rounded to a float.
         */
        private void viterbi(byte[] text, int size) {
            if (best.length <= size) {
                int room = Math.max(2 * best.length, size + 1);
                best = new float[room];
                starts = new int[room];
                ids = new int[room];
                path = new int[room];
            }
            java.util.Arrays.fill(starts, 0, size + 1, -1);
            best[0] = 0;
            int at = 0;
            while (at < size) {
                float before = best[at];
                int width = Math.min(Normalizer.width(text[at]), size - at);
                boolean single = false;
                int node = ByteTrie.ROOT;
                for (int i = at; i < size; i++) {
                    node = trie.next(node, text[i]);
                    if (node == ByteTrie.NONE) {
                        break;
                    }
                    int id = trie.value(node);
                    if (id == ByteTrie.NONE || types[id] == UNUSED) {
                        continue;
                    }
                    int length = i + 1 - at;
                    double score = types[id] == USER_DEFINED ? length * highestScore - 0.1 : scores[id];
                    reach(i + 1, at, id, score + before);
                    single |= length == width;
                }
                if (!single) {
                    reach(at + width, at, unknown, unknownScore + before);
                }
                at += width;
            }
            int count = 0;
            for (int end = size; end > 0; end = starts[end]) {
                path[count++] = end;
            }
            while (count > 0) {
                int end = path[--count];
                add(ids[end], starts[end], end);
            }
        }

        private void reach(int end, int start, int id, double score) {
            if (starts[end] < 0 || score > best[end]) {
                best[end] = (float) score;
                starts[end] = start;
                ids[end] = id;
            }
        }

        private void add(int id, int from, int to) {
            if (id != ByteTrie.NONE && id != unknown) {
                cuts.add(id, from, to);
            } else if (bytes.length > 0) {
                for (int i = from; i < to; i++) {
                    cuts.add(bytes[normal.bytes[i] & 0xff], i, i + 1);
                }
            } else {
                cuts.addUnknown(unknown, from, to);
            }
        }
    }

    /** The pieces of one text. */
    public final class Cuts {
        private byte[] text = new byte[0];
        private int[] ids = new int[1 << 8];
        private int[] bounds = new int[1 << 9];
        private int size;

        private Cuts() {}

        private void clear(byte[] text) {
            this.text = text;
            size = 0;
        }

        private void add(int id, int from, int to) {
            if (size == ids.length) {
                ids = java.util.Arrays.copyOf(ids, 2 * size);
                bounds = java.util.Arrays.copyOf(bounds, 4 * size);
            }
            ids[size] = id;
            bounds[2 * size] = from;
            bounds[2 * size + 1] = to;
            size++;
        }

        /** Unknown characters in a row are one piece. */
        private void addUnknown(int id, int from, int to) {
            if (size > 0 && ids[size - 1] == id && bounds[2 * size - 1] == from) {
                bounds[2 * size - 1] = to;
            } else {
                add(id, from, to);
            }
        }

        public int size() {
            return size;
        }

        public int id(int i) {
            return ids[i];
        }

        /** The normalised text in UTF-8. */
        public byte[] utf8() {
            return text;
        }

        /** Where piece {@code i} begins in {@link #utf8}. */
        public int start(int i) {
            return bounds[2 * i];
        }

        /** Where it ends. */
        public int end(int i) {
            return bounds[2 * i + 1];
        }

        /** Piece {@code i}; an unknown one as it stands in the text. */
        public String text(int i) {
            return ids[i] == unknown
                    ? new String(text, start(i), end(i) - start(i), StandardCharsets.UTF_8)
                    : piece(ids[i]);
        }
    }
}
