package dev.sluice.operators.testkit;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/** Documents for tests, the unpleasant ones among them. */
public final class Documents {
    private static final int MEGABYTE = 1 << 20;

    private Documents() {}

    /** A document of text alone. */
    public static Document of(String text) {
        return Document.of(text);
    }

    /** A document with a declared id. */
    public static Document of(String id, String text) {
        return Document.of(id, text, Fields.NONE, Position.NONE);
    }

    /** A document with a declared id and fields. */
    public static Document of(String id, String text, Map<String, ?> fields) {
        return Document.of(id, text, Fields.of(fields), Position.NONE);
    }

    /** Texts that real corpora hold and that operators trip over, by what is nasty about them. */
    public static Map<String, String> nasty() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("empty", "");
        texts.put("one letter", "a");
        texts.put("one word", "word");
        texts.put("one space", " ");
        texts.put("white space only", " \t\n\r\n \u00a0\u2003\u3000 \u0085\u2028\u2029 ");
        texts.put("line feeds only", "\n\n\n\n");
        texts.put("lone high surrogate", "before \ud83d after");
        texts.put("lone low surrogate", "before \ude00 after");
        texts.put("ends within a pair", "ends \ud83d");
        texts.put("NUL", "a\u0000b\u0000 c");
        texts.put("controls", "bell\u0007 escape\u001b[31m delete\u007f next\u0085line");
        texts.put("byte order mark", "\ufeffText behind a mark.");
        texts.put(
                "right to left",
                "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645. \u05e9\u05dc\u05d5\u05dd \u202eabc\u202c");
        texts.put("combining marks", "e" + "\u0301".repeat(2000) + " o\u0308\u0304");
        texts.put(
                "emoji",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\udff3\ufe0f\u200d\ud83c\udf08 \ud83d\ude00 \ud83d\ude00");
        texts.put(
                "no spaces between words",
                "\u6211\u559c\u6b22\u8bfb\u4e66\u3002\u4eca\u5929\u5929\u6c14\u5f88\u597d\uff01");
        texts.put("Thai", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e0a\u0e32\u0e27\u0e42\u0e25\u0e01");
        texts.put("letters that grow in lower case", "\u0130stanbul \u1e9e \ufb03");
        texts.put("bullets and ellipses", "\u2022 one...\n\u2022 two\u2026\n- three...");
        texts.put("punctuation only", "?!.,;:\u2026\u201c\u201d()[]{}<>#@&%$");
        texts.put("numbers", "1 2 3.14 -5 1,000 ١٢٣ 0x1F 1e10");
        texts.put("addresses", "See https://example.org/a?b=c#d or mail a.b+c@example.org, 8.8.8.8, ::1.");
        texts.put("markup", "<p class=\"x\">Text &amp; more</p><script>if (a < b) { }</script> lorem ipsum {");
        texts.put("one megabyte of one letter", "x".repeat(MEGABYTE));
        texts.put("one megabyte on one line", "seven letters ".repeat(MEGABYTE / 14));
        texts.put("one megabyte of short lines", "a b\n".repeat(MEGABYTE / 4));
        texts.put("one megabyte of digits and dots", "1.".repeat(MEGABYTE / 2));
        texts.put("one megabyte of @", "a@".repeat(MEGABYTE / 2));
        texts.put("one megabyte of spaces", " ".repeat(MEGABYTE));
        return texts;
    }
}
