package dev.sluice.operators.html;

import dev.sluice.operators.html.Page.Block;
import dev.sluice.operators.html.Page.Region;
import dev.sluice.operators.html.Page.Role;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses the blocks of a page that are its main content; {@link ExtractHtml} states the rules. */
final class MainContent {
    /** Roles whose blocks go, and fewer where too little would be left. */
    private static final List<Set<Role>> BOILERPLATE = List.of(
            EnumSet.of(Role.BOILERPLATE, Role.HINTED, Role.COMMENTS),
            EnumSet.of(Role.BOILERPLATE, Role.HINTED),
            EnumSet.of(Role.BOILERPLATE),
            EnumSet.noneOf(Role.class));

    private static final int LEAST_CHARACTERS = 250;
    private static final int HEADING_DISTANCE = 200;
    private static final int LONGEST_NOTICE = 400;
    private static final List<String> NOTICES = List.of(
            "use cookies",
            "uses cookies",
            "use of cookies",
            "cookie policy",
            "privacy policy",
            "terms of use",
            "terms of service",
            "all rights reserved");

    private enum Grade {
        GOOD,
        NEARLY_GOOD,
        SHORT,
        BAD
    }

    private final Page page;
    private final double maxLinkDensity;
    private final int shortCharacters;
    private final int longCharacters;

    MainContent(Page page, double maxLinkDensity, int shortCharacters, int longCharacters) {
        this.page = page;
        this.maxLinkDensity = maxLinkDensity;
        this.shortCharacters = shortCharacters;
        this.longCharacters = longCharacters;
    }

    /** One block, or all blocks of a list or table. */
    private static final class Item {
        final int firstBlock;
        int endBlock;
        int characters;
        int linkCharacters;
        /** What length and links say. */
        Grade own = Grade.BAD;
        /** What the neighbours made of it. */
        Grade grade = Grade.BAD;

        Item(int firstBlock) {
            this.firstBlock = firstBlock;
        }

        double linkDensity() {
            return characters == 0 ? 0 : (double) linkCharacters / characters;
        }
    }

    BitSet select() {
        BitSet dropped = boilerplate();
        Region scope = scope(plainCharacters(dropped));
        List<Item> items = items(dropped, scope);
        for (Item item : items) {
            item.own = ownGrade(item, scope != null);
            item.grade = item.own;
        }
        judgeByNeighbours(items, scope == null ? Grade.BAD : null);
        boolean any = items.stream().anyMatch(item -> item.grade == Grade.GOOD);
        BitSet kept = new BitSet();
        for (Item item : items) {
            if (item.grade == Grade.GOOD || (!any && item.own != Grade.BAD)) {
                kept.set(item.firstBlock, item.endBlock);
            }
        }
        return kept;
    }

    /** The blocks of regions that are no main content, as long as enough text is left. */
    private BitSet boilerplate() {
        long[] plain = plainCharacters(new BitSet());
        for (Set<Role> roles : BOILERPLATE) {
            BitSet dropped = blocksOf(roles, plain);
            if (runningText(dropped) >= LEAST_CHARACTERS) {
                return dropped;
            }
        }
        // A short page: what speaks for itself goes, whatever is left.
        BitSet dropped = blocksOf(BOILERPLATE.get(0), plain);
        return dropped.cardinality() < page.blocks.size() ? dropped : new BitSet();
    }

    /** Characters in blocks that are neither short nor full of links. */
    private long runningText(BitSet without) {
        long characters = 0;
        for (int i = without.nextClearBit(0); i < page.blocks.size(); i = without.nextClearBit(i + 1)) {
            Block block = page.blocks.get(i);
            boolean running =
                    block.characters >= shortCharacters && block.linkCharacters <= maxLinkDensity * block.characters;
            characters += running || block.preformatted ? block.characters : 0;
        }
        return characters;
    }

