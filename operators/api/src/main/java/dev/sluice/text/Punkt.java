package dev.sluice.text;

/**
 * Sentences as the Punkt algorithm finds them without any training: no abbreviations, collocations or frequent sentence
 * starters are known, so what is left are the rules for punctuation, ellipses, initials and numbers. Definition: Kiss and
 * Strunk, Unsupervised Multilingual Sentence Boundary Detection, 2006, as NLTK 3.9 implements it with empty parameters;
 * Dolma's fallback splitter.
 *
 * <p>Takes time linear in the text.
 */
public final class Punkt {
    /** Characters that no word goes on behind. */
    private static final int NO_WORD = 1;
    /** Characters that no word begins with. */
    private static final int NO_START = 2;
    /** White space of ASCII, at which the words before candidates begin. */
    private static final int ASCII_SPACE = 4;

    private static final int CANDIDATE = 8;
    private static final int CLOSING = 16;
    private static final byte[] KINDS = new byte[0x80];

    static {
        mark("?!)\";}]*:@'({[", NO_WORD);
        mark("(\"`{[:;&#*@)}]-,", NO_START);
        mark(" \t\n\r\u000b\f", ASCII_SPACE);
        mark(".?!", CANDIDATE);
        mark("\"')]}", CLOSING);
    }

    private static void mark(String characters, int kind) {
        for (int i = 0; i < characters.length(); i++) {
            KINDS[characters.charAt(i)] |= (byte) kind;
        }
    }

    private final String text;
    private final int to;
    private final Sentences.Visitor visitor;
    /** Where the sentence begins that was found last and not visited yet, because its end may still move; -1 before. */
    private int pendingStart = -1;

    private int pendingEnd;
    /** How much of the sentence to come belongs to the one before, or lies between them. */
    private int realigned;

    private Punkt(String text, int to, Sentences.Visitor visitor) {
        this.text = text;
        this.to = to;
        this.visitor = visitor;
    }

    /**
     * Visits start and end of each sentence of a part of a text. Between them lies white space alone; it may also stand
     * before the first one.
     */
    public static void each(String text, int from, int to, Sentences.Visitor visitor) {
        new Punkt(text, to, visitor).scan(from);
    }

    private static boolean is(char c, int kind) {
        return c < 0x80 && (KINDS[c] & kind) != 0;
    }

