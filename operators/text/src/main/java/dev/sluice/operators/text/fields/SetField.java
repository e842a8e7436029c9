package dev.sluice.operators.text.fields;

import dev.sluice.operators.Document;
import dev.sluice.operators.Expression;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import java.util.List;

/**
 * Sets a field, the text or the id to what an expression gives: a constant, another field, a signal, fields joined by a
 * separator, a hash of the text. Where the value is absent the document stays as it is. How expressions are written is
 * told below the parameters.
 */
@Operator.Info(
        name = "set_field",
        since = "0.1",
        summary = "Sets a field, the text or the id to the value of an expression.",
        cost = Operator.Cost.CHEAP)
public record SetField(
        @Param(
                doc = "What is set: a field, whose name may lead into objects (meta.lang), or `text` or `id`, which are"
                        + " the document's own wherever they were read from.")
        String name,

        @Param(doc = "The value, such as 'web', field.title, word_count.words / 2 or join(' ', field.title, text).")
        Expression value)
        implements Mapper {

    @Override
    public void check(Faults faults) {
        if (name.isBlank() || name.startsWith("field.")) {
            faults.report("name", "is '" + name + "', expected the name of a field, text or id");
        }
    }

    @Override
    public List<String> needs() {
        return List.copyOf(value.names());
    }

    @Override
    public boolean editsText() {
        return name.equals("text");
    }

    @Override
    public Edit open(Resources resources) {
        return (document, measured, output) -> {
            Object found = value.value(document);
            output.emit(found == null ? document : with(document, found));
        };
    }

    private Document with(Document document, Object found) {
        return switch (name) {
            case "text" -> document.withText(string(found));
            case "id" -> document.withId(string(found));
            default -> FieldPath.set(document, name, found);
        };
    }

    private String string(Object found) {
        if (found instanceof String || found instanceof Number || found instanceof Boolean) {
            return found.toString();
        }
        throw new IllegalArgumentException("the value for " + name + " is no string: " + found);
    }
}
