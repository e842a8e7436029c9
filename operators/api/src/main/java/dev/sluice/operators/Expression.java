package dev.sluice.operators;

import dev.sluice.text.Unicode;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition or another value that is computed from a document's signals, labels and fields: {@code word_count.words >=
 * 50 and language.code in ['en', 'de']}.
 *
 * <p>Names are full names of signals and labels, {@code field.NAME} for fields, {@code id} and {@code text}. There are
 * numbers, strings in single or double quotes, {@code true} and {@code false}, lists in brackets, comparisons ({@code ==
 * != < <= > >=}, also chained: {@code 0.2 < x <= 0.8}), {@code in}, arithmetic ({@code + - * / %}; {@code +} joins strings
 * and lists, too), {@code and}, {@code or}, {@code not} and parentheses. Nothing but these functions can be called:
 *
 * <ul>
 *   <li>{@code exists(x)}, {@code coalesce(x, y, ...)} (the first value that is there), {@code if(condition, x, y)};
 *   <li>{@code contains(x, y)}, {@code starts_with(x, y)}, {@code ends_with(x, y)}: y is a string or a list of strings, of
 *       which any suffices; {@code contains} also looks for a value in a list;
 *   <li>{@code length(x)} (code points, or entries of a list), {@code lower(x)}, {@code upper(x)}, {@code trim(x)}, {@code
 *       replace(x, old, new)}, {@code join(separator, x, y, ...)} (absent values left out, entries of lists one by one),
 *       {@code string(x)}, {@code hash(x)} (128 bits of the UTF-8 form, in hexadecimal);
 *   <li>{@code between(x, low, high)} (bounds included), {@code min(x, y, ...)}, {@code max(x, y, ...)}, {@code abs(x)},
 *       {@code log(x)} (natural), {@code round(x)}, {@code round(x, digits)} (ties to even), {@code number(x)} (of a string);
 *   <li>over the spans of a signal, such as one score a line, {@code sum(x)}, {@code mean(x)}, {@code min(x)}, {@code max(x)},
 *       {@code count(x)}, {@code count(condition)} (spans for which it holds) and {@code share(condition)} (their share of
 *       all, 0 to 1): {@code share(rps_lines_start_with_bulletpoint == 1) <= 0.9}.
 * </ul>
 *
 * <p>The name of a signal of spans stands for the score of one span after the other in these last functions, and for the
 * number of spans everywhere else. Several such signals may be computed with where they have the same spans: {@code
 * sum(if(x > 0.5, words, 0)) / sum(words)}; else the result is absent. Spans without a score are left out. Where no span is
 * left, {@code sum} and {@code count} are 0, the others absent.
 *
 * <p>Vectors are not for expressions: the name of one is refused.
 *
 * <p>A value that is absent makes everything absent that is computed from it, except in {@code exists}, {@code coalesce} and
 * {@code join}; in {@code and} and {@code or} the other side may still decide. Dividing by zero, and comparing things that cannot be compared, give
 * absent too. Evaluation takes time linear in the expression and the strings it looks at.
 */