    private void scan(int from) {
        int sentence = from;
        int word = from; // where the word of the candidate begins
        int candidate = -1;
        int afterSpace = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (is(c, ASCII_SPACE)) {
                afterSpace = i + 1;
            } else if (is(c, CANDIDATE) && contextEnd(i) >= 0) {
                int space = candidate < 0 && afterSpace == from + 1 ? from : afterSpace;
                int next = space > candidate ? space : word;
                // Of several candidates in one word the last one counts; and the first one, if the word begins with it.
                if (candidate >= 0 && candidate <= next) {
                    sentence = judge(sentence, word, candidate);
                }
                word = next;
                candidate = i;
            }
        }
        if (candidate >= 0) {
            sentence = judge(sentence, word, candidate);
        }
        slice(sentence, Math.max(from, Chars.stripEnd(text, from, to)));
        if (pendingStart < pendingEnd) {
            visitor.sentence(pendingStart, pendingEnd);
        }
    }

    /** Where the context of a candidate ends: behind a punctuation mark or the next token; -1 when there is neither. */
    private int contextEnd(int candidate) {
        int next = candidate + 1;
        if (next < to && is(text.charAt(next), NO_WORD)) {
            return next + 1;
        }
        int token = Chars.skipSpace(text, next, to);
        return token == next || token == to ? -1 : tokenEnd(token);
    }

    private int tokenEnd(int token) {
        int end = token;
        while (end < to && !Chars.isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Ends the present sentence at a candidate if its context says so; gives where the present sentence begins. */
    private int judge(int sentence, int word, int candidate) {
        if (!holdsBreak(word, contextEnd(candidate))) {
            return sentence;
        }
        slice(sentence, candidate + 1);
        return is(text.charAt(candidate + 1), NO_WORD) ? candidate + 1 : Chars.skipSpace(text, candidate + 1, to);
    }

    /** Takes the next sentence; quotes and brackets at its beginning still belong to the one before. */
    private void slice(int start, int end) {
        if (pendingStart >= 0) {
            int closed = start;
            while (closed < end && is(text.charAt(closed), CLOSING)) {
                closed++;
            }
            int next = Chars.skipSpace(text, closed, Math.max(closed, end));
            boolean dashes = closed + 2 <= end && text.startsWith("--", closed);
            boolean closes = closed > start && (closed == end || next > closed || dashes);
            if (closes) {
                visitor.sentence(pendingStart, closed);
                realigned = next - start;
            } else {
                if (pendingStart < pendingEnd) {
                    visitor.sentence(pendingStart, pendingEnd);
                }
                realigned = 0;
            }
        }
        pendingStart = start + realigned;
        pendingEnd = end;
    }

    /** Whether a token that breaks a sentence is followed by another one. */
    private boolean holdsBreak(int from, int end) {
        int before = -1;
        int beforeEnd = -1;
        int line = from;
        while (line < end) {
            int feed = text.indexOf('\n', line);
            int lineEnd = feed < 0 || feed > end ? end : feed;
            int token = Chars.skipSpace(text, line, lineEnd);
            while (token < lineEnd) {
                int next = wordEnd(token, lineEnd);
                if (before >= 0 && breaks(before, beforeEnd, token, next)) {
                    return true;
                }
                before = token;
                beforeEnd = next;
                token = Chars.skipSpace(text, next, lineEnd);
            }
            line = lineEnd + 1;
        }
        return false;
    }

    private int wordEnd(int start, int lineEnd) {
        char first = text.charAt(start);
        if (startsMarks(start, lineEnd)) {
            return marksEnd(start, lineEnd);
        }
        if (is(first, NO_START)) {
            return start + 1;
        }
        int end = start + 1;
        while (end < lineEnd && !endsWord(end, lineEnd)) {
            end++;
        }
        return end;
    }

    private boolean endsWord(int at, int lineEnd) {
        char c = text.charAt(at);
        if (c == ',') {
            return at + 1 == lineEnd || endsBeforeComma(at + 1, lineEnd);
        }
        return endsBeforeComma(at, lineEnd);
    }

    private boolean endsBeforeComma(int at, int lineEnd) {
        char c = text.charAt(at);
        return Chars.isSpace(c) || is(c, NO_WORD) || startsMarks(at, lineEnd);
    }

    /** Whether two dashes, two full stops or three spaced ones stand at a place. */
    private boolean startsMarks(int at, int lineEnd) {
        char c = text.charAt(at);
        if ((c != '-' && c != '.') || at + 1 >= lineEnd) {
            return false;
        }
        return text.charAt(at + 1) == c || (c == '.' && isSpacedStop(at + 1, lineEnd) && isSpacedStop(at + 3, lineEnd));
    }

    private boolean isSpacedStop(int at, int lineEnd) {
        return at + 1 < lineEnd && Chars.isSpace(text.charAt(at)) && text.charAt(at + 1) == '.';
    }

    private int marksEnd(int at, int lineEnd) {
        char c = text.charAt(at);
        int end = at + 1;
        if (text.charAt(end) == c) {
            while (end < lineEnd && text.charAt(end) == c) {
                end++;
            }
            return end;
        }
        while (isSpacedStop(end, lineEnd)) {
            end += 2;
        }
        return end;
    }

    /** Whether a sentence ends with a token, given the one behind it. */
    private boolean breaks(int start, int end, int next, int nextEnd) {
        char last = text.charAt(end - 1);
        if (last != '.') {
            return end - start == 1 && (last == '?' || last == '!');
        }
        boolean stop = end - start == 1;
        if (!stop && text.charAt(end - 2) == '.') {
            return false; // an ellipsis
        }
        boolean initial = !stop && isInitial(start, end);
        if (!initial && !isNumber(start, end)) {
            return true;
        }
        int c = text.codePointAt(next);
        if (nextEnd - next == 1 && ";:,.!?".indexOf(c) >= 0) {
            return false;
        }
        return !Unicode.isLowerCase(c) && !(initial && Unicode.isUpperCase(c));
    }

    /** One letter, or what else Python takes for a part of a word and no digit, and a full stop. */
    private boolean isInitial(int start, int end) {
        int c = text.codePointAt(start);
        return start + Character.charCount(c) + 1 == end && Chars.isWord(c) && !Unicode.isDecimalDigit(c);
    }

    private boolean isNumber(int start, int end) {
        int at = start;
        at += at < end && text.charAt(at) == '-' ? 1 : 0;
        at += at < end && (text.charAt(at) == '.' || text.charAt(at) == ',') ? 1 : 0;
        if (at >= end || !Unicode.isDecimalDigit(text.codePointAt(at))) {
            return false;
        }
        while (at < end) {
            int c = text.codePointAt(at);
            if (!Unicode.isDecimalDigit(c) && c != ',' && c != '.' && c != '-') {
                return false;
            }
            at += Character.charCount(c);
        }
        return true;
    }
}
