package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.plan.Step;
import dev.sluice.plan.TextTotals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the decisions of one global step did to the documents of one partition. */
final class GlobalCounts {
    /** Groups whose members the report shows. */
    private static final int LARGEST = 10;

    private static final int MEMBERS = 4;
    private static final int EXCERPT_CHARACTERS = 240;

    private final Map<String, Long> dropped = new TreeMap<>();
    private final Map<Long, Long> droppedBySize = new TreeMap<>();
    private final Map<Long, Long> keptBySize = new TreeMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<Long, Long> besideEarlierBySize = new TreeMap<>();
    private final TextTotals in = new TextTotals();
    private final TextTotals out = new TextTotals();
    private long modified;
    private long marked;
    private long smallest;

    private record Group(Decision.Names names, long size, List<ObjectNode> members) {}

    /** @param tokenSignal see {@link TextTotals} */
    GlobalCounts(@Nullable String tokenSignal) {
        in.countTokens(tokenSignal);
        out.countTokens(tokenSignal);
    }

    void enter(Document document) {
        in.add(document);
    }

    void drop(String reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    /** A document about which nothing was decided. */
    void pass(Document document) {
        out.add(document);
    }

    /**
     * @param labelled the document with what the decision says about it
     * @param left what the decision made of that
     */
    void pass(Document document, Document labelled, List<Document> left) {
        left.forEach(out::add);
        if (!left.isEmpty() && labelled != document) {
            marked++;
        }
        if (!left.isEmpty() && !left.get(0).text().equals(document.text())) {
            modified++;
        }
    }

    void match(Fates.MatchedIds match, boolean drops, Document document, RunSpec spec, Step step) {
        Decision.Names names = match.names();
        (names.index() != null ? besideEarlierBySize : drops ? droppedBySize : keptBySize)
                .merge(match.size(), 1L, Long::sum);
        Group group = groups.get(names.group());
        if (group == null) {
            if (groups.size() >= LARGEST && match.size() <= smallest) {
                return;
            }
            group = new Group(names, match.size(), new ArrayList<>());
            groups.put(names.group(), group);
            if (groups.size() > LARGEST) {
                groups.values().stream()
                        .min(Comparator.comparingLong(Group::size)
                                .thenComparing(least -> least.names().group()))
                        .ifPresent(least -> groups.remove(least.names().group()));
            }
            smallest = groups.values().stream().mapToLong(Group::size).min().orElse(0);
        }
        if (group.members().size() < MEMBERS) {
            ObjectNode member = Json.object();
            member.put("id", document.id());
            if (spec.showsText(step.number())) {
                member.put("excerpt", Excerpt.of(document.text(), EXCERPT_CHARACTERS));
            }
            group.members().add(member);
        }
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.set("in", StepTotals.size(in));
        json.set("out", StepTotals.size(out));
        json.set("dropped", Json.of(dropped));
        json.put("modified", modified);
        json.put("marked", marked);
        json.put("failed", 0);
        json.set("dropped_by_size", Json.of(droppedBySize));
        json.set("kept_by_size", Json.of(keptBySize));
        json.set("beside_earlier_by_size", Json.of(besideEarlierBySize));
        ArrayNode largest = json.putArray("largest");
        for (Group group : groups.values()) {
            ObjectNode one = largest.addObject();
            one.put("group", group.names().group());
            one.put("size", group.size());
            one.put("survivor", group.names().survivor());
            if (group.names().index() != null) {
                one.put("survivor_index", group.names().index());
            }
            ArrayNode members = one.putArray("members");
            group.members().forEach(members::add);
        }
        return json;
    }
}
