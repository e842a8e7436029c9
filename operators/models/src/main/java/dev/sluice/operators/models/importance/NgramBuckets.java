package dev.sluice.operators.models.importance;

import dev.sluice.operators.Document;
import dev.sluice.text.LowerCase;
import dev.sluice.text.Tokens;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.IntConsumer;

/** Puts the words and the pairs of neighbouring words of a text into buckets; for one thread. */
public abstract class NgramBuckets {
    final int buckets;

    NgramBuckets(int buckets) {
        this.buckets = buckets;
    }

    /** How n-grams are hashed. */
    public enum Hash {
        /** DSIR: SHA-256 of lower-case words, those of a pair joined by a space. The same everywhere. */
        DSIR,
        /** RedPajama-V2: Python's own hash of words and tuples with PYTHONHASHSEED=42, case kept. */
        REDPAJAMA
    }

    /** Buckets of a kind. */
    public static NgramBuckets of(Hash hash, int buckets) {
        return hash == Hash.DSIR ? new Dsir(buckets) : new Redpajama(buckets);
    }

    /** The words that are counted. */
    public abstract Tokens words(Document document);

    /** Visits the bucket of every word and of every pair, in the order of the text. */
    public abstract void forEach(Document document, IntConsumer visitor);

    private static final class Dsir extends NgramBuckets {
        private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

        private final MessageDigest sha256;
        private final byte[] digest = new byte[32];

        Dsir(int buckets) {
            super(buckets);
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK knows SHA-256", impossible);
            }
        }

        @Override
        public Tokens words(Document document) {
            return Tokens.wordpunct(Document.of(LowerCase.of(document.text())));
        }

        @Override
        public void forEach(Document document, IntConsumer visitor) {
            Tokens words = words(document);
            byte[] before = new byte[0];
            for (int i = 0; i < words.size(); i++) {
                byte[] word = words.text(i).getBytes(StandardCharsets.UTF_8);
                sha256.update(word);
                visitor.accept(bucket());
                if (i > 0) {
                    sha256.update(before);
                    sha256.update((byte) ' ');
                    sha256.update(word);
                    visitor.accept(bucket());
                }
                before = word;
            }
        }

        /** The digest as one big-endian number, modulo the buckets. */
        private int bucket() {
            try {
                sha256.digest(digest, 0, digest.length);
            } catch (DigestException impossible) {
                throw new IllegalStateException("a digest of 32 bytes fits", impossible);
            }
            long rest = 0;
            for (int i = 0; i < digest.length; i += Integer.BYTES) {
                rest = ((rest << 32) | ((int) INTS.get(digest, i) & 0xffffffffL)) % buckets;
            }
            return (int) rest;
        }
    }

    private static final class Redpajama extends NgramBuckets {
        private final PythonHash hash = new PythonHash(42);

        Redpajama(int buckets) {
            super(buckets);
        }

        @Override
        public Tokens words(Document document) {
            return Tokens.wordpunct(document);
        }

        @Override
        public void forEach(Document document, IntConsumer visitor) {
            Tokens words = words(document);
            String text = document.text();
            long before = 0;
            for (int i = 0; i < words.size(); i++) {
                long word = hash.of(text, words.start(i), words.end(i));
                visitor.accept(PythonHash.bucket(word, buckets));
                if (i > 0) {
                    visitor.accept(PythonHash.bucket(PythonHash.ofPair(before, word), buckets));
                }
                before = word;
            }
        }
    }
}
