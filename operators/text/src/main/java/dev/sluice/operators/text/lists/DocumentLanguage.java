package dev.sluice.operators.text.lists;

import dev.sluice.operators.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What language each document is in, for operators with lists by language.
 *
 * @param from the signal, label or field that tells; absent where all documents are in one language
 * @param otherwise the language of documents that do not tell
 */
public record DocumentLanguage(@Nullable String from, String otherwise) {

    /** The step's needs of those before it: a name without a dot may be a field. */
    public List<String> needs() {
        return from == null || !from.contains(".") ? List.of() : List.of(from);
    }

    /** The language of a document. */
    public String of(Document document) {
        return from != null && document.value(from) instanceof String known ? known : otherwise;
    }
}
