package dev.sluice.operators.text.latex;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Macros without arguments: finds their definitions, takes these out and puts bodies in the place of names. */
final class Macros {
    private static final int LONGEST_BODY = 1000;
    private static final int DEEPEST = 64;
    private static final String[] DEFINITIONS = {"newcommand", "renewcommand", "providecommand", "def"};

    private final Map<String, String> bodies = new LinkedHashMap<>();
    private final Map<String, @Nullable String> done = new HashMap<>();

    /** Reads the definitions of a source; gives it without those that {@link #expanded} will have expanded. */
    String define(String text) {
        StringBuilder out = null;
        int copied = 0;
        for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i)) {
            int end = definitionEnd(text, i);
            if (end < 0) {
                i += 2; // an escaped backslash begins no command
                continue;
            }
            out = out == null ? new StringBuilder(text.length()) : out;
            out.append(text, copied, i);
            boolean wholeLine =
                    (i == 0 || text.charAt(i - 1) == '\n') && end < text.length() && text.charAt(end) == '\n';
            i = wholeLine ? end + 1 : end;
            copied = i;
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    boolean isEmpty() {
        return bodies.isEmpty();
    }

    /** Enters the definition that begins here; its end, or -1 where none begins or the macro takes arguments. */
    private int definitionEnd(String text, int backslash) {
        String kind = null;
        for (String one : DEFINITIONS) {
            kind = Tex.isCommand(text, backslash, one) ? one : kind;
        }
        if (kind == null) {
            return -1;
        }
        int i = backslash + 1 + kind.length();
        if (i < text.length() && text.charAt(i) == '*') {
            i++;
        }
        i = Tex.skipSpaces(text, i);
        boolean braced = i < text.length() && text.charAt(i) == '{' && !kind.equals("def");
        i = braced ? Tex.skipSpaces(text, i + 1) : i;
        if (i >= text.length() || text.charAt(i) != '\\') {
            return -1;
        }
        int nameEnd = Tex.nameEnd(text, i);
        String name = text.substring(i + 1, nameEnd);
        int body = Tex.skipSpaces(text, nameEnd);
        if (braced) {
            if (body >= text.length() || text.charAt(body) != '}') {
                return -1;
            }
            body = Tex.skipSpaces(text, body + 1);
        }
        int end = Tex.groupEnd(text, body, LONGEST_BODY);
        if (name.isEmpty() || end < 0) {
            return -1;
        }
        bodies.put(name, text.substring(body + 1, end - 1));
        return end;
    }

    /**
     * Puts bodies in the place of names, and so on within bodies; a macro that leads back to itself, through too many others
     * or to more than 1000 characters stays a name. Once the text has grown by its own length, further names stay.
     */
    String expanded(String text) {
        Map<String, String> whole = new HashMap<>();
        for (String name : bodies.keySet()) {
            String body = wholeBody(name, 0);
            if (body != null) {
                whole.put(name, body);
            }
        }
        StringBuilder out = new StringBuilder(text.length());
        append(out, text, whole, (long) text.length() + LONGEST_BODY);
        return out.toString();
    }

    private static void append(StringBuilder out, String text, Map<String, String> bodies, long mostGrowth) {
        long budget = mostGrowth;
        int copied = 0;
        for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i)) {
            int end = Tex.nameEnd(text, i);
            if (end == i + 1) {
                i += 2;
                continue;
            }
            String body = bodies.get(text.substring(i + 1, Math.min(end, i + 100)));
            if (body != null && body.length() <= budget) {
                out.append(text, copied, i).append(body);
                budget -= body.length();
                copied = end;
            }
            i = end;
        }
        out.append(text, copied, text.length());
    }

    /** The body with the macros in it expanded; null where that cannot be. Each is expanded once. */
    private @Nullable String wholeBody(String name, int depth) {
        if (done.containsKey(name)) {
            return done.get(name);
        }
        done.put(name, null); // whoever comes back here while it is being expanded goes in a circle
        String body = bodies.get(name);
        if (body == null || depth > DEEPEST) {
            return null;
        }
        Map<String, String> inner = new HashMap<>();
        for (int i = body.indexOf('\\'); i >= 0; i = body.indexOf('\\', i)) {
            int end = Tex.nameEnd(body, i);
            String used = body.substring(i + 1, end);
            if (bodies.containsKey(used) && !inner.containsKey(used)) {
                String expanded = wholeBody(used, depth + 1);
                if (expanded == null) {
                    return null;
                }
                inner.put(used, expanded);
            }
            i = Math.max(end, i + 2);
        }
        StringBuilder out = new StringBuilder();
        append(out, body, inner, LONGEST_BODY);
        String expanded = out.length() > LONGEST_BODY ? null : out.toString();
        done.put(name, expanded);
        return expanded;
    }
}
