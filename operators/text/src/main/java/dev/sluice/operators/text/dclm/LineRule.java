package dev.sluice.operators.text.dclm;

import dev.sluice.text.Chars;
import dev.sluice.text.LowerCase;
import dev.sluice.text.Unicode;

/** What becomes of each line of a text by one rule. Lines are split at line feeds. */
abstract class LineRule {
    private static final String[] COUNTED = {
        "likes",
        "shares",
        "comments",
        "retweets",
        "reposts",
        "quotes",
        "bookmarks",
        "upvotes",
        "downvotes",
        "downloads",
        "views",
        "followers"
    };

    private final boolean strips;

    /** @param strips whether the text is stripped afterwards */
    private LineRule(boolean strips) {
        this.strips = strips;
    }

    /**
     * Tells whether a line stays.
     *
     * @param edited empty; takes the line where it changes, which leaves at least one character of it
     */
    abstract boolean stays(String text, int from, int to, StringBuilder edited);

    /** The text that is left. */
    final String apply(String text) {
        StringBuilder rest = null; // until the first change
        StringBuilder edited = new StringBuilder();
        boolean first = true;
        int from = 0;
        while (from <= text.length()) {
            int feed = text.indexOf('\n', from);
            int to = feed < 0 ? text.length() : feed;
            boolean stays = stays(text, from, to, edited);
            if (rest == null && (!stays || edited.length() > 0)) {
                rest = new StringBuilder(text.length()).append(text, 0, Math.max(0, from - 1));
            }
            if (rest != null && stays) {
                rest.append(first ? "" : "\n");
                if (edited.length() > 0) {
                    rest.append(edited);
                } else {
                    rest.append(text, from, to);
                }
            }
            edited.setLength(0);
            first &= !stays;
            from = to + 1;
        }
        String left = rest == null ? text : rest.toString();
        if (!strips) {
            return left;
        }
        int start = Chars.skipSpace(left, 0, left.length());
        return left.substring(start, Chars.stripEnd(left, start, left.length()));
    }

    /** Removes lines with a larger share of upper-case characters. */
    static LineRule uppercase(double most) {
        return new LineRule(true) {
            @Override
            boolean stays(String text, int from, int to, StringBuilder edited) {
                int count = 0;
                for (int i = from; i < to; ) {
                    int c = text.codePointAt(i);
                    count += Chars.isUpper(c) ? 1 : 0;
                    i += Character.charCount(c);
                }
                return from == to || (double) count / text.codePointCount(from, to) <= most;
            }
        };
    }

    /** Removes lines with a larger share of digits. */
    static LineRule digits(double most) {
        return new LineRule(true) {
            @Override
            boolean stays(String text, int from, int to, StringBuilder edited) {
                int count = 0;
                for (int i = from; i < to; ) {
                    int c = text.codePointAt(i);
                    count += Chars.isDigit(c) ? 1 : 0;
                    i += Character.charCount(c);
                }
                return from == to || (double) count / text.codePointCount(from, to) <= most;
            }
        };
    }

    /** Removes lines such as "3.4K shares". */
    static LineRule counters() {
        return new LineRule(true) {
            @Override
            boolean stays(String text, int from, int to, StringBuilder edited) {
                int at = skipNonWords(text, from, to);
                return at == to || !isDecimal(text.codePointAt(at)) || !isCounter(text.substring(at, to));
            }
        };
    }

    private static boolean isCounter(String number) {
        String line = LowerCase.of(number);
        int at = 0;
        while (at < line.length()
                && (line.charAt(at) == ',' || line.charAt(at) == '.' || isDecimal(line.codePointAt(at)))) {
            at += Character.charCount(line.codePointAt(at));
        }
        at += at < line.length() && "kmb".indexOf(line.charAt(at)) >= 0 ? 1 : 0;
        int word = Chars.skipSpace(line, at, line.length());
        if (word == at) {
            return false;
        }
        for (String counted : COUNTED) {
            if (line.startsWith(counted, word)) {
                int end = word + counted.length();
                return skipNonWords(line, end, line.length()) == line.length();
            }
        }
        return false;
    }

    private static boolean isDecimal(int codePoint) {
        return Unicode.isDecimalDigit(codePoint);
    }

