package dev.sluice.operators.tokens;

import dev.sluice.operators.Document;
import dev.sluice.operators.tokens.Chunk.Boundary;
import dev.sluice.text.Chars;
import dev.sluice.text.Pieces;
import dev.sluice.text.Sentences;
import dev.sluice.text.Tokens;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the places at which one text is cut. Every piece is at least half as long as could be, and its overlap at most
 * half of it, so the pieces together are at most four times as long as the text.
 */
final class Cuts {
    private static final int CHARACTERS_PER_UNIT = 5;
    private static final int SLACK = 64;

    private final Chunk chunk;
    private final String text;
    private final Measure measure;
    /** From how many units on a piece counts as full: tokens need not be counted to the last one. */
    private final int full;

    private final int[] wordStarts;
    private final int[] wordEnds;
    private final int[] sentenceEnds;
    private final int[] paragraphEnds;
    private int[] bounds = new int[16];
    private int size;
    /** UTF-16 units of a full piece, as far as the last one tells. */
    private int usualLength;

    /** Units between two places of the text; more for a longer part, or nearly so. */
    @FunctionalInterface
    private interface Measure {
        int units(int from, int to);
    }

    private Cuts(Chunk chunk, @Nullable TokenCounter counter, Document document) {
        this.chunk = chunk;
        this.text = document.text();
        this.full = chunk.unit() == Chunk.Unit.TOKENS ? chunk.size() - chunk.size() / SLACK : chunk.size();
        boolean words = chunk.boundary() != Boundary.CHARACTER || chunk.unit() == Chunk.Unit.WORDS;
        Tokens tokens = words ? Tokens.whitespace(document) : null;
        int count = tokens == null ? 0 : tokens.size();
        wordStarts = new int[count];
        wordEnds = new int[count];
        for (int i = 0; tokens != null && i < count; i++) {
            wordStarts[i] = tokens.start(i);
            wordEnds[i] = tokens.end(i);
        }
        sentenceEnds = chunk.boundary().compareTo(Boundary.SENTENCE) <= 0 ? sentenceEnds(text) : new int[0];
        paragraphEnds = chunk.boundary() == Boundary.PARAGRAPH ? paragraphEnds(document) : new int[0];
        measure = switch (chunk.unit()) {
            case CHARACTERS -> text::codePointCount;
            case WORDS -> this::words;
            case TOKENS -> (from, to) -> counter == null ? 0 : counter.count(text.substring(from, to));
        };
        usualLength = (int) Math.min(1 << 30, (long) CHARACTERS_PER_UNIT * chunk.size());
    }

    /** The pieces of a document's text. */
    static Cuts of(Chunk chunk, @Nullable TokenCounter counter, Document document) {
        Cuts cuts = new Cuts(chunk, counter, document);
        cuts.find();
        return cuts;
    }

    /** Start and end of each piece in turn, ascending. */
    int[] bounds() {
        return Arrays.copyOf(bounds, size);
    }

    private static int[] sentenceEnds(String text) {
        int[][] ends = {new int[64]};
        int[] count = {0};
        Sentences.cover(text, 0, text.length(), (start, end) -> {
            if (count[0] == ends[0].length) {
                ends[0] = Arrays.copyOf(ends[0], 2 * count[0]);
            }
            ends[0][count[0]++] = end;
        });
        return Arrays.copyOf(ends[0], count[0]);
    }

    private static int[] paragraphEnds(Document document) {
        Pieces paragraphs = Pieces.paragraphs(document);
        int[] ends = new int[paragraphs.size()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = paragraphs.end(i);
        }
        return ends;
    }

    private int words(int from, int to) {
        return below(wordStarts, to) - below(wordEnds, from + 1);
    }

    /** How many of some ascending places lie before another one. */
    private static int below(int[] places, int place) {
        int at = Arrays.binarySearch(places, place);
        return at < 0 ? -1 - at : at;
    }

    /** The last of some ascending places up to {@code place}, or -1. */
    private static int last(int[] places, int place) {
        int count = below(places, place + 1);
        return count == 0 ? -1 : places[count - 1];
    }

    private boolean trims() {
        return chunk.boundary() != Boundary.CHARACTER;
    }

    private void find() {
        int end = trims() ? Chars.stripEnd(text, 0, text.length()) : text.length();
        int from = trims() ? Chars.skipSpace(text, 0, end) : 0;
        int next = from; // where the piece begins without its overlap
        while (from < end) {
            int most = furthest(from, end);
            int cut = most == end ? end : cut(from, most);
            if (cut <= next && from < next) {
                from = next; // the overlap fills the piece: behind it comes a word too long for the rest
                continue;
            }
            add(from, trims() ? Chars.stripEnd(text, from, cut) : cut);
            next = trims() ? Chars.skipSpace(text, cut, end) : cut;
            from = chunk.overlap() == 0 ? next : overlapping(from, cut, next);
            if (cut == end) {
                return;
            }
        }
    }

