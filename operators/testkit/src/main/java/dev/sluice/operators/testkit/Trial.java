package dev.sluice.operators.testkit;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Values;
import dev.sluice.operators.Vector;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An opened operator of any kind, tried on documents one at a time by one thread. */
final class Trial {
    private final Function<Document, Outcome> run;

    private Trial(Function<Document, Outcome> run) {
        this.run = run;
    }

    /**
     * What became of a document.
     *
     * @param reason why it was dropped, in lower case; null when it was not
     * @param results what came out, text first
     * @param values what was measured, by short name
     */
    record Outcome(@Nullable String reason, List<Document> results, Map<String, Object> values, String detail) {
        private static final int LONG = 4096;

        /** The part that may not depend on what is measured. */
        String verdict() {
            StringBuilder verdict = new StringBuilder(String.valueOf(reason)).append(detail);
            for (Document result : results) {
                verdict.append('\n').append(result.id()).append(' ').append(brief(result.fieldChanges()));
                verdict.append(' ').append(brief(result.text()));
                if (verdict.length() > LONG) { // of hundreds of thousands of documents
                    String soFar = brief(verdict);
                    verdict.setLength(0);
                    verdict.append(soFar);
                }
            }
            return brief(verdict);
        }

        /** Everything, for comparing two runs. */
        String whole() {
            StringBuilder whole = new StringBuilder(verdict());
            values.forEach(
                    (name, value) -> whole.append('\n').append(name).append('=').append(brief(value)));
            return whole.toString();
        }

        /**
         * Whatever is long is compared by hash, part by part: a list of spans of a megabyte of lines would fill the memory
         * many times over.
         */
        private static String brief(Object part) {
            String all = part.toString();
            return all.length() < LONG ? all : all.substring(0, 200) + " ... " + Hashing.hash128Hex(all);
        }
    }

    static Trial open(Operator operator, Resources resources, boolean all) {
        List<Signal> declared = operator.signals();
        if (operator instanceof Filter filter) {
            Filter.Judge judge = filter.open(resources);
            return new Trial(document -> {
                Strict values = new Strict(declared, all);
                Enum<?> reason = judge.judge(document, values).reason();
                return new Outcome(
                        declaredReason(filter.reasons(), reason),
                        reason == null ? List.of(document) : List.of(),
                        values.set,
                        "");
            });
        }
        if (operator instanceof Mapper mapper) {
            Mapper.Edit edit = mapper.open(resources);
            return new Trial(document -> {
                Strict values = new Strict(declared, all);
                Emitted emitted = new Emitted();
                edit.map(document, values, emitted);
                if (emitted.reason != null && !emitted.documents.isEmpty()) {
                    throw new AssertionError("the mapper both emits and drops");
                }
                return new Outcome(declaredReason(mapper.reasons(), emitted.reason), emitted.documents, values.set, "");
            });
        }
        if (operator instanceof Annotator annotator) {
            Annotator.Pass pass = annotator.open(resources);
            return new Trial(document -> {
                Strict values = new Strict(declared, all);
                pass.annotate(List.of(document), List.<Values>of(values));
                return new Outcome(null, List.of(document), values.set, "");
            });
        }
        if (operator instanceof Sketch sketch) {
            return new Trial(document -> {
                Sketch.Summary summary = sketch.create(resources);
                summary.add(document);
                String stored = HexFormat.of().formatHex(summary.toBytes());
                return new Outcome(null, List.of(document), Map.of(), stored);
            });
        }
        Global global = (Global) operator;
        return new Trial(document -> {
            Decision decision =
                    InMemory.decide(global, resources, List.of(document)).get(0);
            boolean keeps = decision == null || decision.action() != Decision.Action.DROP;
            return new Outcome(null, keeps ? List.of(document) : List.of(), Map.of(), " keeps: " + keeps);
        });
    }

    Outcome on(Document document) {
        return run.apply(document);
    }

    private static @Nullable String declaredReason(Class<?> declared, @Nullable Enum<?> reason) {
        if (reason == null) {
            return null;
        }
        if (reason.getDeclaringClass() != declared) {
            throw new AssertionError(reason.getDeclaringClass() + " is not the declared " + declared);
        }
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static final class Emitted implements Mapper.Output {
        final List<Document> documents = new ArrayList<>();

        @Nullable Enum<?> reason;

        @Override
        public void emit(Document document) {
            documents.add(document);
        }

        @Override
        public void drop(Enum<?> why) {
            reason = why;
        }
    }

    /** Takes declared signals of the declared kind with finite values and fails on everything else. */
    private static final class Strict implements Values {
        private final List<Signal> declared;
        private final boolean all;
        private final Map<String, Object> set = new LinkedHashMap<>();

        Strict(List<Signal> declared, boolean all) {
            this.declared = declared;
            this.all = all;
        }

        @Override
        public boolean all() {
            return all;
        }

        private void put(Signal signal, Object value, boolean rightKind) {
            if (!declared.contains(signal)) {
                throw new AssertionError("the signal " + signal.name() + " is set, but not declared by signals()");
            }
            if (!rightKind) {
                throw new AssertionError(
                        "the signal " + signal.name() + " is a " + signal.kind() + ", set to " + value);
            }
            set.put(signal.name(), value);
        }

        @Override
        public void set(Signal signal, long value) {
            put(signal, value, signal.kind() == Signal.Kind.COUNT || signal.kind() == Signal.Kind.NUMBER);
        }

        @Override
        public void set(Signal signal, double value) {
            put(signal, value, signal.kind() == Signal.Kind.NUMBER && Double.isFinite(value));
        }

        @Override
        public void set(Signal signal, boolean value) {
            put(signal, value, signal.kind() == Signal.Kind.FLAG);
        }

        @Override
        public void set(Signal signal, String value) {
            put(signal, value, signal.kind() == Signal.Kind.LABEL);
        }

        @Override
        public void set(Signal signal, Spans value) {
            put(signal, value, signal.kind() == Signal.Kind.SPANS);
        }

        @Override
        public void set(Signal signal, Vector value) {
            put(signal, value, signal.kind() == Signal.Kind.VECTOR);
        }
    }
}