    /** Sums of the characters outside of links of the blocks before each one, but those left out. */
    private long[] plainCharacters(BitSet without) {
        long[] sums = new long[page.blocks.size() + 1];
        for (int i = 0; i < page.blocks.size(); i++) {
            Block block = page.blocks.get(i);
            sums[i + 1] = sums[i] + (!without.get(i) ? block.characters - block.linkCharacters : 0);
        }
        return sums;
    }

    private static long within(long[] sums, Region region) {
        return sums[region.endBlock] - sums[region.firstBlock];
    }

    private BitSet blocksOf(Set<Role> roles, long[] plain) {
        int[] changes = new int[page.blocks.size() + 1];
        long all = plain[plain.length - 1];
        for (Region region : page.regions) {
            boolean most = region.role != Role.COMMENTS && 2 * within(plain, region) > all;
            if (roles.contains(region.role) && !region.central && !most) {
                changes[region.firstBlock]++;
                changes[region.endBlock]--;
            }
        }
        BitSet dropped = new BitSet();
        int depth = 0;
        for (int i = 0; i < page.blocks.size(); i++) {
            depth += changes[i];
            dropped.set(i, depth > 0);
        }
        return dropped;
    }

    private @Nullable Region scope(long[] plain) {
        Region main = largest(Role.MAIN, plain, null, LEAST_CHARACTERS);
        long half = (main == null ? plain[plain.length - 1] : within(plain, main)) / 2;
        Region article = largest(Role.ARTICLE, plain, main, Math.max(half, LEAST_CHARACTERS));
        return article == null ? main : article;
    }

    private @Nullable Region largest(Role role, long[] plain, @Nullable Region around, long least) {
        Region largest = null;
        for (Region region : page.regions) {
            boolean inside =
                    around == null || (region.firstBlock >= around.firstBlock && region.endBlock <= around.endBlock);
            if (region.role == role && inside && within(plain, region) >= least) {
                largest = largest == null || within(plain, region) > within(plain, largest) ? region : largest;
            }
        }
        return largest;
    }

    private List<Item> items(BitSet dropped, @Nullable Region scope) {
        List<Item> items = new ArrayList<>();
        int end = scope == null ? page.blocks.size() : scope.endBlock;
        Item item = null;
        int unit = -1;
        for (int i = scope == null ? 0 : scope.firstBlock; i < end; i++) {
            if (dropped.get(i)) {
                item = null;
                continue;
            }
            Block block = page.blocks.get(i);
            if (item == null || block.unit < 0 || block.unit != unit) {
                item = new Item(i);
                items.add(item);
            }
            item.endBlock = i + 1;
            item.characters += block.characters;
            item.linkCharacters += block.linkCharacters;
            unit = block.unit;
        }
        return items;
    }

    private Grade ownGrade(Item item, boolean scoped) {
        Block first = page.blocks.get(item.firstBlock);
        if (first.preformatted) {
            return Grade.GOOD;
        }
        boolean title = first.headingLevel == 1;
        if ((!title && item.linkDensity() > maxLinkDensity) || isNotice(item, scoped)) {
            return Grade.BAD;
        }
        boolean sentences = item.linkCharacters == 0 && 2 * item.characters >= longCharacters && endsSentence(item);
        if (item.characters >= longCharacters || sentences) {
            return Grade.GOOD;
        }
        if (item.characters >= shortCharacters) {
            return Grade.NEARLY_GOOD;
        }
        boolean suspicious = item.linkCharacters > 0 && !title && first.unit < 0 && !endsSentence(item);
        return suspicious ? Grade.BAD : Grade.SHORT;
    }

    private boolean endsSentence(Item item) {
        char last = page.text.charAt(page.blocks.get(item.endBlock - 1).end - 1);
        return ".!?:;\u2026\u3002\uff01\uff1f".indexOf(last) >= 0;
    }

    private boolean isNotice(Item item, boolean scoped) {
        if (item.characters > LONGEST_NOTICE) {
            return false;
        }
        Block first = page.blocks.get(item.firstBlock);
        Block last = page.blocks.get(item.endBlock - 1);
        String text = page.text.substring(first.start, last.end);
        if (item.characters < longCharacters && text.indexOf('\u00a9') >= 0) {
            return true;
        }
        if (scoped) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return NOTICES.stream().anyMatch(lower::contains);
    }

