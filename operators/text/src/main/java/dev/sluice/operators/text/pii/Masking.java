package dev.sluice.operators.text.pii;

import dev.sluice.operators.Document;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Values;
import dev.sluice.operators.text.pii.MaskPii.Action;
import dev.sluice.operators.text.pii.MaskPii.Reason;
import dev.sluice.operators.text.pii.MaskPii.Style;
import dev.sluice.text.Length;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The working form of {@link MaskPii}: keeps lists of places that it uses again for every document. */
final class Masking implements Mapper.Edit {
    private final MaskPii operator;
    private final List<Search> searches;
    private final @Nullable Pseudonyms pseudonyms;

    Masking(MaskPii operator, List<Search> searches, @Nullable Pseudonyms pseudonyms) {
        this.operator = operator;
        this.searches = searches;
        this.pseudonyms = pseudonyms;
    }

    /** The search for one kind, with what it found in the present document. */
    static final class Search {
        private final Kind kind;
        private final Detector detector;
        private final List<String> standIns;
        private final Matches found = new Matches();
        private int next;

        Search(Kind kind, Detector detector, List<String> standIns) {
            this.kind = kind;
            this.detector = detector;
            this.standIns = standIns;
        }
    }

    @Override
    public void map(Document document, Values measured, Mapper.Output output) {
        String text = document.text();
        boolean tags = operator.action() == Action.TAG;
        int total = find(text, tags && operator.isDolma());
        for (Search search : searches) {
            measured.set(search.kind.count, search.found.size());
        }
        measured.set(MaskPii.MATCHES, total);
        if (tags) {
            tag(document, measured, total);
        }
        if (operator.maxMatches() != null && total > operator.maxMatches()) {
            output.drop(Reason.TOO_MANY_MATCHES);
        } else {
            output.emit(tags || total == 0 ? document : document.withText(edited(text)));
        }
    }

    private int find(String text, boolean overlapping) {
        int total = 0;
        boolean skipped = operator.style() == Style.DOLMA && DolmaContext.isSkipped(text);
        for (int i = 0; i < searches.size(); i++) {
            Search search = searches.get(i);
            Matches found = search.found;
            found.clear();
            search.next = 0;
            boolean dolmas = operator.isDolma() && search.kind.isDolmas();
            if (!dolmas || !skipped) {
                search.detector.find(text, found);
            }
            if (dolmas && operator.style() == Style.DOLMA_REGEX && search.kind != Kind.EMAIL) {
                found.keepOnly((start, end) -> !DolmaContext.isDoubtful(text, start, end));
            }
            for (int earlier = 0; earlier < i && !overlapping; earlier++) {
                found.removeOverlaps(searches.get(earlier).found);
            }
            total += found.size();
        }
        return total;
    }

    private void tag(Document document, Values measured, int total) {
        String text = document.text();
        long covered = 0;
        for (Search search : searches) {
            measured.set(search.kind.spans, search.found.toSpans(text));
            covered += search.found.codePoints(text);
        }
        if (!text.isEmpty()) {
            measured.set(MaskPii.MATCHED_RATIO, (double) covered / Length.of(document));
        }
        int words = DolmaContext.words(text);
        if (words > 0) {
            measured.set(MaskPii.MATCHES_PER_WORD, (double) total / words);
        }
    }

    private String edited(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        for (Search search = leftmost(); search != null; search = leftmost()) {
            int place = search.next++;
            int end = search.found.end(place);
            out.append(text, copied, search.found.start(place));
            put(out, search, text, place);
            copied = end;
        }
        return out.append(text, copied, text.length()).toString();
    }

    private @Nullable Search leftmost() {
        Search leftmost = null;
        for (Search search : searches) {
            if (search.next < search.found.size()
                    && (leftmost == null || search.found.start(search.next) < leftmost.found.start(leftmost.next))) {
                leftmost = search;
            }
        }
        return leftmost;
    }

    private void put(StringBuilder out, Search search, String text, int place) {
        int start = search.found.start(place);
        int end = search.found.end(place);
        if (operator.action() == Action.MASK) {
            Mask.append(out, search.kind, text, start, end, operator.maskCharacter());
        } else if (pseudonyms != null && operator.action() == Action.PSEUDONYM) {
            out.append(pseudonyms.of(search.kind, text, start, end, search.standIns));
        } else {
            out.append(search.standIns.get(place % search.standIns.size()));
        }
    }
}
