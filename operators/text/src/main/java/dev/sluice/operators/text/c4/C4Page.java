package dev.sluice.operators.text.c4;

import dev.sluice.text.Chars;
import dev.sluice.text.Sentences;
import org.jspecify.annotations.Nullable;

/**
 * One page going through the rules of C4, line by line, in the order of datatrove. Tells which lines stay, how many were
 * dropped by which rule, and whether a line condemns the whole page.
 */
final class C4Page {
    private static final String[] POLICIES = {
        "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"
    };

    private final C4Rules rules;
    private final StringBuilder kept = new StringBuilder();
    private final String separator;
    private @Nullable C4Reason reason;
    long total;
    long tooLongWord;
    long noTerminal;
    long tooFewWords;
    long javascript;
    long policy;
    int sentences;

    C4Page(C4Rules rules, String text) {
        this.rules = rules;
        this.separator = rules.units() == C4Rules.Units.LINES ? "\n" : " ";
        if (rules.units() == C4Rules.Units.LINES) {
            lines(text);
        } else {
            Sentences.cover(text, 0, text.length(), (from, to) -> {
                if (reason == null) {
                    line(text.substring(from, to));
                }
            });
        }
        if (reason == null && sentences < rules.minNumSentences()) {
            reason = C4Reason.TOO_FEW_SENTENCES;
        }
    }

    private void lines(String text) {
        int start = 0;
        for (int i = 0; i < text.length() && reason == null; i++) {
            char c = text.charAt(i);
            if (Chars.isLineBreak(c)) {
                stripped(text, start, i);
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        if (start < text.length() && reason == null) {
            stripped(text, start, text.length());
        }
    }

    private void stripped(String text, int start, int end) {
        int from = Chars.skipSpace(text, start, end);
        line(text.substring(from, Chars.stripEnd(text, from, end)));
    }

    /** Why the page is dropped, or null when it stays. */
    @Nullable C4Reason reason() {
        return reason;
    }

    /** What is left of the page. */
    String text() {
        String all = kept.toString();
        int from = Chars.skipSpace(all, 0, all.length());
        return all.substring(from, Chars.stripEnd(all, from, all.length()));
    }

    private void line(String stripped) {
        total++;
        int words = words(stripped);
        if (words < 0) {
            tooLongWord++;
            return;
        }
        String line = rules.removeCitations() ? withoutCitations(stripped) : stripped;
        if (rules.filterNoTerminalPunct() && !ends(line)) {
            noTerminal++;
            return;
        }
        if (words < rules.minWordsPerLine()) {
            tooFewWords++;
            return;
        }
        String lower = line.toLowerCase(java.util.Locale.ROOT);
        if (rules.filterLoremIpsum() && lower.contains("lorem ipsum")) {
            reason = C4Reason.LOREM_IPSUM;
            return;
        }
        if (rules.filterJavascript() && lower.contains("javascript")) {
            javascript++;
            return;
        }
        if (rules.filterCurlyBracket() && line.indexOf('{') >= 0) {
            reason = C4Reason.CURLY_BRACKET;
            return;
        }
        if (rules.filterPolicy()) {
            for (String phrase : POLICIES) {
                if (lower.contains(phrase)) {
                    policy++;
                    return;
                }
            }
        }
        sentences += rules.units() == C4Rules.Units.LINES ? Sentences.count(line, 0, line.length()) : 1;
        kept.append(kept.length() == 0 ? "" : separator).append(line);
    }

    /** Number of words, or -1 when one of them is too long. */
    private int words(String line) {
        int words = 0;
        int start = -1;
        for (int i = 0; i <= line.length(); i++) {
            boolean space = i == line.length() || Chars.isSpace(line.charAt(i));
            if (!space && start < 0) {
                start = i;
                words++;
            } else if (space && start >= 0) {
                boolean tooLong = rules.maxWordLength() != null
                        && i - start > rules.maxWordLength()
                        && line.codePointCount(start, i) > rules.maxWordLength();
                if (tooLong) {
                    return -1;
                }
                start = -1;
            }
        }
        return words;
    }

    private static boolean ends(String line) {
        if (line.isEmpty() || line.endsWith("...")) {
            return false;
        }
        return ".?!\"'".indexOf(line.charAt(line.length() - 1)) >= 0;
    }

    /** Deletes [digits], [edit] and [citation needed]; an empty pair of brackets counts as no digits. */
    private static String withoutCitations(String line) {
        int bracket = line.indexOf('[');
        if (bracket < 0) {
            return line;
        }
        StringBuilder rest = new StringBuilder(line.length());
        int copied = 0;
        while (bracket >= 0) {
            int end = citationEnd(line, bracket);
            if (end > 0) {
                rest.append(line, copied, bracket);
                copied = end;
            }
            bracket = line.indexOf('[', end > 0 ? end : bracket + 1);
        }
        return rest.append(line, copied, line.length()).toString();
    }

    private static int citationEnd(String line, int bracket) {
        for (String note : new String[] {"[edit]", "[citation needed]"}) {
            if (line.startsWith(note, bracket)) {
                return bracket + note.length();
            }
        }
        int i = bracket + 1;
        while (i < line.length() && Character.getType(line.codePointAt(i)) == Character.DECIMAL_DIGIT_NUMBER) {
            i += Character.charCount(line.codePointAt(i));
        }
        return i < line.length() && line.charAt(i) == ']' ? i + 1 : -1;
    }
}
