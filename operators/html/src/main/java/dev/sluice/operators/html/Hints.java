package dev.sluice.operators.html;

import dev.sluice.operators.html.Page.Role;
import dev.sluice.text.Unicode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What the attributes of an element say about the text within it. */
final class Hints {
    private static final Set<String> BOILERPLATE_ROLES = Set.of(
            "navigation",
            "banner",
            "contentinfo",
            "complementary",
            "search",
            "dialog",
            "alertdialog",
            "menu",
            "menubar",
            "toolbar");
    private static final Set<String> INVISIBLE_CLASSES =
            Set.of("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "hidden");
    private static final Set<String> COMMENTS = Set.of("comment", "comments", "disqus", "replies");
    private static final int CACHED = 4096;
    private static final int LONGEST_CACHED = 500;

    private final Set<String> words = words();
    /** The same few names come again and again. */
    private final Map<String, Judgement> judged = new HashMap<>();

    /** What a class attribute or an id says. */
    private enum Judgement {
        NONE,
        HINTED,
        COMMENTS,
        INVISIBLE
    }

    private static Set<String> words() {
        InputStream stream = Objects.requireNonNull(Hints.class.getResourceAsStream("hints.txt"), "hints.txt");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException cause) {
            throw new UncheckedIOException("hints.txt", cause);
        }
    }

    /** Whether an element is not shown, as far as its own attributes say. */
    boolean isHidden(Element element, boolean main) {
        if (element.attributesSize() == 0 || isWholePage(element)) {
            return element.normalName().equals("dialog");
        }
        if (element.hasAttr("hidden") || element.attr("aria-hidden").equals("true")) {
            return true;
        }
        if (element.normalName().equals("dialog") && !element.hasAttr("open")) {
            return true;
        }
        String style = element.attr("style");
        if (!style.isEmpty() && isInvisible(style)) {
            return true;
        }
        return main && judge(element.attr("class")) == Judgement.INVISIBLE;
    }

    /** Pages may be hidden until a script shows them. */
    private static boolean isWholePage(Element element) {
        return element.normalName().equals("html") || element.normalName().equals("body");
    }

    private static boolean isInvisible(String style) {
        StringBuilder plain = new StringBuilder(style.length());
        for (int i = 0; i < style.length(); i++) {
            char c = style.charAt(i);
            if (c > ' ') {
                plain.append(Unicode.toLowerCase(c));
            }
        }
        return plain.indexOf("display:none") >= 0 || plain.indexOf("visibility:hidden") >= 0;
    }

    /** What an element is for, or null where nothing tells. */
    @Nullable Role role(Element element, int bits) {
        if ((bits & Elements.MAIN) != 0) {
            return Role.MAIN;
        }
        boolean bare = element.attributesSize() == 0;
        String role = bare ? "" : element.attr("role").strip().toLowerCase(Locale.ROOT);
        if (role.equals("main")) {
            return Role.MAIN;
        }
        if ((bits & Elements.BOILERPLATE) != 0 || BOILERPLATE_ROLES.contains(role)) {
            return Role.BOILERPLATE;
        }
        Role hinted = bare || isWholePage(element) ? null : hinted(element);
        if (hinted != null) {
            return hinted;
        }
        boolean article = (bits & Elements.ARTICLE) != 0
                || role.equals("article")
                || (!bare && element.attr("itemprop").equals("articleBody"));
        return article ? Role.ARTICLE : null;
    }

    private @Nullable Role hinted(Element element) {
        Judgement names = judge(element.attr("class"));
        Judgement id = judge(element.attr("id"));
        if (names == Judgement.COMMENTS || id == Judgement.COMMENTS) {
            return Role.COMMENTS;
        }
        return names == Judgement.HINTED || id == Judgement.HINTED ? Role.HINTED : null;
    }

    private Judgement judge(String names) {
        if (names.isEmpty()) {
            return Judgement.NONE;
        }
        Judgement known = judged.get(names);
        if (known == null) {
            known = Stream.of(names.split("\\s+", -1)).anyMatch(INVISIBLE_CLASSES::contains)
                    ? Judgement.INVISIBLE
                    : hasWord(names, COMMENTS)
                            ? Judgement.COMMENTS
                            : hasWord(names, words) ? Judgement.HINTED : Judgement.NONE;
            if (judged.size() >= CACHED) {
                judged.clear();
            }
            if (names.length() <= LONGEST_CACHED) {
                judged.put(names, known);
            }
        }
        return known;
    }

    /** Whether one of the words that class names and ids are made of ({@code cookieBanner}, {@code cookie-banner}) hints. */
    private static boolean hasWord(String names, Set<String> words) {
        StringBuilder word = new StringBuilder();
        boolean lower = false;
        for (int i = 0; i <= names.length(); i++) {
            char c = i < names.length() ? names.charAt(i) : ' ';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean capital = letter && c <= 'Z';
            if (!letter || (capital && lower)) {
                if (words.contains(word.toString())) {
                    return true;
                }
                word.setLength(0);
            }
            if (letter) {
                word.append(Unicode.toLowerCase(c));
            }
            lower = letter && !capital;
        }
        return false;
    }
}
