package dev.sluice.operators.text.url;

import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Review;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.text.lists.ListFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Drops documents by their URL, by the rules of datatrove or of DCLM. Those of datatrove, in this order, each with its
 * reason:
 *
 * <ol>
 *   <li>The registered domain ({@code example.co.uk}) is listed.
 *   <li>The full host ({@code www.example.co.uk}) is listed.
 *   <li>The URL is listed, character by character.
 *   <li>A part of the URL, a run of ASCII letters and digits, is a banned word.
 *   <li>At least {@code soft_word_threshold} different soft words are parts of the URL.
 *   <li>The letters and digits of the URL, in lower case and without what stands between them, hold a banned subword.
 * </ol>
 *
 * <p>Words of lists lose all but ASCII letters and digits and become lower case; parts of URLs keep their case, so that a
 * part with a capital is no banned word, as in datatrove. A host whose ending is not in the public suffix list, and an IP
 * address, have no registered domain.
 *
 * <p>{@code style: dclm} is how DCLM applies the lists of RefinedWeb, all in lower case, in this order:
 *
 * <ol>
 *   <li>The host, with a port if there is one, is listed, exactly or without every {@code www}: of
 *       {@code www.example.org} also {@code .example.org}, but not {@code example.org}.
 *   <li>The URL is listed. DCLM has no such rule.
 *   <li>The URL without hyphens and full stops holds a banned subword, RefinedWeb's strict words.
 *   <li>A banned word, RefinedWeb's hard words, stands in the URL between word boundaries. Letters, numbers and
 *       underscores of any script are word characters; entries may hold others too.
 *   <li>At least {@code soft_word_threshold} different soft words stand there so.
 * </ol>
 *
 * <p>Lists come inline and from files of one entry a line. Domains and URLs are held as 64-bit hashes. None comes with
 * Sluice: a run warns of a step without any list.
 */
@Operator.Info(
        name = "url_filter",
        since = "0.1",
        summary = "Drops documents whose URL is on a list or holds banned words.",
        source =
                "datatrove's URLFilter; url_substring_filter in DCLM's reproduction of RefinedWeb; public suffix list without"
                        + " private suffixes",
        cost = Operator.Cost.CHEAP)
public record UrlFilter(
        @Param(doc = "Field that holds the URL.", def = "url", names = Param.Names.FIELD)
        String field,

        @Param(doc = "What becomes of documents without a URL.", def = "drop")
        Missing missing,

        @Param(doc = "Whose rules are followed.", def = "datatrove")
        Style style,

        @Param(doc = "Banned domains: registered domains, or full hosts.", def = "[]")
        List<String> domains,

        @Param(
                doc = "Files of banned domains in UTF-8, one a line; lines that begin with # are left out.",
                def = "[]",
                asset = true)
        List<String> domainFiles,

        @Param(doc = "Banned URLs.", def = "[]") List<String> urls,

        @Param(doc = "Files of banned URLs, in the same form.", def = "[]", asset = true)
        List<String> urlFiles,

        @Param(
                doc = "Words that ban a URL as one of its parts: a run of letters and digits, its case kept.",
                def = "[]")
        List<String> bannedWords,

        @Param(doc = "Files of such words, one a line.", def = "[]", asset = true)
        List<String> bannedWordFiles,

        @Param(doc = "Words of which several ban a URL.", def = "[]")
        List<String> softBannedWords,

        @Param(doc = "Files of such words, one a line.", def = "[]", asset = true)
        List<String> softBannedWordFiles,

        @Param(doc = "Different soft words from which a URL is banned.", def = "2", min = 1)
        int softWordThreshold,

        @Param(doc = "Words that ban a URL wherever they stand in its letters and digits, in any case.", def = "[]")
        List<String> bannedSubwords,

        @Param(doc = "Files of such words, one a line.", def = "[]", asset = true)
        List<String> bannedSubwordFiles)
        implements Filter {

    /** What becomes of documents without a URL. */
    public enum Missing {
        /** They go, with the reason no_url. */
        DROP,
        /** They stay; there is nothing to judge them by. */
        KEEP
    }

    /** Whose rules are followed. */
    public enum Style {
        /** datatrove's. */
        DATATROVE,
        /** DCLM's, for the lists of RefinedWeb. */
        DCLM
    }

    /** Why documents are dropped; the names are datatrove's, but for the last one. */
    public enum Reason {
        /** The registered domain is banned; with DCLM's rules, the host. */
        DOMAIN,
        /** The full host is banned. */
        SUBDOMAIN,
        /** The URL is banned. */
        URL,
        /** A part of the URL is a banned word. */
        HARD_BLACKLISTED,
        /** The URL holds several soft words. */
        SOFT_BLACKLISTED,
        /** The URL's letters and digits hold a banned word. */
        BLACKLISTED_SUBWORD,
        /** There is no URL. */
        NO_URL
    }

    private static final Signal DOMAIN = Signal.label("domain", "registered domain of the URL");

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(DOMAIN);
    }

    @Override
    public List<Review.Warning> warnings() {
        boolean listless = Stream.of(
                        domains,
                        domainFiles,
                        urls,
                        urlFiles,
                        bannedWords,
                        bannedWordFiles,
                        softBannedWords,
                        softBannedWordFiles,
                        bannedSubwords,
                        bannedSubwordFiles)
                .allMatch(List::isEmpty);
        return listless
                ? List.of(new Review.Warning(
                        missing == Missing.DROP
                                ? "has no list, so it drops only documents without a URL"
                                : "has no list, so it drops nothing",
                        "Name lists in domains, domain_files, banned_word_files and the like."))
                : List.of();
    }

    @Override
    public Judge open(Resources resources) {
        UrlRules rules = rules(resources);
        return (document, measured) -> {
            if (!(document.field(field) instanceof String url)) {
                return Verdict.dropIf(missing == Missing.DROP, Reason.NO_URL);
            }
            String host = Url.host(url);
            String domain = Url.registeredDomain(host);
            if (!domain.isEmpty()) {
                measured.set(DOMAIN, domain);
            }
            Reason reason = rules.broken(url, host, domain);
            return reason == null ? Verdict.KEEP : Verdict.drop(reason);
        };
    }

    private UrlRules rules(Resources resources) {
        List<Path> domainLists = assets(domainFiles, resources);
        HashedLines bannedUrls = HashedLines.of(urls, assets(urlFiles, resources));
        List<String> hard = entries(bannedWords, bannedWordFiles, resources);
        List<String> soft = entries(softBannedWords, softBannedWordFiles, resources);
        List<String> strict = entries(bannedSubwords, bannedSubwordFiles, resources);
        return switch (style) {
            case DATATROVE ->
                new DatatroveRules(
                        HashedLines.of(domains, domainLists),
                        bannedUrls,
                        DatatroveRules.words(hard),
                        DatatroveRules.words(soft),
                        softWordThreshold,
                        DatatroveRules.words(strict));
            case DCLM ->
                new DclmRules(
                        HashedLines.lowerCase(domains, domainLists),
                        bannedUrls,
                        new DclmRules.Words(DclmRules.words(hard)),
                        new DclmRules.Words(DclmRules.words(soft)),
                        softWordThreshold,
                        DclmRules.words(strict));
        };
    }

    private static List<Path> assets(List<String> names, Resources resources) {
        return names.stream().map(resources::asset).toList();
    }

    private static List<String> entries(List<String> inline, List<String> files, Resources resources) {
        List<String> all = new ArrayList<>(inline);
        for (Path file : assets(files, resources)) {
            ListFile.read(file, all::add);
        }
        return all;
    }
}
