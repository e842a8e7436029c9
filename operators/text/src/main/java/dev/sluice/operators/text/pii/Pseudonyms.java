package dev.sluice.operators.text.pii;

import dev.sluice.operators.AssetException;
import dev.sluice.text.Unicode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stand-ins that depend on a value and a secret key alone (HMAC-SHA-256), so that one person keeps one pseudonym in all
 * documents, and nobody without the key can test a guess. Used by one thread at a time.
 */
final class Pseudonyms {
    private static final String HASH = "{hash}";
    private static final int SHORTEST_KEY = 16;
    private static final int HASH_BYTES = 6;

    private final Mac mac;

    private Pseudonyms(Mac mac) {
        this.mac = mac;
    }

    /** Reads the key: the bytes of the file. */
    static Pseudonyms withKey(Path file) {
        try {
            byte[] key = Files.readAllBytes(file);
            if (key.length < SHORTEST_KEY) {
                throw new AssetException(
                        file + " holds " + key.length + " bytes, a key needs at least " + SHORTEST_KEY);
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return new Pseudonyms(mac);
        } catch (IOException cause) {
            throw new UncheckedIOException(file.toString(), cause);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", impossible);
        }
    }

    /** One of the stand-ins for a value; {@code {hash}} in it becomes twelve hexadecimal digits of the value's own. */
    String of(Kind kind, String text, int from, int to, List<String> standIns) {
        mac.update(kind.name().getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) 0);
        byte[] digest = mac.doFinal(essence(kind, text, from, to).getBytes(StandardCharsets.UTF_8));
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << 8 | (digest[i] & 0xff);
        }
        String standIn = standIns.get((int) Long.remainderUnsigned(number, standIns.size()));
        if (!standIn.contains(HASH)) {
            return standIn;
        }
        int tail = digest.length - HASH_BYTES;
        return standIn.replace(HASH, HexFormat.of().formatHex(digest, tail, digest.length));
    }

    /** What is the same however a value is written: of addresses all but the ends, of numbers letters and digits. */
    private static String essence(Kind kind, String text, int from, int to) {
        boolean address = kind == Kind.EMAIL || kind == Kind.IP || kind == Kind.IPV6;
        int start = from;
        int end = to;
        while (start < end && !Unicode.isLetterOrDigit(text.charAt(start))) {
            start++;
        }
        while (end > start && !Unicode.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder essence = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (address || Unicode.isLetterOrDigit(c)) {
                essence.append(Unicode.toLowerCase(c));
            }
        }
        return essence.toString();
    }
}
