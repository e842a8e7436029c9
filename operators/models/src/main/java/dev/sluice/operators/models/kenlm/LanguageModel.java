package dev.sluice.operators.models.kenlm;

import dev.sluice.operators.SharedFiles;
import dev.sluice.operators.models.MappedFile;
import dev.sluice.operators.models.ModelFormatException;
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
 * An n-gram language model with back-off, read from an ARPA file or from any of KenLM's binary layouts (types 0 to 5).
 * Binary files are mapped into memory and not copied. Immutable and shared; a {@link Scorer} belongs to one thread.
 *
 * <p>Scores are base-10 logarithms in single precision, summed in KenLM's order, so that they equal those of its {@code
 * query}.
 */
public final class LanguageModel {
    private final Ngrams ngrams;
    private final int begin;
    private final int end;

    private LanguageModel(Path file, Ngrams ngrams) {
        this.ngrams = ngrams;
        this.begin = word("<s>");
        this.end = word("</s>");
        if (begin == 0 || end == 0) {
            throw new ModelFormatException(file, "the model does not know <s> and </s>");
        }
    }

    /** Reads a model, or gives the one that was read before. */
    public static LanguageModel open(Path file) {
        return SharedFiles.get(LanguageModel.class, file, LanguageModel::read);
    }

    private static LanguageModel read(Path file) {
        byte[] head = new byte[64];
        int length;
        try (InputStream in = Files.newInputStream(file)) {
            length = in.readNBytes(head, 0, head.length);
        } catch (IOException cause) {
            throw new UncheckedIOException("model " + file, cause);
        }
        if (!BinaryHeader.begins(Arrays.copyOf(head, length))) {
            return new LanguageModel(file, ArpaReader.read(file));
        }
        BinaryHeader header = BinaryHeader.read(MappedFile.open(file));
        boolean probing = header.type() == BinaryHeader.PROBING || header.type() == BinaryHeader.REST_PROBING;
        return new LanguageModel(file, probing ? new ProbingNgrams(header) : new TrieNgrams(header));
    }

    /** Length of the longest n-grams. */
    public int order() {
        return ngrams.order();
    }

    /** The id of a word, 0 for an unknown one. Ids differ between the layouts of one model. */
    public int word(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        return word(bytes, 0, bytes.length);
    }

    /** The id of the word that these bytes of UTF-8 spell, 0 for an unknown one. */
    public int word(byte[] utf8, int from, int to) {
        return ngrams.word(Murmur.hash(utf8, from, to));
    }

    /**
     * How a word scored.
     *
     * @param id 0 for an unknown word
     * @param matched length of the longest n-gram found that ends with the word
     * @param log10 base-10 logarithm of its probability
     */
    public record Word(String text, int id, int matched, float log10) {}

    /** The words of a sentence, split at ASCII white space, and {@code </s>}, each with its score. */
    public List<Word> words(String sentence) {
        List<Word> words = new ArrayList<>();
        Scorer scorer = scorer();
        scorer.begin();
        for (String word : split(sentence)) {
            int id = word(word);
            float log10 = scorer.add(id);
            words.add(new Word(word, id, scorer.matched(), log10));
        }
        float log10 = scorer.add(end);
        words.add(new Word("</s>", end, scorer.matched(), log10));
        return words;
    }

    private static List<String> split(String sentence) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= sentence.length(); i++) {
            char c = i < sentence.length() ? sentence.charAt(i) : 0;
            boolean space = c == 0 || c == ' ' || (c >= '\t' && c <= '\r');
            if (space && start >= 0) {
                words.add(sentence.substring(start, i));
                start = -1;
            } else if (!space && start < 0) {
                start = i;
            }
            if (c == 0) {
                break; // as in KenLM's bindings, NUL ends the text
            }
        }
        return words;
    }

    /** Scores sentences one after the other; for one thread. */
    public Scorer scorer() {
        return new Scorer();
    }

    /** Scores the words of a sentence from left to right. */
    public final class Scorer {
        private final Ngrams.Walk walk = new Ngrams.Walk();
        /** The words before, nearest first, and the back-off of the context of each length. */
        private int[] context = new int[ngrams.order()];

        private float[] backoffs = new float[ngrams.order()];
        private int[] nextContext = new int[ngrams.order()];
        private float[] nextBackoffs = new float[ngrams.order()];
        private int length;
        private int matched;

        private Scorer() {}

        /** Begins a sentence. */
        public void begin() {
            ngrams.unigram(walk, begin);
            context[0] = begin;
            backoffs[0] = walk.backoff;
            length = 1;
            matched = 0;
        }

        /** Scores the next word: the base-10 logarithm of its probability after the words before. */
        public float add(int word) {
            ngrams.unigram(walk, word);
            float probability = walk.probability;
            nextContext[0] = word;
            nextBackoffs[0] = walk.backoff;
            int found = 1;
            for (int n = 2; n <= length + 1; n++) {
                boolean there = ngrams.extend(walk, n, context[n - 2]);
                if (there) {
                    probability = walk.probability;
                    found = n;
                } else if (!ngrams.gaps()) {
                    break;
                }
                if (n < nextBackoffs.length) {
                    nextBackoffs[n - 1] = there ? walk.backoff : 0;
                }
            }
            for (int n = found; n <= length; n++) {
                probability += backoffs[n - 1];
            }
            int kept = Math.min(found, ngrams.order() - 1);
            System.arraycopy(context, 0, nextContext, 1, Math.max(0, kept - 1));
            int[] words = context;
            context = nextContext;
            nextContext = words;
            float[] weights = backoffs;
            backoffs = nextBackoffs;
            nextBackoffs = weights;
            length = kept;
            matched = found;
            return probability;
        }

        /** Ends the sentence: the score of {@code </s>}. */
        public float end() {
            return add(end);
        }

        /** Length of the n-gram that the last word ended. */
        public int matched() {
            return matched;
        }

        /** The score of a whole sentence, split at ASCII white space. */
        public float sentence(String sentence) {
            begin();
            float sum = 0;
            for (String word : split(sentence)) {
                sum += add(word(word));
            }
            return sum + end();
        }
    }
}
