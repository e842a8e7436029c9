package dev.sluice.operators.html;

import dev.sluice.operators.html.Page.Block;
import dev.sluice.operators.html.Page.Region;
import dev.sluice.operators.html.Page.Role;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.internal.StringUtil;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;

/** Reads pages into blocks. Used by one thread at a time. */
final class PageReader {
    /** Whether the main content is wanted, so that controls go and regions are of interest. */
    private final boolean main;

    private final Hints hints = new Hints();

    PageReader(boolean main) {
        this.main = main;
    }

    Page read(String html) {
        org.jsoup.nodes.Document parsed = Jsoup.parse(html);
        Walk walk = new Walk(parsed);
        NodeTraversor.filter(walk, parsed);
        walk.endBlock();
        return walk.page;
    }

    /** An element whose end is still to come. */
    private static final class Open {
        final int bits;
        final @Nullable Region region;
        final int numberBefore;
        final boolean isUnit;

        Open(int bits, @Nullable Region region, int numberBefore, boolean isUnit) {
            this.bits = bits;
            this.region = region;
            this.numberBefore = numberBefore;
            this.isUnit = isUnit;
        }

        boolean is(int bit) {
            return (bits & bit) != 0;
        }
    }

    private final class Walk implements NodeFilter {
        final Page page = new Page();
        private final StringBuilder text = page.text;
        private final Deque<Open> open = new ArrayDeque<>();
        private final Structure structure = new Structure();

        private @Nullable Block block;
        /** Least number of line feeds before the next block. */
        private int gap = 1;
        /** Whether white space was seen since the last character of the block. */
        private boolean space;
        /** Line breaks seen since then. */
        private int breaks;
        /** White space of a preformatted element before its first visible character. */
        private String lead = "";

        private int links;
        private int preformatted;
        private int lists;
        private int headingLevel;
        private int scopes;
        private boolean linkedHeading;

        /** Number of the next item in an ordered list; -1 in other lists. */
        private int number = -1;
        /** Number of the item whose mark is still to be written: -1 for a bullet, or {@link #NO_MARK}. */
        private int mark = NO_MARK;

        private static final int NO_MARK = Integer.MIN_VALUE;

        private int units;
        private int unit = -1;

        /** Whether this is a row of a table of data, whose cells stand on one line. */
        private boolean row;
        /** Cells of the row that were begun, and those begun when text was last written. */
        private int cells;

        private int cellsWritten;

