package dev.sluice.operators.html;

import dev.sluice.operators.Document;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Values;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/** One document through the operator. */
final class Extraction {
    private Extraction() {}

    static Document of(ExtractHtml operator, String html) {
        return of(operator, Document.of(html));
    }

    /** What comes out; fails when the document is dropped. */
    static Document of(ExtractHtml operator, Document document) {
        List<Document> out = new ArrayList<>();
        operator.open(Resources.plain()).map(document, Values.ignored(), new Mapper.Output() {
            @Override
            public void emit(Document emitted) {
                out.add(emitted);
            }

            @Override
            public void drop(Enum<?> reason) {
                Assertions.fail("dropped: " + reason);
            }
        });
        return out.get(0);
    }
}
