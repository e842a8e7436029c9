package dev.sluice.operators.models.perplexity;

import dev.sluice.operators.models.kenlm.LanguageModel;
import dev.sluice.operators.models.sentencepiece.SentencePieceModel;
import dev.sluice.text.Chars;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scores texts with one language model, cut into pieces first where there is a model for that; for one thread. */
final class PieceScorer {
    private static final int MIXED = -1;

    private final Normalization normalization;
    private final LanguageModel model;
    private final LanguageModel.Scorer scorer;
    private final SentencePieceModel.@Nullable Encoder encoder;
    private final int unknown;
    /** The word that each piece is to the language model, or {@link #MIXED} for pieces that hold white space. */
    private final int[] words;

    private double log10;
    private long length;

    PieceScorer(Normalization normalization, LanguageModel model, @Nullable SentencePieceModel pieces) {
        this.normalization = normalization;
        this.model = model;
        this.scorer = model.scorer();
        this.encoder = pieces == null ? null : pieces.encoder();
        this.unknown = pieces == null ? MIXED : pieces.unknown();
        this.words = new int[pieces == null ? 0 : pieces.size()];
        for (int i = 0; i < words.length && pieces != null; i++) {
            String piece = pieces.piece(i);
            words[i] = piece.chars().anyMatch(c -> c == 0 || Chars.isSpace(c)) ? MIXED : model.word(piece);
        }
    }

    /** The perplexity of a text, rounded to one decimal as its tool does; null where the tool gives none. */
    @Nullable Double perplexity(String text) {
        log10 = 0;
        length = 0;
        String prepared = normalization.prepare(text);
        if (encoder == null) {
            lines(prepared);
        } else {
            SentencePieceModel.Cuts cuts = encoder.encode(prepared);
            if (cuts.size() == 0 || !pieces(cuts)) {
                lines(joined(cuts));
            }
        }
        if (length == 0) {
            return normalization == Normalization.DATA_JUICER ? 0.0 : null;
        }
        double perplexity = StrictMath.pow(10, -log10 / length);
        return Double.isInfinite(perplexity)
                ? Double.valueOf(Double.MAX_VALUE) // beyond every bound that can be written
                : Double.valueOf(new BigDecimal(perplexity)
                        .setScale(1, RoundingMode.HALF_EVEN)
                        .doubleValue());
    }

    /** Scores pieces as the words of one line; false when one of them holds white space, which cuts words or lines. */
    private boolean pieces(SentencePieceModel.Cuts cuts) {
        scorer.begin();
        float sum = 0;
        for (int i = 0; i < cuts.size(); i++) {
            int id = cuts.id(i);
            int word = words[id];
            if (id == unknown) {
                word = isMixed(cuts.utf8(), cuts.start(i), cuts.end(i))
                        ? MIXED
                        : model.word(cuts.utf8(), cuts.start(i), cuts.end(i));
            }
            if (word == MIXED) {
                return false;
            }
            sum += scorer.add(word);
        }
        log10 = sum + scorer.end();
        length = cuts.size() + 1L;
        return true;
    }

    /** Whether bytes of UTF-8 may hold white space or NUL: ASCII controls, or a character of a block that has spaces. */
    private static boolean isMixed(byte[] utf8, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = utf8[i];
            boolean ascii = b >= 0 && b <= ' ';
            boolean latin =
                    b == (byte) 0xc2 && i + 1 < to && (utf8[i + 1] == (byte) 0x85 || utf8[i + 1] == (byte) 0xa0);
            boolean space = (b == (byte) 0xe1 && i + 1 < to && utf8[i + 1] == (byte) 0x9a)
                    || (b == (byte) 0xe2 && i + 1 < to && (utf8[i + 1] == (byte) 0x80 || utf8[i + 1] == (byte) 0x81))
                    || (b == (byte) 0xe3 && i + 1 < to && utf8[i + 1] == (byte) 0x80);
            if (ascii || latin || space) {
                return true;
            }
        }
        return false;
    }

    private static String joined(SentencePieceModel.Cuts cuts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cuts.size(); i++) {
            text.append(i == 0 ? "" : " ").append(cuts.text(i));
        }
        return text.toString();
    }

    private void lines(String text) {
        List<String> lines = normalization.lines(text);
        for (String line : lines) {
            log10 += scorer.sentence(line);
            length += words(line) + 1L;
        }
    }

    /** Runs of characters that are not white space of any kind. */
    private static int words(String line) {
        int count = 0;
        boolean inside = false;
        for (int i = 0; i < line.length(); i++) {
            boolean space = Chars.isSpace(line.charAt(i));
            count += !space && !inside ? 1 : 0;
            inside = !space;
        }
        return count;
    }
}
