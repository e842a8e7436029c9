package dev.sluice.operators.text.lists;

import dev.sluice.operators.BundledAsset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lists of words by language: those in this jar, each with its licence and source beside it, and files of the user's. */
public enum WordList {
    /** Stop words of 50 languages (stopwords-json 1.2.0, Apache-2.0). */
    STOP_WORDS("stop_words"),
    /** Flagged words and phrases of 28 languages (LDNOOBW, naughty-words 1.2.0, CC-BY-4.0). */
    FLAGGED_WORDS("flagged_words");

    private final String folder;

    WordList(String folder) {
        this.folder = folder;
    }

    /** What the jar tells about the lists of all languages. */
    public BundledAsset asset() {
        return switch (this) {
            case STOP_WORDS ->
                asset(
                        "d5c99eb30b0c8b13bd723c8a09791534bfc95c590320a80d62008dda1868a36b",
                        "Apache-2.0",
                        "https://www.npmjs.com/package/stopwords-json/v/1.2.0",
                        List.of("opendatalab_quality", "redpajama_signals", "stop_words"));
            case FLAGGED_WORDS ->
                asset(
                        "e3c0bd1e3675a67b17dd711b3d603335760f888db3860a23b258c42bea97e59d",
                        "CC-BY-4.0",
                        "https://www.npmjs.com/package/naughty-words/v/1.2.0",
                        List.of("c4_bad_words", "dolma_c4", "flagged_words", "redpajama_signals"));
        };
    }

    private BundledAsset asset(String sha256, String license, String source, List<String> operators) {
        List<String> files = languages().stream()
                .map(language -> folder + "/" + language + ".txt")
                .toList();
        return new BundledAsset(folder, sha256, license, source, operators, WordList.class, files);
    }

    /** Codes of the languages in this jar. */
    public List<String> languages() {
        return List.copyOf(resource("languages"));
    }

    /**
     * The list of a language.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Set<String> of(String language) {
        if (!languages().contains(language)) {
            throw new IllegalArgumentException("there are no " + folder.replace('_', ' ') + " of '" + language
                    + "', only of " + String.join(", ", languages()));
        }
        return resource(language);
    }

    private Set<String> resource(String name) {
        String path = folder + "/" + name + ".txt";
        try (InputStream in = WordList.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            Set<String> entries = new LinkedHashSet<>();
            ListFile.read(in, path, entries::add);
            return entries;
        } catch (IOException cause) {
            throw new UncheckedIOException(path, cause);
        }
    }

    /** The entries of a UTF-8 file, one a line; empty lines and those that begin with {@code #} are left out. */
    public static Set<String> read(Path file) {
        Set<String> entries = new LinkedHashSet<>();
        ListFile.read(file, entries::add);
        return entries;
    }
}