        Walk(org.jsoup.nodes.Document document) {
            Element html = document.firstElementChild();
            if (html != null && !html.attr("lang").isBlank()) {
                page.language = html.attr("lang").strip();
            }
        }

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode characters) {
                append(characters.getWholeText());
                return FilterResult.CONTINUE;
            }
            if (!(node instanceof Element element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            int bits = Elements.bits(element.normalName());
            if ((bits & Elements.ABOUT) != 0) {
                describe(element);
            }
            if ((bits & Elements.NO_TEXT) != 0
                    || (main && (bits & Elements.CONTROL) != 0)
                    || hints.isHidden(element, main)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            if (element.normalName().equals("math") && element.hasAttr("alttext")) {
                append(element.attr("alttext"));
                return FilterResult.SKIP_ENTIRELY;
            }
            begin(element, bits);
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element) {
                end(open.removeLast());
            }
            return FilterResult.CONTINUE;
        }

        private void begin(Element element, int bits) {
            Role role = row || !main ? null : role(element, bits);
            if ((bits & Elements.LINE_BREAK) != 0) {
                lineBreak();
            } else if ((bits & Elements.BLOCK) != 0 || role != null) {
                boundary(gapOf(bits));
            }
            Region region = role == null ? null : new Region(role, page.blocks.size());
            if (region != null) {
                page.regions.add(region);
                scopes += isScope(role) ? 1 : 0;
            }
            int numberBefore = number;
            boolean isUnit = false;
            if ((bits & (Elements.LIST | Elements.TABLE)) != 0) {
                isUnit = unit < 0 && structure.isUnit(element);
                unit = isUnit ? units++ : unit;
            }
            if ((bits & Elements.LIST) != 0) {
                lists++;
                number = element.normalName().equals("ol") ? firstNumber(element) : -1;
            } else if ((bits & Elements.ITEM) != 0) {
                mark = row ? NO_MARK : number;
                number += number < 0 ? 0 : 1;
            } else if ((bits & Elements.ROW) != 0) {
                beginRow(element);
            } else if ((bits & Elements.CELL) != 0 && row) {
                cells++;
                space = false;
            } else if ((bits & Elements.HEADING) != 0) {
                headingLevel = element.normalName().charAt(1) - '0';
                linkedHeading = false;
            }
            preformatted += (bits & Elements.PREFORMATTED) != 0 ? 1 : 0;
            boolean link = (bits & Elements.LINK) != 0 && element.hasAttr("href");
            links += link ? 1 : 0;
            linkedHeading |= link && headingLevel > 0;
            open.addLast(new Open(link ? bits : bits & ~Elements.LINK, region, numberBefore, isUnit));
        }

        private void end(Open element) {
            links -= element.is(Elements.LINK) ? 1 : 0;
            if (element.is(Elements.BLOCK) || element.region != null) {
                boundary(gapOf(element.bits));
            }
            preformatted -= element.is(Elements.PREFORMATTED) ? 1 : 0;
            if (element.is(Elements.LIST)) {
                lists--;
                number = element.numberBefore;
            } else if (element.is(Elements.ITEM)) {
                mark = NO_MARK;
            } else if (element.is(Elements.ROW) && row) {
                row = false;
                cells = 0;
                cellsWritten = 0;
                endBlock();
            } else if (element.is(Elements.HEADING)) {
                endHeading();
            }
            unit = element.isUnit ? -1 : unit;
            Region region = element.region;
            if (region != null) {
                region.endBlock = page.blocks.size();
                scopes -= isScope(region.role) ? 1 : 0;
                if (region.role == Role.MAIN) {
                    markCentral();
                }
            }
        }

        private static boolean isScope(Role role) {
            return role == Role.MAIN || role == Role.ARTICLE;
        }

        private @Nullable Role role(Element element, int bits) {
            boolean isBlock =
                    (bits & Elements.BLOCK) != 0 || element.normalName().indexOf('-') > 0;
            Role role = isBlock ? hints.role(element, bits) : null;
            // The header of an article or of the main element holds its title.
            return role == Role.BOILERPLATE
                            && scopes > 0
                            && element.normalName().equals("header")
                    ? null
                    : role;
        }

        /** A first-level heading that is no link is the title of the content, not the name of the site. */
        private void endHeading() {
            if (headingLevel == 1 && !linkedHeading) {
                markCentral();
            }
            headingLevel = 0;
        }

        /** Marks the regions around this place; those around a marked one are marked already. */
        private void markCentral() {
            Iterator<Open> outwards = open.descendingIterator();
            boolean news = true;
            while (news && outwards.hasNext()) {
                Region region = outwards.next().region;
                news = region == null || !region.central;
                if (region != null) {
                    region.central = true;
                }
            }
        }

        private int gapOf(int bits) {
            boolean list = (bits & Elements.LIST) != 0 && lists == 0;
            return list || (bits & Elements.PARAGRAPH) != 0 ? 2 : 1;
        }

        private static int firstNumber(Element list) {
            try {
                return Math.max(0, Integer.parseInt(list.attr("start").strip()));
            } catch (NumberFormatException none) {
                return 1;
            }
        }

        private void beginRow(Element element) {
            row = row || structure.isRowOfData(element);
            cells = 0;
            cellsWritten = 0;
        }

        /** The boundary of a block element; within a row of data it only parts words. */
        private void boundary(int least) {
            if (row) {
                space = true;
                return;
            }
            endBlock();
            gap = Math.max(gap, least);
        }

        private void lineBreak() {
            if (row) {
                space = true;
            } else if (preformatted > 0) {
                append("\n");
            } else {
                breaks++;
            }
        }

        void endBlock() {
            Block ended = block;
            if (ended != null) {
                int end = text.length();
                while (end > ended.start && text.charAt(end - 1) <= ' ') {
                    end--;
                }
                text.setLength(end);
                ended.end = end;
                page.blocks.add(ended);
                page.characters += ended.characters;
                page.linkCharacters += ended.linkCharacters;
                block = null;
            }
            space = false;
            breaks = 0;
            lead = "";
        }

        private void append(String characters) {
            if (preformatted > 0 && !row) {
                appendPreformatted(characters);
                return;
            }
            Block current = block;
            int weight = 0;
            for (int i = 0; i < characters.length(); i++) {
                char c = characters.charAt(i);
                if (isWhiteSpace(c)) {
                    space = true;
                } else if (c != '\u00ad' && c != '\u200b') { // soft hyphens and places to break at are no text
                    if (current == null || space || breaks > 0 || cellsWritten < cells) {
                        if (current != null) {
                            add(current, weight);
                            weight = 0;
                        }
                        current = ready(current);
                    }
                    text.append(c);
                    weight += weight(c);
                }
            }
            if (current != null) {
                add(current, weight);
            }
        }

        /** Writes what belongs before the next character; gives the block that it belongs to. */
        private Block ready(@Nullable Block current) {
            Block ready = current;
            if (ready != null && breaks > 1) {
                endBlock();
                gap = 2;
                ready = null;
            }
            if (ready == null) {
                ready = startBlock();
            } else if (breaks == 1 || (space && cellsWritten == cells)) {
                text.append(breaks == 1 ? '\n' : ' ');
                add(ready, 1);
            }
            for (; cellsWritten < cells; cellsWritten++) {
                if (cellsWritten > 0) {
                    text.append(text.length() == ready.start ? "| " : " | ");
                }
            }
            space = false;
            breaks = 0;
            return ready;
        }

        private Block startBlock() {
            Block started = new Block(text.length(), gap, headingLevel, preformatted > 0, unit);
            block = started;
            gap = 1;
            if (mark != NO_MARK) {
                text.append("  ".repeat(Math.max(0, Math.min(lists, 20) - 1)));
                text.append(mark < 0 ? "- " : mark + ". ");
                mark = NO_MARK;
            }
            return started;
        }

        private void add(Block to, int weight) {
            to.characters += weight;
            to.linkCharacters += links > 0 ? weight : 0;
        }

        private void appendPreformatted(String characters) {
            String plain = characters.indexOf('\r') < 0
                    ? characters
                    : characters.replace("\r\n", "\n").replace('\r', '\n');
            Block current = block;
            if (current == null) {
                int visible = 0;
                while (visible < plain.length() && plain.charAt(visible) <= ' ') {
                    visible++;
                }
                int line = plain.lastIndexOf('\n', visible - 1) + 1;
                String before = line > 0 ? plain.substring(line, visible) : lead + plain.substring(0, visible);
                if (visible == plain.length()) {
                    lead = before;
                    return;
                }
                current = startBlock();
                text.append(before);
                plain = plain.substring(visible);
            }
            text.append(plain);
            int weight = 0;
            for (int i = 0; i < plain.length(); i++) {
                weight += weight(plain.charAt(i));
            }
            add(current, weight);
        }

        private void describe(Element element) {
            switch (element.normalName()) {
                case "title" -> {
                    String title =
                            StringUtil.normaliseWhitespace(element.wholeText()).strip();
                    if (page.title == null && !title.isEmpty()) {
                        page.title = title;
                    }
                }
                case "link" -> {
                    String relation = " " + element.attr("rel").toLowerCase(Locale.ROOT) + " ";
                    if (page.canonical == null && relation.contains(" canonical ")) {
                        String resolved = element.absUrl("href");
                        String written = element.attr("href").strip();
                        page.canonical = !resolved.isEmpty() ? resolved : written.isEmpty() ? null : written;
                    }
                }
                case "meta" -> {
                    String language = element.attr("content").strip();
                    boolean declares = element.attr("http-equiv").equalsIgnoreCase("content-language")
                            || element.attr("property").equals("og:locale");
                    if (page.language == null && declares && !language.isEmpty()) {
                        page.language = language;
                    }
                }
                default -> {}
            }
        }
    }

    /** White space of HTML, and the space that does not break. */
    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00a0';
    }

    private static int weight(char c) {
        if (c < '\u2e80') {
            return 1;
        }
        boolean dense = c <= '\u9fff' || (c >= '\uac00' && c <= '\ud7af') || (c >= '\uf900' && c <= '\ufaff');
        return dense ? 3 : 1;
    }
}
