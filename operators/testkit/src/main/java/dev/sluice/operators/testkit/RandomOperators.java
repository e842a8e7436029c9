package dev.sluice.operators.testkit;

import dev.sluice.operators.ByteSize;
import dev.sluice.operators.Example;
import dev.sluice.operators.Expression;
import dev.sluice.operators.Node;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Spec;
import dev.sluice.operators.TextPattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Draws operators with random valid parameters. Numbers, booleans, choices, sizes and patterns come from the declared
 * types and ranges; strings, which mean something to each operator alone, come from its examples and defaults.
 */
public final class RandomOperators {
    private static final int ATTEMPTS = 40;
    private static final Node.Place PLACE = new Node.Place("random", 0, 0);
    private static final List<String> PATTERNS = List.of("(a+)+$", "\\w+", "[^a-z]*x?", "(?i)the|a", ".", "^\\s*$");
    private static final List<String> DURATIONS = List.of("PT1S", "PT1M", "P1D");

    private final Class<? extends Operator> type;
    private final Spec<? extends Operator> spec;
    private final List<Example> examples;

    /** Whether strings may have to fit the content of a file; then examples are not mixed. */
    private final boolean bound;

    private RandomOperators(Class<? extends Operator> type) {
        this.type = type;
        this.spec = Spec.of(type);
        this.examples = ExampleFile.of(type, name());
        this.bound = spec.parameters().stream()
                .anyMatch(parameter -> parameter.param().asset());
    }

    /** Draws operators of one class. */
    public static RandomOperators of(Class<? extends Operator> type) {
        return new RandomOperators(type);
    }

    /** The recipe name of the operators. */
    public String name() {
        return type.getAnnotation(Operator.Info.class).name();
    }

    /** An operator as an example sets it. */
    public Operator example(Random random) {
        Operator operator = bind(pick(random, examples).with());
        if (operator == null) {
            throw new AssertionError("an example of " + name() + " does not bind");
        }
        return operator;
    }

