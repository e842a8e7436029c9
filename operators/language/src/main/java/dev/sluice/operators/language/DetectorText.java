package dev.sluice.operators.language;

import dev.sluice.text.Unicode;
import java.util.Arrays;

/**
 * A text as OpenNLP's language detector sees it. In this order: characters from U+D83C on (emoji, private use, full-width
 * forms) and hyphens, addresses of pages and of mail, hashtags and names, "rt", faces, laughter that goes on, numbers and
 * white space shrink, letters go to lower case. Each step is one pass over the code units.
 */
final class DetectorText {
    private static final int FIRST_EMOJI = 0xD83C;
    private static final int LAST_EMOJI = 0x10FC00;

    private char[] from = new char[0];
    private char[] to = new char[0];
    private int length;
    private int written;

    /** Takes the beginning of a text, up to {@code end}. */
    void set(String text, int end) {
        if (from.length < end) {
            from = new char[end];
            to = new char[end];
        }
        text.getChars(0, end, from, 0);
        length = end;
        emoji();
        flip();
        pages();
        flip();
        mail();
        flip();
        tags();
        flip();
        retweets();
        flip();
        faces();
        flip();
        laughter();
        flip();
        numbers();
        flip();
        spaces();
        flip();
        repeats();
        flip();
        trimmed();
        flip();
    }

    char[] units() {
        return from;
    }

    int length() {
        return length;
    }

    private void flip() {
        char[] read = from;
        from = to;
        to = read;
        length = written;
        written = 0;
    }

    private void write(char c) {
        to[written++] = c;
    }

    private void emoji() {
        boolean within = false;
        for (int i = 0; i < length; ) {
            char unit = from[i];
            if (unit < Character.MIN_HIGH_SURROGATE && unit != '-') {
                write(unit);
                within = false;
                i++;
                continue;
            }
            int c = Character.codePointAt(from, i, length);
            int width = Character.charCount(c);
            if (c == '-' || (c >= FIRST_EMOJI && c <= LAST_EMOJI)) {
                if (!within) {
                    write(' ');
                }
                within = true;
            } else {
                for (int k = 0; k < width; k++) {
                    write(from[i + k]);
                }
                within = false;
            }
            i += width;
        }
    }

    private void pages() {
        for (int i = 0; i < length; ) {
            int end = from[i] == 'h' ? endOfPage(i) : i;
            if (end > i) {
                write(' ');
                i = end;
            } else {
                write(from[i++]);
            }
        }
    }

    private int endOfPage(int start) {
        if (!has(start, "http")) {
            return start;
        }
        int i = start + 4;
        i += i < length && from[i] == 's' ? 1 : 0;
        if (!has(i, "://")) {
            return start;
        }
        int path = i + 3;
        int end = path;
        while (end < length && (isAsciiLetterOrDigit(from[end]) || "-_.?&~;+=/#".indexOf(from[end]) >= 0)) {
            end++;
        }
        return end > path ? end : start;
    }

