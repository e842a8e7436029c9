package dev.sluice.operators.dedup;

import dev.sluice.operators.dedup.text.Folding;
import dev.sluice.operators.dedup.text.Urls;

/** What of a text counts when texts are compared. */
public enum Normalise {
    /** The text as it is. */
    NONE,
    /** Lower case, without white space at the ends (Python's {@code strip().lower()}). */
    LOWER,
    /** Lower case; runs of TAB, LF, VT, FF, CR and SPACE become one space, none at the ends. */
    LOWER_WS,
    /** Lower case; runs of letters, marks and numbers (general categories L*, M*, N*), joined by one space. */
    ALNUM,
    /** As datatrove: lower case, numbers as 0, no punctuation, single spaces, no marks on letters. */
    DATATROVE,
    /** As CCNet compares lines: lower case, digits as 0, no punctuation beyond ASCII, no controls. */
    CCNET,
    /** Compatibility composition (NFKC), lower case, white space as in lower_ws. */
    NFKC,
    /** A web address: scheme, www., default port, fragment, tracking parameters and order of parameters do not count. */
    URL,
    /** A web address by the rule of C4: http(s)://, www., ?utm_, ?ref, ?feed and slashes at the end do not count. */
    URL_C4;

    /** The text in this form. */
    public String apply(String text) {
        return switch (this) {
            case NONE -> text;
            case LOWER -> Folding.stripped(text);
            case LOWER_WS -> Folding.lowerCaseAndSpaces(text);
            case ALNUM -> Folding.lettersAndNumbers(text);
            case DATATROVE -> Folding.datatrove(text);
            case CCNET -> Folding.ccnet(text);
            case NFKC -> Folding.compatible(text);
            case URL -> Urls.normal(text);
            case URL_C4 -> Urls.c4(text);
        };
    }
}
