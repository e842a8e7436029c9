package dev.sluice.connectors.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts bytes into rows of fields, quotes understood. Blank lines are no rows. */
final class RowScanner {
    private final InputStream in;
    private final byte delimiter;
    private final long maxBytes;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private long position;
    private boolean started;

    private byte[] row = new byte[1 << 12];
    private int size;
    private final List<int[]> fields = new ArrayList<>();
    private long offset;
    private boolean tooLong;
    private boolean openQuote;

    RowScanner(InputStream in, byte delimiter, long maxBytes) {
        this.in = in;
        this.delimiter = delimiter;
        this.maxBytes = maxBytes;
    }

    private int read() throws IOException {
        if (from == to) {
            to = in.read(buffer, 0, buffer.length);
            from = 0;
            if (to <= 0) {
                to = 0;
                return -1;
            }
        }
        position++;
        return buffer[from++] & 0xff;
    }

    private int peek() throws IOException {
        int b = read();
        if (b >= 0) {
            from--;
            position--;
        }
        return b;
    }

    private void skipByteOrderMark() throws IOException {
        started = true;
        if (peek() == 0xef) {
            read();
            read();
            read();
        }
    }

    /** Goes to the next row; false at the end. */
    boolean next() throws IOException {
        if (!started) {
            skipByteOrderMark();
        }
        int b = read();
        while (b == '\n' || b == '\r') {
            b = read();
        }
        if (b < 0) {
            return false;
        }
        offset = position - 1;
        size = 0;
        fields.clear();
        tooLong = false;
        openQuote = false;
        int start = 0;
        boolean quoted = false;
        boolean atStart = true;
        while (b >= 0) {
            if (quoted) {
                if (b == '"' && peek() == '"') {
                    read();
                    add('"');
                } else if (b == '"') {
                    quoted = false;
                } else {
                    add(b);
                }
            } else if (b == '"' && atStart) {
                quoted = true;
                atStart = false;
            } else if (b == delimiter) {
                fields.add(new int[] {start, size});
                start = size;
                atStart = true;
            } else if (b == '\n' || (b == '\r' && peek() == '\n')) {
                break;
            } else {
                add(b);
                atStart = false;
            }
            b = read();
        }
        openQuote = quoted;
        fields.add(new int[] {start, size});
        return true;
    }

    private void add(int b) {
        if (size >= maxBytes) {
            tooLong = true;
            return;
        }
        if (size == row.length) {
            row = Arrays.copyOf(row, 2 * size);
        }
        row[size++] = (byte) b;
    }

    int fieldCount() {
        return fields.size();
    }

    byte[] bytes() {
        return row;
    }

    int start(int field) {
        return fields.get(field)[0];
    }

    int end(int field) {
        return fields.get(field)[1];
    }

    /** Offset of the row in the decompressed file. */
    long offset() {
        return offset;
    }

    boolean tooLong() {
        return tooLong;
    }

    /** Whether the file ended inside quotes. */
    boolean openQuote() {
        return openQuote;
    }

    int size() {
        return size;
    }
}
