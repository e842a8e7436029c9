package dev.sluice.operators.text.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random texts of few different pieces, so that words, lines and n-grams repeat, with every kind of character. */
public final class NastyTexts {
    private static final String[] WORDS = {
        "a",
        "ab",
        "b",
        "bc",
        "c",
        "the",
        "The",
        "THE",
        "of",
        "and",
        "JavaScript",
        "javascript",
        "lorem",
        "ipsum",
        "LOREM",
        "Ipsum.",
        "privacy",
        "policy",
        "uses",
        "use",
        "coo\u212aies",
        "cookies",
        "cookie",
        "terms",
        "eightlet",
        "eightlet8",
        "sixteencharacter",
        "sixteencharacters",
        "x.",
        "end.",
        "End!",
        "why?",
        "\"quoted.\"",
        "A.",
        "U.S.",
        "...",
        "....",
        "\u2026",
        "#",
        "##",
        "-",
        "\u2022",
        "\u25b6",
        "{",
        "}",
        "[1]",
        "[]",
        "[edit]",
        "[citation needed]",
        "\u00e9t\u00e9",
        "\u00c9T\u00c9",
        "stra\u00dfe",
        "e\u0301",
        "\u0301",
        "\u4e2d\u6587",
        "\u3002",
        "\u4e00",
        "\u0130stanbul",
        "\u01c5",
        "\u00aa",
        "\u00b2",
        "\u0664",
        "\ud835\udc00",
        "\ud835\udc1a",
        "\ud83d\ude00",
        "\ud840\udc00",
        "\u200d",
        "\u200b",
        "\ufeff",
        "\u0000",
        "\u0001",
        "\u001f",
        "1",
        "23",
        "_",
        "don't",
        "\u2019",
        "\u201d",
        "'",
        "\u061f",
        "0123456789abcdef0123456789abcdef",
        "\u07ff",
        "\u0800",
        "\uffff",
        "\ud800\udc00"
    };

    private static final String[] GAPS = {
        " ", " ", " ", " ", " ", "  ", "\n", "\n", "\n\n", "\n\n\n", "\r\n", "\r", "\t", "\u000b", "\u000c", "\u001c",
        "\u001d", "\u001e", "\u001f", "\u0085", "\u00a0", "\u1680", "\u2003", "\u2028", "\u2029", "\u202f", "\u205f",
        "\u3000", "", "."
    };

    private NastyTexts() {}

    /** Texts that are the same at every call. */
    public static List<String> of(int count) {
        Random random = new Random(7);
        List<String> texts =
                new ArrayList<>(List.of("", " ", "\n", "a", "\u3000", "\ud83d\ude00", "a\n", "\n\na b\n\n"));
        while (texts.size() < count) {
            int words = 1 + random.nextInt(WORDS.length);
            int gaps = 1 + random.nextInt(GAPS.length);
            int from = random.nextInt(WORDS.length);
            int length = random.nextInt(1 << random.nextInt(9));
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                text.append(WORDS[(from + random.nextInt(words)) % WORDS.length]);
                text.append(GAPS[random.nextInt(gaps)]);
                if (random.nextInt(20) == 0 && text.length() > 0) {
                    int again = random.nextInt(text.length());
                    text.append(wellFormed(text.substring(again))); // what came before comes again, whole sentences too
                }
                if (text.length() > 20_000) {
                    break;
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static String wellFormed(String part) {
        return !part.isEmpty() && Character.isLowSurrogate(part.charAt(0)) ? part.substring(1) : part;
    }
}
