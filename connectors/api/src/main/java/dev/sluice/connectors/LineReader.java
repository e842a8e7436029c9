package dev.sluice.connectors;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the lines of a slice of a plain or compressed file. A line ends at a line feed; a carriage return before it is
 * no part of the line, one elsewhere is. A byte order mark at the beginning of the file is skipped. Lines longer than
 * the limit are skipped without holding them.
 */
public final class LineReader implements Closeable {
    private static final int BUFFER_BYTES = 1 << 17;

    private final Compression.Stream in;
    private final long maxBytes;
    private final long end;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    private long position;
    private boolean finished;

    private int lineStart;
    private int lineEnd;
    private long lineOffset;
    private boolean tooLong;

    public LineReader(Blob file, Slice slice, Limits limits) throws IOException {
        this.maxBytes = limits.maxRecordBytes();
        long size = file.size();
        boolean whole = slice.start() == 0 && slice.end() >= size;
        Compression compression = whole ? Compression.NONE : Compression.of(file);
        long readFrom = 0;
        long skipTo = 0;
        if (whole) {
            this.end = Long.MAX_VALUE;
        } else if (compression == Compression.NONE) {
            // One byte earlier: it tells whether a line begins just here.
            readFrom = Math.max(0, slice.start() - 1);
            position = readFrom;
            skipTo = slice.start();
            this.end = slice.end();
        } else {
            List<Compression.Frame> frames = Compression.frames(file);
            if (frames == null) {
                throw new IOException(file.name() + ": slices of a file whose frames cannot be told apart");
            }
            long decompressedEnd = Long.MAX_VALUE;
            for (int i = 0; i < frames.size(); i++) {
                Compression.Frame frame = frames.get(i);
                if (frame.start() < slice.start()) {
                    readFrom = frame.start(); // its last byte tells whether a line begins with the slice
                    position = frame.position();
                } else if (frame.start() >= slice.end()) {
                    decompressedEnd = Math.min(decompressedEnd, frame.position());
                }
            }
            skipTo = slice.position();
            this.end = decompressedEnd;
        }
        this.in = Compression.open(file, readFrom, limits);
        if (position == 0) {
            skipByteOrderMark();
        }
        if (skipTo > 0) {
            skipPartialLine(skipTo);
        }
    }

    private void skipByteOrderMark() throws IOException {
        while (to < 3 && fill()) {
            // until three bytes are there, or the end
        }
        if (to >= 3 && buffer[0] == (byte) 0xef && buffer[1] == (byte) 0xbb && buffer[2] == (byte) 0xbf) {
            from = 3;
            position = 3;
        }
    }

    /** Goes to the first line that begins at or after {@code target}. */
    private void skipPartialLine(long target) throws IOException {
        while (position < target - 1) {
            if (from == to && !refill()) {
                finished = true;
                return;
            }
            int step = (int) Math.min(to - from, target - 1 - position);
            from += step;
            position += step;
        }
        while (true) {
            if (from == to && !refill()) {
                finished = true;
                return;
            }
            position++;
            if (buffer[from++] == '\n') {
                return;
            }
        }
    }

    /** Goes to the next line; false at the end of the slice. */
    public boolean next() throws IOException {
        if (finished || position >= end) {
            return false;
        }
        tooLong = false;
        lineOffset = position;
        int scan = from;
        while (true) {
            scan = Utf8.find((byte) '\n', buffer, scan, to);
            if (scan < to) {
                position += scan - from + 1L;
                setLine(from, scan);
                from = scan + 1;
                return true;
            }
            if (scan - from > maxBytes) {
                return skipRest(scan - from);
            }
            int held = scan - from;
            if (!fill()) {
                finished = true;
                if (held == 0) {
                    return false;
                }
                position += held;
                setLine(from, to);
                from = to;
                return true;
            }
            scan = from + held;
        }
    }

    private void setLine(int start, int stop) {
        lineStart = start;
        lineEnd = stop > start && buffer[stop - 1] == '\r' ? stop - 1 : stop;
        tooLong = lineEnd - lineStart > maxBytes;
    }

    /** The line is too long to hold: remembers its beginning and goes to its end. */
    private boolean skipRest(int held) throws IOException {
        byte[] head = Arrays.copyOfRange(buffer, from, from + Math.min(held, 4096));
        position += held;
        from = to;
        boolean ended = false;
        while (!ended) {
            if (from == to && !refill()) {
                finished = true;
                break;
            }
            while (from < to && !ended) {
                ended = buffer[from++] == '\n';
                position++;
            }
        }
        if (from < head.length) {
            // Make room before the unread bytes, where the head is shown from.
            byte[] larger = new byte[Math.max(buffer.length, head.length + (to - from))];
            System.arraycopy(buffer, from, larger, head.length, to - from);
            to = head.length + (to - from);
            from = head.length;
            buffer = larger;
        }
        System.arraycopy(head, 0, buffer, 0, head.length);
        lineStart = 0;
        lineEnd = head.length;
        tooLong = true;
        return true;
    }

    /** Reads more behind what is held; false at the end of the file. */
    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 16L, 2L * buffer.length));
        }
        int n = in.read(buffer, to, buffer.length - to);
        if (n < 0) {
            return false;
        }
        to += n;
        return true;
    }

    private boolean refill() throws IOException {
        from = 0;
        to = 0;
        int n = 0;
        while (n == 0) {
            n = in.read(buffer, 0, buffer.length);
        }
        to = Math.max(0, n);
        return n > 0;
    }

    /** The buffer that holds the present line; valid until the next call of {@link #next}. */
    public byte[] buffer() {
        return buffer;
    }

    /** First byte of the line in the buffer. */
    public int start() {
        return lineStart;
    }

    /** Byte after the last one of the line in the buffer. */
    public int end() {
        return lineEnd;
    }

    /** Offset of the line in the decompressed file. */
    public long offset() {
        return lineOffset;
    }

    /** Whether the line exceeds the limit; the buffer then holds its beginning alone. */
    public boolean tooLong() {
        return tooLong;
    }

    /** Whether the line holds nothing but spaces and tabs. */
    public boolean blank() {
        for (int i = lineStart; i < lineEnd; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Stored bytes read so far. */
    public long bytesRead() {
        return in.storedBytes();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
