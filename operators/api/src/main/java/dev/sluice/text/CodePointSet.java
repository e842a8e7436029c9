package dev.sluice.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** A fixed set of code points, read from a resource of this jar. */
public final class CodePointSet {
    private final BitSet members;

    private CodePointSet(BitSet members) {
        this.members = members;
    }

    /** Punctuation as datatrove's Gopher quality filter counts it. */
    public static final CodePointSet DATATROVE_PUNCTUATION = read("datatrove_punctuation.txt");

    /** Characters that end a sentence: Unicode's Sentence_Terminal and five Khmer signs. */
    public static final CodePointSet SENTENCE_TERMINAL = read("sentence_terminal.txt");

    /** What Data-Juicer calls special characters: punctuation, digits, white space, symbols and emoji. */
    public static CodePointSet dataJuicerSpecial() {
        return DataJuicerSpecial.SET;
    }

    /** Read when it is first asked for: few runs need it. */
    private static final class DataJuicerSpecial {
        private static final CodePointSet SET = read("datajuicer_special_characters.txt");
    }

    /** Reads a resource beside this class: hexadecimal code points or ranges, {@code #} begins a comment. */
    static CodePointSet read(String resource) {
        BitSet members = new BitSet();
        try (InputStream in = CodePointSet.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int comment = line.indexOf('#');
                String bare = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!bare.isEmpty()) {
                    int dash = bare.indexOf('-');
                    int first = Integer.parseInt(dash < 0 ? bare : bare.substring(0, dash), 16);
                    int last = dash < 0 ? first : Integer.parseInt(bare.substring(dash + 1), 16);
                    members.set(first, last + 1);
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(resource, cause);
        }
        return new CodePointSet(members);
    }

    public boolean contains(int codePoint) {
        return members.get(codePoint);
    }

    int[] toArray() {
        return members.stream().toArray();
    }
}
