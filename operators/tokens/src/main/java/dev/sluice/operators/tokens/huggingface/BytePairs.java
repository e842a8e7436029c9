package dev.sluice.operators.tokens.huggingface;

import dev.sluice.operators.models.ByteTrie;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Byte-pair encoding by a vocabulary and a list of merges, over bytes or over characters. */
final class BytePairs {
    private static final int NONE = -1;

    private final Map<String, Integer> vocabulary = new HashMap<>();
    private final boolean byteLevel;
    private final boolean ignoreMerges;
    private final boolean fuseUnknown;
    private final String wordEnd;
    private final int unknown;
    /** Symbols of single bytes: those of a byte-level vocabulary, or those that spell unknown characters. */
    private final int[] bytes = new int[256];

    private final boolean spells;
    private final PairMerges merges;
    /** Whole words, where they count before any merge. */
    private final @Nullable ByteTrie words;

    private int[] wordIds = new int[0];

    private BytePairs(Section section, boolean byteLevel) {
        this.byteLevel = byteLevel;
        if (!section.text("continuing_subword_prefix", "").isEmpty() || section.has("dropout")) {
            throw section.fault("has a continuing_subword_prefix or a dropout, which are not supported");
        }
        this.ignoreMerges = section.flag("ignore_merges", false);
        this.fuseUnknown = section.flag("fuse_unk", false);
        this.wordEnd = section.text("end_of_word_suffix", "");
        ((Map<?, ?>) java.util.Objects.requireNonNullElse(section.get("vocab"), Map.of())).forEach((token, id) -> {
            if (!(id instanceof Long number) || number < 0 || number > Integer.MAX_VALUE) {
                throw section.fault("gives '" + token + "' an id that is none");
            }
            vocabulary.put((String) token, number.intValue());
        });
        String unk = section.text("unk_token", "");
        this.unknown = unk.isEmpty() ? NONE : vocabulary.getOrDefault(unk, NONE);
        List<?> pairs = section.list("merges");
        this.merges = new PairMerges(pairs.size());
        for (int rank = 0; rank < pairs.size(); rank++) {
            addMerge(section, pairs.get(rank), rank);
        }
        char[] alphabet = alphabet();
        boolean allBytes = true;
        for (int b = 0; b < bytes.length; b++) {
            String name = byteLevel ? String.valueOf(alphabet[b]) : String.format(Locale.ROOT, "<0x%02X>", b);
            bytes[b] = vocabulary.getOrDefault(name, NONE);
            allBytes &= bytes[b] != NONE;
        }
        this.spells = !byteLevel && section.flag("byte_fallback", false) && allBytes;
        this.words = byteLevel && ignoreMerges ? words(alphabet) : null;
    }

    static BytePairs read(Section section, boolean byteLevel) {
        return new BytePairs(section, byteLevel);
    }

    private void addMerge(Section section, @Nullable Object pair, int rank) {
        String left;
        String right;
        if (pair instanceof String text && text.indexOf(' ') > 0) {
            left = text.substring(0, text.indexOf(' '));
            right = text.substring(text.indexOf(' ') + 1);
        } else if (pair instanceof List<?> both
                && both.size() == 2
                && both.get(0) instanceof String first
                && both.get(1) instanceof String second) {
            left = first;
            right = second;
        } else {
            throw section.fault("has a merge " + rank + " that is no pair");
        }
        Integer leftId = vocabulary.get(left);
        Integer rightId = vocabulary.get(right);
        Integer joined = vocabulary.get(left + right);
        if (leftId == null || rightId == null || joined == null) {
            throw section.fault("merges '" + left + "' and '" + right + "', which are not all in its vocabulary");
        }
        merges.add(leftId, rightId, rank, joined);
    }

    /** The printable character that stands for each byte: itself where it is one, else the next free one from 256 on. */
    private static char[] alphabet() {
        char[] alphabet = new char[256];
        char free = 256;
        for (int b = 0; b < alphabet.length; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
            alphabet[b] = printable ? (char) b : free++;
        }
        return alphabet;
    }

    private ByteTrie words(char[] alphabet) {
        Map<Character, Byte> bytesByLetter = new HashMap<>();
        for (int b = 0; b < alphabet.length; b++) {
            bytesByLetter.put(alphabet[b], (byte) b);
        }
        List<byte[]> keys = new ArrayList<>();
        wordIds = new int[vocabulary.size()];
        for (Map.Entry<String, Integer> entry : vocabulary.entrySet()) {
            String token = entry.getKey();
            byte[] key = new byte[token.length()];
            boolean whole = true;
            for (int i = 0; i < key.length; i++) {
                Byte b = bytesByLetter.get(token.charAt(i));
                whole &= b != null;
                key[i] = b == null ? 0 : b;
            }
            if (whole) {
                wordIds[keys.size()] = entry.getValue();
                keys.add(key);
            }
        }
        return new ByteTrie(keys, new boolean[keys.size()]);
    }

    TokenizerFile.PieceCounter counter() {
        PairMerges.Run run = merges.run();
        return byteLevel ? new ByBytes(run) : (text, from, to, ids) -> characters(text, from, to, run, ids);
    }

    /** Counts pieces of bytes. */
    private final class ByBytes implements TokenizerFile.PieceCounter {
        private final PairMerges.Run run;
        private byte[] utf8 = new byte[256];

        ByBytes(PairMerges.Run run) {
            this.run = run;
        }

        @Override
        public int count(String text, int from, int to, @Nullable IntConsumer ids) {
            int size = encode(text, from, to);
            int word = words == null ? ByteTrie.NONE : words.find(utf8, 0, size);
            if (word != ByteTrie.NONE) {
                if (ids != null) {
                    ids.accept(wordIds[word]);
                }
                return 1;
            }
            run.clear();
            for (int i = 0; i < size; i++) {
                addOrUnknown(run, bytes[utf8[i] & 0xff]);
            }
            return join(run, ids);
        }

        /** Writes UTF-8 without making an array for each piece. */
        private int encode(String text, int from, int to) {
            if (utf8.length < 3 * (to - from)) {
                utf8 = new byte[6 * (to - from)];
            }
            int size = 0;
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (c >= 0x80) {
                    byte[] rest = text.substring(i, to).getBytes(StandardCharsets.UTF_8);
                    System.arraycopy(rest, 0, utf8, size, rest.length);
                    return size + rest.length;
                }
                utf8[size++] = (byte) c;
            }
            return size;
        }
    }

    private void addOrUnknown(PairMerges.Run run, int symbol) {
        if (symbol != NONE) {
            run.add(symbol);
        } else if (unknown != NONE && !(fuseUnknown && run.endsWith(unknown))) {
            run.add(unknown);
        }
    }

    private static int join(PairMerges.Run run, @Nullable IntConsumer ids) {
        int count = run.join();
        if (ids != null) {
            run.each(ids);
        }
        return count;
    }

    private int characters(String text, int from, int to, PairMerges.Run run, @Nullable IntConsumer ids) {
        Integer word = ignoreMerges ? vocabulary.get(text.substring(from, to)) : null;
        if (word != null) {
            if (ids != null) {
                ids.accept(word);
            }
            return 1;
        }
        run.clear();
        int next;
        for (int i = from; i < to; i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            String letter = Character.toString(c) + (next == to ? wordEnd : "");
            int symbol = vocabulary.getOrDefault(letter, NONE);
            if (symbol == NONE && spells) {
                for (byte b : letter.getBytes(StandardCharsets.UTF_8)) {
                    run.add(bytes[b & 0xff]);
                }
            } else {
                addOrUnknown(run, symbol);
            }
        }
        return join(run, ids);
    }
}
