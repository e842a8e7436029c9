package dev.sluice.operators.text;

import dev.sluice.operators.Document;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What mappers make of documents, for tests. */
public final class Edited {
    private Edited() {}

    /** The texts that a mapper makes of one; a drop is given as its reason in angle brackets. */
    public static List<String> of(Mapper mapper, String text, Values measured) {
        List<String> texts = new ArrayList<>();
        for (Object result : results(mapper, Document.of(text), measured)) {
            texts.add(result instanceof Document document ? document.text() : "<" + result + ">");
        }
        return texts;
    }

    /** The single text that a mapper makes of one. */
    public static String text(Mapper mapper, String text) {
        List<String> texts = of(mapper, text, Values.ignored());
        if (texts.size() != 1) {
            throw new AssertionError("expected one text, found " + texts);
        }
        return texts.get(0);
    }

    /** The single document that a mapper makes of one. */
    public static Document document(Mapper mapper, Document document) {
        List<Object> results = results(mapper, document, Values.ignored());
        if (results.size() != 1 || !(results.get(0) instanceof Document result)) {
            throw new AssertionError("expected one document, found " + results);
        }
        return result;
    }

    private static List<Object> results(Mapper mapper, Document document, Values measured) {
        List<Object> results = new ArrayList<>();
        Mapper.Output output = new Mapper.Output() {
            @Override
            public void emit(Document one) {
                results.add(one);
            }

            @Override
            public void drop(Enum<?> reason) {
                results.add(reason.name().toLowerCase(Locale.ROOT));
            }
        };
        mapper.open(Resources.plain()).map(document, measured, output);
        return results;
    }
}
