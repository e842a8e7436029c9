package dev.sluice.connectors.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses the pages of Parquet files, each as one zstd frame. Parquet's own codec does it through Hadoop's configuration,
 * whose defaults take longer to read than a small file takes to write, and through streams that copy each page twice.
 */
final class ZstdPages implements CompressionCodecFactory, CompressionCodecFactory.BytesInputCompressor {
    private final int level;
    private byte[] frame = {};

    ZstdPages(int level) {
        this.level = level;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("pages are compressed by zstd, not by " + codec);
        }
        return this;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("a writer decompresses nothing");
    }

    /** What it returns holds until the next call: Parquet's writer copies it to where its pages wait. */
    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(page.size())];
        page.toInputStream().readNBytes(bytes, 0, bytes.length);
        int most = Math.toIntExact(Zstd.compressBound(bytes.length));
        if (frame.length < most) {
            frame = new byte[most];
        }
        // a context of its own for each page, so that nothing outside the heap outlives the call
        long length = Zstd.compressByteArray(frame, 0, frame.length, bytes, 0, bytes.length, level);
        if (Zstd.isError(length)) {
            throw new ZstdException(length);
        }
        return BytesInput.from(frame, 0, (int) length);
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        frame = new byte[0];
    }
}
