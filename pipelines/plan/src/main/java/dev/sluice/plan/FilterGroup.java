package dev.sluice.plan;

import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Review;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Values;
import dev.sluice.operators.Vector;
import dev.sluice.operators.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Filters that decide together. The signals of its members are set under the members' own step names.
 *
 * @param mode whether one member's keep suffices, all must keep, or none may
 * @param members steps whose operators are filters (groups included)
 */
public record FilterGroup(Mode mode, List<Step> members) implements Filter {
    /** How the members' verdicts combine. */
    public enum Mode {
        /** Keeps when at least one member keeps; members after that one are not asked. */
        ANY_OF,
        /** Keeps when every member keeps. */
        ALL_OF,
        /** Keeps when no member keeps. */
        NONE_OF
    }

    /** Why a group drops. */
    public enum Reason {
        /** No member of an {@code any_of} keeps the document. */
        NONE_KEEPS,
        /** A member of an {@code all_of} drops the document. */
        ONE_DROPS,
        /** A member of a {@code none_of} keeps the document. */
        ONE_KEEPS
    }

    public FilterGroup {
        members = List.copyOf(members);
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>();
        for (Step member : members) {
            for (Signal signal : member.operator().signals()) {
                signals.add(renamed(member, signal));
            }
        }
        return signals;
    }

    @Override
    public List<String> needs() {
        Set<String> needs = new LinkedHashSet<>();
        for (Step member : members) {
            needs.addAll(member.operator().needs());
        }
        return List.copyOf(needs);
    }

    @Override
    public List<String> needsSpans() {
        return members.stream()
                .flatMap(member -> member.operator().needsSpans().stream())
                .distinct()
                .toList();
    }

    @Override
    public List<Review.Warning> warnings() {
        return members.stream()
                .flatMap(member -> member.operator().warnings().stream()
                        .map(warning -> new Review.Warning(member.name() + " " + warning.text(), warning.hint())))
                .toList();
    }

    @Override
    public List<String> needsVectors() {
        return members.stream()
                .flatMap(member -> member.operator().needsVectors().stream())
                .distinct()
                .toList();
    }

    @Override
    public Judge open(Resources resources) {
        List<Member> opened = new ArrayList<>();
        for (Step member : members) {
            Filter filter = (Filter) member.operator();
            opened.add(new Member(
                    member, StepException.opening(member, () -> filter.open(resourcesOf(resources, member)))));
        }
        return (document, measured) -> {
            Verdict verdict = mode == Mode.ANY_OF ? Verdict.drop(Reason.NONE_KEEPS) : Verdict.KEEP;
            boolean decided = false;
            for (Member member : opened) {
                boolean keeps = member.judge(document, measured).keeps();
                if (!decided && keeps == (mode != Mode.ALL_OF)) {
                    decided = true;
                    verdict = mode == Mode.ANY_OF
                            ? Verdict.KEEP
                            : Verdict.drop(keeps ? Reason.ONE_KEEPS : Reason.ONE_DROPS);
                }
                if (decided && !measured.all()) {
                    break;
                }
            }
            return verdict;
        };
    }

    private static Signal renamed(Step member, Signal signal) {
        return new Signal(signal.qualified(member.name()), signal.kind(), signal.unit(), signal.doc(), true);
    }

    private static Resources resourcesOf(Resources group, Step member) {
        return new Resources() {
            @Override
            public long seed() {
                return group.seed();
            }

            @Override
            public String step() {
                return member.name();
            }

            @Override
            public java.nio.file.Path asset(String name) {
                return group.asset(name);
            }
        };
    }

    /** A member at work: passes its values on under its own step name. */
    private static final class Member {
        private final Judge judge;
        private final boolean all;
        private final boolean nested;
        private final java.util.Map<Signal, Signal> names = new java.util.HashMap<>();

        Member(Step step, Judge judge) {
            this.judge = judge;
            this.all = step.measureAll();
            Operator operator = step.operator();
            this.nested = operator instanceof FilterGroup;
            for (Signal signal : operator.signals()) {
                names.put(signal, renamed(step, signal));
            }
        }

        Verdict judge(Document document, Values measured) {
            return judge.judge(document, nested ? measured : new Renaming(measured));
        }

        private final class Renaming implements Values {
            private final Values target;

            Renaming(Values target) {
                this.target = target;
            }

            private Signal name(Signal signal) {
                Signal name = names.get(signal);
                if (name == null) {
                    throw new IllegalStateException("signal " + signal.name() + " is not declared");
                }
                return name;
            }

            @Override
            public boolean all() {
                return all || target.all();
            }

            @Override
            public void set(Signal signal, long value) {
                target.set(name(signal), value);
            }

            @Override
            public void set(Signal signal, double value) {
                target.set(name(signal), value);
            }

            @Override
            public void set(Signal signal, boolean value) {
                target.set(name(signal), value);
            }

            @Override
            public void set(Signal signal, String value) {
                target.set(name(signal), value);
            }

            @Override
            public void set(Signal signal, Spans value) {
                target.set(name(signal), value);
            }

            @Override
            public void set(Signal signal, Vector value) {
                target.set(name(signal), value);
            }
        }
    }
}
