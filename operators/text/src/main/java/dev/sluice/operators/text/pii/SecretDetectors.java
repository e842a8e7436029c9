package dev.sluice.operators.text.pii;

import dev.sluice.operators.text.replace.LongestMatch;
import dev.sluice.text.Unicode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Secrets that programs and their settings hold: private keys between their marks, tokens with the prefixes that their
 * issuers document, and values given to names that speak of secrets.
 */
final class SecretDetectors {
    /** Longest private key looked at, in UTF-16 units: an RSA key of 16384 bits has about 13,000. */
    private static final int LONGEST_KEY = 1 << 14;

    private static final int LONGEST_NAME = 64;
    private static final int MOST_SPACES = 16;
    private static final int SHORTEST_SECRET = 8;
    private static final int LONGEST_SECRET = 256;

    private static final String[] NAMES = {
        "password",
        "passwd",
        "pwd",
        "passphrase",
        "secret",
        "apikey",
        "accesskey",
        "secretkey",
        "privatekey",
        "authkey",
        "token",
        "credential"
    };

    private final double minEntropy;
    private final int[] counts = new int[128];

    SecretDetectors(double minEntropy) {
        this.minEntropy = minEntropy;
    }

    /** PEM and OpenPGP private keys, from the mark of their beginning to that of their end, or to the last line of key. */
    static void privateKeys(String text, Matches matches) {
        String begin = "-----BEGIN ";
        for (int start = text.indexOf(begin); start >= 0; start = text.indexOf(begin, start + 1)) {
            int label = start + begin.length();
            int labelEnd = labelEnd(text, label);
            if (labelEnd < 0 || !text.substring(label, labelEnd).contains("PRIVATE KEY")) {
                continue;
            }
            int most = Math.min(text.length(), labelEnd + LONGEST_KEY);
            String end = "-----END " + text.substring(label, labelEnd) + "-----";
            int mark = text.substring(labelEnd, most).indexOf(end);
            int stop = mark < 0 ? keyEnd(text, labelEnd + 5, most) : labelEnd + mark + end.length();
            matches.add(start, stop);
            start = stop - 1;
        }
    }

    /** Where the dashes after a label of capitals, digits and spaces begin, or -1. */
    private static int labelEnd(String text, int from) {
        int i = from;
        while (i < text.length() && i < from + 40 && (text.charAt(i) == ' ' || isCapitalOrDigit(text.charAt(i)))) {
            i++;
        }
        return text.startsWith("-----", i) ? i : -1;
    }

    private static boolean isCapitalOrDigit(char c) {
        return (c >= 'A' && c <= 'Z') || NumberDetectors.isDigit(c);
    }

