package dev.sluice.operators.models.fasttext;

import dev.sluice.text.Chars;
import dev.sluice.text.LowerCase;

/** How a published tool makes one line of a text before it asks a model. */
public enum TextPreparation {
    /** Line feeds become spaces: datatrove, FineWeb, the taggers of Dolma. */
    NEWLINE_TO_SPACE {
        @Override
        public String line(String text) {
            return text.replace('\n', ' ');
        }
    },
    /** Line feeds go, with nothing in their place: CCNet. */
    CCNET {
        @Override
        public String line(String text) {
            return text.indexOf('\n') < 0 ? text : text.replace("\n", "");
        }
    },
    /** Lower case, and line feeds become spaces: Data-Juicer. */
    DATA_JUICER {
        @Override
        public String line(String text) {
            return LowerCase.of(text).replace('\n', ' ');
        }
    },
    /** Lines (whatever ends them) are joined by a space, and white space around the whole goes: RedPajama-V2. */
    RPV2 {
        @Override
        public String line(String text) {
            return strip(joined(text));
        }
    },
    /** White space around the text goes, and then lines are joined by a space: DCLM. */
    DCLM {
        @Override
        public String line(String text) {
            return joined(strip(text));
        }
    },
    /** Words between any white space are joined by a space: Dolma's quality classifier. */
    DOLMA {
        @Override
        public String line(String text) {
            StringBuilder out = new StringBuilder(text.length());
            int at = Chars.skipSpace(text, 0, text.length());
            while (at < text.length()) {
                int end = at;
                while (end < text.length() && !Chars.isSpace(text.charAt(end))) {
                    end++;
                }
                out.append(out.isEmpty() ? "" : " ").append(text, at, end);
                at = Chars.skipSpace(text, end, text.length());
            }
            return out.toString();
        }
    };

    /** What the parameter {@code preparation} of operators means. */
    public static final String DOC =
            "How a line is made of a text before a fastText model sees it. The default is the way of"
                    + " datatrove and FineWeb, the other names say whose way is followed; take that of the tool the model was made"
                    + " for.";

    /** The line that the model is asked about; it holds no line feed. */
    public abstract String line(String text);

    private static String strip(String text) {
        int start = Chars.skipSpace(text, 0, text.length());
        return text.substring(start, Chars.stripEnd(text, start, text.length()));
    }

    /** The text with a space for each line break but the last one. */
    private static String joined(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Chars.isLineBreak(c)) {
                out.append(c);
                continue;
            }
            if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                i++;
            }
            if (i + 1 < text.length()) {
                out.append(' ');
            }
        }
        return out.toString();
    }
}
