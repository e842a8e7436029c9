package dev.sluice.recipes;

import dev.sluice.operators.Fault;
import dev.sluice.operators.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads YAML as nodes that keep their places. Nothing in a file can make objects: tags are refused, aliases, depth and
 * size are bounded, and a key may stand only once in a mapping.
 */
final class YamlNodes {
    private static final int MAX_CHARACTERS = 3_000_000;
    private static final int MAX_ALIASES = 50;
    private static final int MAX_DEPTH = 60;
    private static final int MAX_NODES = 200_000;

    /** What plain values resolve to by themselves; the last one is the engine's name for a plain {@code ${NAME}}. */
    private static final Set<String> PLAIN_TAGS = Set.of(
            "tag:yaml.org,2002:str",
            "tag:yaml.org,2002:int",
            "tag:yaml.org,2002:float",
            "tag:yaml.org,2002:bool",
            "tag:yaml.org,2002:null",
            "tag:yaml.org,2002:seq",
            "tag:yaml.org,2002:map",
            "!ENV_VARIABLE");

    private final String file;
    private final List<Fault> faults;
    private int nodes;

    private YamlNodes(String file, List<Fault> faults) {
        this.file = file;
        this.faults = faults;
    }

    /** The document of a file, or null when it holds none or is not well-formed; faults tell why. */
    static @Nullable Node read(String file, String yaml, List<Fault> faults) {
        return new YamlNodes(file, faults).read(yaml);
    }

    private @Nullable Node read(String yaml) {
        if (yaml.length() > MAX_CHARACTERS) {
            fault(new Node.Place(file, 1, 1), "is longer than " + MAX_CHARACTERS + " characters");
            return null;
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setCodePointLimit(MAX_CHARACTERS)
                .setUseMarks(true)
                .build();
        try {
            Optional<org.snakeyaml.engine.v2.nodes.Node> root = new Compose(settings).composeString(yaml);
            if (root.isEmpty()) {
                fault(new Node.Place(file, 1, 1), "is empty");
                return null;
            }
            return node(root.get(), 0);
        } catch (MarkedYamlEngineException fault) {
            String context = fault.getContext() == null ? "" : fault.getContext() + ": ";
            fault(place(fault.getProblemMark()), context + fault.getProblem());
            return null;
        } catch (YamlEngineException fault) {
            fault(new Node.Place(file, 1, 1), String.valueOf(fault.getMessage()));
            return null;
        } catch (StackOverflowError tooDeep) {
            fault(new Node.Place(file, 1, 1), "is nested too deeply");
            return null;
        }
    }

    private @Nullable Node node(org.snakeyaml.engine.v2.nodes.Node yaml, int depth) {
        Node.Place place = place(yaml.getStartMark());
        if (depth > MAX_DEPTH) {
            fault(place, "is nested more than " + MAX_DEPTH + " levels deep");
            return null;
        }
        if (++nodes > MAX_NODES) {
            if (nodes == MAX_NODES + 1) {
                fault(place, "has more than " + MAX_NODES + " values, aliases written out");
            }
            return null;
        }
        String tag = yaml.getTag().getValue();
        if (!PLAIN_TAGS.contains(tag)) {
            fault(place, "has the tag " + tag + "; recipes hold plain values only");
            return null;
        }
        if (yaml instanceof ScalarNode scalar) {
            return new Node.Scalar(scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN, place);
        }
        if (yaml instanceof SequenceNode sequence) {
            List<Node> items = new ArrayList<>();
            for (org.snakeyaml.engine.v2.nodes.Node item : sequence.getValue()) {
                Node one = node(item, depth + 1);
                if (one != null) {
                    items.add(one);
                }
            }
            return new Node.Sequence(items, place);
        }
        if (yaml instanceof MappingNode mapping) {
            return mapping(mapping, place, depth);
        }
        fault(place, "is no value that a recipe can hold");
        return null;
    }

    private Node mapping(MappingNode mapping, Node.Place place, int depth) {
        List<Node.Entry> entries = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = node(tuple.getKeyNode(), depth + 1);
            Node value = node(tuple.getValueNode(), depth + 1);
            if (key instanceof Node.Scalar name) {
                if (seen.contains(name.text())) {
                    fault(name.place(), "has the key '" + name.text() + "' twice");
                } else if (value != null) {
                    entries.add(new Node.Entry(name, value));
                }
                seen.add(name.text());
            } else if (key != null) {
                fault(key.place(), "has " + key.kind() + " as a key");
            }
        }
        return new Node.Mapping(entries, place);
    }

    private Node.Place place(Optional<Mark> mark) {
        return mark.map(at -> new Node.Place(file, at.getLine() + 1, at.getColumn() + 1))
                .orElse(new Node.Place(file, 1, 1));
    }

    private void fault(Node.Place place, String message) {
        faults.add(new Fault(place, "recipe", message, null));
    }
}
