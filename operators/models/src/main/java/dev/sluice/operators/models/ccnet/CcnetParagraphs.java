package dev.sluice.operators.models.ccnet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The paragraphs of a document in CCNet's sense, which are its lines: their hashes, and what stays of the document when
 * only the first of equal ones is kept.
 *
 * @param content the kept lines, joined by line feeds
 * @param kept numbers of the kept lines, from 0
 * @param originalLines how many lines there were
 */
public record CcnetParagraphs(String content, List<Integer> kept, int originalLines) {

    /** First eight bytes, little-endian, of the SHA-1 of a paragraph's comparable form; unsigned. */
    public static long hash(String paragraph) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest(CcnetNormalizer.forDedup(paragraph).getBytes(StandardCharsets.UTF_8));
            long hash = 0;
            for (int i = 7; i >= 0; i--) {
                hash = (hash << 8) | (digest[i] & 0xff);
            }
            return hash;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK knows SHA-1", impossible);
        }
    }

    /** The lines of a text; one line feed more makes one line more. */
    public static List<String> of(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        lines.add(text.substring(start));
        return lines;
    }

    /** Keeps the first of equal lines. */
    public static CcnetParagraphs distinct(String text) {
        List<String> lines = of(text);
        Set<Long> seen = new HashSet<>();
        List<Integer> kept = new ArrayList<>();
        StringBuilder content = new StringBuilder(text.length());
        for (int i = 0; i < lines.size(); i++) {
            if (seen.add(hash(lines.get(i)))) {
                content.append(kept.isEmpty() ? "" : "\n").append(lines.get(i));
                kept.add(i);
            }
        }
        return new CcnetParagraphs(content.toString(), List.copyOf(kept), lines.size());
    }
}
