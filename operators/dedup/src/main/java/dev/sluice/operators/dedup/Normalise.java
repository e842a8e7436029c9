package dev.sluice.operators.dedup;

import dev.sluice.operators.dedup.text.Folding;

/** What of a text counts when texts are compared. */
public enum Normalise {
    /** The text as it is. */
    NONE,
    /** Lower case; runs of TAB, LF, VT, FF, CR and SPACE become one space, none at the ends. */
    LOWER_WS,
    /** Lower case; runs of letters, marks and numbers (general categories L*, M*, N*), joined by one space. */
    ALNUM,
    /** As datatrove: lower case, numbers as 0, no punctuation, single spaces, no marks on letters. */
    DATATROVE;

    /** The text in this form. */
    public String apply(String text) {
        return switch (this) {
            case NONE -> text;
            case LOWER_WS -> Folding.lowerCaseAndSpaces(text);
            case ALNUM -> Folding.lettersAndNumbers(text);
            case DATATROVE -> Folding.datatrove(text);
        };
    }
}
