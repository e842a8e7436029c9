package dev.sluice.operators.text.url;

import dev.sluice.operators.text.url.UrlFilter.Reason;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of datatrove's URLFilter.
 *
 * @param domains registered domains and hosts
 * @param urls whole URLs
 * @param words what bans as a part of a URL
 * @param softWords what bans where {@code softThreshold} different ones are parts of it
 * @param subwords what bans anywhere among its letters and digits
 */
record DatatroveRules(
        HashedLines domains,
        HashedLines urls,
        Set<String> words,
        Set<String> softWords,
        int softThreshold,
        Set<String> subwords)
        implements UrlRules {

    /** Entries as they are compared: ASCII letters and digits alone, in lower case. */
    static Set<String> words(Collection<String> entries) {
        Set<String> words = new LinkedHashSet<>();
        for (String entry : entries) {
            String word = entry.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    @Override
    public @Nullable Reason broken(String url, String host, String domain) {
        if (!domain.isEmpty() && domains.contains(domain)) {
            return Reason.DOMAIN;
        }
        if (!domain.isEmpty() && domains.contains(host)) {
            return Reason.SUBDOMAIN;
        }
        if (urls.contains(url)) {
            return Reason.URL;
        }
        return words.isEmpty() && softWords.isEmpty() && subwords.isEmpty() ? null : worded(url);
    }

    private @Nullable Reason worded(String url) {
        Set<String> soft = new HashSet<>();
        StringBuilder letters = new StringBuilder(url.length());
        int start = -1;
        boolean banned = false;
        for (int i = 0; i <= url.length(); i++) {
            boolean part = i < url.length() && isAlphanumeric(url.charAt(i));
            if (part) {
                letters.append(url.charAt(i));
                start = start < 0 ? i : start;
            } else if (start >= 0) {
                String word = url.substring(start, i);
                banned |= words.contains(word);
                if (softWords.contains(word)) {
                    soft.add(word);
                }
                start = -1;
            }
        }
        if (banned) {
            return Reason.HARD_BLACKLISTED;
        }
        if (!softWords.isEmpty() && soft.size() >= softThreshold) {
            return Reason.SOFT_BLACKLISTED;
        }
        String all = letters.toString().toLowerCase(Locale.ROOT);
        for (String subword : subwords) {
            if (all.contains(subword)) {
                return Reason.BLACKLISTED_SUBWORD;
            }
        }
        return null;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
