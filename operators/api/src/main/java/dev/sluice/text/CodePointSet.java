package dev.sluice.text;

import java.util.BitSet;
import java.util.stream.IntStream;

/** A fixed set of code points, read from a resource of this jar. */
public final class CodePointSet {
    private final BitSet members;
    /** The basic plane: 1 for members, so that counting takes no branch. */
    private final byte[] basic = new byte[1 << 16];

    private CodePointSet(BitSet members) {
        this.members = members;
        for (int c = members.nextSetBit(0); c >= 0 && c < basic.length; c = members.nextSetBit(c + 1)) {
            basic[c] = (byte) (Character.isSurrogate((char) c) ? 0 : 1);
        }
    }

    /** Characters that end a sentence: Unicode's Sentence_Terminal and five Khmer signs. */
    public static final CodePointSet SENTENCE_TERMINAL = read("sentence_terminal.txt");

    /** Punctuation as datatrove's Gopher quality filter counts it: a list of its own, and what ends a sentence. */
    public static final CodePointSet DATATROVE_PUNCTUATION = read("datatrove_punctuation.txt", "sentence_terminal.txt");

    /** What Data-Juicer calls special characters: punctuation, digits, white space, symbols and emoji. */
    public static CodePointSet dataJuicerSpecial() {
        return DataJuicerSpecial.SET;
    }

    /** Read when it is first asked for: few runs need it. */
    private static final class DataJuicerSpecial {
        private static final CodePointSet SET = read("datajuicer_special_characters.txt");
    }

    /** Reads resources beside this class: hexadecimal code points or ranges, {@code #} begins a comment. */
    static CodePointSet read(String... resources) {
        BitSet members = new BitSet();
        for (String resource : resources) {
            add(resource, members);
        }
        return new CodePointSet(members);
    }

    private static void add(String resource, BitSet members) {
        for (String range : Resource.lines(resource)) {
            members.set(Resource.first(range), Resource.last(range) + 1);
        }
    }

    public boolean contains(int codePoint) {
        return members.get(codePoint);
    }

    /** How many code points of a text are members. */
    public int count(String text) {
        int count = 0;
        int surrogates = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            count += basic[c];
            surrogates += c >> 11 == 0xd800 >> 11 ? 1 : 0;
        }
        if (surrogates > 0) {
            count += (int) text.codePoints()
                    .filter(c -> c >= basic.length || Character.isSurrogate((char) c))
                    .filter(members::get)
                    .count();
        }
        return count;
    }

    /** Ascending. */
    IntStream members() {
        return members.stream();
    }
}
