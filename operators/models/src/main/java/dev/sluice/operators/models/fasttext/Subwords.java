package dev.sluice.operators.models.fasttext;

/** The parts of words, by their numbers of characters. */
record Subwords(Buckets buckets, int least, int most) {

    /** How many rows {@link #rows} can give for a word of so many bytes, its brackets included. */
    long mostRows(int bytes) {
        return (long) bytes * most;
    }

    /** Whether words have parts at all. */
    boolean any() {
        return most > 0;
    }

    /**
     * Writes the rows of the parts that begin at a byte; nothing in the middle of a character.
     *
     * @param start where the bracketed word begins
     * @return where the next row would be written
     */
    int rows(byte[] text, int start, int at, int end, int[] to, int written) {
        if ((text[at] & 0xc0) == 0x80) {
            return written;
        }
        int count = written;
        int hash = TokenHash.BASIS;
        int j = at;
        for (int n = 1; n <= most && j < end; n++) {
            hash = (hash ^ text[j++]) * TokenHash.PRIME;
            while (j < end && (text[j] & 0xc0) == 0x80) {
                hash = (hash ^ text[j++]) * TokenHash.PRIME;
            }
            if (n >= least && (n > 1 || (at != start && j != end))) {
                int row = buckets.row(hash);
                if (row >= 0) {
                    to[count++] = row;
                }
            }
        }
        return count;
    }
}
