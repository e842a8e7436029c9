package dev.sluice.operators.html;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/**
 * Tells tables of data from tables that lay out a page, and lists of items from lists of sections.
 *
 * <p>Each element is looked at a bounded number of times: a search ends at the first element that decides it, and the
 * lists and tables around that element are remembered.
 */
final class Structure {
    private final Set<Element> layout = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Element> sections = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The table judged last, and how; rows ask for it again and again. */
    private @Nullable Element table;

    private boolean data;

    /** Whether a list or table has items and cells of text alone, so that it is good or bad as a whole. */
    boolean isUnit(Element element) {
        boolean isTable = (Elements.bits(element.normalName()) & Elements.TABLE) != 0;
        return isTable ? isData(element) : !holds(element, Elements.SECTION, sections);
    }

    boolean isRowOfData(Element row) {
        Element parent = row.parent();
        while (parent != null && (Elements.bits(parent.normalName()) & Elements.TABLE) == 0) {
            parent = parent.parent();
        }
        return parent != null && isData(parent);
    }

    private boolean isData(Element element) {
        if (!element.equals(table)) {
            table = element;
            data = !element.attr("role").equals("presentation") && !holds(element, Elements.LAYOUT, layout);
        }
        return data;
    }

    /** Whether a descendant has one of these bits, or a table holds more paragraphs than rows of data do. */
    private static boolean holds(Element top, int bits, Set<Element> known) {
        if (known.contains(top)) {
            return true;
        }
        boolean isTable = bits == Elements.LAYOUT;
        int cells = 0;
        int paragraphs = 0;
        Node node = next(top, top);
        while (node != null) {
            if (node instanceof Element element) {
                int found = Elements.bits(element.normalName());
                if ((found & bits) != 0) {
                    remember(element, top, known);
                    return true;
                }
                cells += (found & Elements.CELL) != 0 ? 1 : 0;
                boolean paragraph = (found & (Elements.LINE_BREAK | Elements.PARAGRAPH)) != 0;
                paragraphs += paragraph ? 1 : 0;
            }
            node = next(node, top);
        }
        return isTable && (cells < 2 || paragraphs > 2 * cells);
    }

    private static void remember(Element from, Element top, Set<Element> known) {
        for (Element around = from.parent(); around != null; around = around.parent()) {
            known.add(around);
            if (around.equals(top)) {
                break;
            }
        }
    }

    /** The node behind this one in the order of the source, within {@code top}. */
    private static @Nullable Node next(Node node, Node top) {
        if (node.childNodeSize() > 0) {
            return node.childNode(0);
        }
        Node at = node;
        while (!at.equals(top)) {
            Node sibling = at.nextSibling();
            if (sibling != null) {
                return sibling;
            }
            Node parent = at.parent();
            if (parent == null) {
                return null;
            }
            at = parent;
        }
        return null;
    }
}
