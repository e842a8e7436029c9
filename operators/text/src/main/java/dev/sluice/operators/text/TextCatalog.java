package dev.sluice.operators.text;

import crawlercommons.domains.EffectiveTldFinder;
import dev.sluice.operators.BundledAsset;
import dev.sluice.operators.Catalog;
import dev.sluice.operators.Operator;
import dev.sluice.operators.text.c4.C4BadWords;
import dev.sluice.operators.text.c4.C4CleanLines;
import dev.sluice.operators.text.c4.C4Paragraphs;
import dev.sluice.operators.text.c4.C4Quality;
import dev.sluice.operators.text.ccnet.CcnetLines;
import dev.sluice.operators.text.characters.AlphanumericRatio;
import dev.sluice.operators.text.characters.CharacterRatios;
import dev.sluice.operators.text.characters.CharacterRepetition;
import dev.sluice.operators.text.characters.CompressionRatio;
import dev.sluice.operators.text.characters.SpecialCharacters;
import dev.sluice.operators.text.chinese.ConvertChinese;
import dev.sluice.operators.text.code.RemoveLicenseHeader;
import dev.sluice.operators.text.dclm.DclmQuality;
import dev.sluice.operators.text.dclm.DclmRepetition;
import dev.sluice.operators.text.dclm.RefinedwebLines;
import dev.sluice.operators.text.dolma.DolmaC4;
import dev.sluice.operators.text.dolma.DolmaGopher;
import dev.sluice.operators.text.fields.RenameFields;
import dev.sluice.operators.text.fields.SelectFields;
import dev.sluice.operators.text.fields.SetField;
import dev.sluice.operators.text.fineweb.FinewebQuality;
import dev.sluice.operators.text.gopher.GopherQuality;
import dev.sluice.operators.text.gopher.GopherRepetition;
import dev.sluice.operators.text.latex.CleanLatex;
import dev.sluice.operators.text.length.CharacterCount;
import dev.sluice.operators.text.length.LineLength;
import dev.sluice.operators.text.length.WordCount;
import dev.sluice.operators.text.length.WordLength;
import dev.sluice.operators.text.lines.CleanLines;
import dev.sluice.operators.text.lines.RemoveBlocks;
import dev.sluice.operators.text.lines.RemoveRepeats;
import dev.sluice.operators.text.lists.WordList;
import dev.sluice.operators.text.opendatalab.OpendatalabQuality;
import dev.sluice.operators.text.pii.MaskPii;
import dev.sluice.operators.text.redpajama.RedpajamaSignals;
import dev.sluice.operators.text.replace.ReplaceText;
import dev.sluice.operators.text.sentences.SplitSentences;
import dev.sluice.operators.text.spans.ReplaceSpans;
import dev.sluice.operators.text.unicode.FixUnicode;
import dev.sluice.operators.text.unicode.NormalizePunctuation;
import dev.sluice.operators.text.unicode.NormalizeWhitespace;
import dev.sluice.operators.text.url.ReplaceUrls;
import dev.sluice.operators.text.url.UrlFilter;
import dev.sluice.operators.text.words.FlaggedWords;
import dev.sluice.operators.text.words.RemoveLongWords;
import dev.sluice.operators.text.words.StopWords;
import dev.sluice.operators.text.words.WordRepetition;
import dev.sluice.text.WordBreaks;
import java.util.List;

/** The operators of this jar, in alphabetical order of their names. */
public final class TextCatalog implements Catalog {
    @Override
    public List<Class<? extends Operator>> operators() {
        return List.of(
                AlphanumericRatio.class,
                C4BadWords.class,
                C4CleanLines.class,
                C4Paragraphs.class,
                C4Quality.class,
                CcnetLines.class,
                CharacterCount.class,
                CharacterRatios.class,
                CharacterRepetition.class,
                CleanLatex.class,
                CleanLines.class,
                CompressionRatio.class,
                ConvertChinese.class,
                DclmQuality.class,
                DclmRepetition.class,
                DolmaC4.class,
                DolmaGopher.class,
                FinewebQuality.class,
                FixUnicode.class,
                FlaggedWords.class,
                GopherQuality.class,
                GopherRepetition.class,
                KeepIf.class,
                LineLength.class,
                MaskPii.class,
                NormalizePunctuation.class,
                NormalizeWhitespace.class,
                OpendatalabQuality.class,
                RedpajamaSignals.class,
                RefinedwebLines.class,
                RemoveBlocks.class,
                RemoveLicenseHeader.class,
                RemoveLongWords.class,
                RemoveRepeats.class,
                RenameFields.class,
                ReplaceSpans.class,
                ReplaceText.class,
                ReplaceUrls.class,
                SelectFields.class,
                SetField.class,
                SpecialCharacters.class,
                SplitSentences.class,
                StopWords.class,
                UrlFilter.class,
                WordCount.class,
                WordLength.class,
                WordRepetition.class);
    }

    @Override
    public List<BundledAsset> assets() {
        return List.of(
                WordList.STOP_WORDS.asset(),
                WordList.FLAGGED_WORDS.asset(),
                ConvertChinese.dictionaries(),
                new BundledAsset(
                        "public_suffix_list",
                        "351e9d96ae7c006d5cbd01fa24b98292454ef549c7469416e852ceacdd4402cc",
                        "MPL-2.0",
                        "https://publicsuffix.org, as crawler-commons 1.6 ships it",
                        List.of("replace_urls", "statistics", "url_filter"),
                        EffectiveTldFinder.class,
                        List.of("/effective_tld_names.dat")),
                new BundledAsset(
                        "word_break",
                        "62f33332cb0e0b89eb9bb3a4d2950f11222ec079f9d6bd86ab46feaa080eaf7d",
                        "Unicode-3.0",
                        "https://www.unicode.org/Public/14.0.0/ucd/auxiliary/WordBreakProperty.txt",
                        List.of("dclm_repetition"),
                        WordBreaks.class,
                        List.of("word_break.txt")));
    }
}
