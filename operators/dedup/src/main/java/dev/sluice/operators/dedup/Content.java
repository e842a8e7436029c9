package dev.sluice.operators.dedup;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.text.UrlDifference;
import dev.sluice.operators.dedup.text.Urls;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What documents are compared by, and its 128-bit hash.
 *
 * @param fields each {@code text}, or the name of a field or label; where there are several, their normal forms are joined by
 *     U+0000, that of an absent one is empty
 * @param normalise what of each counts
 * @param distinguished differences between addresses that {@link Normalise#URL} leaves as they are
 * @param skipEmpty whether documents with nothing to compare, all normal forms being empty, have no key
 */
public record Content(List<String> fields, Normalise normalise, List<UrlDifference> distinguished, boolean skipEmpty)
        implements Serializable {
    private static final String FIELD = "field.";

    public Content {
        fields = List.copyOf(fields);
        distinguished = List.copyOf(distinguished);
    }

    /** Reports what contradicts. */
    public static void check(Normalise normalise, List<UrlDifference> distinguished, Faults faults) {
        if (normalise != Normalise.URL && !distinguished.isEmpty()) {
            faults.add("url_distinguish", "is only used with normalise: url");
        }
    }

    /**
     * What is compared, as indexes and filters know it: {@code field.url} and {@code url} are one, since both mean the field.
     */
    public String name() {
        return String.join(" + ", fields.stream().map(Content::bare).toList());
    }

    private static String bare(String field) {
        String bare = field.startsWith(FIELD) ? field.substring(FIELD.length()) : field;
        return bare.equals("text") ? field : bare;
    }

    /** The normal form, as indexes and filters know it. */
    public String form() {
        String form = normalise.name().toLowerCase(Locale.ROOT);
        return distinguished.isEmpty()
                ? form
                : form + " with "
                        + distinguished.stream()
                                .distinct()
                                .sorted()
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" + "));
    }

    /** The document's key in two words, or null where there is nothing to compare. */
    public long @Nullable [] key(Document document) {
        return key(document, () -> {});
    }

    /**
     * The document's key in two words, or null where there is nothing to compare.
     *
     * @param noAddress called for each field that is compared by {@link Normalise#URL} and is no address
     */
    public long @Nullable [] key(Document document, Runnable noAddress) {
        if (fields.size() == 1 && normalise == Normalise.NONE && fields.get(0).equals("text")) {
            byte[] utf8 = document.utf8();
            return utf8.length == 0 && skipEmpty ? null : Hashing.hash128(utf8, 0, utf8.length);
        }
        String first = form(document, 0, noAddress);
        if (fields.size() == 1) {
            return first.isEmpty() && skipEmpty ? null : Hashing.hash128(first);
        }
        boolean empty = first.isEmpty();
        StringBuilder joined = new StringBuilder(first);
        for (int i = 1; i < fields.size(); i++) {
            String form = form(document, i, noAddress);
            empty &= form.isEmpty();
            joined.append('\0').append(form);
        }
        return empty && skipEmpty ? null : Hashing.hash128(joined.toString());
    }

    private String form(Document document, int field, Runnable noAddress) {
        String value = value(document, fields.get(field));
        if (normalise != Normalise.URL) {
            return normalise.apply(value);
        }
        String address = Urls.address(value, distinguished);
        if (address == null && !value.isBlank()) {
            noAddress.run();
        }
        return address == null ? Urls.lower(value) : address;
    }

    private static String value(Document document, String field) {
        Object value = field.equals("text") ? document.text() : document.value(field);
        return value == null ? "" : value.toString();
    }
}
