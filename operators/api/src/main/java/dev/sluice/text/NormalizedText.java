package dev.sluice.text;

import dev.sluice.operators.Document;
import dev.sluice.operators.View;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * RedPajama's normal form of a text: ASCII punctuation deleted, lower case, white space stripped and its runs made one
 * space, canonical decomposition. Words are what lies between the spaces.
 *
 * <p>No rule of it looks beyond a line feed, so the normal form of a text is that of its lines, with a space between
 * those that have any. Lines are therefore normalised once for both.
 */
public final class NormalizedText {
    private static final View<NormalizedText> VIEW = new View<>() {
        @Override
        protected NormalizedText compute(Document document) {
            return new NormalizedText(document.text());
        }
    };

    /** What becomes of a character of ASCII: a letter of the normal form, white space, or nothing. */
    private static final int LETTER = 1;

    private static final int SPACE = 2;
    private static final int NOTHING = 4;
    private static final byte[] FATES = new byte[0x80];
    private static final byte[] LOWER = new byte[0x80];

    static {
        for (int c = 0; c < FATES.length; c++) {
            FATES[c] = (byte) (Chars.isSpace(c) ? SPACE : isPunctuation((char) c) ? NOTHING : LETTER);
            LOWER[c] = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : Chars.isSpace(c) ? ' ' : c);
        }
    }

    private final Document document;
    private int[] lineEnds = new int[16];
    private int lines;

    private NormalizedText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        String normal = utf8.length == text.length() ? ascii(utf8) : any(text);
        document = Document.of(normal);
        lineEnds = Arrays.copyOf(lineEnds, lines);
    }

    /** The normal form of a document's text, as a document, so that its views are shared too. */
    public static Document of(Document document) {
        return document.view(VIEW).document;
    }

    /**
     * Where in the normal form each line of a document's text ends. A line of the text ends with its line feed; where
     * nothing is left of it, its normal form ends where that of the line before does.
     */
    public static int[] lineEnds(Document document) {
        return document.view(VIEW).lineEnds;
    }

    /** The normal form of a text. */
    public static String of(String text) {
        return new NormalizedText(text).document.text();
    }

    private void endLine(int end) {
        if (lines == lineEnds.length) {
            lineEnds = Arrays.copyOf(lineEnds, 2 * lines);
        }
        lineEnds[lines++] = end;
    }

    private String ascii(byte[] text) {
        byte[] normal = new byte[text.length + 1];
        int size = 0;
        int afterSpace = 1; // so that a text does not begin with a space
        int at = 0;
        while (at < text.length) {
            byte c = 0;
            for (; at < text.length && c != '\n'; at++) {
                // Without branches, which the ends of words would let the processor guess wrong.
                c = text[at];
                int fate = FATES[c];
                normal[size] = LOWER[c];
                size += (fate & LETTER) | (fate >> 1 & ~afterSpace & 1);
                afterSpace = (fate >> 1 & 1) | (fate >> 2 & afterSpace);
            }
            endLine(size - (size > 0 && normal[size - 1] == ' ' ? 1 : 0));
        }
        int end = lines == 0 ? 0 : lineEnds[lines - 1];
        return new String(normal, 0, end, StandardCharsets.ISO_8859_1);
    }

    private String any(String text) {
        StringBuilder normal = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int feed = text.indexOf('\n', at);
            int end = feed < 0 ? text.length() : feed + 1;
            String line = line(text, at, end);
            at = end;
            if (!line.isEmpty()) {
                normal.append(normal.length() > 0 ? " " : "").append(line);
            }
            endLine(normal.length());
        }
        return normal.toString();
    }

    private static String line(String text, int from, int to) {
        StringBuilder bare = new StringBuilder(to - from);
        boolean ascii = true;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isPunctuation(c)) {
                bare.append(c);
                ascii &= c < 0x80;
            }
        }
        String lower = LowerCase.of(bare.toString());
        StringBuilder out = new StringBuilder(lower.length());
        boolean gap = false;
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (Chars.isSpace(c)) {
                gap = true;
            } else {
                if (gap && out.length() > 0) {
                    out.append(' ');
                }
                gap = false;
                out.append(c);
            }
        }
        return ascii ? out.toString() : NormalForm.NFD.of(out.toString());
    }

    /** The 32 punctuation characters of ASCII. */
    private static boolean isPunctuation(char c) {
        return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
    }
}
