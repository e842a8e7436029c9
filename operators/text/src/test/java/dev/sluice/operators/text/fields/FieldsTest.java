package dev.sluice.operators.text.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Expression;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Documents;
import dev.sluice.operators.text.Edited;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private static Mapper set(String name, String value) throws Expression.SyntaxException {
        return Spec.build(SetField.class)
                .with(SetField::name, name)
                .with(SetField::value, Expression.parse(value))
                .build();
    }

    private static Map<String, Object> fields(Document document) {
        Map<String, Object> fields = new LinkedHashMap<>();
        FieldPath.names(document).forEach(name -> fields.put(name, document.field(name)));
        return fields;
    }

    private static final Document DOCUMENT = Documents.of(
            "a",
            "Some text.",
            Map.of(
                    "title",
                    "Floods",
                    "n",
                    9007199254740993L,
                    "price",
                    new BigDecimal("1.10"),
                    "meta",
                    Map.of("lang", "en")));

    @Test
    void aFieldIsCopiedAsItIs() throws Expression.SyntaxException {
        for (String name : List.of("n", "price", "meta", "title")) {
            Document result = Edited.document(set("copy", "field." + name), DOCUMENT);
            assertThat(result.field("copy")).isEqualTo(DOCUMENT.field(name));
            assertThat(result.text()).isSameAs(DOCUMENT.text());
        }
    }

    @Test
    void wholeNumbersStayWhole() throws Expression.SyntaxException {
        assertThat(Edited.document(set("k", "length(text) * 2"), DOCUMENT).field("k"))
                .isEqualTo(20L);
        assertThat(Edited.document(set("k", "length(text) / 4"), DOCUMENT).field("k"))
                .isEqualTo(2.5);
        assertThat(Edited.document(set("k", "[1, 'x', 0.5]"), DOCUMENT).field("k"))
                .isEqualTo(List.of(1L, "x", 0.5));
    }

    @Test
    void namesWithDotsLeadIntoObjects() throws Expression.SyntaxException {
        Document result = Edited.document(set("meta.year", "2024"), DOCUMENT);
        assertThat(result.field("meta")).isEqualTo(Map.of("lang", "en", "year", 2024L));
        assertThat(Edited.document(set("x.y.z", "true"), DOCUMENT).field("x"))
                .isEqualTo(Map.of("y", Map.of("z", true)));
        Document dotted = Documents.of("a", "Text.", Map.of("a.b", 1L));
        assertThat(fields(Edited.document(set("a.b", "2"), dotted))).isEqualTo(Map.of("a.b", 2L));
        Mapper within = set("title.x", "1");
        assertThatThrownBy(() -> Edited.document(within, DOCUMENT)).hasMessageContaining("'title' is no object");
    }

    @Test
    void textAndIdAreTheDocumentsOwn() throws Expression.SyntaxException {
        Document text = Edited.document(set("text", "field.title + ': ' + text"), DOCUMENT);
        assertThat(text.text()).isEqualTo("Floods: Some text.");
        assertThat(text.edited()).isTrue();
        Document id = Edited.document(set("id", "hash(text)"), DOCUMENT);
        assertThat(id.id()).isEqualTo(Hashing.hash128Hex("Some text.")).hasSize(32);
        assertThat(id.renamed()).isTrue();
        assertThat(id.child(2, "Some").id()).isEqualTo(id.id() + "#2");
        Document same = Edited.document(set("id", "'a'"), DOCUMENT);
        assertThat(same.renamed()).isFalse();
        Mapper list = set("text", "[1]");
        assertThatThrownBy(() -> Edited.document(list, DOCUMENT)).hasMessageContaining("no string");
    }

    @Test
    void absentValuesChangeNothing() throws Expression.SyntaxException {
        assertThat(Edited.document(set("title", "field.none"), DOCUMENT)).isSameAs(DOCUMENT);
    }

    @Test
    void renamesAllAtOnce() {
        Mapper mapper = Spec.build(RenameFields.class)
                .with(RenameFields::names, Map.of("title", "n", "n", "title", "none", "price", "meta.lang", "language"))
                .build();
        assertThat(fields(Edited.document(mapper, DOCUMENT)))
                .isEqualTo(Map.of(
                        "n",
                        "Floods",
                        "title",
                        9007199254740993L,
                        "price",
                        new BigDecimal("1.10"),
                        "meta",
                        Map.of(),
                        "language",
                        "en"));
    }

    @Test
    void selectsFields() {
        Mapper keep = Spec.build(SelectFields.class)
                .with(SelectFields::keep, List.of("title", "meta.lang", "none"))
                .build();
        assertThat(fields(Edited.document(keep, DOCUMENT)))
                .isEqualTo(Map.of("title", "Floods", "meta", Map.of("lang", "en")));
        Mapper drop = Spec.build(SelectFields.class)
                .with(SelectFields::drop, List.of("title", "meta.lang", "none", "none.at.all"))
                .build();
        assertThat(fields(Edited.document(drop, DOCUMENT)).keySet()).containsExactlyInAnyOrder("n", "price", "meta");
        assertThat(Edited.document(drop, DOCUMENT).field("meta")).isEqualTo(Map.of());
        assertThatThrownBy(() -> Spec.build(SelectFields.class).build()).hasMessageContaining("nor is drop");
    }
}
