package dev.sluice.connectors.jsonl;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** How files of JSON are compressed. */
public enum Codec {
    NONE,
    GZIP,
    ZSTD;

    private static final int HARDEST_GZIP = 9;

    /** What the name of a compressed file ends with, with the dot. */
    String ending() {
        return switch (this) {
            case NONE -> "";
            case GZIP -> ".gz";
            case ZSTD -> ".zst";
        };
    }

    /**
     * A stream that compresses what goes on to another, which it closes.
     *
     * @param level how hard to compress
     */
    OutputStream compress(OutputStream out, int level) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP ->
                new GZIPOutputStream(out, 1 << 16) {
                    {
                        def.setLevel(Math.min(HARDEST_GZIP, level));
                    }
                };
            case ZSTD -> {
                ZstdOutputStream zstd = new ZstdOutputStream(out, level);
                zstd.setChecksum(true);
                yield zstd;
            }
        };
    }
}
