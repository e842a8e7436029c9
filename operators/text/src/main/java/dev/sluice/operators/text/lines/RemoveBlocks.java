package dev.sluice.operators.text.lines;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.text.Chars;
import dev.sluice.text.Pieces;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes tables and lists from plain text, and of the blank lines around them those on one side; a document of nothing
 * else is dropped.
 *
 * <p>A table is a run of lines that are rows of one kind: cells between vertical bars (Markdown, with or without bars
 * at the ends, and the box drawings of terminals), between tabs, or in columns that two and more spaces divide and that
 * begin or end at one place in neighbouring rows. A row has at least two cells, and as many as the one above it where
 * bars or tabs divide them; rulers of dashes, pluses and the like belong to the table they touch. Two lines with bars
 * can be program text, and two with spaces chance: there must be three rows at least of columns that spaces divide, and
 * of bars where no ruler with bars or pluses in it ({@code ---|---}) and no row between two bars shows a table; {@code
 * ||} divides no cells there.
 *
 * <p>A list is a run of items, which begin with a bullet and a space or with a number or a single letter, a full stop
 * or a bracket, and a space; lines behind an item that are further indented than it belong to it, and single blank
 * lines do not end a list.
 */
@Operator.Info(
        name = "remove_blocks",
        since = "0.1",
        summary = "Removes tables and lists from texts.",
        cost = Operator.Cost.CHEAP)
public record RemoveBlocks(
        @Param(doc = "What is removed.", def = "[tables, lists]", min = 1, main = true)
        List<Block> kinds,

        @Param(
                doc = "Fewest rows of a table that goes; never fewer than three where nothing but spaces or single bars"
                        + " shows that it is one.",
                def = "2",
                min = 1)
        int minRows,

        @Param(doc = "Fewest items of a list that goes.", def = "3", min = 1)
        int minItems)
        implements Mapper {

    /** What can be removed. */
    public enum Block {
        /** Tables: rows of cells between vertical bars or tabs, or in columns that spaces line up. */
        TABLES,
        /** Lists: items behind bullets or numbers. */
        LISTS
    }

    /** Why documents are dropped. */
    public enum Reason {
        /** There was nothing but tables and lists. */
        NOTHING_LEFT
    }

    /** Two lines with runs of spaces at one place can be chance, and two with bars program text. */
    private static final int LEAST_UNPROVEN = 3;

    private static final Signal TABLES = Signal.count("tables", "tables", "tables removed");
    private static final Signal LISTS = Signal.count("lists", "lists", "lists removed");
    private static final Signal LINES = Signal.count("lines", "lines", "lines removed with them");

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(TABLES, LISTS, LINES);
    }

    @Override
    public void check(Faults faults) {
        if (kinds.stream().distinct().count() < kinds.size()) {
            faults.report("kinds", "names the same thing twice");
        }
    }

    @Override
    public Edit open(Resources resources) {
        return (document, measured, output) -> {
            Blocks blocks = new Blocks(document);
            String rest = blocks.rest(measured);
            if (rest == null) {
                output.emit(document);
            } else if (Chars.skipSpace(rest, 0, rest.length()) == rest.length()) {
                output.drop(Reason.NOTHING_LEFT);
            } else {
                output.emit(document.withText(rest));
            }
        };
    }

    /** The lines of one text. */
    private final class Blocks {
        private final String text;
        private final Pieces lines;
        private final boolean[] goes;

        Blocks(Document document) {
            text = document.text();
            lines = Pieces.newlines(document);
            goes = new boolean[lines.size()];
        }

        /** What is left of the text; null when nothing goes. */
        @Nullable String rest(Values measured) {
            int tables = kinds.contains(Block.TABLES) ? tables() : 0;
            int lists = kinds.contains(Block.LISTS) ? lists() : 0;
            int gone = 0;
            StringBuilder rest = new StringBuilder(text.length());
            boolean first = true;
            boolean afterBlank = true;
            for (int i = 0; i < goes.length; i++) {
                boolean blank = isBlank(i);
                // Of the blank lines around a block one side is enough.
                boolean doubled = blank && afterBlank && i > 0 && goes[i - 1];
                if (goes[i] || doubled) {
                    gone += goes[i] ? 1 : 0;
                    goes[i] = true;
                    continue;
                }
                rest.append(first ? "" : "\n").append(text, lines.start(i), lines.end(i));
                first = false;
                afterBlank = blank;
            }
            measured.set(TABLES, tables);
            measured.set(LISTS, lists);
            measured.set(LINES, gone);
            return tables + lists == 0 ? null : rest.toString();
        }

        private boolean isBlank(int line) {
            return Chars.skipSpace(text, lines.start(line), lines.end(line)) == lines.end(line);
        }

        private int tables() {
            int tables = 0;
            int i = 0;
            while (i < goes.length) {
                int from = i;
                int rows = 0;
                boolean proven = false;
                TableRow row = TableRow.of(text, lines.start(i), lines.end(i));
                TableRow before = row;
                while (i < goes.length && (row.isRuler() || (row.isRow() && row.follows(before)))) {
                    rows += row.isRow() ? 1 : 0;
                    proven |= row.proves();
                    before = row.isRow() ? row : before;
                    i++;
                    row = i < goes.length ? TableRow.of(text, lines.start(i), lines.end(i)) : row;
                }
                boolean doubtful = before.isAligned() || (before.isBarred() && !proven);
                if (rows >= (doubtful ? Math.max(LEAST_UNPROVEN, minRows) : minRows)) {
                    tables++;
                    Arrays.fill(goes, from, i, true);
                }
                i = Math.max(i, from + 1);
            }
            return tables;
        }

        private int lists() {
            int lists = 0;
            int i = 0;
            while (i < goes.length) {
                int from = i;
                int end = i; // behind the last line that belongs to the list
                int items = 0;
                int indent = 0;
                boolean blank = false;
                for (; i < goes.length && !goes[i]; i++) {
                    if (isBlank(i)) {
                        if (blank || items == 0) {
                            break;
                        }
                        blank = true;
                        continue;
                    }
                    int start = lines.start(i);
                    int column = Chars.skipSpace(text, start, lines.end(i)) - start;
                    if (ListItem.begins(text, start + column, lines.end(i))) {
                        items++;
                        indent = column;
                    } else if (items == 0 || column <= indent) {
                        break;
                    }
                    blank = false;
                    end = i + 1;
                }
                if (items >= minItems) {
                    lists++;
                    Arrays.fill(goes, from, end, true);
                }
                i = Math.max(end, from + 1);
            }
            return lists;
        }
    }
}
