package dev.sluice.text;

import dev.sluice.operators.Document;
import dev.sluice.operators.View;

/**
 * How long a text is, counted in one pass and shared by all steps that see the same text.
 *
 * @param characters code points
 * @param words maximal runs of characters that are not white space, as {@link Tokens#whitespace} has them
 */
public record TextSize(long characters, long words) {
    private static final View<TextSize> VIEW = new View<>() {
        @Override
        protected TextSize compute(Document document) {
            return new Count(document.utf8()).size();
        }
    };

    public static TextSize of(Document document) {
        return document.view(VIEW);
    }

    /** Whether a document's text is ASCII alone. */
    public static boolean isAscii(Document document) {
        return of(document).characters() == document.utf8().length;
    }

    /** Tells how long a document's text is where that is known, so that it need not be counted. */
    public static void known(Document document, TextSize size) {
        document.know(VIEW, size);
    }

    /** Counts eight bytes at a time, but where a character beyond ASCII may be white space. */
    private static final class Count {
        private final byte[] utf8;
        private long characters;
        private long words;

        /** 0x80 after white space and at the beginning, else 0. */
        private long afterSpace = 0x80;

        Count(byte[] utf8) {
            this.utf8 = utf8;
            this.characters = utf8.length;
        }

        TextSize size() {
            int at = 0;
            while (at < utf8.length) {
                at = blocks(at);
                at = oneByOne(at, Math.min(at + 8, utf8.length));
            }
            return new TextSize(characters, words);
        }

        /** Counts blocks without white space beyond ASCII, in local variables alone; gives the place behind them. */
        private int blocks(int from) {
            byte[] bytes = utf8;
            int at = from;
            long after = afterSpace;
            long begun = 0;
            long further = 0;
            for (; at <= bytes.length - 8; at += 8) {
                long block = EightBytes.at(bytes, at);
                long beyondAscii = block & EightBytes.HIGH;
                long low = block & ~EightBytes.HIGH;
                long spaces = EightBytes.spaces(low);
                if (beyondAscii != 0) {
                    long leads = EightBytes.within(low, 0xe1 - 0x80, 0xe3 - 0x80)
                            | EightBytes.within(low, 0xc2 - 0x80, 0xc2 - 0x80);
                    if ((leads & beyondAscii) != 0) {
                        break; // perhaps U+0085, U+00A0, U+1680, U+2000 to U+205F, U+3000
                    }
                    further += Long.bitCount(beyondAscii & ~(block << 1)); // bytes that go on: 10......
                    spaces &= ~beyondAscii;
                }
                begun += Long.bitCount(((spaces << 8) | after) & ~spaces & EightBytes.HIGH);
                after = spaces >>> 56;
            }
            afterSpace = after;
            words += begun;
            characters -= further;
            return at;
        }

        /** Counts all characters that begin before a place; gives the place behind them. */
        private int oneByOne(int from, int to) {
            int at = from;
            while (at < to) {
                int lead = utf8[at] & 0xff;
                int length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
                boolean goesOn = lead >= 0x80 && lead < 0xc0; // its character began in the block before
                boolean space = isSpace(at, length);
                characters -= goesOn ? 1 : length - 1;
                words += !goesOn && !space && afterSpace != 0 ? 1 : 0;
                afterSpace = space ? 0x80 : 0;
                at += length;
            }
            return at;
        }

        /** Whether the character of a length that begins here is white space; there is none of four bytes. */
        private boolean isSpace(int at, int length) {
            return switch (length) {
                case 1 -> utf8[at] >= 0 && Chars.isSpace(utf8[at]);
                case 2 -> Chars.isSpace(((utf8[at] & 0x1f) << 6) | (utf8[at + 1] & 0x3f));
                case 3 ->
                    Chars.isSpace(((utf8[at] & 0xf) << 12) | ((utf8[at + 1] & 0x3f) << 6) | (utf8[at + 2] & 0x3f));
                default -> false;
            };
        }
    }
}
