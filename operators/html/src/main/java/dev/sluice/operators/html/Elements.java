package dev.sluice.operators.html;

import java.util.HashMap;
import java.util.Map;

/** What the elements of HTML mean for the text within them, as bits. */
final class Elements {
    /** Stands on lines of its own. */
    static final int BLOCK = 1;
    /** Is set off by a blank line. */
    static final int PARAGRAPH = 1 << 1;
    /** Has no text of the page. */
    static final int NO_TEXT = 1 << 2;
    /** Has no text of the main content. */
    static final int CONTROL = 1 << 3;
    /** Is no main content. */
    static final int BOILERPLATE = 1 << 4;

    static final int LIST = 1 << 5;
    static final int ITEM = 1 << 6;
    static final int TABLE = 1 << 7;
    static final int ROW = 1 << 8;
    static final int CELL = 1 << 9;
    static final int PREFORMATTED = 1 << 10;
    static final int LINK = 1 << 11;
    static final int LINE_BREAK = 1 << 12;
    static final int HEADING = 1 << 13;
    static final int MAIN = 1 << 14;
    static final int ARTICLE = 1 << 15;
    /** Shows that a table around it lays out the page. */
    static final int LAYOUT = 1 << 16;
    /** Shows that a list around it is more than a list of short items. */
    static final int SECTION = 1 << 17;
    /** Says something about the page instead of standing on it. */
    static final int ABOUT = 1 << 18;

    private static final Map<String, Integer> BITS = new HashMap<>();

    static {
        put(0, "html body span b i u s em strong small big sub sup code kbd samp var tt cite dfn abbr acronym q font");
        put(0, "ins del mark time data ruby rb rtc bdi bdo label output meter progress picture img wbr math map nobr");
        put(BLOCK, "div dd dt caption figcaption legend summary optgroup center thead tbody tfoot hgroup");
        put(BLOCK | PARAGRAPH, "p address details dl fieldset figure hr search");
        put(BLOCK | PARAGRAPH | SECTION, "section");
        put(BLOCK | PARAGRAPH | LAYOUT | SECTION, "blockquote");
        put(BLOCK | PARAGRAPH | BOILERPLATE, "nav aside footer header");
        put(BLOCK | PARAGRAPH | BOILERPLATE | LAYOUT | SECTION, "form");
        put(BLOCK | PARAGRAPH | MAIN, "main");
        put(BLOCK | PARAGRAPH | ARTICLE | SECTION | LAYOUT, "article");
        put(BLOCK | LIST, "ul ol menu dir");
        put(BLOCK | ITEM, "li");
        put(BLOCK | PARAGRAPH | TABLE | LAYOUT | SECTION, "table");
        put(BLOCK | ROW, "tr");
        put(BLOCK | CELL, "td th");
        put(BLOCK | PARAGRAPH | PREFORMATTED | LAYOUT | SECTION, "pre xmp listing plaintext");
        put(BLOCK | PARAGRAPH | HEADING | LAYOUT | SECTION, "h1 h2 h3 h4 h5 h6");
        put(LINK, "a");
        put(LINE_BREAK, "br");
        put(CONTROL, "button");
        put(BLOCK | PARAGRAPH, "dialog");
        put(NO_TEXT, "script style template noscript noembed noframes iframe object embed applet param source track");
        put(NO_TEXT, "svg canvas video audio select textarea input datalist option rt rp annotation");
        put(ABOUT | NO_TEXT, "title meta link base");
        put(0, "head frame frameset col colgroup area");
    }

    private Elements() {}

    private static void put(int bits, String names) {
        for (String name : names.split(" ", -1)) {
            BITS.put(name, bits);
        }
    }

    /** The bits of an element by its name in lower case, 0 for unknown ones. */
    static int bits(String name) {
        Integer bits = BITS.get(name);
        return bits == null ? 0 : bits;
    }

    static boolean isKnown(String name) {
        return BITS.containsKey(name);
    }
}
