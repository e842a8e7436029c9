package dev.sluice.operators.text.lines;

import dev.sluice.text.Chars;
import java.util.Arrays;

/**
 * A line as a row of a table in plain text, if it is one.
 *
 * @param kind what divides its cells
 * @param cells how many it has
 * @param starts where cells begin within the line, for those that spaces divide; else empty
 * @param ends where they end
 * @param framed whether bars stand at both ends
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves this package
record TableRow(Kind kind, int cells, int[] starts, int[] ends, boolean framed) {
    /** What divides the cells of a row. */
    enum Kind {
        /** The line is no row. */
        NONE,
        /** Dashes, pluses and bars alone. */
        RULER,
        BARS,
        TABS,
        SPACES
    }

    private static final int[] NOWHERE = {};
    private static final TableRow NO_ROW = new TableRow(Kind.NONE, 0, NOWHERE, NOWHERE, false);
    private static final TableRow RULER = new TableRow(Kind.RULER, 0, NOWHERE, NOWHERE, false);
    private static final TableRow DIVIDED_RULER = new TableRow(Kind.RULER, 2, NOWHERE, NOWHERE, true);
    private static final String BARS = "|\u2502\u2503\u2551";
    private static final String RULES =
            "-+=|:_\u2500\u2501\u2502\u2550\u253c\u251c\u2524\u252c\u2534\u2510\u250c\u2514\u2518";
    private static final String CROSSINGS = "+|\u2502\u253c\u251c\u2524\u252c\u2534";
    private static final int SHORTEST_RULER = 3;
    private static final int MOST_COLUMNS = 64;

    static TableRow of(String text, int start, int end) {
        int from = Chars.skipSpace(text, start, end);
        int to = Chars.stripEnd(text, from, end);
        if (from == to) {
            return NO_ROW;
        }
        if (isRuler(text, from, to)) {
            return cells(text, from, to, CROSSINGS) >= 2 ? DIVIDED_RULER : RULER;
        }
        int bars = cells(text, from, to, BARS);
        boolean framed = BARS.indexOf(text.charAt(from)) >= 0 && BARS.indexOf(text.charAt(to - 1)) >= 0;
        if (bars >= 2 && (framed || !hasDoubleBar(text, from, to))) {
            return new TableRow(Kind.BARS, bars, NOWHERE, NOWHERE, framed);
        }
        int tabs = cells(text, from, to, "\t");
        return tabs >= 2 ? new TableRow(Kind.TABS, tabs, NOWHERE, NOWHERE, false) : aligned(text, start, from, to);
    }

    boolean isRow() {
        return kind != Kind.NONE && kind != Kind.RULER;
    }

    boolean isRuler() {
        return kind == Kind.RULER;
    }

    /** Whether this line proves a table of bars: a ruler that divides columns, or a row between two bars. */
    boolean proves() {
        return framed;
    }

    /** Whether nothing but bars divides the cells. */
    boolean isBarred() {
        return kind == Kind.BARS;
    }

    /** Whether spaces alone divide the cells. */
    boolean isAligned() {
        return kind == Kind.SPACES;
    }

    /** Whether this row can stand below another one in one table: as many cells, or columns of which two stand alike. */
    boolean follows(TableRow above) {
        if (!above.isRow()) {
            return true;
        }
        if (kind != above.kind) {
            return false;
        }
        if (kind != Kind.SPACES) {
            return cells == above.cells;
        }
        int shared = 0;
        for (int i = 0; i < starts.length; i++) {
            boolean aligned =
                    Arrays.binarySearch(above.starts, starts[i]) >= 0 || Arrays.binarySearch(above.ends, ends[i]) >= 0;
            shared += aligned ? 1 : 0;
        }
        return shared >= 2;
    }

    private static boolean isRuler(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (RULES.indexOf(c) < 0 && !Chars.isSpace(c)) {
                return false;
            }
        }
        return to - from >= SHORTEST_RULER;
    }

    /** Two bars in a row between no others are an operator of program text. */
    private static boolean hasDoubleBar(String text, int from, int to) {
        int at = text.indexOf("||", from);
        return at >= 0 && at < to - 1;
    }

    /** How many cells signs divide a line into, empty ones among them; the first and last sign may stand at its ends. */
    private static int cells(String text, int from, int to, String signs) {
        int cells = 1;
        for (int i = from + 1; i < to - 1; i++) {
            cells += signs.indexOf(text.charAt(i)) >= 0 ? 1 : 0;
        }
        return cells;
    }

    private static TableRow aligned(String text, int start, int from, int to) {
        int[] starts = new int[MOST_COLUMNS];
        int[] ends = new int[MOST_COLUMNS];
        int count = 0;
        starts[0] = from - start;
        for (int i = from + 2; i < to && count + 1 < MOST_COLUMNS; i++) {
            if (text.charAt(i) == ' ' || text.charAt(i - 1) != ' ' || text.charAt(i - 2) != ' ') {
                continue;
            }
            ends[count++] = Chars.stripEnd(text, from, i) - start;
            starts[count] = i - start;
        }
        ends[count++] = to - start;
        return count < 2
                ? NO_ROW
                : new TableRow(Kind.SPACES, count, Arrays.copyOf(starts, count), Arrays.copyOf(ends, count), false);
    }
}
