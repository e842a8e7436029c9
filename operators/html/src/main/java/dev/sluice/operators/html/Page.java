package dev.sluice.operators.html;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was read from a page: blocks of text in the order of the source, and what the page says about itself. */
final class Page {
    /** The texts of all blocks, one behind the other. */
    final StringBuilder text = new StringBuilder();

    final List<Block> blocks = new ArrayList<>();
    final List<Region> regions = new ArrayList<>();

    /** Characters of all blocks, as {@link Block#characters} counts them. */
    long characters;

    long linkCharacters;

    @Nullable String title;

    @Nullable String language;

    @Nullable String canonical;

    /** A piece of text between two block boundaries. */
    static final class Block {
        final int start;
        int end;
        /** Least number of line feeds between the block before and this one: 1, or 2 for a blank line. */
        final int gap;
        /** 1 to 6, or 0 for anything but a heading. */
        final int headingLevel;

        final boolean preformatted;
        /** Number of the list or table that the block is a part of, or -1. */
        final int unit;
        /** Characters of the text; one of Chinese, Japanese or Korean counts as three. */
        int characters;
        /** Those of them within links. */
        int linkCharacters;

        Block(int start, int gap, int headingLevel, boolean preformatted, int unit) {
            this.start = start;
            this.end = start;
            this.gap = gap;
            this.headingLevel = headingLevel;
            this.preformatted = preformatted;
            this.unit = unit;
        }
    }

    /** An element that says something about its blocks. */
    static final class Region {
        final Role role;
        final int firstBlock;
        /** The block behind the last one. */
        int endBlock;
        /** Whether it holds a first-level heading, or the main element. */
        boolean central;

        Region(Role role, int firstBlock) {
            this.role = role;
            this.firstBlock = firstBlock;
        }
    }

    /** What an element is for. */
    enum Role {
        /** Its element says that it is no main content. */
        BOILERPLATE,
        /** Its class or id hints at that. */
        HINTED,
        /** Its class or id says that it holds what readers say about the main content. */
        COMMENTS,
        MAIN,
        ARTICLE
    }

    BitSet all() {
        BitSet all = new BitSet(blocks.size());
        all.set(0, blocks.size());
        return all;
    }

    /** The chosen blocks with line feeds between them. */
    String text(BitSet kept) {
        StringBuilder out = new StringBuilder(text.length() + 2 * kept.cardinality());
        int gap = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            gap = Math.max(gap, block.gap);
            if (kept.get(i)) {
                if (!out.isEmpty()) {
                    out.append("\n\n", 0, gap);
                }
                out.append(text, block.start, block.end);
                gap = 0;
            }
        }
        return out.toString();
    }
}