    private static int skipNonWords(String text, int from, int to) {
        int at = from;
        while (at < to && !Chars.isWord(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    /** Removes lines of fewer words, but no empty one. */
    static LineRule fewWords(int least) {
        return new LineRule(false) {
            @Override
            boolean stays(String text, int from, int to, StringBuilder edited) {
                return from == to || wordsUpTo(text, from, to, least) >= least;
            }
        };
    }

    /** The number of words between white space, or {@code most} if there are more. */
    private static int wordsUpTo(String text, int from, int to, int most) {
        int count = 0;
        int at = Chars.skipSpace(text, from, to);
        while (at < to && count < most) {
            count++;
            while (at < to && !Chars.isSpace(text.charAt(at))) {
                at++;
            }
            at = Chars.skipSpace(text, at, to);
        }
        return count;
    }

    /** Deletes "items in cart", each with one space before it. */
    static LineRule itemsInCart(int shortLine) {
        return new Phrase(shortLine, "items in cart") {
            @Override
            String without(String line) {
                StringBuilder rest = new StringBuilder();
                int copied = 0;
                int found = find(line, 0);
                while (found >= 0) {
                    int start = found > copied && Chars.isSpace(line.charAt(found - 1)) ? found - 1 : found;
                    rest.append(line, copied, start);
                    copied = found + length();
                    found = find(line, copied);
                }
                return rest.append(line, copied, line.length()).toString();
            }
        };
    }

    /** Deletes "read more" and three more characters at the end, with one space before it. */
    static LineRule readMore(int shortLine) {
        return new Phrase(shortLine, "read more") {
            @Override
            String without(String line) {
                int end = line.length();
                for (int i = 0; i < 3 && end > 0; i++) {
                    end = line.offsetByCodePoints(end, -1);
                }
                int start = end - length();
                if (line.length() == end || start < 0 || line.codePointCount(end, line.length()) < 3) {
                    return line;
                }
                if (!at(line, start)) {
                    return line;
                }
                boolean space = start > 0 && Chars.isSpace(line.charAt(start - 1));
                return line.substring(0, space ? start - 1 : start);
            }
        };
    }

    /** Deletes "sign-in" at the start, with one space behind it. */
    static LineRule signIn(int shortLine) {
        return new Phrase(shortLine, "sign-in") {
            @Override
            String without(String line) {
                if (!at(line, 0)) {
                    return line;
                }
                int end = length();
                boolean space = end < line.length() && Chars.isSpace(line.charAt(end));
                return line.substring(space ? end + 1 : end);
            }
        };
    }

    /** A phrase that is deleted from short lines, in any case; lines of white space alone and those left so go. */
    private abstract static class Phrase extends LineRule {
        private final int shortLine;
        private final String phrase;

        Phrase(int shortLine, String phrase) {
            super(true);
            this.shortLine = shortLine;
            this.phrase = phrase;
        }

        abstract String without(String line);

        final int length() {
            return phrase.length();
        }

        @Override
        final boolean stays(String text, int from, int to, StringBuilder edited) {
            if (from == to || wordsUpTo(text, from, to, shortLine + 1) > shortLine) {
                return true;
            }
            String line = text.substring(from, to);
            String rest = without(line);
            if (Chars.skipSpace(rest, 0, rest.length()) == rest.length()) {
                return false;
            }
            if (!rest.equals(line)) {
                edited.append(rest);
            }
            return true;
        }

        final boolean at(String line, int from) {
            if (line.length() - from < phrase.length()) {
                return false;
            }
            for (int i = 0; i < phrase.length(); i++) {
                if (fold(line.charAt(from + i)) != phrase.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        final int find(String line, int from) {
            for (int i = from; i + phrase.length() <= line.length(); i++) {
                if (at(line, i)) {
                    return i;
                }
            }
            return -1;
        }

        /** The ASCII letter that a character equals when case is ignored, as Python's regular expressions see it. */
        private static char fold(char c) {
            if (c >= 'A' && c <= 'Z') {
                return (char) (c + 32);
            }
            return switch (c) {
                case '\u0130', '\u0131' -> 'i';
                case '\u017f' -> 's';
                default -> c;
            };
        }
    }
}
