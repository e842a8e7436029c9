package dev.sluice.operators.text.c4;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.operators.text.lines.Citations;
import dev.sluice.text.Chars;
import dev.sluice.text.Length;
import dev.sluice.text.Phrases;
import dev.sluice.text.Pieces;
import dev.sluice.text.SentenceSplitter;
import dev.sluice.text.Sentences;
import dev.sluice.text.Tokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page going through the rules of C4, line by line, in the order of datatrove. Tells which lines stay, how many were
 * dropped by which rule, and whether a line condemns the whole page.
 */
final class C4Page {
    private static final Phrases PHRASES = new Phrases(List.of(
            "lorem ipsum",
            "javascript",
            "terms of use",
            "privacy policy",
            "cookie policy",
            "uses cookies",
            "use of cookies",
            "use cookies"));

    static final Signal LINES = Signal.count("lines", "lines", "lines of the page");
    static final Signal TOO_LONG_WORD = Signal.count("too_long_word", "lines", "lines with a word that is too long");
    static final Signal NO_TERMINAL =
            Signal.count("no_terminal_punc", "lines", "lines without punctuation at their end");
    static final Signal TOO_FEW_WORDS = Signal.count("too_few_words", "lines", "lines with too few words");
    static final Signal JAVASCRIPT_LINES = Signal.count("javascript", "lines", "lines that speak of javascript");
    static final Signal POLICY = Signal.count("policy", "lines", "lines about terms of use, privacy and cookies");
    static final Signal SENTENCES = Signal.count("sentences", "sentences", "sentences in the lines that stay");

    /** What the filter and the mapper measure. */
    static final List<Signal> SIGNALS =
            List.of(LINES, TOO_LONG_WORD, NO_TERMINAL, TOO_FEW_WORDS, JAVASCRIPT_LINES, POLICY, SENTENCES);

    private static final long LOREM_IPSUM = 1;
    private static final long JAVASCRIPT = 1 << 1;
    private static final long POLICIES = -1L << 2;

    private final C4Rules rules;
    private final Document document;
    private final @Nullable StringBuilder kept;
    private final String separator;
    private final int longestWord;
    private final Finder brackets = new Finder('[');
    private final Finder curlyBrackets = new Finder('{');
    private @Nullable C4Reason reason;
    private long total;
    private long tooLongWord;
    private long noTerminal;
    private long tooFewWords;
    private long javascript;
    private long policy;
    private int sentences;
    private int found;

    /** @param kept takes what is left of the page; null where nobody asks for it */
    C4Page(C4Rules rules, Document document, @Nullable StringBuilder kept) {
        this.rules = rules;
        this.document = document;
        this.kept = kept;
        this.longestWord = rules.maxWordLength() == null ? Integer.MAX_VALUE : rules.maxWordLength();
        this.separator = rules.units() == C4Units.LINES ? "\n" : " ";
        if (rules.maxPageCharacters() != null && Length.of(document) > rules.maxPageCharacters()) {
            reason = C4Reason.PAGE_TOO_LONG;
        } else if (rules.units() == C4Units.LINES) {
            lines();
        } else {
            sentences();
        }
        if (reason == null && sentences < rules.minNumSentences()) {
            reason = C4Reason.TOO_FEW_SENTENCES;
        }
    }

    private void lines() {
        String text = document.text();
        Pieces lines = Pieces.splitlines(document);
        Tokens tokens = Tokens.whitespace(document);
        int next = 0;
        for (int i = 0; i < lines.size() && reason == null; i++) {
            int words = 0;
            boolean tooLong = false;
            for (; next < tokens.size() && tokens.start(next) < lines.end(i); next++) {
                words++;
                tooLong |= tokens.end(next) - tokens.start(next) > longestWord && tokens.length(next) > longestWord;
            }
            int from = Chars.skipSpace(text, lines.start(i), lines.end(i));
            unit(text, from, Chars.stripEnd(text, from, lines.end(i)), words, tooLong);
        }
    }