    private boolean has(int start, String what) {
        if (start + what.length() > length) {
            return false;
        }
        for (int i = 0; i < what.length(); i++) {
            if (from[start + i] != what.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void mail() {
        for (int i = 0; i < length; ) {
            if (!isLocal(from[i])) {
                write(from[i++]);
                continue;
            }
            int at = i;
            while (at < length && isLocal(from[at])) {
                at++;
            }
            int end = at;
            if (at < length && from[at] == '@' && at + 1 < length && isHost(from[at + 1]) && from[at + 1] != '.') {
                end = at + 1;
                while (end < length && isHost(from[end])) {
                    end++;
                }
            }
            if (end - at > 2) { // "@" and at least two characters
                write(' ');
                i = end;
                // What follows a mail address at once is not the start of another one.
                while (i < length && isLocal(from[i])) {
                    write(from[i++]);
                }
            } else {
                while (i < at) {
                    write(from[i++]);
                }
            }
        }
    }

    private static boolean isLocal(char c) {
        return isAsciiLetterOrDigit(c) || c == '-' || c == '+' || c == '_' || c == '.';
    }

    private static boolean isHost(char c) {
        return isAsciiLetterOrDigit(c) || c == '-' || c == '.';
    }

    private void tags() {
        for (int i = 0; i < length; ) {
            if ((from[i] == '#' || from[i] == '@') && i + 1 < length && !isSpace(from[i + 1])) {
                i++;
                while (i < length && !isSpace(from[i])) {
                    i++;
                }
                write(' ');
            } else {
                write(from[i++]);
            }
        }
    }

    private void retweets() {
        for (int i = 0; i < length; ) {
            int end = i;
            if (isRetweet(i) && !endsWord(i)) {
                do {
                    end += 3;
                } while (isRetweet(end));
            }
            if (end > i) {
                write(' ');
                i = end;
            } else {
                write(from[i++]);
            }
        }
    }

    private boolean isRetweet(int i) {
        return i + 2 < length
                && (from[i] | 0x20) == 'r'
                && (from[i + 1] | 0x20) == 't'
                && (from[i + 2] == ' ' || from[i + 2] == ':');
    }

    /** Whether what stands before an index belongs to a word: a letter, a digit, "_", or marks on a letter or digit. */
    private boolean endsWord(int index) {
        if (index == 0) {
            return false;
        }
        int c = Character.codePointBefore(from, index, 0);
        if (c == '_' || Unicode.isLetterOrDigit(c)) {
            return true;
        }
        int i = index;
        while (i > 0 && Unicode.category(c) == Character.NON_SPACING_MARK) {
            i -= Character.charCount(c);
            c = i > 0 ? Character.codePointBefore(from, i, 0) : 0;
        }
        return i < index && Unicode.isLetterOrDigit(c);
    }

    private void faces() {
        for (int i = 0; i < length; ) {
            char eyes = from[i];
            if (eyes == ':' || eyes == ';' || (eyes | 0x20) == 'x') {
                int mouth = i + 1 < length && from[i + 1] == '-' ? i + 2 : i + 1;
                if (mouth < length && isMouth(from[mouth])) {
                    write(' ');
                    i = mouth + 1;
                    continue;
                }
            }
            write(from[i++]);
        }
    }

    private static boolean isMouth(char c) {
        return c == '(' || c == ')' || (c | 0x20) == 'd' || (c | 0x20) == 'o' || (c | 0x20) == 'p';
    }

    /** "hahaha" and the like, at least twice the same consonant and vowel: twice is left. */
    private void laughter() {
        for (int i = 0; i < length; ) {
            if (!isConsonant(from[i])) {
                write(from[i++]);
                continue;
            }
            int vowels = i;
            while (vowels < length && isConsonant(from[vowels])) {
                vowels++;
            }
            int end = vowels;
            while (end < length && isVowel(from[end])) {
                end++;
            }
            char consonant = from[vowels - 1];
            int after = end > vowels ? endOfLaughter(end, consonant, from[end - 1]) : end;
            if (after > end) {
                char vowel = from[end - 1];
                write(consonant);
                write(vowel);
                write(consonant);
                write(vowel);
                i = after;
            } else {
                while (i < vowels) {
                    write(from[i++]);
                }
            }
        }
    }

    private int endOfLaughter(int start, char consonant, char vowel) {
        int end = start;
        while (true) {
            int i = run(end, consonant);
            int next = i > end ? run(i, vowel) : i;
            if (next == i) {
                return end;
            }
            end = next;
        }
    }

    private int run(int start, char letter) {
        int i = start;
        while (i < length && (from[i] | 0x20) == (letter | 0x20)) {
            i++;
        }
        return i;
    }

    private static boolean isConsonant(char c) {
        return (c | 0x20) == 'h' || (c | 0x20) == 'j';
    }

    private static boolean isVowel(char c) {
        return switch (c | 0x20) {
            case 'a', 'e', 'i', 'o', 'u' -> true;
            default -> false;
        };
    }

    private void numbers() {
        boolean within = false;
        for (int i = 0; i < length; i++) {
            boolean digit = from[i] >= '0' && from[i] <= '9';
            if (!digit) {
                write(from[i]);
            } else if (!within) {
                write(' ');
            }
            within = digit;
        }
    }

    private void spaces() {
        for (int i = 0; i < length; ) {
            int end = i;
            while (end < length && isSpace(from[end])) {
                end++;
            }
            if (end - i >= 2) {
                write(' ');
                i = end;
            } else {
                write(from[i++]);
            }
        }
    }

    /** Three or more of a character, upper or lower case of ASCII letters aside, become two. */
    private void repeats() {
        for (int i = 0; i < length; ) {
            int c = Character.codePointAt(from, i, length);
            int width = Character.charCount(c);
            int end = i + width;
            int times = 1;
            if (!isLineEnd(c)) {
                int lower = lowerAscii(c);
                while (end < length && lowerAscii(Character.codePointAt(from, end, length)) == lower) {
                    end += width;
                    times++;
                }
            }
            int copies = times >= 3 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                for (int k = 0; k < width; k++) {
                    write(from[i + k]);
                }
            }
            i = times >= 3 ? end : i + width;
        }
    }

    private void trimmed() {
        int start = 0;
        int end = length;
        while (start < end && from[start] <= ' ') {
            start++;
        }
        while (end > start && from[end - 1] <= ' ') {
            end--;
        }
        for (int i = start; i < end; ) {
            char unit = from[i];
            if (unit < 0x80) {
                write((char) lowerAscii(unit));
                i++;
            } else if (!Character.isSurrogate(unit)) {
                write((char) Unicode.toLowerCase((int) unit));
                i++;
            } else {
                int c = Character.codePointAt(from, i, end);
                written += Character.toChars(Unicode.toLowerCase(c), to, written);
                i += Character.charCount(c);
            }
        }
    }

    private static int lowerAscii(int c) {
        return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isAsciiLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    @Override
    public String toString() {
        return String.valueOf(Arrays.copyOf(from, length));
    }
}
