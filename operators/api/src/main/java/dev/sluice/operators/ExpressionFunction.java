package dev.sluice.operators;

import dev.sluice.text.LowerCase;
import dev.sluice.text.UpperCase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be called in an {@link Expression}. Time linear in the strings and lists that are given. */
final class ExpressionFunction {
    private static final Map<String, ExpressionFunction> BY_NAME = new LinkedHashMap<>();
    private static final int ANY_NUMBER = 100;

    private final int least;
    private final int most;
    /** Whether it takes absent values, too; else an absent one makes the result absent. */
    private final boolean takesAbsent;

    private final Body body;

    /** Values are {@link Boolean}, {@link Double}, {@link String}, {@link List} or {@link Map}; null is absent. */
    @FunctionalInterface
    private interface Body {
        @Nullable Object of(@Nullable Object[] values);
    }

    private interface OfString {
        @Nullable Object of(String text);
    }

    private interface OfNumber {
        double of(double number);
    }

    private interface OfNumbers {
        double of(double a, double b);
    }

    private ExpressionFunction(int least, int most, boolean takesAbsent, Body body) {
        this.least = least;
        this.most = most;
        this.takesAbsent = takesAbsent;
        this.body = body;
    }

    static {
        lenient("exists", 1, 1, values -> values[0] != null);
        lenient("coalesce", 1, ANY_NUMBER, ExpressionFunction::coalesce);
        lenient("join", 2, ANY_NUMBER, ExpressionFunction::join);
        lenient("if", 3, 3, values -> values[0] instanceof Boolean yes ? (yes ? values[1] : values[2]) : null);
        strict("length", 1, 1, values -> length(values[0]));
        string("lower", LowerCase::of);
        string("upper", UpperCase::of);
        string("trim", String::strip);
        string("hash", Hashing::hash128Hex);
        string("number", ExpressionFunction::number);
        strict("string", 1, 1, values -> string(values[0]));
        strict("replace", 3, 3, ExpressionFunction::replace);
        strict(
                "contains",
                2,
                2,
                values -> values[0] instanceof List<?> list
                        ? (Object) list.contains(values[1])
                        : any(values[0], values[1], String::contains));
        strict("starts_with", 2, 2, values -> any(values[0], values[1], String::startsWith));
        strict("ends_with", 2, 2, values -> any(values[0], values[1], String::endsWith));
        strict("between", 3, 3, ExpressionFunction::between);
        numbers("min", Math::min);
        numbers("max", Math::max);
        number("abs", Math::abs);
        number("log", Math::log);
        strict("round", 1, 2, ExpressionFunction::round);
    }

    private static void strict(String name, int least, int most, Body body) {
        BY_NAME.put(name, new ExpressionFunction(least, most, false, body));
    }

    private static void lenient(String name, int least, int most, Body body) {
        BY_NAME.put(name, new ExpressionFunction(least, most, true, body));
    }

    private static void string(String name, OfString function) {
        strict(name, 1, 1, values -> values[0] instanceof String text ? function.of(text) : null);
    }

    private static void number(String name, OfNumber function) {
        strict(name, 1, 1, values -> values[0] instanceof Double number ? finite(function.of(number)) : null);
    }

    private static void numbers(String name, OfNumbers function) {
        strict(name, 2, ANY_NUMBER, values -> {
            Double result = values[0] instanceof Double first ? first : null;
            for (int i = 1; i < values.length && result != null; i++) {
                result = values[i] instanceof Double next ? (Double) function.of(result, next) : null;
            }
            return result;
        });
    }

    /** The function of a name, or null. */
    static @Nullable ExpressionFunction named(String name) {
        return BY_NAME.get(name);
    }

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** How many values it takes, as text, when the number given is wrong; else null. */
    @Nullable String misfit(int given) {
        if (given >= least && given <= most) {
            return null;
        }
        String number = most == ANY_NUMBER ? "at least " + least : least == most ? "" + least : least + " or " + most;
        return number + (most == 1 ? " value" : " values");
    }

    @Nullable Object apply(@Nullable Object[] values) {
        if (!takesAbsent) {
            for (Object value : values) {
                if (value == null) {
                    return null;
                }
            }
        }
        return body.of(values);
    }

    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    private static @Nullable Object coalesce(@Nullable Object[] values) {
        for (Object value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable Object join(@Nullable Object[] values) {
        if (!(values[0] instanceof String separator)) {
            return null;
        }
        StringBuilder joined = new StringBuilder();
        boolean first = true;
        for (int i = 1; i < values.length; i++) {
            List<?> parts =
                    values[i] instanceof List<?> list ? list : values[i] == null ? List.of() : List.of(values[i]);
            for (Object part : parts) {
                String text = part == null ? null : string(part);
                if (text != null) {
                    joined.append(first ? "" : separator).append(text);
                    first = false;
                }
            }
        }
        return joined.toString();
    }

    private static @Nullable Object length(@Nullable Object value) {
        if (value instanceof String text) {
            return (double) text.codePointCount(0, text.length());
        }
        return value instanceof List<?> list ? (Object) (double) list.size() : null;
    }

    private static @Nullable String string(@Nullable Object value) {
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString(number.longValue())
                    : Double.toString(number);
        }
        return value instanceof String || value instanceof Boolean || value instanceof Number ? value.toString() : null;
    }

    private static @Nullable Object number(String text) {
        try {
            String bare = text.strip();
            char last = bare.isEmpty() ? 'x' : bare.charAt(bare.length() - 1);
            return (last >= '0' && last <= '9') || last == '.' ? finite(Double.parseDouble(bare)) : null;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    private static @Nullable Object replace(@Nullable Object[] values) {
        return values[0] instanceof String text && values[1] instanceof String from && values[2] instanceof String to
                ? from.isEmpty() ? text : text.replace(from, to)
                : null;
    }

    private interface Search {
        boolean finds(String text, String part);
    }

    /** Whether a string has a part, or one of a list of parts. */
    private static @Nullable Object any(@Nullable Object value, @Nullable Object wanted, Search search) {
        if (value instanceof String text && wanted instanceof String part) {
            return search.finds(text, part);
        }
        if (value instanceof String text && wanted instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof String one && search.finds(text, one)) {
                    return true;
                }
            }
            return false;
        }
        return null;
    }

    private static @Nullable Object between(@Nullable Object[] values) {
        return values[0] instanceof Double x && values[1] instanceof Double low && values[2] instanceof Double high
                ? (Object) (x >= low && x <= high)
                : null;
    }

    private static @Nullable Object round(@Nullable Object[] values) {
        if (!(values[0] instanceof Double number)) {
            return null;
        }
        double digits = values.length == 1 ? 0 : values[1] instanceof Double given ? given : Double.NaN;
        return digits == Math.rint(digits) && Math.abs(digits) <= 300
                ? finite(new BigDecimal(number)
                        .setScale((int) digits, RoundingMode.HALF_EVEN)
                        .doubleValue())
                : null;
    }
}
