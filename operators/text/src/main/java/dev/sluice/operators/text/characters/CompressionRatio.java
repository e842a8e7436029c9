package dev.sluice.operators.text.characters;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.text.rules.Bounds;
import dev.sluice.operators.text.rules.RuleCheck;
import java.util.List;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents whose text compresses neither too well nor too badly: repetitive text has a low ratio, random
 * characters a high one, and English prose of some length lies around 0.4 to 0.5.
 *
 * <p>The ratio is that of the raw DEFLATE stream at level 6 to the text in UTF-8; it depends a little on the zlib of
 * the Java runtime, and short texts compress less well. Empty texts have none and stay.
 */
@Operator.Info(
        name = "compression_ratio",
        since = "0.1",
        summary = "Keeps documents whose text compresses neither too well nor too badly.",
        cost = Operator.Cost.MODERATE)
public record CompressionRatio(
        @Param(
                doc = "Least ratio of compressed (DEFLATE, level 6) to plain bytes (UTF-8); absent means no limit.",
                def = "0.2",
                source = "Sluice's own choice, no published one",
                min = 0,
                main = true)
        @Nullable Double minRatio,

        @Param(doc = "Largest ratio of compressed to plain bytes; absent means no limit.", min = 0) @Nullable Double maxRatio)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** A ratio below {@code min_ratio}. */
        COMPRESSES_TOO_WELL,
        /** A ratio above {@code max_ratio}. */
        COMPRESSES_TOO_BADLY
    }

    private static final Signal RATIO =
            Signal.number("ratio", "bytes per byte", "bytes of the compressed text over bytes of the text");
    private static final int LEVEL = 6;

    @Override
    public void check(Faults faults) {
        if (minRatio != null && maxRatio != null && maxRatio < minRatio) {
            faults.add("max_ratio", "is %s, below min_ratio (%s)", maxRatio, minRatio);
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(RATIO);
    }

    @Override
    public List<Threshold> thresholds() {
        return new Bounds()
                .min(RATIO, "min_ratio", minRatio, Reason.COMPRESSES_TOO_WELL)
                .max(RATIO, "max_ratio", maxRatio, Reason.COMPRESSES_TOO_BADLY)
                .thresholds();
    }

    @Override
    public Judge open(Resources resources) {
        Deflater deflater = new Deflater(LEVEL, true);
        byte[] buffer = new byte[1 << 14];
        return (document, measured) -> {
            byte[] utf8 = document.utf8();
            if (utf8.length == 0) {
                return Verdict.KEEP;
            }
            RuleCheck check = new RuleCheck(measured);
            double ratio = (double) compressed(utf8, deflater, buffer) / utf8.length;
            check.within(RATIO, ratio, minRatio, null, Reason.COMPRESSES_TOO_WELL);
            check.fail(maxRatio != null && ratio > maxRatio, Reason.COMPRESSES_TOO_BADLY);
            return check.verdict();
        };
    }

    private static long compressed(byte[] bytes, Deflater deflater, byte[] buffer) {
        deflater.reset();
        deflater.setInput(bytes);
        deflater.finish();
        long size = 0;
        while (!deflater.finished()) {
            size += deflater.deflate(buffer);
        }
        return size;
    }
}
