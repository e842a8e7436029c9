package dev.sluice.operators.testkit;

import dev.sluice.operators.Example;
import dev.sluice.operators.Fault;
import dev.sluice.operators.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The examples of an operator, from {@code examples/NAME.yaml} on the class path of its module. */
final class ExampleFile {
    private ExampleFile() {}

    /** All examples; a missing, empty or wrong file is an error. */
    static List<Example> of(Class<?> type, String name) {
        String resource = "/examples/" + name + ".yaml";
        try (InputStream in = type.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError("src/main/resources" + resource + " is missing");
            }
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Fault> faults = new ArrayList<>();
            Node node = parse(name + ".yaml", yaml);
            List<Example> examples = node == null ? List.of() : Example.read(node, "example", faults);
            if (!faults.isEmpty()) {
                throw new AssertionError(
                        String.join("\n", faults.stream().map(Fault::toString).toList()));
            }
            if (examples.isEmpty()) {
                throw new AssertionError(resource + " holds no example");
            }
            return examples;
        } catch (IOException cause) {
            throw new UncheckedIOException(resource, cause);
        }
    }

    /** A file beside the examples, for parameters that name one; a path of the test where there is none. */
    static Path asset(Class<?> type, String name) {
        URL beside = type.getResource("/examples/" + name);
        if (beside == null) {
            return Path.of(name);
        }
        try {
            return Path.of(beside.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a resource has an address", impossible);
        }
    }

    static @Nullable Node parse(String label, String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(label)
                .setCodePointLimit(16 << 20)
                .build();
        return new Compose(settings)
                .composeString(yaml)
                .map(node -> node(label, node))
                .orElse(null);
    }

    private static Node node(String label, org.snakeyaml.engine.v2.nodes.Node yaml) {
        Optional<Mark> mark = yaml.getStartMark();
        Node.Place place = mark.map(at -> new Node.Place(label, at.getLine() + 1, at.getColumn() + 1))
                .orElse(new Node.Place(label, 0, 0));
        if (yaml instanceof ScalarNode scalar) {
            return new Node.Scalar(scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN, place);
        }
        if (yaml instanceof SequenceNode list) {
            return new Node.Sequence(
                    list.getValue().stream().map(item -> node(label, item)).toList(), place);
        }
        if (yaml instanceof MappingNode mapping) {
            List<Node.Entry> entries = new ArrayList<>();
            for (NodeTuple tuple : mapping.getValue()) {
                entries.add(new Node.Entry(
                        (Node.Scalar) node(label, tuple.getKeyNode()), node(label, tuple.getValueNode())));
            }
            return new Node.Mapping(entries, place);
        }
        throw new AssertionError(place + " is no plain value");
    }
}
