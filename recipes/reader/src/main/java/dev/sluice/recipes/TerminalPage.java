package dev.sluice.recipes;

import dev.sluice.operators.Operator;
import dev.sluice.operators.Signal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the reference page of an operator says, as plain text of a given width for a terminal. */
public final class TerminalPage {
    private static final int LEAST_COLUMNS = 40;
    private static final int STEP = 4;
    private static final Pattern LIST_ITEM = Pattern.compile("( *)(- |\\d+\\. ) *(.*)");
    private static final Pattern LEADING = Pattern.compile("( *)(.*)");

    private final OperatorFacts facts;
    private final int columns;
    private final StringBuilder out = new StringBuilder();

    private TerminalPage(OperatorFacts facts, int columns) {
        this.facts = facts;
        this.columns = Math.max(LEAST_COLUMNS, columns);
    }

    /** The page of an operator in lines of at most so many code points, but for words that are longer by themselves. */
    public static String of(Class<? extends Operator> type, int columns) {
        return new TerminalPage(OperatorFacts.of(type), columns).page();
    }

    /** A line of a list of names with what they mean, wrapped behind the names. */
    public static String entry(String name, int nameColumns, String meaning, int columns) {
        StringBuilder out = new StringBuilder();
        String padded = String.format(Locale.ROOT, "  %-" + nameColumns + "s ", name);
        wrap(padded + meaning, 0, padded.length(), Math.max(LEAST_COLUMNS, columns), out);
        return out.toString();
    }

    private String page() {
        line(facts.name(), 0);
        out.append('\n');
        markdown(facts.text());
        out.append('\n');
        fact("Kind", facts.kind() + "; it " + facts.kindMeaning());
        fact("Cost", facts.cost() + (facts.costMeaning().isEmpty() ? "" : "; " + facts.costMeaning()));
        if (!facts.readings().isEmpty()) {
            fact("Rounds", facts.readings());
        }
        facts.memory().forEach(clause -> fact("Memory", clause));
        if (!facts.source().isEmpty()) {
            fact("Source", facts.source());
        }
        fact("Since", facts.since());
        heading("Parameters");
        if (facts.parameters().isEmpty()) {
            line("None.", 2);
        }
        facts.parameters().forEach(parameter -> parameter(parameter, 2));
        line(facts.aboutParameters(), 2);
        for (OperatorFacts.Parameter parameter : facts.parameters()) {
            if (!parameter.language().isEmpty()) {
                heading("How " + parameter.name() + " is written");
                markdown(parameter.language());
                out.append('\n');
            }
        }
        values();
        reasons();
        remarks();
        examples();
        return out.toString().stripTrailing() + "\n";
    }

    private void fact(String what, String text) {
        String padded = String.format(Locale.ROOT, "%-8s", what);
        wrap(padded + plain(text), 0, padded.length(), columns, out);
    }

    private void heading(String text) {
        out.append('\n').append(text.toUpperCase(Locale.ROOT)).append('\n');
    }

    private void parameter(OperatorFacts.Parameter parameter, int indent) {
        String otherwise = parameter.otherwise().startsWith("`")
                ? "default " + parameter.otherwise().replace("`", "")
                : parameter.otherwise().equals("absent") ? "absent by default" : parameter.otherwise();
        String limits = parameter.limits().isEmpty() ? "" : "; " + parameter.limits();
        line(parameter.name() + ": " + parameter.type() + "; " + otherwise + limits, indent, indent + 2 * STEP);
        line(parameter.meaning(), indent + STEP);
        for (OperatorFacts.Choice choice : parameter.choices()) {
            line(choice.name() + ": " + choice.meaning(), indent + 2 * STEP - 2, indent + 3 * STEP - 2);
        }
        if (!parameter.nested().isEmpty()) {
            line(parameter.type().startsWith("list") ? "Each mapping has:" : "The mapping has:", indent + STEP);
            parameter.nested().forEach(nested -> parameter(nested, indent + 2 * STEP - 2));
        }
    }

