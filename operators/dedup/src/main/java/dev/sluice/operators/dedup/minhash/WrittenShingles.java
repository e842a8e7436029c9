package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Document;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.text.Letters;
import java.util.Arrays;

/**
 * Shingles as other tools write and hash them: the words joined by one space, or the characters, in UTF-8. The text is
 * written once, so that every shingle is a range of its bytes. Repeated shingles are reported each time.
 */
final class WrittenShingles implements Shingler {
    private static final int CHUNK = 4096;

    private final boolean words;
    private final int n;
    private final boolean lettersOnly;
    private final boolean segments;
    private final Normalise normalise;
    private final boolean shortWhole;
    private final ShingleHash hash;

    private final long[] out = new long[CHUNK];
    private byte[] bytes = new byte[CHUNK];
    private int size;
    /** Where units begin and end; with words the space between two belongs to neither. */
    private int[] starts = new int[CHUNK];

    private int[] ends = new int[CHUNK];
    private int units;

    /**
     * @param words whether units are words instead of code points
     * @param n units a shingle
     * @param lettersOnly whether a word is a run of letters, marks and numbers instead of anything but white space
     * @param segments whether words are those of {@link UnicodeWords} instead of both
     * @param normalise what of the text is cut
     * @param shortWhole whether a text of fewer than n units, but at least one, is one shingle instead of none
     */
    WrittenShingles(
            boolean words,
            int n,
            boolean lettersOnly,
            boolean segments,
            Normalise normalise,
            boolean shortWhole,
            ShingleHash hash) {
        this.words = words;
        this.n = n;
        this.lettersOnly = lettersOnly;
        this.segments = segments;
        this.normalise = normalise;
        this.shortWhole = shortWhole;
        this.hash = hash;
    }

    @Override
    public void read(Document document, Shingles.Sink sink) {
        write(normalise.apply(document.text()));
        int length = units < n && shortWhole ? units : n;
        int pending = 0;
        for (int last = length - 1; last >= 0 && last < units; last++) {
            out[pending++] = hash.of(bytes, starts[last - length + 1], ends[last]);
            if (pending == CHUNK) {
                sink.add(out, CHUNK);
                pending = 0;
            }
        }
        if (pending > 0) {
            sink.add(out, pending);
        }
    }

    private void write(String text) {
        size = 0;
        units = 0;
        if (segments) {
            UnicodeWords.forEach(text, (from, to) -> {
                open();
                for (int i = from; i < to; ) {
                    int codePoint = text.codePointAt(i);
                    encode(codePoint);
                    i += Character.charCount(codePoint);
                }
                ends[units - 1] = size;
            });
            return;
        }
        byte[] classes = Letters.classes();
        boolean inside = false;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            byte kind = codePoint > Character.MAX_VALUE ? Letters.SURROGATE : classes[codePoint];
            boolean inWord = kind == Letters.WORD
                    || (kind == Letters.OTHER && !lettersOnly)
                    || (kind == Letters.SURROGATE && (!lettersOnly || Letters.isWord(codePoint)));
            if (words && !inWord) {
                inside = false;
                continue;
            }
            if (!inside || !words) {
                open();
            }
            inside = true;
            encode(codePoint);
            ends[units - 1] = size;
        }
    }

    private void open() {
        if (units == starts.length) {
            starts = Arrays.copyOf(starts, 2 * units);
            ends = Arrays.copyOf(ends, 2 * units);
        }
        room();
        if (words && units > 0) {
            bytes[size++] = ' ';
        }
        starts[units++] = size;
    }

    private void room() {
        if (size + 8 > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length + (bytes.length >> 1));
        }
    }

    private void encode(int codePoint) {
        room();
        if (codePoint < 0x80) {
            bytes[size++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[size++] = (byte) (0xc0 | codePoint >> 6);
            tail(codePoint);
        } else if (codePoint < 0x10000) {
            bytes[size++] = (byte) (0xe0 | codePoint >> 12);
            tail(codePoint >> 6);
            tail(codePoint);
        } else {
            bytes[size++] = (byte) (0xf0 | codePoint >> 18);
            tail(codePoint >> 12);
            tail(codePoint >> 6);
            tail(codePoint);
        }
    }

    private void tail(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3f));
    }
}
