package dev.sluice.operators.text;

import dev.sluice.operators.Catalog;
import dev.sluice.operators.Operator;
import dev.sluice.operators.text.c4.C4CleanLines;
import dev.sluice.operators.text.c4.C4Quality;
import dev.sluice.operators.text.fineweb.FinewebQuality;
import dev.sluice.operators.text.gopher.GopherQuality;
import dev.sluice.operators.text.gopher.GopherRepetition;
import dev.sluice.operators.text.length.CharacterCount;
import dev.sluice.operators.text.length.WordCount;
import dev.sluice.operators.text.pii.MaskPii;
import dev.sluice.operators.text.redpajama.RedpajamaSignals;
import dev.sluice.operators.text.unicode.FixUnicode;
import dev.sluice.operators.text.unicode.NormalizeWhitespace;
import dev.sluice.operators.text.url.UrlFilter;
import java.util.List;

/** The operators of this jar, in alphabetical order of their names. */
public final class TextCatalog implements Catalog {
    @Override
    public List<Class<? extends Operator>> operators() {
        return List.of(
                C4CleanLines.class,
                C4Quality.class,
                CharacterCount.class,
                FinewebQuality.class,
                FixUnicode.class,
                GopherQuality.class,
                GopherRepetition.class,
                KeepIf.class,
                MaskPii.class,
                NormalizeWhitespace.class,
                RedpajamaSignals.class,
                UrlFilter.class,
                WordCount.class);
    }
}
