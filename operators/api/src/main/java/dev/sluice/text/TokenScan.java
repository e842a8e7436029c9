package dev.sluice.text;

import dev.sluice.operators.Document;
import java.util.Arrays;

/**
 * Cuts a text into tokens. Works on the UTF-8 form: tokens of ASCII alone, which is most of them in most texts, are
 * bounded, classified and hashed eight bytes at a time within a register; a token with any other character goes code
 * point by code point. Both ways give the same.
 */
final class TokenScan {
    final String text;
    final byte[] utf8;
    int size;
    /** Start and end of each token in UTF-16 units. */
    int[] bounds;
    /** Start and end of each token in bytes; the same array while the text is ASCII. */
    int[] byteBounds;

    long[] hashes;
    short[] kinds;

    /** How many bytes more than UTF-16 units the text has up to here. */
    private int surplus;

    TokenScan(Document document) {
        this.text = document.text();
        this.utf8 = document.utf8();
        int expected = utf8.length / 5 + 4; // English has a word for every six bytes
        bounds = new int[2 * expected];
        byteBounds = utf8.length == text.length() ? bounds : new int[2 * expected];
        hashes = new long[expected];
        kinds = new short[expected];
    }

    private long block(int at) {
        return EightBytes.at(utf8, at, utf8.length);
    }

    /** Marks bytes up to a space; the first mark is right. */
    private static long spaceOrControl(long block) {
        return EightBytes.below(block, 0x21);
    }

    Tokens whitespace() {
        int at = 0;
        while (at < utf8.length) {
            int end = asciiWord(at);
            at = end >= 0 ? end : anyWord(at);
            if (at < utf8.length) {
                byte next = utf8[at];
                if (next == ' ' || next == '\n') {
                    at++;
                } else {
                    at = pass(codePoint(at), at);
                }
            }
        }
        return new Tokens(this);
    }

    /** Adds the word at a place, if there is one; gives its end, or -1 when it holds more than printable ASCII. */
    private int asciiWord(int from) {
        int at = from;
        long hash = 0;
        long lower = 0;
        long upper = 0;
        long digits = 0;
        long block = block(at);
        long stop = spaceOrControl(block);
        while (stop == 0) {
            if ((block & EightBytes.HIGH) != 0) {
                return -1;
            }
            hash = EightBytes.hash(hash, block);
            lower |= EightBytes.within(block, 'a', 'z');
            upper |= EightBytes.within(block, 'A', 'Z');
            digits |= EightBytes.within(block, '0', '9');
            at += 8;
            block = block(at);
            stop = spaceOrControl(block);
        }
        block &= EightBytes.maskBefore(stop);
        if ((block & EightBytes.HIGH) != 0) {
            return -1;
        }
        int end = at + EightBytes.before(stop);
        if (end < utf8.length && !Chars.isSpace(utf8[end])) {
            return -1; // a control character is part of a word
        }
        if (end == from) {
            return end;
        }
        lower |= EightBytes.within(block, 'a', 'z');
        upper |= EightBytes.within(block, 'A', 'Z');
        digits |= EightBytes.within(block, '0', '9');
        add(from, end, EightBytes.lastHash(hash, block, end - from), kinds(lower, upper, digits, from, end));
        return end;
    }

    /** The classes of a token of ASCII, as far as {@link Tokens} tells them. */
    private int kinds(long lower, long upper, long digits, int from, int end) {
        if ((lower | upper) != 0) {
            return Chars.ALPHA
                    | Chars.ASCII_LETTER
                    | Chars.NO_PUNCTUATION
                    | (lower != 0 ? Chars.LOWER_OR_TITLE : 0)
                    | (upper != 0 ? Chars.UPPER : 0);
        }
        if (digits != 0) {
            return Chars.NO_PUNCTUATION;
        }
        int kinds = 0;
        for (int i = from; i < end; i++) {
            kinds |= Chars.of(utf8[i]);
        }
        return kinds;
    }

    /** Adds the word at a place, if there is one, whatever it holds; gives its end. */
    private int anyWord(int from) {
        int before = surplus;
        int kinds = 0;
        int at = from;
        while (at < utf8.length) {
            int c = codePoint(at);
            if (Chars.isSpace(c)) {
                break;
            }
            kinds |= Chars.of(c);
            at = pass(c, at);
        }
        if (at > from) {
            add(from, at, before, EightBytes.hash(utf8, from, at), kinds);
        }
        return at;
    }

    Tokens wordpunct() {
        int at = 0;
        while (at < utf8.length) {
            int c = utf8[at];
            if (c == ' ') {
                at++;
                continue;
            }
            int end = c < 0 ? -1 : Chars.isWord(c) ? asciiLetters(at) : Chars.isSpace(c) ? at + 1 : asciiMarks(at);
            at = end >= 0 ? end : anyRun(at);
        }
        return new Tokens(this);
    }

