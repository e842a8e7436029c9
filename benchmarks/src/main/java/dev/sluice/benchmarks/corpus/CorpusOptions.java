package dev.sluice.benchmarks.corpus;

import java.util.List;

/**
 * What a corpus is made of.
 *
 * @param bytes size of all records before compression
 * @param seed the same options and seed give the same bytes
 * @param files how many files, of nearly equal size
 * @param compression of every file
 * @param minWords fewest words a text
 * @param maxWords most words a text
 * @param exactShare share of documents that repeat another
 * @param nearShare share of documents that nearly repeat another
 * @param menuShare share of documents that are no prose
 * @param brokenEvery every so many records one that is no document; 0 means none
 * @param languages codes of languages of the sample, such as {@code en}
 * @param shares share of each language
 */
record CorpusOptions(
        long bytes,
        long seed,
        int files,
        Compression compression,
        int minWords,
        int maxWords,
        double exactShare,
        double nearShare,
        double menuShare,
        long brokenEvery,
        List<String> languages,
        List<Double> shares) {

    /** How files are stored. */
    enum Compression {
        NONE(""),
        GZIP(".gz"),
        ZSTD(".zst");

        private final String extension;

        Compression(String extension) {
            this.extension = extension;
        }

        String extension() {
            return extension;
        }
    }

    CorpusOptions {
        languages = List.copyOf(languages);
        shares = List.copyOf(shares);
        if (minWords < 1 || maxWords < minWords) {
            throw new IllegalArgumentException("--words is MIN..MAX, both at least 1");
        }
        if (files < 1 || bytes < 1 || brokenEvery < 0) {
            throw new IllegalArgumentException("--files and --bytes are at least 1, --broken-every at least 0");
        }
        if (exactShare < 0 || nearShare < 0 || menuShare < 0 || exactShare + nearShare + menuShare > 0.95) {
            throw new IllegalArgumentException("--exact, --near and --menus are shares that add up to at most 0.95");
        }
    }

    /** The language for a draw from 0 to 1. */
    long pick(double draw) {
        double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
        double left = draw * sum;
        for (int i = 0; i < shares.size(); i++) {
            left -= shares.get(i);
            if (left < 0) {
                return i;
            }
        }
        return shares.size() - 1L;
    }
}
