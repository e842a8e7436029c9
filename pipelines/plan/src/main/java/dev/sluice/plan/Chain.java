package dev.sluice.plan;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.AssetException;
import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.LimitException;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.Values;
import dev.sluice.operators.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run of per-document steps at work: documents go in at the front, and each is reported to the {@link Sink} as kept,
 * dropped or failed, in the order in which they came. Knows no engine and no files; used by one thread at a time.
 *
 * <p>A step that throws fails its document alone. Batches of annotators are buffered, bounded by count and size.
 */
public final class Chain {
    /** The reason reported for a mapper that emits nothing and names no reason. */
    public static final String NOTHING_LEFT = "nothing_left";

    private static final long MAX_BATCH_CHARACTERS = 8L << 20;

    private final List<Link> links = new ArrayList<>();
    private final Link first;

    private Chain(List<Step> steps, Function<Step, Resources> resources, Sink sink) {
        Link next = new End(sink);
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            Link following = next;
            next = StepException.opening(step, () -> link(step, resources.apply(step), following, sink));
            links.add(0, next);
        }
        first = next;
    }

    /** Opens every step. */
    public static Chain open(List<Step> steps, long seed, Function<String, Path> assets, Sink sink) {
        return new Chain(steps, step -> new StepResources(seed, step.name(), assets), sink);
    }

    /** The resources of one step, as a chain would open it with. */
    public static Resources resources(Step step, long seed, Function<String, Path> assets) {
        return new StepResources(seed, step.name(), assets);
    }

    /** Sends one document through; what becomes of it is reported before this returns, unless a batch holds it. */
    public void accept(Document document) {
        first.accept(document);
    }

    /**
     * Lets counts tell tokens, too.
     *
     * @param signal see {@link TextTotals#countTokens}
     */
    public void countTokens(@Nullable String signal) {
        for (StepCounts step : counts()) {
            step.in().countTokens(signal);
            step.out().countTokens(signal);
        }
    }

    /** Flushes what batches hold; no document may follow. */
    public void finish() {
        first.finish();
    }

    /** What each step counted so far, in the order of the steps. */
    public List<StepCounts> counts() {
        List<StepCounts> counts = new ArrayList<>();
        for (Link link : links) {
            counts.add(link.counts);
        }
        return counts;
    }

    /** Takes what becomes of documents. */
    public interface Sink {
        /** The document passed every step. */
        void kept(Document document);

        /** A step dropped the document; its signals hold what the step measured. */
        void dropped(Document document, Step step, String reason);

        /** A step could not process the document. */
        void failed(Document document, Step step, Throwable cause);
    }

    /** The name of a reason in data: the constant in lower case. */
    public static String nameOf(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static Link link(Step step, Resources resources, Link next, Sink sink) {
        Operator operator = step.operator();
        if (operator instanceof Filter filter) {
            return new FilterLink(step, filter.open(resources), next, sink);
        }
        if (operator instanceof Mapper mapper) {
            return new MapperLink(step, mapper.open(resources), next, sink);
        }
        if (operator instanceof Annotator annotator) {
            return new AnnotatorLink(step, annotator, resources, next, sink);
        }
        if (operator instanceof Sketch sketch) {
            return new SketchLink(step, sketch.create(resources), next, sink);
        }
        throw new IllegalArgumentException(step.name() + " is no per-document operator");
    }

    private abstract static class Link {
        final StepCounts counts;

        Link(@Nullable Step step) {
            this.counts = new StepCounts(step);
        }

        abstract void accept(Document document);

        abstract void finish();
    }

    private static final class End extends Link {
        private final Sink sink;

        End(Sink sink) {
            super(null);
            this.sink = sink;
        }

        @Override
        void accept(Document document) {
            sink.kept(document);
        }

        @Override
        void finish() {}
    }

    private abstract static class StepLink extends Link {
        final Step own;
        final Link next;
        final Sink sink;

        StepLink(Step step, Link next, Sink sink) {
            super(step);
            this.own = step;
            this.next = next;
            this.sink = sink;
        }

        final void fail(Document document, Throwable cause) {
            if (cause instanceof OutOfMemoryError error) {
                throw error; // not this document's fault alone
            }
            if (cause instanceof AssetException damaged) {
                throw damaged; // a fault of the file that the recipe names, whichever document came upon it
            }
            counts.failed++;
            sink.failed(document, own, cause);
        }

        final void drop(Document document, String reason) {
            counts.drop(reason);
            sink.dropped(document, own, reason);
        }

        final void pass(Document document) {
            counts.out(document);
            next.accept(document);
        }

        @Override
        void finish() {
            next.finish();
        }
    }

    private static final class FilterLink extends StepLink {
        private final Filter.Judge judge;
        private final MeasuredValues values;

        FilterLink(Step step, Filter.Judge judge, Link next, Sink sink) {
            super(step, next, sink);
            this.judge = judge;
            this.values = new MeasuredValues(step);
        }

        @Override
        void accept(Document document) {
            long start = counts.enter(document);
            Verdict verdict;
            try {
                verdict = judge.judge(document, values);
            } catch (Throwable cause) { // whatever a step throws concerns this document alone
                counts.leave(start);
                values.forget();
                fail(document, cause);
                return;
            }
            counts.leave(start);
            Enum<?> reason = verdict.reason();
            Document measured = values.addTo(document, counts, reason == null);
            if (reason == null) {
                pass(measured);
            } else {
                drop(measured, nameOf(reason));
            }
        }
    }

    private static final class MapperLink extends StepLink implements Mapper.Output {
        private final Mapper.Edit edit;
        private final MeasuredValues values;
        private final List<Document> emitted = new ArrayList<>();
        private @Nullable Enum<?> reason;

        MapperLink(Step step, Mapper.Edit edit, Link next, Sink sink) {
            super(step, next, sink);
            this.edit = edit;
            this.values = new MeasuredValues(step);
        }

        @Override
        public void emit(Document document) {
            emitted.add(document);
        }

        @Override
        public void drop(Enum<?> why) {
            reason = why;
        }

        @Override
        void accept(Document document) {
            long start = counts.enter(document);
            emitted.clear();
            reason = null;
            try {
                edit.map(document, values, this);
            } catch (Throwable cause) { // whatever a step throws concerns this document alone
                counts.leave(start);
                values.forget();
                fail(document, cause);
                return;
            }
            counts.leave(start);
            if (reason != null || emitted.isEmpty()) {
                if (!emitted.isEmpty()) {
                    fail(document, new IllegalStateException("the mapper both emitted and dropped"));
                    return;
                }
                drop(values.addTo(document, counts, false), reason == null ? NOTHING_LEFT : nameOf(reason));
            } else if (emitted.size() == 1) {
                Document result = values.addTo(emitted.get(0), counts, true);
                counts.edit(document, result);
                pass(result);
            } else {
                List<Document> results = List.copyOf(emitted); // a later step may come back to this link's buffer
                values.forget();
                counts.modified++;
                for (Document result : results) {
                    pass(result);
                }
            }
        }
    }

    private static final class AnnotatorLink extends StepLink {
        private final Annotator.Pass annotate;
        private final int batchSize;
        private final List<Document> batch = new ArrayList<>();
        private final List<MeasuredValues> values = new ArrayList<>();
        private long characters;

        AnnotatorLink(Step step, Annotator annotator, Resources resources, Link next, Sink sink) {
            super(step, next, sink);
            this.annotate = annotator.open(resources);
            this.batchSize = annotator.batchSize();
        }

        @Override
        void accept(Document document) {
            batch.add(document);
            characters += document.text().length();
            if (batch.size() >= batchSize || characters >= MAX_BATCH_CHARACTERS) {
                flush();
            }
        }

        private void flush() {
            List<Document> documents = List.copyOf(batch);
            batch.clear();
            characters = 0;
            while (values.size() < documents.size()) {
                values.add(new MeasuredValues(own));
            }
            long start = 0;
            for (Document document : documents) {
                start = counts.enter(document);
            }
            List<MeasuredValues> measured = values.subList(0, documents.size());
            boolean whole = annotated(documents, measured);
            counts.leave(start);
            for (int i = 0; i < documents.size(); i++) {
                Document document = documents.get(i);
                // Of a failed batch each document is tried alone, so that only the poisonous one fails.
                if (!whole) {
                    try {
                        annotate.annotate(List.of(document), List.<Values>of(measured.get(i)));
                    } catch (Throwable cause) { // whatever a step throws concerns this document alone
                        measured.get(i).forget();
                        fail(document, cause);
                        continue;
                    }
                }
                pass(measured.get(i).addTo(document, counts, true));
            }
        }

        private boolean annotated(List<Document> documents, List<MeasuredValues> measured) {
            try {
                annotate.annotate(documents, List.<Values>copyOf(measured));
                return true;
            } catch (Throwable cause) { // tried again one by one
                if (cause instanceof OutOfMemoryError error) {
                    throw error;
                }
                measured.forEach(MeasuredValues::forget);
                return false;
            }
        }

        @Override
        void finish() {
            if (!batch.isEmpty()) {
                flush();
            }
            next.finish();
        }
    }

    private static final class SketchLink extends StepLink {
        private final Sketch.Summary summary;

        SketchLink(Step step, Sketch.Summary summary, Link next, Sink sink) {
            super(step, next, sink);
            this.summary = summary;
            counts.summary = summary;
        }

        @Override
        void accept(Document document) {
            long start = counts.enter(document);
            try {
                summary.add(document);
            } catch (LimitException tooMany) { // concerns the collection, not this document
                throw tooMany.in(own.name());
            } catch (Throwable cause) { // whatever a step throws concerns this document alone
                counts.leave(start);
                fail(document, cause);
                return;
            }
            counts.leave(start);
            pass(document);
        }
    }

    private record StepResources(long seed, String step, Function<String, Path> assets) implements Resources {
        @Override
        public Path asset(String name) {
            return assets.apply(name);
        }
    }
}
