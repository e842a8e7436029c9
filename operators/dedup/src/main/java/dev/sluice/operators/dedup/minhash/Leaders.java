package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.dedup.Ruling;
import dev.sluice.operators.dedup.graph.Components;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Splits connected components around leaders, so that whatever goes is similar to what stays in its place: member by member,
 * the preferred ones first, one becomes a leader that is similar to no leader before it, and the others go to the most similar
 * leader, of equally similar ones the first. Compares every member with every leader of its component.
 */
final class Leaders {
    /** Members of a component from which on it is left whole: comparisons grow with the square of them. */
    static final int MAX_MEMBERS = 50_000;

    private final Components components;
    private final long[] ranks;
    private final Sketches sketches;
    private final double threshold;
    private final Ruling ruling;

    /** @param ranks by number of the node, smaller for preferred ones; empty where the smaller node is preferred */
    Leaders(Components components, long[] ranks, Sketches sketches, double threshold, Ruling ruling) {
        this.components = components;
        this.ranks = ranks;
        this.sketches = sketches;
        this.threshold = threshold;
        this.ruling = ruling;
    }

    /** @param sizes members of each component, by number of its root */
    void decide(int[] sizes, Global.Decisions decisions) {
        int[] ends = new int[sizes.length];
        for (int i = 0, sum = 0; i < sizes.length; i++) {
            ends[i] = sum; // moves to the component's end as its members are put
            sum += sizes[i];
        }
        int[] members = new int[sizes.length];
        for (int i = 0; i < members.length; i++) {
            members[ends[components.root(i)]++] = i;
        }
        for (int root = 0; root < sizes.length; root++) {
            if (sizes[root] > 1) {
                component(members, ends[root] - sizes[root], ends[root], decisions);
            }
        }
    }

    private void component(int[] members, int from, int to, Global.Decisions decisions) {
        Integer[] order = Arrays.stream(members, from, to).boxed().toArray(Integer[]::new);
        Arrays.sort(
                order,
                Comparator.comparingLong((Integer member) -> ranks.length == 0 ? 0 : ranks[member])
                        .thenComparingLong(components::node));
        double least = order.length > MAX_MEMBERS ? Double.NEGATIVE_INFINITY : threshold;
        List<Group> groups = new ArrayList<>();
        Group[] joined = new Group[order.length];
        double[] similarities = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            int member = order[i];
            Group nearest = null;
            for (Group group : groups) {
                double similarity = sketches.similarity(member, group.leader);
                if (similarity >= least && (nearest == null || similarity > similarities[i])) {
                    nearest = group;
                    similarities[i] = similarity;
                }
            }
            if (nearest == null) {
                nearest = new Group(member, components.node(member));
                groups.add(nearest);
                similarities[i] = sketches.similarity(member, member);
            }
            nearest.size++;
            nearest.first = Math.min(nearest.first, components.node(member));
            joined[i] = nearest;
        }
        for (int i = 0; i < order.length; i++) {
            Group group = joined[i];
            if (group.size > 1) {
                decisions.decide(ruling.about(
                        components.node(order[i]),
                        new Decision.Match(
                                group.first, components.node(group.leader), group.size, (Double) similarities[i])));
            }
        }
    }

    /** A leader and those that go for it. */
    private static final class Group {
        private final int leader;
        private long first;
        private int size;

        Group(int leader, long first) {
            this.leader = leader;
            this.first = first;
        }
    }
}
