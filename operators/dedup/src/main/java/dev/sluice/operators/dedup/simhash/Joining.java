package dev.sluice.operators.dedup.simhash;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.dedup.Ruling;
import dev.sluice.operators.dedup.graph.Components;
import java.util.Arrays;
import java.util.List;

/** Joins pairs to clusters and decides about their members. Only documents of a pair are held, see {@link Components}. */
final class Joining implements Global.Folder {
    private final Global.Table pairs;
    private final Ruling ruling;
    private final Components components = new Components();
    private long[] ranks = new long[0];

    /** @param pairs is read first; a table of locators and ranks may follow */
    Joining(Global.Table pairs, Ruling ruling) {
        this.pairs = pairs;
        this.ruling = ruling;
    }

    /** What is held, see {@link Global#held}. */
    static List<Global.Held> held(boolean ranked) {
        int bytes = Components.NODE_BYTES + 2 * Integer.BYTES + (ranked ? Long.BYTES : 0);
        return List.of(new Global.Held("documents with a possible duplicate", Components.MAX_NODES, bytes));
    }

    @Override
    public void accept(Global.Table table, long[] record) {
        if (table.equals(pairs)) {
            components.link(record[0], record[1]);
            return;
        }
        if (ranks.length == 0) {
            components.besides((long) (Long.BYTES + 2 * Integer.BYTES) * components.size(), 0);
            ranks = new long[components.size()];
        }
        int number = components.find(record[0]);
        if (number >= 0) {
            ranks[number] = record[1];
        }
    }

    @Override
    public void finish(Global.Records out, Global.Decisions decisions) {
        int size = components.size();
        components.besides((long) Long.BYTES * ranks.length + 2L * Integer.BYTES * size, 0);
        int[] sizes = new int[size];
        int[] survivors = new int[size];
        Arrays.fill(survivors, -1);
        for (int i = 0; i < size; i++) {
            int root = components.root(i);
            sizes[root]++;
            if (survivors[root] < 0 || precedes(i, survivors[root])) {
                survivors[root] = i;
            }
        }
        for (int i = 0; i < size; i++) {
            int root = components.root(i);
            Decision.Match match =
                    new Decision.Match(components.label(i), components.node(survivors[root]), sizes[root], null);
            decisions.decide(ruling.about(components.node(i), match));
        }
    }

    private boolean precedes(int one, int other) {
        int order = ranks.length == 0 ? 0 : Long.compare(ranks[one], ranks[other]);
        return order < 0 || (order == 0 && components.node(one) < components.node(other));
    }
}
