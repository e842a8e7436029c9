package dev.sluice.operators.text.url;

import dev.sluice.operators.Document;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import java.util.List;

/**
 * Removes the addresses of web pages from texts, or puts something in their place. Time is linear in the text.
 *
 * <p>What an address is depends on {@code style}:
 *
 * <ul>
 *   <li>{@code web}: {@code http://}, {@code https://} or {@code ftp://} in any case, or {@code www.}, not after a letter or
 *       digit of ASCII, and the characters after it up to white space, an angle bracket, a double quotation mark of
 *       any shape, a backtick or an East Asian stop or bracket. Punctuation at its end does not belong to it, nor does a
 *       closing bracket without its opening one.
 *   <li>{@code nemo_curator}: {@code http://}, {@code https://} or {@code www.} in any case at any place, and
 *       everything after it up to white space.
 *   <li>{@code dclm}: up to ten characters of white space, {@code http://}, {@code https://} or {@code ftp://} where there
 *       is one, 1 to 256 characters of {@code a-zA-Z0-9@:%._+~#=-}, a dot, a top-level domain in small letters that ends
 *       at a word boundary, then {@code a-zA-Z0-9()@:%_+.~#?&/=-}; after that, in what is left, addresses that begin with
 *       four numbers and dots. Domains are those of one label in the public suffix list. The modifier that DCLM published
 *       looks for the first kind only in texts that begin with the letters of a domain; this operator does in all.
 * </ul>
 */
@Operator.Info(
        name = "replace_urls",
        since = "0.1",
        summary = "Removes addresses of web pages from texts or replaces them.",
        source = "DCLM, url_removal_modifier; NeMo Curator, UrlRemover",
        cost = Operator.Cost.CHEAP)
public record ReplaceUrls(
        @Param(doc = "Whose definition of an address counts.", def = "web", main = true)
        Style style,

        @Param(doc = "What takes the place of an address, such as <URL>.", def = " ")
        String with)
        implements Mapper {

    /** Definitions of an address. */
    public enum Style {
        /** What readers take for one. */
        WEB,
        /** NeMo Curator's. */
        NEMO_CURATOR,
        /** That of DCLM, which also takes bare names of hosts, e-mail addresses and file names such as {@code a.py}. */
        DCLM
    }

    static final Signal URLS = Signal.count("urls", "addresses", "addresses removed or replaced");

    @Override
    public List<Signal> signals() {
        return List.of(URLS);
    }

    @Override
    public Edit open(Resources resources) {
        return switch (style) {
            case WEB -> new Replacing(List.of(new WebAddresses(true)), with);
            case NEMO_CURATOR -> new Replacing(List.of(new WebAddresses(false)), with);
            case DCLM -> new Replacing(List.of(new DclmHosts(), new DclmNumbers()), with);
        };
    }

    /** Finds addresses from left to right. */
    abstract static class Scanner {
        int start;
        int end;

        /** Finds the next address that begins at or after {@code from}. */
        abstract boolean find(String text, int from);
    }

    private record Replacing(List<Scanner> scanners, String with) implements Edit {
        @Override
        public void map(Document document, Values measured, Output output) {
            String text = document.text();
            int urls = 0;
            for (Scanner scanner : scanners) {
                StringBuilder out = null;
                int copied = 0;
                while (scanner.find(text, copied)) {
                    out = out == null ? new StringBuilder(text.length()) : out;
                    out.append(text, copied, scanner.start).append(with);
                    copied = scanner.end;
                    urls++;
                }
                text = out == null
                        ? text
                        : out.append(text, copied, text.length()).toString();
            }
            measured.set(URLS, urls);
            output.emit(document.withText(text));
        }
    }
}
