package dev.sluice.connectors.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connectors.Utf8;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Scans of bytes against the JDK's decoder and a plain loop. */
class Utf8Test {
    private static final byte[][] PIECES = {
        "plain ascii of some length".getBytes(StandardCharsets.UTF_8),
        "\u00e9\u07ff\u0800\u4e2d\uffff\ud83d\ude00\udbff\udfff".getBytes(StandardCharsets.UTF_8),
        {(byte) 0x80},
        {(byte) 0xc0, (byte) 0xaf},
        {(byte) 0xc3},
        {(byte) 0xe0, (byte) 0x80, (byte) 0xaf},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xe2, (byte) 0x82},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xf0, (byte) 0x9f, (byte) 0x98},
        {(byte) 0xff}
    };

    private static byte[] bytes(Random random) {
        ByteBuffer bytes = ByteBuffer.allocate(200);
        int kinds = random.nextInt(10) < 7 ? 2 : PIECES.length;
        for (int i = random.nextInt(5); i >= 0; i--) {
            byte[] piece = PIECES[random.nextInt(kinds)];
            int length = kinds == 2 ? piece.length : 1 + random.nextInt(piece.length);
            bytes.put(piece, 0, length);
        }
        byte[] result = new byte[bytes.position()];
        bytes.flip().get(result);
        return result;
    }

    @Test
    void findsWhatIsNoUtf8() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = bytes(random);
            int from = random.nextInt(4);
            byte[] shifted = new byte[bytes.length + from + 3];
            System.arraycopy(bytes, 0, shifted, from, bytes.length);
            CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
            ByteBuffer in = ByteBuffer.wrap(bytes);
            CoderResult result = decoder.decode(in, CharBuffer.allocate(400), true);
            int expected = result.isError() ? from + in.position() : -1;
            assertThat(Utf8.firstInvalid(shifted, from, from + bytes.length)).isEqualTo(expected);
        }
    }

    @Test
    void findsBytes() {
        Random random = new Random(4);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = bytes(random);
            int from = random.nextInt(bytes.length);
            int to = from + random.nextInt(bytes.length - from + 1);
            byte wanted = random.nextBoolean() ? (byte) random.nextInt() : bytes[random.nextInt(bytes.length)];
            int expected = from;
            while (expected < to && bytes[expected] != wanted) {
                expected++;
            }
            assertThat(Utf8.find(wanted, bytes, from, to)).isEqualTo(expected);
        }
    }
}
