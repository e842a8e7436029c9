package dev.sluice.text;

import dev.sluice.text.Sentences.Visitor;

/** How a text is cut into sentences. Nothing but white space lies outside of them. */
public enum SentenceSplitter {
    /**
     * At runs of sentence terminals of any script, with a closing quotation mark behind them, and at line feeds, as
     * datatrove cuts where it has no model of a language.
     */
    TERMINAL {
        @Override
        public void cover(String text, int from, int to, Visitor visitor) {
            Sentences.cover(text, from, to, visitor);
        }
    },
    /**
     * As RedPajama-V2 counts sentences: a word and all up to the next run of {@code . ! ?}; line feeds do not matter.
     */
    RP {
        @Override
        public void cover(String text, int from, int to, Visitor visitor) {
            int start = from;
            int at = wordBoundary(text, from, from, to);
            while (at < to) {
                int end = at;
                while (end < to && !isMark(text.charAt(end))) {
                    end++;
                }
                while (end < to && isMark(text.charAt(end))) {
                    end++;
                }
                at = wordBoundary(text, end, from, to);
                // What no sentence holds belongs to the one behind it, or else to the last one.
                visit(text, start, at < to ? end : to, visitor);
                start = end;
            }
            if (start == from) {
                visit(text, from, to, visitor);
            }
        }
    },
    /**
     * By the rules of Punkt (Kiss and Strunk, 2006) that need no training, as Dolma does: full stops behind initials
     * and numbers end no sentence where what follows speaks against it. Meant for languages written like English.
     */
    PUNKT {
        @Override
        public void cover(String text, int from, int to, Visitor visitor) {
            Punkt.each(text, from, to, (start, end) -> visit(text, start, end, visitor));
        }
    };

    /** Visits start and end of each sentence of a part of a text, stripped. Takes time linear in the part. */
    public abstract void cover(String text, int from, int to, Visitor visitor);

    private static void visit(String text, int from, int to, Visitor visitor) {
        int start = Chars.skipSpace(text, from, to);
        int end = Chars.stripEnd(text, start, to);
        if (start < end) {
            visitor.sentence(start, end);
        }
    }

    private static boolean isMark(char c) {
        return c == '.' || c == '!' || c == '?';
    }

    /** The first place from {@code at} on at which a word begins or ends and no mark follows; {@code to} when there is none. */
    private static int wordBoundary(String text, int at, int from, int to) {
        boolean before = at > from && Chars.isWord(text.codePointBefore(at));
        for (int i = at; i < to; ) {
            int c = text.codePointAt(i);
            boolean word = Chars.isWord(c);
            if (word != before && !(c == '.' || c == '!' || c == '?')) {
                return i;
            }
            before = word;
            i += Character.charCount(c);
        }
        return to;
    }
}