    /** A sentence may begin or end within what white space bounds, so its words are counted anew. */
    private void sentences() {
        String text = document.text();
        rules.sentences().cover(text, 0, text.length(), (from, to) -> {
            if (reason == null) {
                Tokens tokens = Tokens.whitespace(Document.of(text.substring(from, to)));
                boolean tooLong = false;
                for (int i = 0; i < tokens.size(); i++) {
                    tooLong |= tokens.length(i) > longestWord;
                }
                unit(text, from, to, tokens.size(), tooLong);
            }
        });
    }

    /** Tells what was counted; after a line that condemns the page nothing more was. */
    void measure(Values measured) {
        measured.set(LINES, total);
        measured.set(TOO_LONG_WORD, tooLongWord);
        measured.set(NO_TERMINAL, noTerminal);
        measured.set(TOO_FEW_WORDS, tooFewWords);
        measured.set(JAVASCRIPT_LINES, javascript);
        measured.set(POLICY, policy);
        measured.set(SENTENCES, sentences);
    }

    /** Why the page is dropped, or null when it stays. */
    @Nullable C4Reason reason() {
        return reason;
    }

    /** Judges a line or a sentence, which is stripped. */
    private void unit(String text, int from, int to, int words, boolean tooLong) {
        total++;
        if (tooLong) {
            tooLongWord++;
        } else if (rules.removeCitations() && brackets.in(text, from, to)) {
            String bare = Citations.removed(text.substring(from, to));
            int left = rules.countAfterCitations()
                    ? Tokens.whitespace(Document.of(bare)).size()
                    : words;
            judge(bare, 0, bare.length(), left, bare.indexOf('{') >= 0);
        } else {
            judge(text, from, to, words, rules.filterCurlyBracket() && curlyBrackets.in(text, from, to));
        }
    }

    private void judge(String text, int from, int to, int words, boolean curlyBracket) {
        if (rules.filterNoTerminalPunct() && !ends(text, from, to)) {
            noTerminal++;
            return;
        }
        if (words < rules.minWordsPerLine()) {
            tooFewWords++;
            return;
        }
        long phrases = PHRASES.in(text, from, to);
        if (rules.filterLoremIpsum() && (phrases & LOREM_IPSUM) != 0) {
            reason = C4Reason.LOREM_IPSUM;
        } else if (rules.filterJavascript() && (phrases & JAVASCRIPT) != 0) {
            javascript++;
        } else if (rules.filterCurlyBracket() && curlyBracket) {
            reason = C4Reason.CURLY_BRACKET;
        } else if (rules.filterPolicy() && (phrases & POLICIES) != 0) {
            policy++;
        } else {
            sentences += rules.units() == C4Units.LINES ? count(text, from, to) : 1;
            if (kept != null) {
                kept.append(kept.length() == 0 ? "" : separator).append(text, from, to);
            }
        }
    }

    private int count(String text, int from, int to) {
        if (rules.sentences() == SentenceSplitter.TERMINAL) {
            return Sentences.count(text, from, to);
        }
        int before = found;
        rules.sentences().cover(text, from, to, (start, end) -> found++);
        return found - before;
    }

    /** Tells whether parts of a text hold a character; goes from one occurrence to the next, never back. */
    private static final class Finder {
        private final char wanted;
        private int next = -1;

        Finder(char wanted) {
            this.wanted = wanted;
        }

        /** Parts must be asked for in their order. */
        boolean in(String text, int from, int to) {
            if (next < from) {
                int found = text.indexOf(wanted, from);
                next = found < 0 ? Integer.MAX_VALUE : found;
            }
            return next < to;
        }
    }

    private boolean ends(String text, int from, int to) {
        return from < to
                && rules.endMarks().indexOf(text.codePointBefore(to)) >= 0
                && !(to - from >= 3 && text.startsWith("...", to - 3));
    }
}
