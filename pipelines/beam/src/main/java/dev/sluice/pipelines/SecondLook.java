package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.Locator;
import dev.sluice.operators.Review;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Stages;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes evidence once more from the documents of one partition that a review names, while decisions are carried out. */
final class SecondLook implements Closeable {
    private static final int EXCERPT_CHARACTERS = 240;

    private final Stages.Deciding deciding;
    private final Global.Taker taker;
    private final TableWriter tables;
    private final RecordsAhead called;
    private final SideFile exhibits;
    private final boolean showsText;

    private SecondLook(
            RunSpec spec,
            Store store,
            Stages.DocumentStage stage,
            Stages.Deciding deciding,
            Review review,
            int partition,
            String task)
            throws IOException {
        this.deciding = deciding;
        TaskFiles files = new TaskFiles();
        files.add(Json.read(store.read(RunSpec.reviewPath(stage.number() - 1, deciding))));
        this.called = new RecordsAhead(
                MergedRuns.open(
                        store,
                        files.runs(Review.CALLED.name()),
                        Review.CALLED.words(),
                        Locator.of(partition, 0),
                        Locator.last(partition)),
                Review.CALLED.words());
        this.taker = review.evidence()
                .open(Chain.resources(deciding.step(), spec.plan().seed(), spec::asset));
        String folder = "stages/" + RunSpec.documentStage(stage.number()) + "/review/"
                + deciding.step().name();
        this.tables = new TableWriter(store, folder, task, review.testimony());
        this.exhibits = new SideFile(store, folder + "/exhibits/" + partition + ".jsonl.zst");
        this.showsText = spec.showsText(deciding.step().number());
    }

    /**
     * One for each review of the decisions that a stage carries out.
     *
     * @param task what the names of stored records begin with
     */
    static List<SecondLook> of(RunSpec spec, Store store, Stages.DocumentStage stage, int partition, String task)
            throws IOException {
        List<SecondLook> looks = new ArrayList<>();
        for (Stages.Deciding deciding : stage.decided()) {
            Review review = ReviewTask.of(deciding).orElse(null);
            if (review != null) {
                looks.add(new SecondLook(spec, store, stage, deciding, review, partition, task));
            }
        }
        return looks;
    }

    /** Takes evidence from the document if it is wanted. Documents come in their order. */
    void at(long locator, Document document) throws IOException {
        while (called.first() < locator) {
            called.advance();
        }
        if (called.first() == locator) {
            take(locator, document);
        }
    }

    private void take(long locator, Document document) throws IOException {
        taker.take(document, locator, Global.SoFar.NOTHING, tables);
        ObjectNode row = Json.object();
        row.put("locator", locator);
        ObjectNode shown = row.putObject("shown");
        shown.put("id", document.id());
        if (showsText) {
            shown.put("excerpt", Excerpt.of(document.text(), EXCERPT_CHARACTERS));
        } else {
            shown.put("text_withheld", true);
        }
        exhibits.write(row);
    }

    /** Ends the files and tells the task's record about them. */
    void finish(ObjectNode record, List<Store.Stored> files) throws IOException {
        tables.finish();
        files.addAll(tables.files());
        ObjectNode one = record.withObject("/reviews").putObject(deciding.step().name());
        one.set("runs", Json.of(tables.runs()));
        Store.Stored shown = exhibits.finish();
        if (shown != null) {
            files.add(shown);
            one.put("exhibits", shown.path());
        }
    }

    @Override
    public void close() throws IOException {
        called.close();
        exhibits.close();
    }
}
