package dev.sluice.benchmarks.corpus;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes records into a number of files of nearly equal size; zstd in frames of 4 MiB, so that files can be split. */
final class CorpusFiles implements Closeable {
    private static final int FRAME_BYTES = 4 << 20;

    private final Path folder;
    private final CorpusOptions options;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1 << 16);
    private OutputStream out;
    private int number;
    private long written;

    CorpusFiles(Path folder, CorpusOptions options) throws IOException {
        this.folder = folder;
        this.options = options;
        this.out = open();
    }

    private OutputStream open() throws IOException {
        String name = String.format(
                Locale.ROOT, "part-%06d.jsonl%s", number, options.compression().extension());
        OutputStream file = Files.newOutputStream(folder.resolve(name));
        return options.compression() == CorpusOptions.Compression.GZIP ? new GZIPOutputStream(file, 1 << 16) : file;
    }

    void write(byte[] record) throws IOException {
        // A file ends where its share of the bytes ends, so that the last file ends with the corpus.
        if (number < options.files() - 1 && written >= options.bytes() / options.files() * (number + 1)) {
            finish();
            number++;
            out = open();
        }
        buffer.write(record);
        buffer.write('\n');
        written += record.length + 1;
        if (buffer.size() >= FRAME_BYTES) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (buffer.size() == 0) {
            return;
        }
        byte[] bytes = buffer.toByteArray();
        out.write(options.compression() == CorpusOptions.Compression.ZSTD ? Zstd.compress(bytes, 3) : bytes);
        buffer.reset();
    }

    private void finish() throws IOException {
        flush();
        out.close();
    }

    /** Bytes of all records so far, before compression. */
    long written() {
        return written;
    }

    @Override
    public void close() throws IOException {
        finish();
    }
}
