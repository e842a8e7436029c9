package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.operators.text.lists.DocumentLanguage;
import dev.sluice.operators.text.lists.WordList;
import dev.sluice.text.Reused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures the quality signals of RedPajama-V2 under their published names, with their rounding to eight decimals. It
 * drops nothing: {@code keep_if} can use the values, {@code statistics} shows how they are distributed.
 *
 * <p>Raw words are runs of word characters (letters, numbers, underscore) and runs of other characters that are not
 * white space. Normalised words are those of the text without ASCII punctuation, in lower case, with accents set apart
 * (NFD), cut at white space. Lines end at line feeds, which belong to them; signals of lines are lists of spans, one a
 * line. All others are single values. A value without a denominator is absent.
 *
 * <p>Stop words and, if wanted, bad words are those of one {@code language}, or of each document's own ({@code
 * language_of}). For a language without a list of stop words {@code rps_doc_stop_word_fraction} is absent, for one without
 * a list of bad words {@code rps_doc_ldnoobw_words} is 0, as published.
 *
 * <p>{@code classifier_files} serve texts of their own language alone, and so do {@code importance_files} with {@code
 * language_of}; for other languages their signals are absent. Models that are named by themselves ({@code wikiref_model}
 * and the like) serve all texts, and so do {@code importance_files} without {@code language_of}.
 *
 * <p>Some signals are measured where their files or fields are given: {@code rps_doc_NAME_importance} and {@code
 * rps_doc_NAME_importance_length_correction} for NAME books, openwebtext and wikipedia with {@code importance_files};
 * {@code rps_doc_ml_wikiref_score}, {@code rps_doc_ml_palm_score} and {@code rps_doc_ml_wikipedia_score} with the
 * classifiers of these names; {@code ccnet_length}, {@code ccnet_original_length} (characters), {@code ccnet_nlines}, {@code
 * ccnet_original_nlines} (lines), {@code ccnet_language_score}, {@code ccnet_perplexity} and {@code ccnet_bucket} (0
 * head, 1 middle, 2 tail) with {@code ccnet_fields}.
 */
@Operator.Info(
        name = "redpajama_signals",
        since = "0.1",
        summary = "Measures the quality signals of RedPajama-V2.",
        source = "Weber et al., RedPajama, 2024, appendix; RedPajama-Data at commit 6d2cee9d",
        cost = Operator.Cost.MODERATE)
