package dev.sluice.operators.html;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns HTML into plain text: the whole page, or its main content.
 *
 * <p>The whole page ({@code content: all}) is what a reader sees, in the order of the source: block elements on lines of
 * their own, paragraphs, headings, lists and tables set off by a blank line, items of lists behind {@code "- "} or their
 * number, one row of a table a line with {@code " | "} between the cells, preformatted text as it stands, entities
 * decoded, runs of white space one space. Scripts, styles, templates, {@code noscript}, form fields, embedded objects
 * and what is hidden by attribute or inline style go. A table that only lays the page out (one cell, or another table,
 * headings or several paragraphs within its cells) gives up its cells as blocks.
 *
 * <p>The main content ({@code content: main}) is chosen among these blocks in three steps.
 *
 * <ol>
 *   <li>Navigation, asides, footers, the header of the page, forms, elements of such roles, elements whose class or id
 *       has one of the words of {@code hints.txt} (cookie, sidebar, share ...), and comments go. None goes that holds a
 *       first-level heading without link, or the {@code main} element, or, comments aside, more than half of the page's
 *       text outside of links. If fewer than 250 characters of running text would be left, comments stay; if that does
 *       not help, hinted elements as well.
 *   <li>A {@code main} element of at least 250 characters is the scope, and within it an {@code article} (or {@code
 *       itemprop="articleBody"}) of that length that holds at least half of the text; else the page.
 *   <li>Blocks are graded by length and link density, then by their neighbours, as in jusText without stop words: a list
 *       or a table counts as one block; a block is bad above {@code max_link_density} (share of its characters within
 *       links), good from {@code long_characters} on, or from half of that if it has no link and ends a sentence, short
 *       below {@code short_characters} (bad if it also has links and does not end a sentence), else nearly good. A short
 *       block between good ones is good, and one with a good neighbour on one side if it ends a sentence or the next
 *       block on the other side that is not short is nearly good; a nearly good one is good unless
 *       both neighbours are bad; a heading is good when a good block follows within 200 characters. Beyond the ends of
 *       the page lies a bad block, beyond those of a scope none. Short notices of copyright and, outside of a scope, of
 *       cookies, terms and privacy are bad (the words are those of C4's rule).
 * </ol>
 *
 * If no block is good, all blocks of the scope stay but the bad ones. Characters are UTF-16 units; those of Chinese,
 * Japanese and Korean count three times, since a word takes about a third of the room.
 *
 * <p>Elements nested deeper than 512 levels are read as if they stood beside each other. Time and memory are linear.
 */
@Operator.Info(
        name = "extract_html",
        since = "0.1",
        summary = "Turns HTML into plain text, the whole page or its main content.",
        source =
                "Pomikalek, Removing Boilerplate and Duplicate Content from Web Corpora (jusText), 2011; link density as"
                        + " in Kohlschuetter et al., Boilerplate Detection using Shallow Text Features, 2010; scopes and least"
                        + " length as in Barbaresi, Trafilatura, 2021",
        cost = Operator.Cost.MODERATE)
public record ExtractHtml(
        @Param(doc = "What becomes text.", def = "main", main = true)
        Content content,

        @Param(doc = "Field that holds the HTML; absent means the text.", names = Param.Names.FIELD) @Nullable String field,

        @Param(
                doc =
                        "What becomes of documents without HTML. HTML begins with a tag, a comment or a doctype, or has an end"
                                + " tag of an HTML element somewhere.",
                def = "keep")
        NotHtml notHtml,

        @Param(doc = "Field to set to the title of the page; absent means none.") @Nullable String titleField,

        @Param(doc = "Field to set to the language that the page declares, as written; absent means none.") @Nullable String languageField,

        @Param(doc = "Field to set to the canonical URL that the page declares; absent means none.") @Nullable String canonicalField,

        @Param(
                doc = "Largest share of a block's characters within links, for main content.",
                def = "0.33",
                source = "a third, as in Kohlschuetter et al., 2010",
                min = 0,
                max = 1)
        double maxLinkDensity,

        @Param(doc = "Characters below which a block is short.", def = "70", source = "jusText's length_low", min = 0)
        int shortCharacters,

        @Param(
                doc = "Characters from which a block of few links is good.",
                def = "200",
                source = "jusText's length_high",
                min = 0)
        int longCharacters)
        implements Mapper {

    /** What becomes text. */
    public enum Content {
        /** The main content, without navigation, advertisements and the like. */
        MAIN,
        /** The whole page. */
        ALL
    }

    /** What becomes of documents without HTML. */
    public enum NotHtml {
        /** They stay as they are. */
        KEEP,
        /** They go, with the reason not_html. */
        DROP
    }

    /** Why documents are dropped. */
    public enum Reason {
        /** No HTML, with {@code not_html: drop}. */
        NOT_HTML,
        /** No text is left of the page. */
        NO_TEXT
    }

    private static final Signal BLOCKS = Signal.count("blocks", "blocks", "blocks of text of the page");
    private static final Signal KEPT_BLOCKS = Signal.count("kept_blocks", "blocks", "blocks that became text");
    private static final Signal LINK_DENSITY =
            Signal.number("link_density", "share of characters, 0 to 1", "share of the page's characters within links");

    @Override
    public void check(Faults faults) {
        if (longCharacters < shortCharacters) {
            faults.add("long_characters", "is %d, below short_characters (%d)", longCharacters, shortCharacters);
        }
        requireName("title_field", titleField, faults);
        requireName("language_field", languageField, faults);
        requireName("canonical_field", canonicalField, faults);
    }

    private static void requireName(String parameter, @Nullable String name, Faults faults) {
        if (name != null && name.isBlank()) {
            faults.report(parameter, "is blank, expected the name of a field");
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(BLOCKS, KEPT_BLOCKS, LINK_DENSITY);
    }

    @Override
    public Edit open(Resources resources) {
        PageReader reader = new PageReader(content == Content.MAIN);
        return (document, measured, output) -> {
            String html = html(document);
            if (html == null || !HtmlDetection.isHtml(html)) {
                if (notHtml == NotHtml.DROP) {
                    output.drop(Reason.NOT_HTML);
                } else {
                    output.emit(document);
                }
                return;
            }
            Page page = reader.read(html);
            BitSet kept = content == Content.MAIN
                    ? new MainContent(page, maxLinkDensity, shortCharacters, longCharacters).select()
                    : page.all();
            measured.set(BLOCKS, page.blocks.size());
            measured.set(KEPT_BLOCKS, kept.cardinality());
            if (page.characters > 0) {
                measured.set(LINK_DENSITY, (double) page.linkCharacters / page.characters);
            }
            if (kept.isEmpty()) {
                output.drop(Reason.NO_TEXT);
            } else {
                output.emit(described(document.withText(page.text(kept)), page));
            }
        };
    }

    private @Nullable String html(Document document) {
        return field == null ? document.text() : document.field(field) instanceof String value ? value : null;
    }

    private Document described(Document document, Page page) {
        Document described = with(document, titleField, page.title);
        described = with(described, languageField, page.language);
        return with(described, canonicalField, page.canonical);
    }

    private static Document with(Document document, @Nullable String field, @Nullable String value) {
        return field == null || value == null ? document : document.withField(field, value);
    }
}
