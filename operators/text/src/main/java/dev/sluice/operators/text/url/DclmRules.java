package dev.sluice.operators.text.url;

import dev.sluice.operators.text.url.UrlFilter.Reason;
import dev.sluice.text.Chars;
import dev.sluice.text.LowerCase;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of DCLM's {@code url_substring_filter}, as its reproduction of RefinedWeb asks them one after the other. URLs
 * and entries are compared in lower case.
 *
 * @param domains hosts
 * @param urls whole URLs, which DCLM has no list of
 * @param words what bans between word boundaries
 * @param softWords what bans where {@code softThreshold} different ones stand between word boundaries
 * @param subwords what bans anywhere in a URL without hyphens and full stops
 */
record DclmRules(
        HashedLines domains, HashedLines urls, Words words, Words softWords, int softThreshold, Set<String> subwords)
        implements UrlRules {

    /** Entries as they are compared. */
    static Set<String> words(Collection<String> entries) {
        Set<String> words = new LinkedHashSet<>();
        entries.forEach(entry -> words.add(LowerCase.of(entry)));
        return words;
    }

    @Override
    public @Nullable Reason broken(String url, String host, String domain) {
        String lower = LowerCase.of(url);
        if (isListed(Url.authority(lower))) {
            return Reason.DOMAIN;
        }
        if (urls.contains(url)) {
            return Reason.URL;
        }
        if (!subwords.isEmpty()) {
            String plain = lower.replace("-", "").replace(".", "");
            for (String subword : subwords) {
                if (plain.contains(subword)) {
                    return Reason.BLACKLISTED_SUBWORD;
                }
            }
        }
        if (words.different(lower, 1) >= 1) {
            return Reason.HARD_BLACKLISTED;
        }
        return softWords.different(lower, softThreshold) >= softThreshold ? Reason.SOFT_BLACKLISTED : null;
    }

    /** DCLM deletes every www and looks up what is left; entries that have one still count here. */
    private boolean isListed(String authority) {
        return domains.contains(authority)
                || (authority.contains("www") && domains.contains(authority.replace("www", "")));
    }

    /** Words that are looked for between word boundaries; of several at one place the longest counts. */
    static final class Words {
        private final Set<String> words;
        private final int longest;

        /** @param words in lower case */
        Words(Set<String> words) {
            this.words = words;
            this.longest = words.stream().mapToInt(String::length).max().orElse(0);
        }

        /** How many different ones a URL holds that do not overlap, or {@code enough} if there are that many. */
        int different(String url, int enough) {
            if (words.isEmpty()) {
                return 0;
            }
            Set<String> found = new HashSet<>();
            for (int start = 0; start < url.length() && found.size() < enough; ) {
                int end = isBoundary(url, start) ? end(url, start) : start;
                if (end > start) {
                    found.add(url.substring(start, end));
                    start = end;
                } else {
                    start++;
                }
            }
            return found.size();
        }

        /** Where the longest word ends that begins at a place, or that place. */
        private int end(String url, int start) {
            for (int end = Math.min(url.length(), start + longest); end > start; end--) {
                if (isBoundary(url, end) && words.contains(url.substring(start, end))) {
                    return end;
                }
            }
            return start;
        }

        /** Whether a word character stands on one side alone; a place within a surrogate pair is between two halves of one kind. */
        private static boolean isBoundary(String url, int at) {
            boolean before = at > 0 && Chars.isWord(url.codePointBefore(at));
            boolean after = at < url.length() && Chars.isWord(url.codePointAt(at));
            return before != after;
        }
    }
}
