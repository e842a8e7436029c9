package dev.sluice.operators.text.c4;

/** What the rules of C4 judge one by one. */
public enum C4Units {
    /** Lines, joined by line feeds afterwards. */
    LINES,
    /** Sentences, joined by spaces afterwards. */
    SENTENCES
}
