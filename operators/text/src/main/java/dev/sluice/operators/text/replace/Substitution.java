package dev.sluice.operators.text.replace;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What takes the place of a match of an expression: text in which {@code $1} to {@code $9}, {@code ${10}} and {@code
 * ${name}} stand for what a group matched, and {@code $$} for a dollar sign.
 */
final class Substitution {
    private final List<String> literals = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();

    private Substitution() {}

    /**
     * Reads a substitution.
     *
     * @throws IllegalArgumentException when it names a group that the expression lacks
     */
    static Substitution of(Pattern pattern, String source) {
        Substitution result = new Substitution();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            char next = i + 1 < source.length() ? source.charAt(i + 1) : 0;
            if (c != '$') {
                literal.append(c);
            } else if (next == '$') {
                literal.append(c);
                i++;
            } else {
                int end = next == '{' ? source.indexOf('}', i) : i + 1;
                String name = end < 0 ? "" : next == '{' ? source.substring(i + 2, end) : String.valueOf(next);
                result.literals.add(literal.toString());
                result.groups.add(group(pattern, name));
                literal.setLength(0);
                i = end;
            }
        }
        result.literals.add(literal.toString());
        return result;
    }

    private static int group(Pattern pattern, String name) {
        Map<String, Integer> named = pattern.namedGroups();
        if (named.containsKey(name)) {
            return named.get(name);
        }
        boolean number = !name.isEmpty() && name.length() <= 4 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || Integer.parseInt(name) > pattern.groupCount()) {
            throw new IllegalArgumentException(
                    "names the group '" + name + "', which the expression lacks; a dollar sign is written $$");
        }
        return Integer.parseInt(name);
    }

    void append(StringBuilder out, Matcher match) {
        out.append(literals.get(0));
        for (int i = 0; i < groups.size(); i++) {
            String group = match.group(groups.get(i));
            out.append(group == null ? "" : group).append(literals.get(i + 1));
        }
    }
}