    /** An operator whose parameters begin as in an example, or absent, and are drawn anew here and there. */
    public Operator draw(Random random) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Map<String, Node.Entry> given = new LinkedHashMap<>();
            if (bound || random.nextBoolean()) {
                for (Node.Entry entry : pick(random, examples).with().entries()) {
                    given.put(entry.key().text(), entry);
                }
            }
            for (Spec.Parameter parameter : spec.parameters()) {
                if (random.nextInt(3) == 0 || (parameter.required() && !given.containsKey(parameter.name()))) {
                    Node value = value(parameter, random);
                    if (value != null) {
                        Node.Scalar key = new Node.Scalar(parameter.name(), false, PLACE);
                        given.put(parameter.name(), new Node.Entry(key, value));
                    }
                }
            }
            Operator operator = bind(new Node.Mapping(List.copyOf(given.values()), PLACE));
            if (operator != null) {
                return operator;
            }
        }
        return example(random); // cross-checks refuse most combinations of some operators
    }

    /** An operator as its first example sets it, with every regular expression replaced; null where it takes none. */
    public @Nullable Operator withPatterns(String pattern) {
        Map<String, Node.Entry> given = new LinkedHashMap<>();
        for (Node.Entry entry : examples.get(0).with().entries()) {
            given.put(entry.key().text(), entry);
        }
        boolean any = false;
        for (Spec.Parameter parameter : spec.parameters()) {
            if (parameter.component().getGenericType().getTypeName().contains(TextPattern.class.getName())) {
                Node.Scalar key = new Node.Scalar(parameter.name(), false, PLACE);
                given.put(parameter.name(), new Node.Entry(key, new Node.Scalar(pattern, true, PLACE)));
                any = true;
            }
        }
        return any ? bind(new Node.Mapping(List.copyOf(given.values()), PLACE)) : null;
    }

    /** Copies the files that examples name to a folder, where {@code Resources.asset} finds them. */
    public Function<String, Path> assets(Path folder) {
        return name -> {
            Path copy = folder.resolve(name);
            try (InputStream in = type.getResourceAsStream("/examples/" + name)) {
                if (in == null) {
                    throw new IllegalArgumentException("no asset '" + name + "' among the examples of " + name());
                }
                if (!Files.exists(copy)) {
                    Files.copy(in, copy);
                }
            } catch (IOException cause) {
                throw new UncheckedIOException(name, cause);
            }
            return copy;
        };
    }

    private @Nullable Operator bind(Node.Mapping given) {
        return spec.bind(given, (place, parameter, message, hint) -> {});
    }

    private @Nullable Node value(Spec.Parameter parameter, Random random) {
        Type component = parameter.component().getGenericType();
        boolean text = !(component instanceof Class<?> plain)
                ? !component.getTypeName().contains("Pattern")
                : plain == String.class || plain == Expression.class || (plain.isRecord() && plain != ByteSize.class);
        if (bound && text) {
            return null;
        }
        List<Node> shown = new ArrayList<>();
        for (Example example : examples) {
            Node one = example.with().get(parameter.name());
            if (one != null) {
                shown.add(one);
            }
        }
        if (!shown.isEmpty() && random.nextInt(3) == 0) {
            return pick(random, shown);
        }
        Param range = parameter.param();
        if (component instanceof ParameterizedType list && list.getRawType() == List.class) {
            double fewest = Math.max(0, range.min());
            int size = (int) (fewest + random.nextInt((int) Math.min(3, range.max() - fewest) + 1));
            List<Node> items = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Node item = value(
                        list.getActualTypeArguments()[0], Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, random);
                if (item == null) {
                    return shown.isEmpty() ? null : pick(random, shown);
                }
                items.add(item);
            }
            return new Node.Sequence(items, PLACE);
        }
        Node drawn = value(component, range.min(), range.max(), random);
        return drawn == null && !shown.isEmpty() ? pick(random, shown) : drawn;
    }

    /** A value of a type, or null where only an operator knows which values make sense. */
    private @Nullable Node value(Type component, double min, double max, Random random) {
        if (!(component instanceof Class<?> plain)) {
            return null;
        }
        if (plain == int.class || plain == Integer.class || plain == long.class || plain == Long.class) {
            return scalar(Long.toString((long) Math.ceil(number(min, max, random))));
        }
        if (plain == double.class || plain == Double.class) {
            return scalar(Double.toString(number(min, max, random)));
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return scalar(Boolean.toString(random.nextBoolean()));
        }
        if (plain == TextPattern.class) {
            return new Node.Scalar(pick(random, PATTERNS), true, PLACE);
        }
        if (plain == Duration.class) {
            return scalar(pick(random, DURATIONS));
        }
        if (plain == ByteSize.class) {
            return scalar((long) number(Math.max(0, min), max, random) + "B");
        }
        if (plain.isEnum()) {
            Object constant = plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
            return scalar(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
        }
        return null;
    }

    /** The ends of the range more often than what lies between; without an end, a few orders of magnitude from the other. */
    private static double number(double min, double max, Random random) {
        double low = Double.isInfinite(min) ? Math.min(-100, max) : min;
        double high = Double.isInfinite(max) ? low + Math.pow(10, random.nextInt(5)) : Math.min(max, low + 10_000);
        return switch (random.nextInt(6)) {
            case 0 -> low;
            case 1 -> high;
            default -> low + random.nextDouble() * (high - low);
        };
    }

    private static Node scalar(String text) {
        return new Node.Scalar(text, false, PLACE);
    }

    private static <T> T pick(Random random, Collection<T> items) {
        return List.copyOf(items).get(random.nextInt(items.size()));
    }

    /** What the operator's examples give as parameters. */
    public List<Node.Mapping> givens() {
        return examples.stream().map(Example::with).toList();
    }

    /** Texts of the operator's examples. */
    public List<String> texts() {
        return examples.stream()
                .flatMap(example -> example.documents().stream())
                .map(document -> document.text())
                .toList();
    }

    @Override
    public String toString() {
        return "random " + name();
    }
}
