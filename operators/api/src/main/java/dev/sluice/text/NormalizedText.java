package dev.sluice.text;

import dev.sluice.operators.Document;
import dev.sluice.operators.View;
import java.text.Normalizer;
import java.util.Locale;

/**
 * RedPajama's normal form of a text: ASCII punctuation deleted, lower case, white space stripped and its runs made one
 * space, canonical decomposition. Words are what lies between the spaces.
 */
public final class NormalizedText {
    private static final View<Document> VIEW = new View<>() {
        @Override
        protected Document compute(Document document) {
            return Document.of(of(document.text()));
        }
    };

    private NormalizedText() {}

    /** The normal form of a document's text, as a document, so that its views are shared too. */
    public static Document of(Document document) {
        return document.view(VIEW);
    }

    /** The normal form of a text. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean ascii = true;
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                ascii = false;
                break;
            }
            if (Chars.isSpace(c)) {
                gap = true;
            } else if (!isPunctuation(c)) {
                if (gap && out.length() > 0) {
                    out.append(' ');
                }
                gap = false;
                out.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
            }
        }
        return ascii ? out.toString() : general(text);
    }

    private static String general(String text) {
        StringBuilder bare = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isPunctuation(c)) {
                bare.append(c);
            }
        }
        String lower = bare.toString().toLowerCase(Locale.ROOT);
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
        return Normalizer.normalize(out, Normalizer.Form.NFD);
    }

    /** The 32 punctuation characters of ASCII. */
    private static boolean isPunctuation(char c) {
        return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
    }
}
