package dev.sluice.cli;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Global;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Operator;
import dev.sluice.recipes.Registry;
import dev.sluice.recipes.TerminalPage;
import java.io.PrintWriter;
import java.util.List;
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
        description = "Lists the operators, or tells of one what its reference page tells.",
        mixinStandardHelpOptions = true)
final class OperatorsCommand implements Callable<Integer> {
    /** Columns of the terminal, as the start script tells them; lines longer than this are hard to read. */
    private static final int COLUMNS = Math.min(120, Integer.getInteger("sluice.columns", 80));

    private static final int NAME_COLUMNS = 24;

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
            out.print(TerminalPage.of(type, COLUMNS));
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
                    out.print(TerminalPage.entry(
                            operator, NAME_COLUMNS, info(type).summary(), COLUMNS));
                }
            });
        }
    }

    private static Operator.Info info(Class<? extends Operator> type) {
        return type.getAnnotation(Operator.Info.class);
    }
}
