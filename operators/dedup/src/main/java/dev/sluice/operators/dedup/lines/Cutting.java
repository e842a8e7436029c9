package dev.sluice.operators.dedup.lines;

import dev.sluice.operators.Global;
import dev.sluice.operators.dedup.Remainder;
import java.util.Arrays;

/**
 * Joins the marks of each document to spans and decides about it. Holds the spans of one document.
 *
 * <p>Counts of units and words, where marks have them, are two 32-bit numbers a word: how many stand before the range, and
 * how many up to its end.
 */
final class Cutting implements Global.Reducer {
    private static final int UNITS = 3;
    private static final int WORDS = 4;

    private final Remainder remainder;
    private final boolean counted;
    private final int minSpanWords;
    private long locator = -1;
    private int whole;
    private int allUnits;
    private int allWords;
    private int[] spans = new int[64];
    private int[] units = {};
    private int[] words = {};
    private int size;
    private int separator;
    private boolean last;

    /**
     * @param counted whether marks have counts of units and words
     * @param minSpanWords fewest words of a span that goes; 0 where they are not counted
     */
    Cutting(Remainder remainder, boolean counted, int minSpanWords) {
        this.remainder = remainder;
        this.counted = counted;
        this.minSpanWords = minSpanWords;
    }

    @Override
    public void accept(long[] record, boolean newKey, Global.Records out, Global.Decisions decisions) {
        if (newKey) {
            finish(out, decisions);
            locator = record[1];
            whole = -1;
            size = 0;
            last = false;
        }
        long range = record[2];
        if (range < 0) {
            whole = (int) ~range;
            if (counted) {
                allUnits = (int) record[UNITS];
                allWords = (int) record[WORDS];
            }
            return;
        }
        if (size > 0 && Range.start(range) <= spans[size - 1]) {
            spans[size - 1] = Math.max(spans[size - 1], Range.end(range));
        } else {
            reserve();
            spans[size] = Range.start(range);
            spans[size + 1] = Range.end(range);
            if (counted) {
                units[size] = (int) (record[UNITS] >>> 32);
                words[size] = (int) (record[WORDS] >>> 32);
            }
            size += 2;
            separator = Range.separator(range);
        }
        if (counted) { // ranges come by their start, all of one number of units: the last of a span is its end
            units[size - 1] = (int) record[UNITS];
            words[size - 1] = (int) record[WORDS];
        }
        last |= Range.isLast(range);
        if (Range.isToEnd(range)) {
            whole = Range.end(range);
        }
    }

    private void reserve() {
        if (size == spans.length) {
            spans = Arrays.copyOf(spans, 2 * size);
        }
        if (counted && units.length < spans.length) {
            units = Arrays.copyOf(units, spans.length);
            words = Arrays.copyOf(words, spans.length);
        }
    }

    @Override
    public void finish(Global.Records out, Global.Decisions decisions) {
        if (size == 0) {
            return;
        }
        if (last) {
            spans[size - 2] -= separator;
        }
        int unitsLeft = allUnits;
        int wordsLeft = allWords;
        int stay = 0;
        for (int i = 0; counted && i < size; i += 2) {
            int gone = words[i + 1] - words[i];
            if (gone >= minSpanWords) {
                spans[stay++] = spans[i];
                spans[stay++] = spans[i + 1];
                wordsLeft -= gone;
                unitsLeft -= units[i + 1] - units[i];
            }
        }
        size = counted ? stay : size;
        if (size > 0) {
            decisions.decide(remainder.about(locator, Arrays.copyOf(spans, size), whole, wordsLeft, unitsLeft));
        }
        size = 0;
    }
}
