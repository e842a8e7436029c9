package dev.sluice.operators.text.url;

import org.jspecify.annotations.Nullable;

/** The rules of one {@link UrlFilter.Style} with the lists that they ask. */
@FunctionalInterface
interface UrlRules {
    /**
     * The first rule that a URL breaks, or null.
     *
     * @param host its host
     * @param domain the registered domain of that, empty where there is none
     */
    UrlFilter.@Nullable Reason broken(String url, String host, String domain);
}
