package dev.sluice.operators.text.fields;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps some fields and removes all others, or removes some. Text, id, signals and labels are no fields and stay. */
@Operator.Info(
        name = "select_fields",
        since = "0.1",
        summary = "Removes fields: all but some, or some.",
        cost = Operator.Cost.CHEAP)
public record SelectFields(
        @Param(
                doc = "Fields that stay, all others go; names may lead into objects. Empty where drop is given.",
                def = "[]",
                names = Param.Names.FIELD)
        List<String> keep,

        @Param(
                doc = "Fields that go, all others stay; names may lead into objects. Empty where keep is given.",
                def = "[]",
                names = Param.Names.FIELD)
        List<String> drop)
        implements Mapper {

    @Override
    public void check(Faults faults) {
        if (keep.isEmpty() == drop.isEmpty()) {
            faults.report("keep", keep.isEmpty() ? "is not given, nor is drop" : "and drop exclude each other");
        }
    }

    @Override
    public boolean editsText() {
        return false;
    }

    @Override
    public Edit open(Resources resources) {
        return (document, measured, output) -> output.emit(keep.isEmpty() ? without(document) : only(document));
    }

    private Document without(Document document) {
        Document result = document;
        for (String name : drop) {
            result = FieldPath.without(result, name);
        }
        return result;
    }

    private Document only(Document document) {
        Document result = document;
        for (String name : FieldPath.names(document)) {
            if (!keep.contains(name)) {
                Map<String, @Nullable Object> part = part(document.field(name), name + ".");
                result = result.withField(name, part.isEmpty() ? null : part);
            }
        }
        return result;
    }

    /** What stays of an object, by the names that lead into it. */
    private Map<String, @Nullable Object> part(@Nullable Object value, String prefix) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object && keep.stream().anyMatch(name -> name.startsWith(prefix))) {
            object.forEach((key, inner) -> {
                String name = prefix + key;
                Object left = keep.contains(name) ? inner : part(inner, name + ".");
                if (!(left instanceof Map<?, ?> map && map.isEmpty() && !keep.contains(name))) {
                    part.put(String.valueOf(key), left);
                }
            });
        }
        return part;
    }
}
