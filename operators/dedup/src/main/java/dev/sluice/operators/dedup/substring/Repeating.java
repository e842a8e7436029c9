package dev.sluice.operators.dedup.substring;

import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;

/** Passes on the places whose key occurs at least twice, or all but the first of them. Constant memory. */
final class Repeating implements Global.Reducer {
    private final Global.Table places;
    private final int locatorWord;
    private final boolean first;
    private final boolean runs;
    private long heldLocator;
    private long heldPlace;
    private boolean held;

    /**
     * @param places takes mixed locator, locator and place
     * @param locatorWord where the locator stands in the records that come, before the place
     * @param first whether the first place of a key is passed on
     * @param runs whether a place stands for several of its key, see {@link SubstringDedup#further}
     */
    Repeating(Global.Table places, int locatorWord, boolean first, boolean runs) {
        this.places = places;
        this.locatorWord = locatorWord;
        this.first = first;
        this.runs = runs;
    }

    @Override
    public void accept(long[] record, boolean newKey, Global.Records out, Global.Decisions decisions) {
        long locator = record[locatorWord];
        long place = record[locatorWord + 1];
        if (newKey) {
            boolean several = runs && SubstringDedup.further(place) > 0;
            if (several) {
                pass(locator, place, out);
            }
            held = first && !several;
            heldLocator = locator;
            heldPlace = place;
            return;
        }
        if (held) {
            pass(heldLocator, heldPlace, out);
            held = false;
        }
        pass(locator, place, out);
    }

    private void pass(long locator, long place, Global.Records out) {
        out.add(places, Hashing.mix(locator), locator, place);
    }
}
