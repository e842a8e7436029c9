package dev.sluice.operators.dedup;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Review;
import dev.sluice.operators.Signal;
import dev.sluice.operators.dedup.text.UrlDifference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes documents whose text, or another field, equals that of another document in its normal form, by a 128-bit
 * hash. One document of each group of equal ones stays.
 *
 * <p>{@code field: field.url, normalise: url} keeps one page an address; with {@code normalise: url_c4, keep: best,
 * score_field: field.timestamp} the newest one, as C4 does; {@code normalise: lower, keep: longest} is the example of
 * datatrove, whose lengths are quarters of characters. What is no address with a scheme and a host is compared in lower
 * case as it stands, and counted.
 *
 * <p>Evidence: 24 bytes a document, 32 where the choice of the survivor needs a rank. Memory does not grow with the
 * size of a group.
 */
@Operator.Info(
        name = "exact_dedup",
        since = "0.1",
        summary = "Removes documents whose text, or another field, equals that of another document.",
        source = "128-bit MurmurHash3 of the normalised text",
        cost = Operator.Cost.CHEAP)
public record ExactDedup(
        @Param(
                doc =
                        "What to compare: text, or fields (field.NAME, inner ones as field.A.B) or labels. Of several, the"
                                + " normal forms are joined by U+0000; what a document lacks is empty.",
                def = "text",
                min = 1,
                names = Param.Names.CONTENT)
        List<String> field,

        @Param(doc = "What of it counts.", def = "none") Normalise normalise,

        @Param(doc = "Differences between addresses that count in spite of normalise: url.", def = "[]")
        List<UrlDifference> urlDistinguish,

        @Param(doc = "Whether documents with nothing to compare always stay.", def = "true")
        boolean skipEmpty,

        @Param(doc = "Which document of a group stays.", def = "smallest_id")
        Keep keep,

        @Param(
                doc =
                        "Signal, or field (field.NAME), whose highest or lowest value stays, a number or a date (ISO 8601);"
                                + " needed by keep: best and keep: lowest, absent otherwise.",
                names = Param.Names.VALUE)
        @Nullable String scoreField,

        @Param(
                doc = "Label, or field (field.NAME), that names a document's source; needed by keep: first_of_source,"
                        + " absent otherwise.",
                names = Param.Names.VALUE)
        @Nullable String sourceField,

        @Param(
                doc =
                        "Sources in the order in which their documents are preferred; needed by keep: first_of_source, empty"
                                + " otherwise.",
                def = "[]")
        List<String> sourceOrder,

        @Param(doc = "Whether to mark duplicates instead of removing them.", def = "false")
        boolean annotate,

        @Param(
                doc = "Label or field (field.NAME) within whose values documents are compared (a crawl, a language);"
                        + " absent means all with all. Documents without it form a group of their own.",
                names = Param.Names.VALUE)
        @Nullable String groupField,

        @Param(
                doc =
                        "Indexes that earlier runs left (write_index), with the same field, normalise and url_distinguish: documents whose"
                                + " content one of them knows go, all copies.",
                def = "[]",
                asset = true)
        List<String> against,

        @Param(
                doc = "Whether documents of this run are compared with one another; without it only those go that an"
                        + " index knows.",
                def = "true")
        boolean within,

        @Param(doc = "Whether to leave an index of this run's documents, as __sluice/index/STEP.index.", def = "none")
        WriteIndex writeIndex)
        implements Global {

    public ExactDedup {
        field = List.copyOf(field);
        urlDistinguish = List.copyOf(urlDistinguish);
        sourceOrder = List.copyOf(sourceOrder);
        against = List.copyOf(against);
    }

    /** Why documents are dropped. */
    public enum Reason {
        /** Another document with the same content stays. */
        DUPLICATE,
        /** An earlier run saw a document with the same content. */
        IN_INDEX
    }

    /** What documents are counted for in the report. */
    public enum Remark {
        /** Of what is compared with {@code normalise: url}, something is no address with a scheme and a host. */
        NO_ADDRESS,
        /** There is nothing to compare, so the document stays. */
        NOTHING_TO_COMPARE
    }

    /** Share of documents without an address from which a run warns of them. */
    private static final double MANY_STRANGE = 0.01;

    /** Key in two words, rank where there is one, locator: sorted, so that a key's first record is its survivor. */
    private static final Table KEYS = new Table("keys", 3, 2, 2);

    private static final Table RANKED_KEYS = new Table("ranked_keys", 4, 2, 3);

    /**
     * The mixed survivor as key; then 0, survivor, group and size once, and 1, locator, 0, 0 for each further member.
     */
    private static final Table MEMBERS = new Table("members", 5, 1, -1);

    /** Key in two words. */
    private static final Table INDEX = new Table("index", 2, 0, -1);

    @Override
    public void check(Faults faults) {
        Content.check(normalise, urlDistinguish, faults);
        preference().check(annotate, faults);
        checkIndex(against, within, faults);
        if (annotate && !against.isEmpty()) {
            faults.add(
                    "annotate",
                    "names the document that stays, which an index in against cannot tell: an exact one holds no ids;"
                            + " leave annotate out and read who went as in_index in the ledger, or use minhash_dedup");
        }
    }

    /** Faults of the parameters that deduplicators with an index share. */
    public static void checkIndex(List<String> against, boolean within, Faults faults) {
        if (!within && against.isEmpty()) {
            faults.add("within", "is false, and there is no index in against: nothing would be compared");
        }
    }

    private Content content() {
        return new Content(field, normalise, urlDistinguish, skipEmpty);
    }

    private Preference preference() {
        return new Preference(keep, scoreField, sourceField, sourceOrder);
    }

    @Override
    public Class<? extends Enum<?>> remarks() {
        return Remark.class;
    }

    @Override
    public List<Review.Warning> warnings(Map<Enum<?>, Long> remarks, long documents) {
        long strange = remarks.getOrDefault(Remark.NO_ADDRESS, 0L);
        return strange < MANY_STRANGE * documents
                ? List.of()
                : List.of(new Review.Warning(
                        "found no address with scheme and host in " + strange + " of " + documents + " documents, in "
                                + String.join(", ", field),
                        "Is that where the address is? It must have a scheme and a host, and is compared in lower case as it"
                                + " stands otherwise."));
    }

    @Override
    public List<Signal> signals() {
        return Ruling.signals(annotate, false, false);
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public Memory memory() {
        return Memory.CONSTANT;
    }

    @Override
    public List<Round> rounds() {
        Table keys = keep.ranks() ? RANKED_KEYS : KEYS;
        Ruling ruling = new Ruling(keep, annotate, Reason.DUPLICATE);
        return List.of(new Round(
                this::taker,
                List.of(keys),
                List.of(
                        new Keyed(
                                keys,
                                writeIndex == WriteIndex.NONE ? List.of(MEMBERS) : List.of(MEMBERS, INDEX),
                                resources -> new Grouping(this, keys.words() - 1, resources)),
                        new Keyed(MEMBERS, List.of(), resources -> new Deciding(ruling)))));
    }

    private Known known(Resources resources) {
        return Known.open(against, resources, INDEX.words(), madeFrom());
    }

    /** What keys depend on. */
    private String madeFrom() {
        Content content = content();
        String of = content.name();
        return "exact: normalise " + content.form()
                + (of.equals("text") ? "" : ", field " + of)
                + (groupField == null ? "" : ", group_field " + groupField);
    }

    @Override
    public @Nullable Index index() {
        return writeIndex == WriteIndex.NONE
                ? null
                : new Index(INDEX, null, madeFrom(), writeIndex == WriteIndex.ALL ? against : List.of());
    }

    private Taker taker(Resources resources) {
        Known unused = known(resources); // an index that does not fit is refused before anything is read
        Content content = content();
        Preference preference = preference();
        boolean[] strange = new boolean[1];
        Runnable noAddress = () -> strange[0] = true;
        return (document, locator, soFar, out) -> {
            long[] hash = content.key(document, noAddress);
            if (strange[0]) {
                out.remark(Remark.NO_ADDRESS);
                strange[0] = false;
            }
            if (hash == null) {
                out.remark(Remark.NOTHING_TO_COMPARE);
                return;
            }
            long first = hash[0] ^ GroupKey.of(document, groupField);
            if (keep.ranks()) {
                out.add(RANKED_KEYS, first, hash[1], preference.rank(document, locator), locator);
            } else {
                out.add(KEYS, first, hash[1], locator);
            }
        };
    }

    /** Finds groups of two and more among sorted keys. */
    private static final class Grouping implements Reducer {
        private final int locatorWord;
        private final Known known;
        private final boolean within;
        private final boolean indexed;
        private boolean inIndex;
        private long survivor;
        private long group;
        private long size;

        Grouping(ExactDedup operator, int locatorWord, Resources resources) {
            this.locatorWord = locatorWord;
            this.known = operator.known(resources);
            this.within = operator.within();
            this.indexed = operator.writeIndex() != WriteIndex.NONE;
        }

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            long locator = record[locatorWord];
            if (newKey) {
                finish(out, decisions);
                inIndex = known.contains(record);
                if (indexed) {
                    out.add(INDEX, record[0], record[1]);
                }
            }
            if (inIndex) {
                decisions.decide(Decision.drop(locator, Reason.IN_INDEX, null));
                return;
            }
            if (!within) {
                return;
            }
            if (newKey) {
                survivor = locator;
                group = locator;
                size = 1;
            } else {
                group = Math.min(group, locator);
                size++;
                out.add(MEMBERS, Hashing.mix(survivor), 1, locator, 0, 0);
            }
        }

        @Override
        public void finish(Records out, Decisions decisions) {
            if (size > 1) {
                out.add(MEMBERS, Hashing.mix(survivor), 0, survivor, group, size);
            }
            size = 0;
        }
    }

    /** Decides about the members of groups, of which each brings its head first. */
    private static final class Deciding implements Reducer {
        private final Ruling ruling;
        private Decision.@Nullable Match match;

        Deciding(Ruling ruling) {
            this.ruling = ruling;
        }

        @Override
        public void accept(long[] record, boolean newKey, Records out, Decisions decisions) {
            Decision.Match known = match;
            if (newKey || known == null) {
                known = new Decision.Match(record[3], record[2], record[4], null);
                match = known;
            }
            decisions.decide(ruling.about(record[2], known));
        }
    }
}
