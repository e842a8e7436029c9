package dev.sluice.operators.text.c4;

import dev.sluice.text.SentenceSplitter;
import org.jspecify.annotations.Nullable;

/** The switches that the filter and the mapper share. */
record C4Rules(
        C4Units units,
        SentenceSplitter sentences,
        boolean removeCitations,
        boolean filterNoTerminalPunct,
        int minNumSentences,
        int minWordsPerLine,
        @Nullable Integer maxWordLength,
        boolean filterLoremIpsum,
        boolean filterJavascript,
        boolean filterCurlyBracket,
        boolean filterPolicy,
        String endMarks,
        boolean countAfterCitations,
        @Nullable Integer maxPageCharacters) {}