public record RedpajamaSignals(
        @Param(doc = "Names of the signals to measure; an empty list means all.", def = "[]")
        List<String> only,

        @Param(doc = "Language of the lists of words that come with Sluice, ISO 639-1.", def = "en")
        String language,

        @Param(
                doc = "Signal, label or field that holds the language of each document, such as `language.code`, and so"
                        + " selects its lists; where it is absent, `language` counts.",
                names = Param.Names.VALUE)
        @Nullable String languageOf,

        @Param(
                doc = "File of stop words, one a line, for all languages; absent means the list of the language.",
                asset = true)
        @Nullable String stopWordFile,

        @Param(
                doc = "File of bad words, one a line, for all languages; absent means none, so that their count is 0,"
                        + " unless bundled_bad_words is set.",
                asset = true)
        @Nullable String badWordFile,

        @Param(
                doc = "Whether the lists of bad words that come with Sluice (LDNOOBW) count, by language, for the five"
                        + " languages of RedPajama-V2: de, en, es, fr, it. Others have none.",
                def = "false")
        boolean bundledBadWords,

        @Param(
                doc =
                        "JSON file of category numbers by host, as RedPajama makes it (`domain_to_category_id.json`); absent means that no host is listed.",
                asset = true)
        @Nullable String hostCategoryFile,

        @Param(
                doc =
                        "Lists of hosts from the UT1 blacklists, `CATEGORY/domains`, in place of that file; the folder names the category.",
                def = "[]",
                asset = true)
        List<String> hostListFiles,

        @Param(
                doc =
                        "Field that holds the URL whose host is looked up, or the host itself (CCNet's `source_domain`). User, port, case and a final dot do not count; only the host itself is looked up, not those it belongs to.",
                def = "url",
                names = Param.Names.FIELD)
        String urlField,

        @Param(
                doc =
                        "Files of RedPajama's importance weights, `NAME.LANGUAGE.BUCKETS.counts.npy` and `NAME.LANGUAGE.lambda.npy`, for `ccnet` and any of `books`, `openwebtext`, `wikipedia`.",
                def = "[]",
                asset = true)
        List<String> importanceFiles,

        @Param(
                doc = "Classifiers of fastText in the folders that RedPajama makes, `LANGUAGE/NAME.bin`, NAME being"
                        + " `palm`, `wikipedia` or `wikiref`, in place of the models for all languages.",
                def = "[]",
                asset = true)
        List<String> classifierFiles,

        @Param(doc = "Classifier of fastText that tells references of Wikipedia from CCNet's texts.", asset = true)
        @Nullable String wikirefModel,

        @Param(
                doc = "Classifier of fastText that tells books, web text and Wikipedia from CCNet's texts.",
                asset = true)
        @Nullable String palmModel,

        @Param(doc = "Classifier of fastText that tells Wikipedia from CCNet's texts.", asset = true) @Nullable String wikipediaModel,

        @Param(doc = "Whether the `ccnet_` signals are taken from the fields of CCNet's records.", def = "false")
        boolean ccnetFields)
        implements Annotator {

    /** The languages for which RedPajama-V2 has bad words. */
    static final Set<String> BAD_WORD_LANGUAGES = Set.of("de", "en", "es", "fr", "it");

    private static final String SHARE_OF_WORDS = "share of words, 0 to 1";
    private static final String SHARE_OF_CHARACTERS = "share of characters, 0 to 1";
    private static final String PER_CHARACTER = "occurrences per character";
    private static final String PROBABILITY = "probability, 0 to 1";

    /** The signals by name. */
    static final Map<String, Signal> ALL = new LinkedHashMap<>();

    static {
        number("rps_doc_curly_bracket", PER_CHARACTER, "curly brackets, opening and closing");
        number("rps_doc_lorem_ipsum", PER_CHARACTER, "occurrences of lorem ipsum in the normalised text");
        number("rps_doc_ldnoobw_words", "n-grams", "n-grams of words that are on the list of bad words");
        number("rps_doc_stop_word_fraction", "stop words per raw word", "words that are on the list of stop words");
        count(
                "rps_doc_ut1_blacklist",
                Signal.NO_UNIT,
                "number of the set of UT1 categories that list the host; absent where none does");
        count("rps_doc_word_count", "words", "normalised words");
        number("rps_doc_mean_word_length", "characters", "mean length of normalised words");
        number("rps_doc_frac_unique_words", SHARE_OF_WORDS, "different normalised words");
        number("rps_doc_unigram_entropy", "nats", "entropy of the frequencies of normalised words");
        number("rps_doc_num_sentences", "sentences", "sentences, each a word and all up to the next run of . ! ?");
        number("rps_doc_symbol_to_word_ratio", "symbols per raw word", "hash signs and ellipses");
        number("rps_doc_frac_lines_end_with_ellipsis", "share of lines, 0 to 1", "lines that end with an ellipsis");
        number("rps_doc_frac_no_alph_words", SHARE_OF_WORDS, "raw words without an ASCII letter");
        number("rps_doc_frac_all_caps_words", SHARE_OF_WORDS, "raw words in capitals");
        for (int n = 2; n <= 4; n++) {
            number(
                    "rps_doc_frac_chars_top_" + n + "gram",
                    "share of characters; above 1 where occurrences overlap",
                    "characters of normalised words in the most frequent sequence of " + n + " words");
        }
        for (int n = 5; n <= 10; n++) {
            number(
                    "rps_doc_frac_chars_dupe_" + n + "grams",
                    SHARE_OF_CHARACTERS,
                    "characters of normalised words in repeated sequences of " + n + " words");
        }
        for (String target : ImportanceSignals.TARGETS) {
            number(
                    "rps_doc_" + target + "_importance",
                    "nats",
                    "log of how much likelier the text is in " + target + " than in CCNet, by hashed n-grams");
            number(
                    "rps_doc_" + target + "_importance_length_correction",
                    "nats",
                    "the same with the likelihood of the length in characters");
        }
        number("rps_doc_ml_wikiref_score", PROBABILITY, "that the text is like references of Wikipedia");
        number("rps_doc_ml_palm_score", PROBABILITY, "that the text is like books, web text or Wikipedia");
        number("rps_doc_ml_wikipedia_score", PROBABILITY, "that the text is like Wikipedia");
        ALL.putAll(CcnetFields.SIGNALS);
        spans(
                "rps_lines_ending_with_terminal_punctution_mark",
                "1 or 0",
                "whether the line ends with . ! ? or a closing quote");
        spans("rps_lines_javascript_counts", "words", "words javascript in the line");
        spans("rps_lines_num_words", "words", "normalised words of the line");
        spans("rps_lines_uppercase_letter_fraction", SHARE_OF_CHARACTERS, "upper-case characters of the line");
        spans("rps_lines_numerical_chars_fraction", SHARE_OF_CHARACTERS, "numeric characters of the normalised line");
        spans("rps_lines_start_with_bulletpoint", "1 or 0", "whether the line begins with a bullet");
    }

    static {
        Map<String, Signal> sorted = new TreeMap<>(ALL);
        ALL.clear();
        ALL.putAll(sorted);
    }

    private static void number(String name, String unit, String doc) {
        ALL.put(name, Signal.number(name, unit, doc).asPublished());
    }

    private static void count(String name, String unit, String doc) {
        ALL.put(name, Signal.count(name, unit, doc).asPublished());
    }

    private static void spans(String name, String unit, String doc) {
        ALL.put(name, Signal.spans(name, unit, doc).asPublished());
    }

    @Override
    public void check(Faults faults) {
        if (stopWordFile == null && !WordList.STOP_WORDS.languages().contains(language)) {
            faults.add(
                    "language",
                    "is '%s', there are lists of %s",
                    language,
                    String.join(", ", WordList.STOP_WORDS.languages()));
        }
        if (badWordFile != null && bundledBadWords) {
            faults.report("bundled_bad_words", "and bad_word_file exclude each other");
        }
        if (hostCategoryFile != null && !hostListFiles.isEmpty()) {
            faults.report("host_list_files", "and host_category_file exclude each other");
        }
        for (String file : hostListFiles) {
            if (HostCategories.categoryOf(file) == null) {
                faults.report(
                        "host_list_files",
                        "holds '" + file + "', whose folder is none of the categories "
                                + String.join(", ", HostCategories.NAMES));
            }
        }
        checkClassifiers(faults);
        checkImportance(faults);
        for (String name : only) {
            if (!ALL.containsKey(name)) {
                String hint = NearestName.hint(name, ALL.keySet());
                faults.report("only", "has no signal '" + name + "'" + (hint == null ? "" : "; " + hint));
            } else if (!available(name)) {
                faults.report("only", "names '" + name + "', which needs " + needed(name));
            }
        }
    }

    private void checkClassifiers(Faults faults) {
        if (!classifierFiles.isEmpty() && !models().isEmpty()) {
            faults.report("classifier_files", "and models for all languages exclude each other");
        }
        Set<ClassifierFile> known = new HashSet<>();
        for (String file : classifierFiles) {
            ClassifierFile said = ClassifierFile.of(file);
            if (said == null) {
                faults.report(
                        "classifier_files",
                        "holds '" + file + "', expected LANGUAGE/NAME.bin with one of the names "
                                + String.join(", ", ClassifierFile.NAMES));
            } else if (!known.add(said)) {
                faults.report("classifier_files", "holds two of the name '" + said.name() + "' for " + said.language());
            }
        }
    }

    private void checkImportance(Faults faults) {
        Set<String> languages = weightsByLanguage().keySet();
        long named = languages.stream().filter(one -> !one.isEmpty()).count();
        if (languageOf == null && named > 1) {
            faults.report(
                    "importance_files",
                    "are of several languages (" + String.join(", ", languages)
                            + "): say in language_of what tells the language of each document");
        } else if (languageOf != null && languages.contains("")) {
            faults.report(
                    "importance_files",
                    "must name their language, NAME.LANGUAGE.BUCKETS.counts.npy and NAME.LANGUAGE.lambda.npy, where"
                            + " language_of is given");
        }
    }

    private Map<String, List<String>> weightsByLanguage() {
        return PerLanguage.group(importanceFiles, ImportanceSignals::language);
    }

    /** Whether the parameters give what a signal is computed from. */
    private boolean available(String signal) {
        if (signal.startsWith("ccnet_")) {
            return ccnetFields;
        }
        if (signal.contains("_ml_")) {
            return models().containsKey(signal)
                    || classifierFiles.stream().anyMatch(file -> signal.equals(ClassifierFile.signal(file)));
        }
        if (!signal.contains("_importance")) {
            return true;
        }
        return languageOf == null
                ? ImportanceSignals.provide(importanceFiles, signal)
                : weightsByLanguage().values().stream().anyMatch(files -> ImportanceSignals.provide(files, signal));
    }

    private static String needed(String signal) {
        if (signal.startsWith("ccnet_")) {
            return "ccnet_fields: true";
        }
        return signal.contains("_ml_")
                ? "the classifier of that name"
                : "the importance_files of its collection and of ccnet";
    }

    /** Names of the models for all languages by signal. */
    private Map<String, String> models() {
        Map<String, String> files = new LinkedHashMap<>();
        putIfGiven(files, "rps_doc_ml_palm_score", palmModel);
        putIfGiven(files, "rps_doc_ml_wikipedia_score", wikipediaModel);
        putIfGiven(files, "rps_doc_ml_wikiref_score", wikirefModel);
        return files;
    }

    private static void putIfGiven(Map<String, String> files, String signal, @Nullable String file) {
        if (file != null) {
            files.put(signal, file);
        }
    }

    @Override
    public List<Signal> signals() {
        List<Signal> chosen = new ArrayList<>();
        for (Map.Entry<String, Signal> signal : ALL.entrySet()) {
            if (available(signal.getKey()) && (only.isEmpty() || only.contains(signal.getKey()))) {
                chosen.add(signal.getValue());
            }
        }
        return chosen;
    }

    @Override
    public List<String> needs() {
        return documentLanguage().needs();
    }

    private DocumentLanguage documentLanguage() {
        return new DocumentLanguage(languageOf, language);
    }

    private Set<String> languages() {
        return languageOf == null ? Set.of(language) : new HashSet<>(WordList.STOP_WORDS.languages());
    }

    @Override
    public Pass open(Resources resources) {
        Set<Signal> wanted = new HashSet<>(signals());
        Lists lists = new Lists(
                stopWordFile == null ? null : resources.asset(stopWordFile),
                badWordFile == null ? null : resources.asset(badWordFile),
                bundledBadWords,
                languages(),
                new HostCategories(
                        hostCategoryFile == null ? null : resources.asset(hostCategoryFile),
                        hostListFiles.stream().map(resources::asset).toList(),
                        hostListFiles.stream()
                                .map(HostCategories::categoryOf)
                                .filter(Objects::nonNull)
                                .toList()));
        Reused<Measuring> measuring = new Reused<>(() -> new Measuring(wanted, lists, urlField));
        PerLanguage<ImportanceSignals> importance = importance(wanted, resources);
        PerLanguage<ClassifierSignals> classifiers = classifiers(wanted, resources);
        DocumentLanguage languages = documentLanguage();
        return (batch, measured) -> {
            for (int i = 0; i < batch.size(); i++) {
                Document document = batch.get(i);
                Values values = measured.get(i);
                String code = languages.of(document);
                measuring.of(document.text()).measure(document, code, values);
                importance.of(code).measure(document, (name, value) -> set(name, Rounded.of(value), wanted, values));
                classifiers.of(code).measure(document, (name, value) -> set(name, Rounded.of(value), wanted, values));
                if (ccnetFields) {
                    CcnetFields.measure(document, (name, value) -> set(name, value, wanted, values));
                }
            }
        };
    }

    private PerLanguage<ImportanceSignals> importance(Set<Signal> wanted, Resources resources) {
        Function<List<String>, ImportanceSignals> opened = files ->
                new ImportanceSignals(files.stream().map(resources::asset).toList());
        if (wanted.stream().noneMatch(signal -> signal.name().contains("_importance"))) {
            return PerLanguage.of(Map.of(), opened);
        }
        return languageOf == null
                ? new PerLanguage<>(Map.of(), opened.apply(importanceFiles))
                : PerLanguage.of(weightsByLanguage(), opened);
    }

    private PerLanguage<ClassifierSignals> classifiers(Set<Signal> wanted, Resources resources) {
        Set<String> names = wanted.stream().map(Signal::name).collect(Collectors.toSet());
        if (classifierFiles.isEmpty()) {
            Map<String, Path> forAll = new LinkedHashMap<>();
            models().forEach((signal, file) -> {
                if (names.contains(signal)) {
                    forAll.put(signal, resources.asset(file));
                }
            });
            return new PerLanguage<>(Map.of(), new ClassifierSignals(forAll));
        }
        return PerLanguage.of(PerLanguage.group(classifierFiles, ClassifierFile::language), files -> {
            Map<String, Path> ofLanguage = new LinkedHashMap<>();
            for (String file : files) {
                String signal = ClassifierFile.signal(file);
                if (names.contains(signal)) {
                    ofLanguage.put(signal, resources.asset(file));
                }
            }
            return new ClassifierSignals(ofLanguage);
        });
    }

    private static void set(String name, double value, Set<Signal> wanted, Values values) {
        Signal signal = ALL.get(name);
        if (signal != null && wanted.contains(signal)) {
            values.set(signal, value);
        }
    }
}
