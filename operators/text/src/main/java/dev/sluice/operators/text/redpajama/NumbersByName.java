package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.AssetException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a JSON file of one object that holds a whole number for each name; however large, in one pass. */
final class NumbersByName {
    private static final int END = -1;

    private final Path file;
    private final BufferedReader in;
    private long line = 1;
    private int c;

    private NumbersByName(Path file, BufferedReader in) throws IOException {
        this.file = file;
        this.in = in;
        this.c = in.read();
    }

    /** Takes one entry. */
    @FunctionalInterface
    interface Entries {
        void accept(String name, long number);
    }

    /**
     * Hands on the entries in order.
     *
     * @throws AssetException with the line, where the file is no such object
     */
    static void read(Path file, Entries entries) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            new NumbersByName(file, in).object(entries);
        } catch (CharacterCodingException notText) {
            throw new AssetException(file + ": is not UTF-8");
        }
    }

    private void object(Entries entries) throws IOException {
        if (c == '\ufeff') {
            next();
        }
        expect('{', "an object");
        if (after() != '}') {
            while (true) {
                String name = name();
                expect(':', "a colon");
                entries.accept(name, number());
                if (after() == '}') {
                    break;
                }
                expect(',', "a comma");
            }
        }
        next();
        if (after() != END) {
            throw fault("the end of the file");
        }
    }

    private AssetException fault(String expected) {
        return new AssetException(file + ", line " + line + ": is no object of numbers by name: expected " + expected
                + (c == END ? " before the end" : ", not '" + Character.toString(c) + "'"));
    }

    private void next() throws IOException {
        line += c == '\n' ? 1 : 0;
        c = in.read();
    }

    /** The next character that is no white space. */
    private int after() throws IOException {
        while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            next();
        }
        return c;
    }

    private void expect(char wanted, String what) throws IOException {
        if (after() != wanted) {
            throw fault(what);
        }
        next();
    }

    private String name() throws IOException {
        expect('"', "a name in quotes");
        StringBuilder name = new StringBuilder();
        for (; c != '"'; next()) {
            if (c < ' ') { // the end too
                throw fault("the end of a name");
            }
            name.append(c == '\\' ? escaped() : (char) c);
        }
        next();
        return name.toString();
    }

    private char escaped() throws IOException {
        next();
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int unit = 0;
                for (int i = 0; i < 4; i++) {
                    next();
                    int digit = c < 0x80 ? Character.digit(c, 16) : -1;
                    if (digit < 0) {
                        throw fault("four hexadecimal digits");
                    }
                    unit = unit << 4 | digit;
                }
                yield (char) unit;
            }
            default -> throw fault("an escape");
        };
    }

    private long number() throws IOException {
        if (after() < '0' || c > '9') {
            throw fault("a whole number");
        }
        long number = 0;
        for (; c >= '0' && c <= '9'; next()) {
            number = 10 * number + c - '0';
            if (number > Integer.MAX_VALUE) {
                throw fault("a smaller number");
            }
        }
        return number;
    }
}