    private static int keyEnd(String text, int from, int most) {
        int i = from;
        while (i < most && (isBase64(text.charAt(i)) || "=\r\n\\\t ".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        while (i > from && !isBase64(text.charAt(i - 1)) && text.charAt(i - 1) != '=') {
            i--;
        }
        return i;
    }

    private static boolean isBase64(char c) {
        return isAlphanumeric(c) || c == '+' || c == '/';
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || isCapitalOrDigit(c);
    }

    /** What may follow a prefix. */
    private enum Alphabet {
        CAPITALS("", true),
        HEXADECIMAL("", false),
        ALPHANUMERIC("", false),
        WORD("_", false),
        URL_SAFE("_-", false),
        DASHED("-", false),
        DOTTED("_-.", false);

        private final String others;
        private final boolean capitals;

        Alphabet(String others, boolean capitals) {
            this.others = others;
            this.capitals = capitals;
        }

        boolean holds(char c) {
            if (this == HEXADECIMAL) {
                return NumberDetectors.isDigit(c) || (c >= 'a' && c <= 'f');
            }
            return (capitals ? isCapitalOrDigit(c) : isAlphanumeric(c)) || others.indexOf(c) >= 0;
        }
    }

    /** A kind of token: its prefix, and of what and how much the rest consists. */
    private record Token(String prefix, Alphabet alphabet, int least, int most) {}

    private static final List<Token> TOKENS = tokens();
    private static final LongestMatch PREFIXES = new LongestMatch();
    private static final boolean[] FIRST = new boolean[128];

    static {
        for (int i = 0; i < TOKENS.size(); i++) {
            PREFIXES.add(TOKENS.get(i).prefix, i);
            FIRST[TOKENS.get(i).prefix.charAt(0)] = true;
        }
    }

    private static List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        for (String aws : new String[] {"AKIA", "ASIA", "ABIA", "ACCA"}) {
            tokens.add(new Token(aws, Alphabet.CAPITALS, 16, 16));
        }
        for (String github : new String[] {"ghp_", "gho_", "ghu_", "ghs_", "ghr_"}) {
            tokens.add(new Token(github, Alphabet.ALPHANUMERIC, 36, 255));
        }
        tokens.add(new Token("github_pat_", Alphabet.WORD, 22, 255));
        for (String gitlab : new String[] {"glpat-", "gldt-", "glrt-", "glptt-"}) {
            tokens.add(new Token(gitlab, Alphabet.URL_SAFE, 20, 255));
        }
        for (String slack : new String[] {"xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-"}) {
            tokens.add(new Token(slack, Alphabet.DASHED, 10, 255));
        }
        tokens.add(new Token("AIza", Alphabet.URL_SAFE, 35, 35));
        tokens.add(new Token("GOCSPX-", Alphabet.URL_SAFE, 28, 28));
        tokens.add(new Token("ya29.", Alphabet.DOTTED, 20, 2048));
        for (String stripe : new String[] {"sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"}) {
            tokens.add(new Token(stripe, Alphabet.ALPHANUMERIC, 16, 255));
        }
        for (String model : new String[] {"sk-proj-", "sk-svcacct-", "sk-ant-"}) {
            tokens.add(new Token(model, Alphabet.URL_SAFE, 20, 255));
        }
        tokens.add(new Token("sk-", Alphabet.ALPHANUMERIC, 48, 48));
        tokens.add(new Token("hf_", Alphabet.ALPHANUMERIC, 34, 40));
        tokens.add(new Token("npm_", Alphabet.ALPHANUMERIC, 36, 36));
        tokens.add(new Token("pypi-AgEIcHlwaS5vcmc", Alphabet.URL_SAFE, 50, 1024));
        tokens.add(new Token("SG.", Alphabet.DOTTED, 66, 66));
        tokens.add(new Token("dop_v1_", Alphabet.HEXADECIMAL, 64, 64));
        tokens.add(new Token("dapi", Alphabet.HEXADECIMAL, 32, 32));
        for (String shopify : new String[] {"shpat_", "shpca_", "shppa_", "shpss_"}) {
            tokens.add(new Token(shopify, Alphabet.HEXADECIMAL, 32, 32));
        }
        return tokens;
    }

    /** Tokens with a documented prefix, and JSON Web Tokens. */
    static void accessTokens(String text, Matches matches) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || (!FIRST[c] && c != 'e') || !NumberDetectors.isFreeBefore(text, i)) {
                continue;
            }
            int end = c == 'e' ? webTokenEnd(text, i) : tokenEnd(text, i);
            if (end > 0) {
                matches.add(i, end);
                i = end - 1;
            }
        }
    }

    private static int tokenEnd(String text, int start) {
        long found = PREFIXES.at(text, start);
        if (found == 0) {
            return -1;
        }
        Token token = TOKENS.get(LongestMatch.value(found));
        int from = start + LongestMatch.length(found);
        int i = from;
        while (i < text.length() && i <= from + token.most && token.alphabet.holds(text.charAt(i))) {
            i++;
        }
        while (i > from && !isAlphanumeric(text.charAt(i - 1)) && i - from > token.least) {
            i--; // a full stop or dash after a token of any length
        }
        boolean whole = i == text.length() || !isAlphanumeric(text.charAt(i));
        return whole && i - from >= token.least && i - from <= token.most ? i : -1;
    }

    /** Three parts of base64url with dots between, of which two begin as JSON objects do. */
    private static int webTokenEnd(String text, int start) {
        int payload = partEnd(text, start);
        if (payload < 0 || payload >= text.length() || text.charAt(payload) != '.') {
            return -1;
        }
        int signature = partEnd(text, payload + 1);
        if (signature < 0 || signature >= text.length() || text.charAt(signature) != '.') {
            return -1;
        }
        int end = signature + 1;
        while (end < text.length() && Alphabet.URL_SAFE.holds(text.charAt(end))) {
            end++;
        }
        return end - signature > 20 ? end : -1;
    }

    private static int partEnd(String text, int from) {
        if (!text.startsWith("eyJ", from)) {
            return -1;
        }
        int i = from;
        while (i < text.length() && Alphabet.URL_SAFE.holds(text.charAt(i))) {
            i++;
        }
        return i - from >= 10 ? i : -1;
    }

    /**
     * Values given to a name that speaks of a secret ({@code api_key = "..."}, {@code password: ...}), and passwords in
     * addresses ({@code postgres://user:password@host}). A value given to a name has 8 to 256 characters of ASCII without
     * white space, a letter, a digit and the entropy that is asked for.
     */
    void assigned(String text, Matches matches) {
        int free = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c != '=' && c != ':') || i < free) {
                continue;
            }
            if (text.startsWith("://", i)) {
                int start = urlPassword(text, i + 3);
                if (start > 0) {
                    free = text.indexOf('@', start);
                    matches.add(start, free);
                }
            } else if (isSecretName(text, i, free)) {
                int start = valueStart(text, i + 1);
                int end = start < 0 ? -1 : valueEnd(text, start);
                if (end > 0) {
                    matches.add("\"'`".indexOf(text.charAt(start)) >= 0 ? start + 1 : start, end);
                    free = end;
                }
            }
        }
    }

    /** Where the password of an address begins, or -1 when it has none; it ends before the at sign. */
    private static int urlPassword(String text, int from) {
        int colon = -1;
        for (int i = from; i < text.length() && i < from + LONGEST_SECRET; i++) {
            char c = text.charAt(i);
            if (c == '@') {
                return colon > 0 && i > colon + 1 ? colon + 1 : -1;
            }
            if (c <= ' ' || c >= 127 || "/\"'<>{}$?#".indexOf(c) >= 0) {
                return -1;
            }
            colon = c == ':' && colon < 0 ? i : colon;
        }
        return -1;
    }

    /** Whether the name before {@code =} or {@code :} holds one of the words, whatever its case and separators. */
    private static boolean isSecretName(String text, int sign, int free) {
        int end = sign;
        if (end > free && text.charAt(end - 1) == ':') {
            end--; // :=
        }
        end = skipBack(text, end, free);
        if (end > free && "\"'`]".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
            if (end > free && (text.charAt(end - 1) == '"' || text.charAt(end - 1) == '\'')) {
                end--; // settings["name"]
            }
        }
        StringBuilder name = new StringBuilder();
        for (int i = end - 1; i >= free && i >= end - LONGEST_NAME; i--) {
            char c = text.charAt(i);
            if (isAlphanumeric(c)) {
                name.append(Unicode.toLowerCase(c));
            } else if (c != '_' && c != '-' && c != '.') {
                break;
            }
        }
        if (name.length() < 3) {
            return false;
        }
        String found = name.reverse().toString();
        for (String word : NAMES) {
            if (found.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static int skipBack(String text, int end, int free) {
        int i = end;
        while (i > free && end - i < MOST_SPACES && (text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '\t')) {
            i--;
        }
        return i;
    }

    private static int valueStart(String text, int from) {
        int i = from;
        while (i < text.length() && i < from + MOST_SPACES && " \t=>".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i < text.length() ? i : -1;
    }

    /** Where a secret value ends that begins here, perhaps with a quotation mark, or -1. */
    private int valueEnd(String text, int start) {
        char quote = text.charAt(start);
        boolean quoted = quote == '"' || quote == '\'' || quote == '`';
        int from = quoted ? start + 1 : start;
        int i = from;
        boolean letter = false;
        boolean digit = false;
        Arrays.fill(counts, 0);
        for (; i < text.length() && i <= from + LONGEST_SECRET; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 127 || (quoted ? c == quote : "\"'`,;()[]{}<>\\".indexOf(c) >= 0)) {
                break;
            }
            counts[c]++;
            digit |= NumberDetectors.isDigit(c);
            letter |= !NumberDetectors.isDigit(c) && isAlphanumeric(c);
        }
        int length = i - from;
        boolean closed = !quoted || (i < text.length() && text.charAt(i) == quote);
        boolean secret = closed
                && letter
                && digit
                && length >= SHORTEST_SECRET
                && length <= LONGEST_SECRET
                && !isPlaceholder(text, from)
                && entropy(length) >= minEntropy;
        return secret ? i : -1;
    }

    /** Names of variables that stand where a secret will be. */
    private static boolean isPlaceholder(String text, int from) {
        char c = text.charAt(from);
        return c == '$' || c == '<' || c == '%' || text.startsWith("{{", from) || text.startsWith("http", from);
    }

    /** Shannon's entropy of the characters counted, in bits per character. */
    private double entropy(int length) {
        double sum = 0;
        for (int count : counts) {
            if (count > 0) {
                sum -= count * Math.log((double) count / length);
            }
        }
        return sum / (length * Math.log(2));
    }
}
