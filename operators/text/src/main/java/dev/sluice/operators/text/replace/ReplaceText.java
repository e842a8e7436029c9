package dev.sluice.operators.text.replace;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.TextPattern;
import dev.sluice.operators.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces or removes strings, characters and matches of regular expressions.
 *
 * <p>Rules apply in their order. Neighbouring rules of strings and characters share one pass from left to right, in which
 * the longest string at a place counts, and of equal ones that of the earlier rule; what they put in is not searched
 * again by this pass. Each regular expression is a pass of its own over what the rules before it left.
 *
 * <p>Time is linear in the text for strings and characters. A search of an expression is linear, too, but one whose matches
 * show only much further on, such as {@code a(.*b)?}, reads the same characters again at each match: a text of which it
 * reads more than 32 times as many characters as there are, and 16 million, fails with that reason.
 */
@Operator.Info(
        name = "replace_text",
        since = "0.1",
        summary = "Replaces or removes strings, characters and matches of regular expressions.",
        cost = Operator.Cost.MODERATE)
public record ReplaceText(
        @Param(
                doc = "What is replaced by what, in order; each rule has one of find, characters and pattern.",
                min = 1,
                main = true)
        List<Rule> rules)
        implements Mapper {

    /** What is looked for and what takes its place. */
    public record Rule(
            @Param(doc = "The strings that are looked for, as they stand.", min = 1) @Nullable List<String> find,

            @Param(doc = "The characters that are looked for, each alone.") @Nullable String characters,

            @Param(doc = "The regular expression that is looked for; (?i) at its beginning ignores case.") @Nullable TextPattern pattern,

            @Param(
                    doc = "What takes the place of each match. In rules with a pattern, $1 or ${name} stands for what a"
                            + " group matched and $$ for a dollar sign.",
                    def = " ")
            String with)
            implements java.io.Serializable {

        private int sought() {
            return (find == null ? 0 : 1) + (characters == null ? 0 : 1) + (pattern == null ? 0 : 1);
        }
    }

    private static final Signal REPLACEMENTS =
            Signal.count("replacements", "matches", "matches replaced, of all rules");

    @Override
    public void check(Faults faults) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.sought() != 1) {
                faults.add("rules", "needs one of find, characters and pattern in rule %d", i + 1);
            }
            if ((rule.find != null && rule.find.contains("")) || "".equals(rule.characters)) {
                faults.add("rules", "looks for an empty string in rule %d", i + 1);
            }
            if (rule.pattern != null) {
                checkPattern(rule.pattern, rule.with, i + 1, faults);
            }
        }
    }

    private static void checkPattern(TextPattern source, String with, int rule, Faults faults) {
        try {
            Substitution.of(Pattern.compile(source.source()), with);
        } catch (PatternSyntaxException fault) {
            faults.add("rules", "has a fault in the pattern of rule %d: %s", rule, fault.getMessage());
        } catch (IllegalArgumentException fault) {
            faults.add("rules", "has a fault in rule %d: %s", rule, fault.getMessage());
        }
    }

    @Override
    public List<Signal> signals() {
        return List.of(REPLACEMENTS);
    }

    @Override
    public Edit open(Resources resources) {
        List<Pass> passes = new ArrayList<>();
        Strings strings = null;
        for (Rule rule : rules) {
            if (rule.pattern != null) {
                passes.add(new Expression(Pattern.compile(rule.pattern.source()), rule.with));
                strings = null;
            } else {
                if (strings == null) {
                    strings = new Strings();
                    passes.add(strings);
                }
                strings.add(rule);
            }
        }
        return new Replacing(passes);
    }

    /** One pass over a text; counts what it replaces. */
    private abstract static class Pass {
        long replaced;

        abstract String over(String text);
    }

    private static final class Strings extends Pass {
        private final LongestMatch sought = new LongestMatch();
        private final List<String> standIns = new ArrayList<>();

        void add(Rule rule) {
            if (rule.find != null) {
                rule.find.forEach(string -> sought.add(string, standIns.size()));
            }
            if (rule.characters != null) {
                rule.characters.codePoints().forEach(c -> sought.add(Character.toString(c), standIns.size()));
            }
            standIns.add(rule.with);
        }

        @Override
        String over(String text) {
            StringBuilder out = null;
            int copied = 0;
            for (int i = 0; i < text.length(); ) {
                long found = sought.at(text, i);
                if (found == 0) {
                    i++;
                    continue;
                }
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, i).append(standIns.get(LongestMatch.value(found)));
                i += LongestMatch.length(found);
                copied = i;
                replaced++;
            }
            return out == null ? text : out.append(text, copied, text.length()).toString();
        }
    }

    private static final class Expression extends Pass {
        private final Pattern pattern;
        private final Substitution with;

        Expression(Pattern pattern, String with) {
            this.pattern = pattern;
            this.with = Substitution.of(pattern, with);
        }

        @Override
        String over(String text) {
            Matcher matcher = pattern.matcher(text);
            StringBuilder out = null;
            int copied = 0;
            long matches = 0;
            boolean counted = false;
            for (boolean found = matcher.find(); found; ) {
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, matcher.start());
                with.append(out, matcher);
                copied = matcher.end();
                replaced++;
                matches++;
                if (counted || !CountedText.isNeeded(text, matches)) {
                    found = matcher.find();
                } else {
                    counted = true;
                    int next = matcher.start() == copied ? copied + 1 : copied;
                    matcher = pattern.matcher(new CountedText(text, pattern.pattern()));
                    found = next <= text.length() && matcher.find(next);
                }
            }
            return out == null ? text : out.append(text, copied, text.length()).toString();
        }
    }

    private record Replacing(List<Pass> passes) implements Edit {
        @Override
        public void map(Document document, Values measured, Output output) {
            String text = document.text();
            long replaced = 0;
            for (Pass pass : passes) {
                pass.replaced = 0;
                text = pass.over(text);
                replaced += pass.replaced;
            }
            measured.set(REPLACEMENTS, replaced);
            output.emit(document.withText(text));
        }
    }
}
