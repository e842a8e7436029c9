package dev.sluice.recipes;

import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of recipes, for completion and hints in editors. Made of the declarations that the recipe reader
 * itself uses; the reader checks more than a schema can say.
 */
public final class RecipeSchema {
    private final Registry registry;

    private RecipeSchema(Registry registry) {
        this.registry = registry;
    }

    /** The schema of recipes with the operators and formats of a registry, as JSON text. */
    public static String of(Registry registry) {
        return JsonText.of(new RecipeSchema(registry).recipe());
    }

    private Map<String, Object> recipe() {
        Map<String, Object> input = keys(RecipeReader.InputKeys.class, registry.inputs());
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", Map.of("type", "string"));
        properties.put("seed", Map.of("type", "integer"));
        properties.put("input", anyOf(List.of(input, array(input))));
        properties.put("steps", array(ref("step")));
        properties.put("output", keys(RecipeReader.OutputKeys.class, registry.outputs()));
        properties.put("options", Spec.of(RecipeReader.OptionKeys.class).schema());
        properties.put("tests", array(Map.of("type", "object")));
        Map<String, Object> definitions = new LinkedHashMap<>();
        definitions.put("step", step(false));
        definitions.put("filter", step(true));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Sluice recipe");
        schema.put("$comment", "Generated from the declarations of operators and formats by: sluice docs");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", List.of("input", "output"));
        schema.put("additionalProperties", false);
        schema.put("$defs", definitions);
        return schema;
    }

    /** Keys of their own and the options of every format, or the path alone. */
    private static Map<String, Object> keys(Class<?> own, Map<String, ? extends Class<?>> formats) {
        Map<String, Object> mapping = Spec.of(own).schema();
        Map<String, Object> properties = new LinkedHashMap<>(properties(mapping));
        formats.values().forEach(format -> properties(Spec.of(format).schema()).forEach(properties::putIfAbsent));
        Map<String, Object> format = new LinkedHashMap<>();
        properties(mapping).forEach((key, value) -> {
            if (key.equals("format") && value instanceof Map<?, ?> declared) {
                declared.forEach((name, one) -> format.put(name.toString(), one));
            }
        });
        format.put("enum", List.copyOf(formats.keySet()));
        properties.put("format", format);
        Map<String, Object> whole = new LinkedHashMap<>(mapping);
        whole.put("properties", properties);
        return anyOf(List.of(Map.of("type", "string"), whole));
    }

    private static Map<String, Object> properties(Map<String, Object> mapping) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (mapping.get("properties") instanceof Map<?, ?> declared) {
            declared.forEach((key, value) -> properties.put(key.toString(), value));
        }
        return properties;
    }

    private Map<String, Object> step(boolean filtersOnly) {
        List<String> bare = new ArrayList<>();
        Map<String, Object> named = new LinkedHashMap<>();
        registry.operators().forEach((name, type) -> {
            if (filtersOnly && !Filter.class.isAssignableFrom(type)) {
                return;
            }
            Spec<? extends Operator> spec = Spec.of(type);
            if (spec.parameters().stream().noneMatch(Spec.Parameter::required)) {
                bare.add(name);
            }
            boolean mayObserve = !filtersOnly && Filter.class.isAssignableFrom(type);
            named.put(name, parameters(spec, type.getAnnotation(Operator.Info.class), mayObserve));
        });
        named.put("include", described("string", "A file whose steps stand here: a list of steps, or a recipe."));
        named.put("any_of", group("Keeps what at least one of these filters keeps."));
        named.put("all_of", group("Keeps what all of these filters keep."));
        named.put("none_of", group("Keeps what none of these filters keeps."));
        Map<String, Object> withParameters = new LinkedHashMap<>();
        withParameters.put("type", "object");
        withParameters.put("properties", named);
        withParameters.put("additionalProperties", false);
        withParameters.put("minProperties", 1);
        withParameters.put("maxProperties", 1);
        Map<String, Object> alone = new LinkedHashMap<>();
        alone.put("enum", bare);
        return anyOf(List.of(alone, withParameters));
    }

    private static Map<String, Object> parameters(Spec<?> spec, Operator.Info info, boolean mayObserve) {
        Map<String, Object> mapping = new LinkedHashMap<>(spec.schema());
        Map<String, Object> properties = new LinkedHashMap<>(properties(mapping));
        properties.put("as", described("string", "Name of the step where the operator stands twice."));
        Map<String, Object> measure =
                described("string", "Whether every value is measured, or those up to the verdict.");
        measure.put("enum", List.of("all", "verdict"));
        properties.put("measure", measure);
        if (mayObserve) {
            properties.put(
                    "drop", described("boolean", "Whether the filter drops, rather than only say what it would drop."));
        }
        mapping.put("properties", properties);
        List<Object> forms = new ArrayList<>();
        forms.add(mapping);
        Spec.Parameter main = spec.main();
        if (main != null) {
            forms.add(properties.get(main.name()));
        }
        if (spec.parameters().stream().noneMatch(Spec.Parameter::required)) {
            forms.add(Map.of("type", "null"));
        }
        Map<String, Object> whole = anyOf(forms);
        whole.put("description", info.summary());
        return whole;
    }

    private static Map<String, Object> group(String description) {
        Map<String, Object> group = array(ref("filter"));
        group.put("minItems", 1);
        group.put("description", description);
        return group;
    }

    private static Map<String, Object> described(String type, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("description", description);
        return schema;
    }

    private static Map<String, Object> array(Object items) {
        Map<String, Object> array = new LinkedHashMap<>();
        array.put("type", "array");
        array.put("items", items);
        return array;
    }

    private static Map<String, Object> ref(String definition) {
        return Map.of("$ref", "#/$defs/" + definition);
    }

    private static Map<String, Object> anyOf(List<?> forms) {
        Map<String, Object> any = new LinkedHashMap<>();
        any.put("anyOf", forms);
        return any;
    }
}
