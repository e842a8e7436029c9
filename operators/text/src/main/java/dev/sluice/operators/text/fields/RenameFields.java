package dev.sluice.operators.text.fields;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives fields other names, all at once, so that two can change places. A field that is not there leaves the one that
 * has its new name alone; one that is there takes its place. Names joined by dots lead into objects.
 */
@Operator.Info(name = "rename_fields", since = "0.1", summary = "Gives fields other names.", cost = Operator.Cost.CHEAP)
public record RenameFields(
        @Param(
                doc = "New names by old ones; both may lead into objects: `{meta.lang: language}`.",
                names = Param.Names.FIELD)
        Map<String, String> names)
        implements Mapper {

    @Override
    public void check(Faults faults) {
        if (names.isEmpty()) {
            faults.report("names", "is empty: nothing would be renamed");
        }
        Set<String> targets = new HashSet<>();
        names.forEach((from, to) -> {
            if (from.isBlank() || to.isBlank()) {
                faults.report("names", "holds a blank name");
            }
            if (!targets.add(to)) {
                faults.report("names", "gives two fields the name '" + to + "'");
            }
        });
    }

    @Override
    public boolean editsText() {
        return false;
    }

    @Override
    public Edit open(Resources resources) {
        return (document, measured, output) -> output.emit(renamed(document));
    }

    private Document renamed(Document document) {
        Map<String, Object> values = new LinkedHashMap<>();
        Document result = document;
        for (Map.Entry<String, String> entry : names.entrySet()) {
            @Nullable Object value = document.field(entry.getKey());
            if (value != null) {
                values.put(entry.getValue(), value);
                result = FieldPath.without(result, entry.getKey());
            }
        }
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            result = FieldPath.set(result, entry.getKey(), entry.getValue());
        }
        return result;
    }
}
