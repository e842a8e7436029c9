package dev.sluice.operators.models.perplexity;

import dev.sluice.operators.Document;
import dev.sluice.operators.models.ccnet.CcnetNormalizer;
import dev.sluice.operators.models.ccnet.SimplifiedText;
import dev.sluice.text.Pieces;
import java.util.ArrayList;
import java.util.List;

/** How a tool prepares texts for its language models, and what it takes for a line. */
public enum Normalization {
    /** CCNet: lower case, no accents, digits become 0, ASCII punctuation. */
    CCNET {
        @Override
        String prepare(String text) {
            return CcnetNormalizer.CCNET.normalize(text);
        }

        @Override
        List<String> lines(String text) {
            return text.isEmpty() ? List.of() : split(text);
        }
    },
    /** datatrove: like CCNet, but a whole number becomes one 0. */
    DATATROVE {
        @Override
        String prepare(String text) {
            return SimplifiedText.forPerplexity(text);
        }
    },
    /** DCLM: like CCNet, but case and accents stay, the one form in which its pipeline asks its model. */
    DCLM {
        @Override
        String prepare(String text) {
            return CcnetNormalizer.DCLM.normalize(text);
        }
    },
    /** Data-Juicer: the text as it is. */
    DATA_JUICER {
        @Override
        String prepare(String text) {
            return text;
        }

        @Override
        List<String> lines(String text) {
            Document whole = Document.of(text);
            Pieces lines = Pieces.splitlines(whole);
            List<String> list = new ArrayList<>(lines.size());
            for (int i = 0; i < lines.size(); i++) {
                list.add(text.substring(lines.start(i), lines.end(i)));
            }
            return list;
        }
    };

    abstract String prepare(String text);

    /** The lines of a tokenised text; each is scored as a sentence. */
    List<String> lines(String text) {
        return split(text);
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        lines.add(text.substring(start));
        return lines;
    }
}