    private boolean isHeading(Item item) {
        return page.blocks.get(item.firstBlock).headingLevel > 0;
    }

    /**
     * Turns short and nearly good items into good and bad ones.
     *
     * @param beyond what lies beyond both ends, or null for nothing
     */
    private void judgeByNeighbours(List<Item> items, @Nullable Grade beyond) {
        liftHeadings(items, Grade.SHORT, Grade.NEARLY_GOOD);
        Item[][] decided = neighbours(items, MainContent::isDecided);
        Item[][] nearest = neighbours(items, item -> item.grade != Grade.SHORT);
        List<Grade> grades = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Grade grade = items.get(i).grade;
            grades.add(grade == Grade.SHORT ? ofShort(items, i, decided, nearest, beyond) : grade);
        }
        for (int i = 0; i < items.size(); i++) {
            items.get(i).grade = grades.get(i);
        }
        decided = neighbours(items, MainContent::isDecided);
        for (int i = 0; i < items.size(); i++) {
            Grade before = gradeOf(decided[0][i], beyond);
            Grade after = gradeOf(decided[1][i], beyond);
            if (items.get(i).grade == Grade.NEARLY_GOOD) {
                boolean between = before == Grade.BAD && after == Grade.BAD;
                grades.set(i, between ? Grade.BAD : Grade.GOOD);
            }
        }
        for (int i = 0; i < items.size(); i++) {
            items.get(i).grade = grades.get(i);
        }
        liftHeadings(items, Grade.BAD, Grade.GOOD);
    }

    private static @Nullable Grade gradeOf(@Nullable Item item, @Nullable Grade beyond) {
        return item == null ? beyond : item.grade;
    }

    /** The nearest item of some kind before and behind each one, null where there is none. */
    private static Item[][] neighbours(List<Item> items, Predicate<Item> wanted) {
        int n = items.size();
        Item[][] nearest = new Item[2][n];
        for (int i = 1; i < n; i++) {
            Item before = items.get(i - 1);
            nearest[0][i] = wanted.test(before) ? before : nearest[0][i - 1];
            Item after = items.get(n - i);
            nearest[1][n - 1 - i] = wanted.test(after) ? after : nearest[1][n - i];
        }
        return nearest;
    }

    private static boolean isDecided(Item item) {
        return item.grade == Grade.GOOD || item.grade == Grade.BAD;
    }

    private Grade ofShort(List<Item> items, int i, Item[][] decided, Item[][] nearest, @Nullable Grade beyond) {
        Grade before = gradeOf(decided[0][i], beyond);
        Grade after = gradeOf(decided[1][i], beyond);
        if (before != Grade.BAD && after != Grade.BAD) {
            return Grade.GOOD;
        }
        if (before != Grade.GOOD && after != Grade.GOOD) {
            return Grade.BAD;
        }
        if (items.get(i).linkCharacters == 0 && endsSentence(items.get(i))) {
            return Grade.GOOD;
        }
        Item next = nearest[before == Grade.BAD ? 0 : 1][i];
        boolean helped = next != null && next.grade == Grade.NEARLY_GOOD;
        return helped ? Grade.GOOD : Grade.BAD;
    }

    /** Lifts headings of one grade to another where a good item follows closely. */
    private void liftHeadings(List<Item> items, Grade from, Grade to) {
        int distance = HEADING_DISTANCE + 1;
        for (int i = items.size() - 1; i >= 0; i--) {
            Item item = items.get(i);
            if (item.grade == Grade.GOOD && !isHeading(item)) {
                distance = 0;
            } else {
                if (isHeading(item) && item.grade == from && item.own != Grade.BAD && distance <= HEADING_DISTANCE) {
                    item.grade = to;
                }
                distance = Math.min(HEADING_DISTANCE + 1, distance + item.characters);
            }
        }
    }
}