public final class Expression implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Below it, every whole number has a double of its own. */
    private static final double EXACT = 1L << 53;

    private final String source;
    private final Set<String> names;
    private transient @Nullable Parsed parsed;

    private record Parsed(Term term, List<SpanCall> calls) {}

    private Expression(String source, Parsed parsed, Set<String> names) {
        this.source = source;
        this.parsed = parsed;
        this.names = names;
    }

    /** An expression that cannot be read. */
    public static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int index;

        SyntaxException(int index, String message) {
            super(message);
            this.index = index;
        }

        /** Where in the expression, in UTF-16 units from 0. */
        public int index() {
            return index;
        }
    }

    /** Reads an expression. */
    public static Expression parse(String source) throws SyntaxException {
        Parser parser = new Parser(source);
        Parsed parsed = parser.whole();
        return new Expression(source, parsed, parser.names);
    }

    /** Names of the signals, labels and fields it asks for, in order of appearance. */
    public Set<String> names() {
        return names;
    }

    /** Calls of functions over spans, in order of appearance. */
    public List<SpanCall> spanCalls() {
        return parsed().calls;
    }

    /** Whether the condition holds; null when a value that decides it is absent. */
    public @Nullable Boolean test(Document document) {
        return term().value(new Whole(document)) instanceof Boolean truth ? truth : null;
    }

    /**
     * The value: a {@link String}, {@link Boolean}, {@link Long}, {@link Double}, or {@link List} of these; null when it is
     * absent. Whole numbers below 2^53 are given as {@link Long}. Where the expression is nothing but the name of a field,
     * the value is the field's own, of any type that a field may have.
     */
    public @Nullable Object value(Document document) {
        Term whole = term();
        return whole instanceof Name name ? raw(document, name.name) : plain(whole.value(new Whole(document)));
    }

    private static @Nullable Object raw(Document document, String name) {
        Object value = name.equals("id") || name.equals("text") ? look(document, name) : named(document, name);
        if (!(value instanceof Spans spans)) {
            return value;
        }
        List<@Nullable Object> list = new ArrayList<>(spans.size());
        for (int i = 0; i < spans.size(); i++) {
            List<@Nullable Object> span = new ArrayList<>(3);
            span.add((long) spans.start(i));
            span.add((long) spans.end(i));
            span.add(!spans.hasScore(i) ? null : spans.whole() ? (Object) (long) spans.score(i) : spans.score(i));
            list.add(span);
        }
        return list;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < EXACT) {
            return number.longValue();
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> values = new ArrayList<>(list.size());
            list.forEach(one -> values.add(plain(one)));
            return values;
        }
        return value;
    }

    private Term term() {
        return parsed().term;
    }

    private Parsed parsed() {
        Parsed known = parsed;
        if (known == null) {
            try {
                known = new Parser(source).whole();
            } catch (SyntaxException impossible) {
                throw new IllegalStateException("was read before: " + source, impossible);
            }
            parsed = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expression that && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }

    @FunctionalInterface
    private interface Term {
        /** A {@link Boolean}, {@link Double}, {@link String} or {@link List} of these; null when absent. */
        @Nullable Object value(Scope scope);
    }

    /** Where names have values: a document, or one of its spans. */
    private interface Scope {
        Document document();

        @Nullable Object look(String name);
    }

    private record Whole(Document document) implements Scope {
        @Override
        public @Nullable Object look(String name) {
            return Expression.look(document, name);
        }
    }

    /** A call of a {@link SpanFunction}. */
    public static final class SpanCall {
        private final SpanFunction function;
        private final int index;
        private final Set<String> names;

        SpanCall(SpanFunction function, int index, Set<String> names) {
            this.function = function;
            this.index = index;
            this.names = names;
        }

        /** The name of the function. */
        public String function() {
            return function.text();
        }

        /** Where in the expression, in UTF-16 units from 0. */
        public int index() {
            return index;
        }

        /** Names of the signals, labels and fields that are asked for in it; one has to be a signal of spans. */
        public Set<String> names() {
            return names;
        }
    }

    /** The spans of a document one after the other: a name of spans has the score of the one at hand. */
    private static final class EachSpan implements Scope {
        private final Document document;
        private final Map<String, @Nullable Object> values = new HashMap<>();
        private final List<Spans> spans = new ArrayList<>();
        private int at;

        EachSpan(Document document, Set<String> names) {
            this.document = document;
            for (String name : names) {
                Object value = name.equals("id") || name.equals("text") ? null : named(document, name);
                values.put(name, value instanceof Spans ? value : Expression.look(document, name));
                if (value instanceof Spans some) {
                    spans.add(some);
                }
            }
        }

        @Override
        public Document document() {
            return document;
        }

        @Override
        public @Nullable Object look(String name) {
            Object value = values.get(name);
            return value instanceof Spans some ? (Object) some.score(at) : value;
        }

        @Nullable Object fold(SpanFunction function, Term term) {
            if (spans.isEmpty()) {
                return null;
            }
            Spans first = spans.get(0);
            for (Spans other : spans.subList(1, spans.size())) {
                if (!other.hasBoundsOf(first)) {
                    return null;
                }
            }
            SpanFunction.Fold fold = function.start();
            for (at = 0; at < first.size(); at++) {
                if (spans.stream().allMatch(some -> some.hasScore(at)) && !fold.add(term.value(this))) {
                    return null;
                }
            }
            return fold.result();
        }
    }

    /** A term that is a name alone. */
    private record Name(String name) implements Term {
        @Override
        public @Nullable Object value(Scope scope) {
            return scope.look(name);
        }
    }

    private static @Nullable Object named(Document document, String name) {
        Object value = name.startsWith("field.")
                ? document.field(name.substring("field.".length()))
                : document.signals().get(name);
        if (value instanceof Vector) {
            throw new IllegalArgumentException("'" + name + "' is a vector, which expressions cannot use");
        }
        return value;
    }

    private static @Nullable Object look(Document document, String name) {
        if (name.equals("id")) {
            return document.id();
        }
        if (name.equals("text")) {
            return document.text();
        }
        Object value = named(document, name);
        return value instanceof Spans spans ? (Object) (double) spans.size() : computable(value);
    }

    /** Numbers of any type as doubles, within lists too. */
    private static @Nullable Object computable(@Nullable Object value) {
        if (value instanceof Long || value instanceof BigInteger || value instanceof BigDecimal) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> values = new ArrayList<>(list.size());
            list.forEach(one -> values.add(computable(one)));
            return values;
        }
        return value;
    }

    private static @Nullable Object arithmetic(char operator, @Nullable Object a, @Nullable Object b) {
        if (!(a instanceof Double x) || !(b instanceof Double y)) {
            return operator == '+' ? joined(a, b) : null;
        }
        double result = switch (operator) {
            case '+' -> x + y;
            case '-' -> x - y;
            case '*' -> x * y;
            case '/' -> x / y;
            default -> x % y;
        };
        return Double.isFinite(result) ? result : null;
    }

    private static @Nullable Object joined(@Nullable Object a, @Nullable Object b) {
        if (a instanceof List<?> first && b instanceof List<?> second) {
            List<@Nullable Object> all = new ArrayList<>(first);
            all.addAll(second);
            return all;
        }
        return a instanceof String s && b instanceof String t ? s + t : null;
    }

    private static @Nullable Boolean compare(String operator, @Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return null;
        }
        if (operator.equals("==") || operator.equals("!=")) {
            return a.equals(b) == operator.equals("==");
        }
        int order;
        if (a instanceof Double x && b instanceof Double y) {
            order = Double.compare(x, y);
        } else if (a instanceof String s && b instanceof String t) {
            order = s.compareTo(t);
        } else {
            return null;
        }
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    /** Reads by binding power: or, and, not, comparisons, sums, products, signs. */
    private static final class Parser {
        private static final int DEEPEST = 100;
        private static final List<String> COMPARATORS = List.of("==", "!=", "<=", ">=", "<", ">");

        private final String source;
        private final List<SpanCall> calls = new ArrayList<>();
        private Set<String> names = new LinkedHashSet<>();
        private int at;
        private int depth;

        Parser(String source) {
            this.source = source;
        }

        Parsed whole() throws SyntaxException {
            Term term = or();
            skipSpace();
            if (at < source.length()) {
                throw new SyntaxException(at, "unexpected '" + source.charAt(at) + "'");
            }
            return new Parsed(term, List.copyOf(calls));
        }

        private Term or() throws SyntaxException {
            if (++depth > DEEPEST) {
                throw new SyntaxException(at, "nested too deeply");
            }
            Term left = and();
            while (word("or") || symbol("||")) {
                Term a = left;
                Term b = and();
                left = scope -> {
                    Object x = a.value(scope);
                    if (Boolean.TRUE.equals(x)) {
                        return true;
                    }
                    Object y = b.value(scope);
                    boolean known = x instanceof Boolean && y instanceof Boolean;
                    return Boolean.TRUE.equals(y) ? Boolean.TRUE : known ? Boolean.FALSE : null;
                };
            }
            depth--;
            return left;
        }

        private Term and() throws SyntaxException {
            Term left = not();
            while (word("and") || symbol("&&")) {
                left = both(left, not());
            }
            return left;
        }

        private Term not() throws SyntaxException {
            boolean mark = peek() == '!' && !source.startsWith("!=", at);
            if (word("not") || (mark && symbol("!"))) {
                if (++depth > DEEPEST) {
                    throw new SyntaxException(at, "nested too deeply");
                }
                Term inner = not();
                depth--;
                return scope -> inner.value(scope) instanceof Boolean truth ? !truth : null;
            }
            return comparison();
        }

        private Term comparison() throws SyntaxException {
            Term left = sum();
            String operator = comparator();
            if (operator != null) {
                Term right = sum();
                Term all = compared(operator, left, right);
                for (operator = comparator(); operator != null; operator = comparator()) {
                    Term low = right;
                    right = sum();
                    all = both(all, compared(operator, low, right));
                }
                return all;
            }
            if (peek() == '=') {
                throw new SyntaxException(at, "unexpected '=', equality is '=='");
            }
            int before = at;
            boolean negated = word("not");
            if (word("in")) {
                Term right = sum();
                return scope -> {
                    Object value = left.value(scope);
                    if (value == null || !(right.value(scope) instanceof List<?> list)) {
                        return null;
                    }
                    return list.contains(value) != negated;
                };
            }
            at = before;
            return left;
        }

        private @Nullable String comparator() {
            for (String operator : COMPARATORS) {
                if (symbol(operator)) {
                    return operator;
                }
            }
            return null;
        }

        private static Term compared(String operator, Term left, Term right) {
            return scope -> compare(operator, left.value(scope), right.value(scope));
        }

        private static Term both(Term a, Term b) {
            return scope -> {
                Object x = a.value(scope);
                if (Boolean.FALSE.equals(x)) {
                    return false;
                }
                Object y = b.value(scope);
                boolean known = x instanceof Boolean && y instanceof Boolean;
                return Boolean.FALSE.equals(y) ? Boolean.FALSE : known ? Boolean.TRUE : null;
            };
        }

        private Term sum() throws SyntaxException {
            Term left = product();
            while (true) {
                char operator = peek();
                if (operator != '+' && operator != '-') {
                    return left;
                }
                at++;
                Term a = left;
                Term b = product();
                left = scope -> arithmetic(operator, a.value(scope), b.value(scope));
            }
        }

        private Term product() throws SyntaxException {
            Term left = sign();
            while (true) {
                char operator = peek();
                if (operator != '*' && operator != '/' && operator != '%') {
                    return left;
                }
                at++;
                Term a = left;
                Term b = sign();
                left = scope -> arithmetic(operator, a.value(scope), b.value(scope));
            }
        }

        private Term sign() throws SyntaxException {
            if (peek() == '-') {
                at++;
                if (++depth > DEEPEST) {
                    throw new SyntaxException(at, "nested too deeply");
                }
                Term inner = sign();
                depth--;
                return scope -> inner.value(scope) instanceof Double number ? (Object) (-number) : null;
            }
            return atom();
        }

        private Term atom() throws SyntaxException {
            char c = peek();
            if (c == 0) {
                throw new SyntaxException(at, "the expression ends too early");
            }
            if (symbol("(")) {
                Term inner = or();
                expect(")");
                return inner;
            }
            if (symbol("[")) {
                return list();
            }
            if (c == '\'' || c == '"') {
                String text = string(c);
                return scope -> text;
            }
            if ((c >= '0' && c <= '9') || c == '.') {
                Double number = number();
                return scope -> number;
            }
            if (Unicode.isLetter(c) || c == '_') {
                return name();
            }
            throw new SyntaxException(at, "unexpected '" + c + "'");
        }

        private Term list() throws SyntaxException {
            List<Term> items = new ArrayList<>();
            if (!symbol("]")) {
                do {
                    items.add(or());
                } while (symbol(","));
                expect("]");
            }
            return scope -> {
                List<@Nullable Object> values = new ArrayList<>(items.size());
                items.forEach(item -> values.add(item.value(scope)));
                return values;
            };
        }

        private String string(char quote) throws SyntaxException {
            int end = source.indexOf(quote, at + 1);
            if (end < 0) {
                throw new SyntaxException(at, "the string does not end");
            }
            String text = source.substring(at + 1, end);
            at = end + 1;
            return text;
        }

        private Double number() throws SyntaxException {
            int start = at;
            while (at < source.length() && "0123456789.eE_".indexOf(source.charAt(at)) >= 0) {
                at++;
                boolean exponent = "eE".indexOf(source.charAt(at - 1)) >= 0;
                if (exponent && at < source.length() && "+-".indexOf(source.charAt(at)) >= 0) {
                    at++;
                }
            }
            try {
                return Double.valueOf(source.substring(start, at).replace("_", ""));
            } catch (NumberFormatException wrong) {
                throw new SyntaxException(start, "'" + source.substring(start, at) + "' is no number");
            }
        }

        private Term name() throws SyntaxException {
            int start = at;
            while (at < source.length() && isNamePart(source.charAt(at))) {
                at++;
            }
            String name = source.substring(start, at);
            if (name.equals("true") || name.equals("false")) {
                Boolean truth = name.equals("true");
                return scope -> truth;
            }
            if (name.equals("and") || name.equals("or") || name.equals("in")) {
                throw new SyntaxException(start, "unexpected '" + name + "'");
            }
            if (symbol("(")) {
                return call(name, start);
            }
            names.add(name);
            return new Name(name);
        }

        private static boolean isNamePart(char c) {
            return Unicode.isLetterOrDigit(c) || c == '_' || c == '.';
        }

        private Term call(String function, int start) throws SyntaxException {
            ExpressionFunction called = ExpressionFunction.named(function);
            SpanFunction overSpans = SpanFunction.named(function);
            if (called == null && overSpans == null) {
                Set<String> known = new LinkedHashSet<>(ExpressionFunction.names());
                known.addAll(SpanFunction.names());
                String hint = NearestName.hint(function, known);
                throw new SyntaxException(start, "no function '" + function + "'" + (hint == null ? "" : "; " + hint));
            }
            List<Term> arguments = new ArrayList<>();
            Set<String> outside = names;
            names = new LinkedHashSet<>();
            int before = calls.size();
            do {
                arguments.add(or());
            } while (symbol(","));
            expect(")");
            Set<String> inside = names;
            names = outside;
            names.addAll(inside);
            if (overSpans != null && arguments.size() == 1) {
                checkOverSpans(overSpans, arguments.get(0), inside, before, start);
                calls.add(new SpanCall(overSpans, start, inside));
                Term term = arguments.get(0);
                return scope -> new EachSpan(scope.document(), inside).fold(overSpans, term);
            }
            String takes = called == null ? "1 value" : called.misfit(arguments.size());
            if (called == null || takes != null) {
                throw new SyntaxException(start, "'" + function + "' takes " + takes);
            }
            return scope -> {
                @Nullable Object[] values = new Object[arguments.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = arguments.get(i).value(scope);
                }
                return called.apply(values);
            };
        }

        private void checkOverSpans(SpanFunction function, Term argument, Set<String> inside, int before, int start)
                throws SyntaxException {
            if (inside.isEmpty()) {
                throw new SyntaxException(start, "'" + function.text() + "' takes a signal of spans");
            }
            if (calls.size() > before) {
                SpanCall inner = calls.get(before);
                throw new SyntaxException(
                        inner.index,
                        "'" + inner.function() + "' over spans cannot stand within '" + function.text() + "'");
            }
            if (function == SpanFunction.SHARE && argument instanceof Name name) {
                throw new SyntaxException(start, "'share' takes a condition, such as share(" + name.name + " > 0)");
            }
        }

        private void skipSpace() {
            while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
                at++;
            }
        }

        private char peek() {
            skipSpace();
            return at < source.length() ? source.charAt(at) : 0;
        }

        private boolean symbol(String symbol) {
            skipSpace();
            if (source.startsWith(symbol, at)) {
                at += symbol.length();
                return true;
            }
            return false;
        }

        private boolean word(String word) {
            skipSpace();
            int end = at + word.length();
            if (source.startsWith(word, at) && (end == source.length() || !isNamePart(source.charAt(end)))) {
                at = end;
                return true;
            }
            return false;
        }

        private void expect(String symbol) throws SyntaxException {
            if (!symbol(symbol)) {
                throw new SyntaxException(Math.min(at, source.length()), "expected '" + symbol + "'");
            }
        }
    }
}