    private void values() {
        List<OperatorFacts.Value> values = facts.values();
        if (values.isEmpty()) {
            return;
        }
        heading("Signals and labels");
        for (OperatorFacts.Value value : values) {
            String unit = value.unit().isEmpty()
                    ? ""
                    : (value.kind() == Signal.Kind.SPANS ? "; score: " : "; unit: ") + value.unit();
            line(value.name() + ": " + OperatorFacts.lower(value.kind()) + unit, 2, 2 + 2 * STEP);
            String when = value.when() == null ? "" : "; set with other parameters, such as `" + value.when() + "`";
            line(value.meaning() + when, 2 + STEP);
        }
        line(OperatorFacts.kindsMeaning(values), 2);
    }

    private void reasons() {
        if (facts.reasons().isEmpty()) {
            return;
        }
        heading("Reasons for dropping a document");
        for (OperatorFacts.Reason reason : facts.reasons()) {
            String bounds = reason.bounds().isEmpty() ? "" : " (set by " + String.join(", ", reason.bounds()) + ")";
            line(reason.name() + bounds, 2, 2 + 2 * STEP);
            line(reason.meaning(), 2 + STEP);
        }
    }

    private void remarks() {
        if (!facts.remarks().isEmpty()) {
            heading("Counted in the report");
            facts.remarks().forEach((name, meaning) -> {
                line(name, 2, 2 + 2 * STEP);
                line(meaning, 2 + STEP);
            });
        }
    }

    private void examples() {
        if (facts.examples().isEmpty()) {
            return;
        }
        heading("Examples");
        line(OperatorFacts.ABOUT_EXAMPLES, 2);
        out.append('\n');
        facts.examples().lines().forEach(example -> {
            Matcher leading = LEADING.matcher(example);
            int indent = 2 + (leading.matches() ? leading.group(1).length() : 0);
            wrap(example.strip(), indent, indent + STEP, columns, out);
        });
    }

    /** Paragraphs, lists and preformatted text. */
    private void markdown(String text) {
        boolean preformatted = false;
        for (String line : text.split("\n", -1)) {
            Matcher item = LIST_ITEM.matcher(line);
            if (line.strip().equals("```")) {
                preformatted = !preformatted;
            } else if (preformatted) {
                out.append("    ").append(line).append('\n');
            } else if (line.isBlank()) {
                out.append('\n');
            } else if (item.matches()) {
                int indent = item.group(1).length();
                line(
                        item.group(2) + item.group(3),
                        indent,
                        indent + item.group(2).length());
            } else {
                line(line.strip(), line.length() - line.stripLeading().length());
            }
        }
    }

    private void line(String markdown, int indent) {
        line(markdown, indent, indent);
    }

    private void line(String markdown, int first, int others) {
        wrap(plain(markdown), first, others, columns, out);
    }

    /** Without the escapes of Markdown, outside of code. */
    private static String plain(String markdown) {
        StringBuilder plain = new StringBuilder(markdown.length());
        boolean code = false;
        for (int i = 0; i < markdown.length(); i++) {
            char c = markdown.charAt(i);
            code ^= c == '`';
            if (!code && markdown.startsWith("&lt;", i)) {
                plain.append('<');
                i += 3;
            } else if (code || !markdown.startsWith("\\*", i)) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Breaks at spaces; spaces that are there stay, so that what is aligned stays so. */
    private static void wrap(String text, int first, int others, int columns, StringBuilder out) {
        int column = first;
        out.append(" ".repeat(first));
        boolean begun = false;
        int spaces = 0;
        for (String word : text.split(" ", -1)) {
            int length = word.codePointCount(0, word.length());
            if (begun && length > 0 && column + spaces + length > columns) {
                out.append('\n').append(" ".repeat(others));
                column = others;
                spaces = 0;
            }
            if (length > 0) {
                out.append(" ".repeat(spaces)).append(word);
                column += spaces + length;
                begun = true;
                spaces = 0;
            }
            spaces++;
        }
        out.append('\n');
    }
}
