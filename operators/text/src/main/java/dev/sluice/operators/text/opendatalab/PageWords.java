package dev.sluice.operators.text.opendatalab;

import dev.sluice.operators.Document;
import dev.sluice.text.NormalizedText;

/**
 * The normal form that the rules count words in: RedPajama's, without the punctuation of Chinese too, of which the dashes,
 * curly quotation marks and the ellipsis of other languages are part. Characters that are deleted leave no space behind,
 * the ideographic space neither.
 */
final class PageWords {
    /** The punctuation of Chinese as the Python package zhon 2 lists it ({@code zhon.hanzi.punctuation}), in order. */
    private static final String CHINESE = "\u00b7\u2013\u2014\u2018\u2019\u201b\u201c\u201d\u201e\u201f\u2026\u2027"
            + "\u3000\u3001\u3002\u3003\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017"
            + "\u3018\u3019\u301a\u301b\u301c\u301d\u301e\u301f\u3030\u303e\u303f\ufe4f\ufe51\ufe54\uff01\uff02\uff03\uff04"
            + "\uff05\uff06\uff07\uff08\uff09\uff0a\uff0b\uff0c\uff0d\uff0f\uff1a\uff1b\uff1c\uff1d\uff1e\uff1f\uff20\uff3b"
            + "\uff3c\uff3d\uff3e\uff3f\uff40\uff5b\uff5c\uff5d\uff5e\uff5f\uff60\uff61\uff62\uff63\uff64";

    private static final String JAVASCRIPT = "javascript";

    /** The document without that punctuation; the very document where it has none. */
    final Document bare;

    /** The normal form. */
    final Document normal;

    PageWords(Document document) {
        bare = bare(document);
        normal = NormalizedText.of(bare);
    }

    private static boolean isChinesePunctuation(char c) {
        return c >= '\u00b7' && CHINESE.indexOf(c) >= 0;
    }

    private static Document bare(Document document) {
        String text = document.text();
        int first = 0;
        while (first < text.length() && !isChinesePunctuation(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return document;
        }
        StringBuilder left = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            if (!isChinesePunctuation(text.charAt(i))) {
                left.append(text.charAt(i));
            }
        }
        return document.withText(left.toString());
    }

    /**
     * The normal form with ideographs (U+4E00 to U+9FFF) as words of their own. What stands behind the last ideograph of a
     * word is left out, as Dingo does.
     */
    Document ideographsApart() {
        String text = normal.text();
        if (text.chars().noneMatch(PageWords::isIdeograph)) {
            return normal;
        }
        StringBuilder apart = new StringBuilder(2 * text.length());
        int from = 0;
        while (from < text.length()) {
            int space = text.indexOf(' ', from);
            int to = space < 0 ? text.length() : space;
            addApart(text, from, to, apart);
            from = to + 1;
        }
        return Document.of(apart.toString());
    }

    private static void addApart(String text, int from, int to, StringBuilder apart) {
        int start = from;
        for (int i = from; i < to; i++) {
            if (isIdeograph(text.charAt(i))) {
                if (i > start) {
                    apart.append(text, start, i).append(' ');
                }
                apart.append(text.charAt(i)).append(' ');
                start = i + 1;
            }
        }
        if (start == from) {
            apart.append(text, from, to).append(' ');
        }
    }

    private static boolean isIdeograph(int c) {
        return c >= 0x4e00 && c <= 0x9fff;
    }

    /** The lines of which anything is left, and those that speak of javascript. */
    int[] linesAndJavascript() {
        String text = normal.text();
        int lines = 0;
        int javascript = 0;
        int from = 0;
        int at = text.indexOf(JAVASCRIPT);
        for (int to : NormalizedText.lineEnds(bare)) {
            if (to > from) {
                lines++;
                if (at >= 0 && at < from) {
                    at = text.indexOf(JAVASCRIPT, from);
                }
                javascript += at >= 0 && at + JAVASCRIPT.length() <= to ? 1 : 0;
                from = to;
            }
        }
        return new int[] {lines, javascript};
    }
}
