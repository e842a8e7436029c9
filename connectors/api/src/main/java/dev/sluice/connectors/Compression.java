package dev.sluice.connectors;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** How a file is compressed, told by its first bytes and never by its name. */
public enum Compression {
    /** Not at all, or in a way nobody knows. */
    NONE,
    /** gzip, of one or several members. */
    GZIP,
    /** zstd, of one or several frames, skippable ones included. */
    ZSTD;

    private static final int BUFFER_BYTES = 1 << 16;

    /** Decompressed bytes from which the ratio is checked: small files may well compress by more. */
    private static final long RATIO_FROM = 64L << 20;

    /** Looks at the first bytes of a file. */
    public static Compression of(Blob file) throws IOException {
        try (SeekableByteChannel channel = file.open()) {
            ByteBuffer head = ByteBuffer.allocate(4);
            while (head.hasRemaining() && channel.read(head) >= 0) {
                // until four bytes are there, or the end
            }
            return of(head.array(), head.position());
        }
    }

    private static Compression of(byte[] head, int length) {
        if (length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
            return GZIP;
        }
        boolean zstd = length >= 4
                && (head[1] & 0xff) == 0xb5
                && (head[2] & 0xff) == 0x2f
                && (head[3] & 0xff) == 0xfd
                && (head[0] & 0xff) == 0x28;
        boolean skippable = length >= 4
                && (head[0] & 0xf0) == 0x50
                && (head[1] & 0xff) == 0x2a
                && (head[2] & 0xff) == 0x4d
                && (head[3] & 0xff) == 0x18;
        return zstd || skippable ? ZSTD : NONE;
    }

