package dev.sluice.connectors.parquet;

import dev.sluice.connectors.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Lets Parquet read a {@link Blob}. */
final class BlobInputFile implements InputFile {
    private final Blob blob;

    BlobInputFile(Blob blob) {
        this.blob = blob;
    }

    @Override
    public long getLength() throws IOException {
        return blob.size();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        SeekableByteChannel channel = blob.open();
        InputStream stream = Channels.newInputStream(channel);
        return new DelegatingSeekableInputStream(stream) {
            @Override
            public long getPos() throws IOException {
                return channel.position();
            }

            @Override
            public void seek(long position) throws IOException {
                channel.position(position);
            }

            @Override
            public int read(ByteBuffer target) throws IOException {
                return channel.read(target);
            }
        };
    }

    @Override
    public String toString() {
        return blob.name();
    }
}
