package dev.sluice.cli;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Global;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Spec;
import dev.sluice.recipes.Registry;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists operators, or describes one. */
@Command(
        name = "operators",
        description = "Lists the operators, or describes one with its parameters, defaults and reasons.",
        mixinStandardHelpOptions = true)
final class OperatorsCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The operator to describe.")
    private @Nullable String name;

    @Mixin
    private Plugins plugins;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Registry registry = plugins.registry();
        if (name == null) {
            list(registry, out);
        } else {
            Class<? extends Operator> type = registry.operators().get(name);
            if (type == null) {
                String hint = NearestName.hint(name, registry.operators().keySet());
                throw new Failures.UsageException(
                        "no operator named '" + name + "'" + (hint == null ? "" : "; " + hint));
            }
            describe(type, out);
        }
        out.flush();
        return 0;
    }

    private static void list(Registry registry, PrintWriter out) {
        Map<String, Class<? extends Operator>> kinds = Map.of(
                "Filters",
                Filter.class,
                "Mappers",
                Mapper.class,
                "Annotators",
                Annotator.class,
                "Global",
                Global.class);
        for (String kind : List.of("Filters", "Mappers", "Annotators", "Global", "Sketches")) {
            out.println(kind);
            registry.operators().forEach((operator, type) -> {
                boolean sketch = kinds.values().stream().noneMatch(of -> of.isAssignableFrom(type));
                boolean member =
                        kind.equals("Sketches") ? sketch : kinds.get(kind).isAssignableFrom(type);
                if (member) {
                    out.printf(Locale.ROOT, "  %-24s %s%n", operator, info(type).summary());
                }
            });
        }
    }

    private static Operator.Info info(Class<? extends Operator> type) {
        return type.getAnnotation(Operator.Info.class);
    }

    private static void describe(Class<? extends Operator> type, PrintWriter out) {
        Operator.Info info = info(type);
        out.println(info.name() + "  (since " + info.since() + ", "
                + info.cost().name().toLowerCase(Locale.ROOT) + ")");
        out.println(info.summary());
        if (!info.source().isEmpty()) {
            out.println("Source: " + info.source());
        }
        out.println();
        Spec<?> parameters = Spec.of(type);
        for (Spec.Parameter parameter : parameters.parameters()) {
            String def = parameters.defaultText(parameter);
            String value = parameter.required() ? "required" : def == null ? "may be absent" : "default " + def;
            out.println("  " + parameter.name() + "  (" + parameter.typeDescription() + ", " + value + ")");
            out.println("      " + parameter.param().doc());
        }
    }
}