    /**
     * Opens a file's decompressed bytes from a stored offset on, which must be the start of a frame where the file is
     * compressed. Damage and truncation end in a {@link CorruptInputException} that tells how far the reading came.
     */
    public static Stream open(Blob file, long offset, Limits limits) throws IOException {
        SeekableByteChannel channel = file.open();
        boolean opened = false;
        try {
            Compression compression = of(file);
            channel.position(offset);
            Counting stored = new Counting(Channels.newInputStream(channel));
            InputStream in = new BufferedInputStream(stored, BUFFER_BYTES);
            InputStream plain = switch (compression) {
                case NONE -> in;
                case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
                case ZSTD -> new ZstdInputStream(in).setContinuous(false);
            };
            opened = true;
            return new Stream(file.name(), plain, stored, compression, limits);
        } catch (EOFException truncated) {
            throw new CorruptInputException(file.name(), 0, "the compressed file is truncated", truncated);
        } catch (java.util.zip.ZipException damaged) {
            throw new CorruptInputException(
                    file.name(), 0, "the compressed file is damaged: " + damaged.getMessage(), damaged);
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    /** Decompressed bytes that know how much was read of the stored ones, with guards against damage and bombs. */
    public static final class Stream extends InputStream {
        private final String file;
        private final InputStream plain;
        private final Counting stored;
        private final Compression compression;
        private final Limits limits;
        private long read;

        private Stream(String file, InputStream plain, Counting stored, Compression compression, Limits limits) {
            this.file = file;
            this.plain = plain;
            this.stored = stored;
            this.compression = compression;
            this.limits = limits;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int n;
            try {
                n = plain.read(target, from, length);
            } catch (EOFException truncated) {
                throw new CorruptInputException(file, read, "the compressed file is truncated", truncated);
            } catch (IOException damaged) {
                if (compression == NONE) {
                    throw new IOException(
                            file + ": cannot read after " + read + " bytes: " + damaged.getMessage(), damaged);
                }
                String what = String.valueOf(damaged.getMessage());
                String message = what.contains("Truncated") || what.contains("nexpected end")
                        ? "the compressed file is truncated"
                        : "the compressed file is damaged: " + what;
                throw new CorruptInputException(file, read, message, damaged);
            }
            if (n > 0) {
                read += n;
                if (read > RATIO_FROM && read / limits.maxExpansion() > stored.count) {
                    throw new CorruptInputException(
                            file,
                            read,
                            "the file decompresses to more than " + limits.maxExpansion() + " times its size",
                            null);
                }
            }
            return n;
        }

        /** Stored bytes consumed so far. */
        public long storedBytes() {
            return stored.count;
        }

        @Override
        public void close() throws IOException {
            plain.close();
        }
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int n = in.read(target, from, length);
            count += Math.max(0, n);
            return n;
        }
    }

    /**
     * A zstd frame that holds data.
     *
     * @param start its first stored byte
     * @param end the stored byte after it
     * @param position decompressed offset of its first byte
     * @param content decompressed size
     */
    public record Frame(long start, long end, long position, long content) {}

    /**
     * The data frames of a zstd file, found by their headers without decompressing; null when some frame does not state
     * its content size or the file is damaged, so that it cannot be split.
     */
    public static @Nullable List<Frame> frames(Blob file) throws IOException {
        List<Frame> frames = new ArrayList<>();
        try (SeekableByteChannel channel = file.open()) {
            long size = channel.size();
            long at = 0;
            long position = 0;
            ByteBuffer head = ByteBuffer.allocate(18).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            while (at < size) {
                read(channel, at, head);
                if (head.limit() < 9) {
                    return null;
                }
                int magic = head.getInt(0);
                if ((magic & 0xfffffff0) == 0x184d2a50) {
                    at += 8 + (head.getInt(4) & 0xffffffffL);
                    continue;
                }
                long content = magic == 0xfd2fb528 ? contentSize(head) : -1;
                if (content < 0) {
                    return null;
                }
                long end = endOfBlocks(channel, at + headerSize(head), (head.get(4) & 4) != 0, size);
                if (end < 0) {
                    return null;
                }
                frames.add(new Frame(at, end, position, content));
                position += content;
                at = end;
            }
        }
        return frames;
    }

    private static int headerSize(ByteBuffer head) {
        int descriptor = head.get(4) & 0xff;
        boolean single = (descriptor & 0x20) != 0;
        int[] dictionary = {0, 1, 2, 4};
        int[] content = {single ? 1 : 0, 2, 4, 8};
        return 5 + (single ? 0 : 1) + dictionary[descriptor & 3] + content[descriptor >>> 6];
    }

    private static long contentSize(ByteBuffer head) {
        int descriptor = head.get(4) & 0xff;
        boolean single = (descriptor & 0x20) != 0;
        int[] dictionary = {0, 1, 2, 4};
        int at = 5 + (single ? 0 : 1) + dictionary[descriptor & 3];
        return switch (descriptor >>> 6) {
            case 0 -> single ? head.get(at) & 0xff : -1;
            case 1 -> (head.getShort(at) & 0xffff) + 256L;
            case 2 -> head.getInt(at) & 0xffffffffL;
            default -> head.getLong(at);
        };
    }

    private static long endOfBlocks(SeekableByteChannel channel, long from, boolean checksum, long size)
            throws IOException {
        ByteBuffer header = ByteBuffer.allocate(3);
        long at = from;
        while (at + 3 <= size) {
            read(channel, at, header);
            int block = (header.get(0) & 0xff) | (header.get(1) & 0xff) << 8 | (header.get(2) & 0xff) << 16;
            int type = block >>> 1 & 3;
            at += 3 + (type == 1 ? 1 : block >>> 3);
            if ((block & 1) != 0) {
                long end = at + (checksum ? 4 : 0);
                return type == 3 || end > size ? -1 : end;
            }
        }
        return -1;
    }

    private static void read(SeekableByteChannel channel, long at, ByteBuffer into) throws IOException {
        into.clear();
        channel.position(at);
        while (into.hasRemaining() && channel.read(into) >= 0) {
            // until full, or the end
        }
        into.flip();
    }
}