    private void add(int from, int to) {
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * size);
        }
        bounds[size++] = from;
        bounds[size++] = to;
    }

    /** The furthest place up to which a piece that begins at {@code from} can reach; at least one character on. */
    private int furthest(int from, int end) {
        int low = from;
        int high = onCodePoint((int) Math.min(end, from + Math.max(2L, usualLength)));
        int units = measure.units(from, high);
        while (units <= chunk.size()) {
            if (high == end) {
                return end;
            }
            low = high;
            if (units >= full && !trims()) {
                break;
            }
            high = onCodePoint((int) Math.min(end, from + 2L * (high - from)));
            units = measure.units(from, high);
        }
        int most = low;
        if (trims()) {
            most = last(wordEnds, search(from, low, high, units, true));
        }
        // A word longer than half of a piece, as scripts without spaces have them, may be cut.
        if (low != high && (!trims() || most - from < (high - from) / 2)) {
            most = search(from, low, high, units, false);
        }
        most = most <= from ? text.offsetByCodePoints(from, 1) : most; // a character that is more than a piece may hold
        usualLength = most - from;
        return most;
    }

    /**
     * The last place between one that fits and one that does not up to which a piece fits; or one up to which it is all but
     * full. Every other step takes the rule of three, which is soon near; the others halve what is left.
     */
    private int search(int from, int fitting, int high, int highUnits, boolean atWords) {
        int low = fitting;
        int beyond = high;
        int units = highUnits;
        for (boolean halve = false; beyond - low > 1; halve = !halve) {
            long guess = halve ? low + (beyond - low) / 2 : from + (long) (beyond - from) * chunk.size() / units;
            int near = (int) Math.max(low + 1, Math.min(guess, beyond - 1));
            int place = atWords ? wordEnd(low, near, beyond) : codePoint(low, near, beyond);
            if (place < 0) {
                return low;
            }
            int found = measure.units(from, place);
            if (found >= full && found <= chunk.size()) {
                return place;
            }
            if (found < full) {
                low = place;
            } else {
                beyond = place;
                units = found;
            }
        }
        return low;
    }

    /** The end of a word between two places, near a third; -1 when there is none. */
    private int wordEnd(int low, int near, int beyond) {
        int before = last(wordEnds, near);
        if (before > low) {
            return before;
        }
        int next = below(wordEnds, near + 1);
        return next < wordEnds.length && wordEnds[next] < beyond ? wordEnds[next] : -1;
    }

    private int codePoint(int low, int near, int beyond) {
        int place = onCodePoint(near);
        if (place >= beyond) {
            place = onCodePoint(low + 1);
        }
        return place < beyond ? place : -1;
    }

    /** The place itself, or the one behind the pair of surrogates in whose midst it is. */
    private int onCodePoint(int place) {
        boolean within = place > 0
                && place < text.length()
                && Character.isLowSurrogate(text.charAt(place))
                && Character.isHighSurrogate(text.charAt(place - 1));
        return within ? place + 1 : place;
    }

    /** Where a piece that may reach up to {@code most} ends best. */
    private int cut(int from, int most) {
        int half = from + (most - from + 1) / 2;
        int cut = most;
        for (int[] ends : new int[][] {wordEnds, sentenceEnds, paragraphEnds}) {
            int end = trims() ? last(ends, most) : -1;
            cut = end >= half ? end : cut;
        }
        // The beginning of a text that fits can be one token more than all of it.
        while (cut < most && measure.units(from, cut) > chunk.size()) {
            int word = trims() ? last(wordEnds, cut - 1) : -1;
            int shorter = word > from ? word : text.offsetByCodePoints(cut, -1);
            if (shorter <= from) {
                break;
            }
            cut = shorter;
        }
        return cut;
    }

    /** Where the piece behind a cut begins so that it overlaps the one before, by half of that at most. */
    private int overlapping(int from, int cut, int next) {
        int low = from + (cut - from + 1) / 2;
        int start = next;
        if (trims()) {
            int first = below(wordStarts, low);
            int after = below(wordStarts, cut);
            while (first < after) {
                int middle = (first + after) >>> 1;
                if (measure.units(wordStarts[middle], cut) <= chunk.overlap()) {
                    after = middle;
                    start = wordStarts[middle];
                } else {
                    first = middle + 1;
                }
            }
            return start;
        }
        int high = cut;
        while (low < high) {
            int middle = onCodePoint((low + high) >>> 1);
            if (middle >= high) {
                break;
            }
            if (measure.units(middle, cut) <= chunk.overlap()) {
                high = middle;
                start = middle;
            } else {
                low = middle + 1;
            }
        }
        return start;
    }
}
