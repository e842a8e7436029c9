package dev.sluice.operators.text.unicode;

import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes punctuation in ASCII, character by character, by one or several maps; where two maps know a character, the one
 * that is listed first counts. What no map knows stays. The values below say which characters a map knows.
 */
@Operator.Info(
        name = "normalize_punctuation",
        since = "0.1",
        summary = "Replaces typographic, full-width and East Asian punctuation by ASCII characters, or deletes it.",
        source = "CCNet, text_normalizer.py, for the map ccnet",
        cost = Operator.Cost.CHEAP)
public record NormalizePunctuation(
        @Param(
                doc = "The maps that apply, in order of precedence.",
                def = "[quotes, dashes, ellipsis]",
                min = 1,
                main = true)
        List<Table> maps,

        @Param(doc = "Whether the characters of the maps are deleted instead of replaced.", def = "false")
        boolean delete)
        implements Mapper {

    /** Maps from characters to ASCII. */
    public enum Table {
        /**
         * Single and double quotation marks of the West, the acute accent and primes become {@code '} and {@code "}.
         */
        QUOTES("\u2018'\u2019'\u201a'\u201b'\u2039'\u203a'\u00b4'\u2032'"
                + "\u201c\"\u201d\"\u201e\"\u201f\"\u00ab\"\u00bb\"\u2033\""),
        /** Hyphens, dashes and the minus sign become {@code -}, the long dashes U+2014 and U+2015 {@code --}. */
        DASHES("\u2010-\u2011-\u2012-\u2013-\u2212-\ufe58-\ufe63-"),
        /** Two and three dots in one character (U+2025, U+2026) become {@code ..} and {@code ...}. */
        ELLIPSIS(""),
        /**
         * Full-width forms of ASCII (U+FF01 to U+FF5E), letters and digits among them, and the ideographic space become
         * ASCII.
         */
        FULL_WIDTH("\u3000 "),
        /** East Asian stops, commas, quotation marks, title marks and brackets become those of ASCII. */
        EAST_ASIAN(
                "\u3001,\u3002.\u300c\"\u300d\"\u300e\"\u300f\"\u300a\"\u300b\"\u3008<\u3009>"
                        + "\u3010[\u3011]\u3014[\u3015]\u3016[\u3017]\u301d\"\u301e\"\u301f\"\u301c~\uff61.\uff64,\uff62\"\uff63\""),
        /**
         * The 34 characters of CCNet's normaliser. As there, the full-width digit one becomes a double quotation mark.
         */
        CCNET("\uff0c,\u3002.\u3001,\u201e\"\u201d\"\u201c\"\u00ab\"\u00bb\"\uff11\"\u300d\"\u300c\"\u300a\"\u300b\""
                + "\u00b4'\u2236:\uff1a:\uff1f?\uff01!\uff08(\uff09)\uff1b;\u2013-\uff5e~\u2019'\u2501-"
                + "\u3008<\u3009>\u3010[\u3011]\uff05%\u25ba-");

        /** What stands for a long dash (U+2014, U+2015). */
        static final String DASH = "--";

        private final String pairs;

        Table(String pairs) {
            this.pairs = pairs;
        }

        /** Enters this map into a table of pages; what the table knows already stays. */
        private void enter(@Nullable String[] @Nullable [] pages) {
            for (int i = 0; i < pairs.length(); i += 2) {
                put(pages, pairs.charAt(i), pairs.substring(i + 1, i + 2));
            }
            switch (this) {
                case DASHES -> {
                    put(pages, '\u2014', DASH);
                    put(pages, '\u2015', DASH);
                }
                case ELLIPSIS -> {
                    put(pages, '\u2025', "..");
                    put(pages, '\u2026', "...");
                }
                case FULL_WIDTH -> {
                    for (char c = '\uff01'; c <= '\uff5e'; c++) {
                        put(pages, c, String.valueOf((char) (c - 0xfee0)));
                    }
                }
                case CCNET -> {
                    put(pages, '\u2014', " - ");
                    put(pages, '\uff0e', ". ");
                    put(pages, '\u2026', "...");
                }
                default -> {}
            }
        }

        private static void put(@Nullable String[] @Nullable [] pages, char c, String ascii) {
            @Nullable String[] page = pages[c >> 8];
            if (page == null) {
                page = new String[256];
                pages[c >> 8] = page;
            }
            page[c & 0xff] = page[c & 0xff] == null ? ascii : page[c & 0xff];
        }
    }

    @Override
    public Edit open(Resources resources) {
        @Nullable String[] @Nullable [] pages = new String[256][];
        maps.forEach(map -> map.enter(pages));
        return Edit.ofText(text -> edited(text, pages));
    }

    private String edited(String text, @Nullable String[] @Nullable [] pages) {
        StringBuilder out = null;
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            @Nullable String[] page = pages[c >> 8];
            String ascii = page == null ? null : page[c & 0xff];
            if (ascii != null) {
                out = out == null ? new StringBuilder(text.length() + 16) : out;
                out.append(text, copied, i).append(delete ? "" : ascii);
                copied = i + 1;
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }
}