    /** Adds the run of word characters at a place; gives its end, or -1 when what ends it is not ASCII. */
    private int asciiLetters(int from) {
        int at = from;
        long hash = 0;
        long lower = 0;
        long upper = 0;
        long digits = 0;
        while (true) {
            long block = block(at);
            long small = EightBytes.within(block, 'a', 'z');
            long capital = EightBytes.within(block, 'A', 'Z');
            long digit = EightBytes.within(block, '0', '9');
            long stop = (~(small | capital | digit | EightBytes.within(block, '_', '_')) | block) & EightBytes.HIGH;
            long inside = EightBytes.maskBefore(stop);
            block &= inside;
            lower |= small & inside;
            upper |= capital & inside;
            digits |= digit & inside;
            if (stop != 0) {
                int end = at + EightBytes.before(stop);
                if (end < utf8.length && utf8[end] < 0) {
                    return -1;
                }
                add(from, end, EightBytes.lastHash(hash, block, end - from), kinds(lower, upper, digits, from, end));
                return end;
            }
            hash = EightBytes.hash(hash, block);
            at += 8;
        }
    }

    /** Adds the run of characters at a place that are neither words nor space; gives its end, or -1 as above. */
    private int asciiMarks(int from) {
        int at = from;
        int kinds = 0;
        for (; at < utf8.length; at++) {
            int c = utf8[at];
            if (c < 0) {
                return -1;
            }
            if (Chars.isWord(c) || Chars.isSpace(c)) {
                break;
            }
            kinds |= Chars.of(c);
        }
        add(from, at, EightBytes.hash(utf8, from, at), kinds);
        return at;
    }

    /** Adds the run at a place, whatever it holds, or passes a space; gives the next place. */
    private int anyRun(int from) {
        int before = surplus;
        int first = codePoint(from);
        int at = pass(first, from);
        if (Chars.isSpace(first)) {
            return at;
        }
        boolean word = Chars.isWord(first);
        int kinds = Chars.of(first);
        while (at < utf8.length) {
            int c = codePoint(at);
            if (Chars.isWord(c) != word || Chars.isSpace(c)) {
                break;
            }
            kinds |= Chars.of(c);
            at = pass(c, at);
        }
        add(from, at, before, EightBytes.hash(utf8, from, at), kinds);
        return at;
    }

    Tokens uax29() {
        WordBreaks breaks = new WordBreaks(text);
        int at = 0;
        for (int unit = 0, end; unit < text.length(); unit = end) {
            end = breaks.end(unit);
            int before = surplus;
            int from = at;
            int kinds = 0;
            boolean blank = true;
            for (int c, i = unit; i < end; i += Character.charCount(c)) {
                c = text.codePointAt(i);
                kinds |= Chars.of(c);
                blank &= Chars.isSpace(c);
                at = pass(isHalf(c) ? '?' : c, at); // what half a pair is in UTF-8
            }
            if (!blank) {
                add(from, at, before, EightBytes.hash(utf8, from, at), kinds);
            }
        }
        return new Tokens(this);
    }

    /** Whether a code point is half of a surrogate pair, which no text should hold. */
    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    Tokens fasttext() {
        int at = 0;
        while (at < utf8.length) {
            int before = surplus;
            int from = at;
            int kinds = 0;
            while (at < utf8.length && !Chars.separatesForFasttext(utf8[at])) {
                int c = codePoint(at);
                kinds |= Chars.of(c);
                at = pass(c, at);
            }
            if (at > from) {
                add(from, at, before, EightBytes.hash(utf8, from, at), kinds);
            } else {
                at++;
            }
        }
        return new Tokens(this);
    }

    private int codePoint(int at) {
        int b = utf8[at];
        if (b >= 0) {
            return b;
        }
        if (b < (byte) 0xe0) {
            return (b & 0x1f) << 6 | (utf8[at + 1] & 0x3f);
        }
        if (b < (byte) 0xf0) {
            return (b & 0x0f) << 12 | (utf8[at + 1] & 0x3f) << 6 | (utf8[at + 2] & 0x3f);
        }
        return (b & 0x07) << 18 | (utf8[at + 1] & 0x3f) << 12 | (utf8[at + 2] & 0x3f) << 6 | (utf8[at + 3] & 0x3f);
    }

    /** The byte after a code point; notes how much longer it is in UTF-8 than in UTF-16. */
    private int pass(int c, int at) {
        if (c < 0x80) {
            return at + 1;
        }
        surplus += c < 0x800 ? 1 : 2; // 2 bytes for 1 unit, 3 for 1, 4 for 2
        return at + (c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
    }

    /** Adds a token of ASCII. */
    private void add(int from, int to, long hash, int kinds) {
        add(from, to, surplus, hash, kinds);
    }

    private void add(int from, int to, int surplusBefore, long hash, int kind) {
        if (size == hashes.length) {
            grow();
        }
        byteBounds[2 * size] = from;
        byteBounds[2 * size + 1] = to;
        bounds[2 * size] = from - surplusBefore;
        bounds[2 * size + 1] = to - surplus;
        hashes[size] = hash;
        kinds[size] = (short) kind;
        size++;
    }

    @SuppressWarnings("ReferenceEquality") // one array in two roles
    private void grow() {
        boolean ascii = bounds == byteBounds;
        int larger = size + (size >> 1) + 16;
        bounds = Arrays.copyOf(bounds, 2 * larger);
        byteBounds = ascii ? bounds : Arrays.copyOf(byteBounds, 2 * larger);
        hashes = Arrays.copyOf(hashes, larger);
        kinds = Arrays.copyOf(kinds, larger);
    }
}
