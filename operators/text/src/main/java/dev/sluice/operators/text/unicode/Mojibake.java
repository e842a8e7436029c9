package dev.sluice.operators.text.unicode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Repairs UTF-8 that was read as Windows-1252 or Latin-1. Works on maximal runs of characters beyond ASCII that such a
 * mistake can make; a run is repaired when its bytes are well-formed UTF-8, that is when the round trip proves the
 * mistake. Correct text of other languages hardly ever passes that proof: it would take a letter like Ã or â followed by
 * just the right symbols.
 */
final class Mojibake {
    /** The characters of Windows-1252 for the bytes 0x80 to 0x9f; unassigned bytes stand for themselves, as in browsers. */
    private static final char[] WINDOWS = new char[32];

    static {
        String high = new String(highBytes(), Charset.forName("windows-1252"));
        for (int i = 0; i < 32; i++) {
            char c = high.charAt(i);
            WINDOWS[i] = c == '\ufffd' ? (char) (0x80 + i) : c;
        }
    }

    private Mojibake() {}

    private static byte[] highBytes() {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = (byte) (0x80 + i);
        }
        return bytes;
    }

    /** The repaired text, or the same object when there is nothing to repair. */
    static String repair(String text) {
        String result = text;
        // A text may have been misread more than once; each pass undoes one layer.
        for (int layer = 0; layer < 3; layer++) {
            String repaired = pass(result);
            if (repaired.equals(result)) {
                break;
            }
            result = repaired;
        }
        return result;
    }

    private static String pass(String text) {
        StringBuilder out = null;
        int copied = 0;
        int i = 0;
        while (i < text.length()) {
            if (byteOf(text.charAt(i)) < 0x80) {
                i++;
                continue;
            }
            int end = i;
            while (end < text.length() && byteOf(text.charAt(end)) >= 0x80) {
                end++;
            }
            String repaired = end - i >= 2 ? decoded(text, i, end) : null;
            if (repaired != null) {
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, i).append(repaired);
                copied = end;
            }
            i = end;
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** The byte that a character was made of, or -1 when it cannot have been made of one. */
    private static int byteOf(char c) {
        if (c < 0x100) {
            return c;
        }
        for (int i = 0; i < 32; i++) {
            if (WINDOWS[i] == c) {
                return 0x80 + i;
            }
        }
        return -1;
    }

    private static @org.jspecify.annotations.Nullable String decoded(String text, int from, int to) {
        byte[] bytes = new byte[to - from];
        for (int i = from; i < to; i++) {
            bytes[i - from] = (byte) byteOf(text.charAt(i));
        }
        try {
            CharBuffer decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return decoded.toString();
        } catch (CharacterCodingException correct) {
            return null;
        }
    }
}
