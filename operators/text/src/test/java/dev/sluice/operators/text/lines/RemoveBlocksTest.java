package dev.sluice.operators.text.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Spec;
import dev.sluice.operators.text.Edited;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoveBlocksTest {
    private static final RemoveBlocks MAPPER = Spec.build(RemoveBlocks.class).build();

    private static void goes(String block) {
        assertThat(Edited.text(MAPPER, "Before it.\n\n" + block + "\n\nBehind it."))
                .as(block)
                .isEqualTo("Before it.\n\nBehind it.");
        assertThat(Edited.text(MAPPER, "Before it.\n" + block + "\nBehind it."))
                .as(block)
                .isEqualTo("Before it.\nBehind it.");
    }

    private static void stays(String text) {
        assertThat(Edited.text(MAPPER, text)).isEqualTo(text);
    }

    @Test
    void tablesOfEveryKind() {
        goes("a | b\n--|--\n1 | 2");
        goes("|a|b|\n|:-|-:|\n|1|2|\n|3||");
        goes("+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n+---+---+");
        goes("a\tb\tc\n1\t\t3");
        goes("Name      Born   Died\nBach      1685   1750\nHandel    1685   1759");
        goes("Item      Price\nTea        1.50\nCoffee    12.00");
        goes(
                "\u2502 a \u2502 b \u2502\n\u251c\u2500\u2500\u2500\u253c\u2500\u2500\u2500\u2524\n\u2502 1 \u2502 2 \u2502");
    }

    @Test
    void linesThatAreNoTables() {
        stays("Home | About | Contact\nWelcome to the site.");
        stays("Title\n=====\nText\n-----\nMore");
        stays("Two sentences.  Two spaces.\nAgain.  And again.");
        stays("Set {x | x > 0} is open.");
        stays("code\n\tindented\n\tby tabs");
    }

    @Test
    void barsAloneNeedThreeRows() {
        stays("flags = READ | WRITE\nmode = flags | APPEND");
        stays("-----\nflags = READ | WRITE\nmode = flags | APPEND\n-----");
        stays("cat a | sort\ncat b | uniq");
        stays("if (a || b) {\n  c = d || e;\n  f = g || h;\n}");
        goes("a | b\n1 | 2\n3 | 4");
        goes("| a | b |\n| 1 | 2 |");
        goes("a | b\n---+---\n1 | 2");
    }

    @Test
    void listsOfEveryKind() {
        goes("- a\n- b\n- c");
        goes("* a\n* b\n  goes on\n\n* c\n  - d\n  - e");
        goes("1. a\n2. b\n3. c");
        goes("a) one\nb) two\nc) three");
        goes("(1) one\n(2) two\n(3) three");
        goes("\u2022 one\n\n\u2022 two\n\n\u2022 three");
    }

    @Test
    void linesThatAreNoLists() {
        stays("- a\n- b\nText.");
        stays("-a\n-b\n-c");
        stays("2024. was\n2025. is\n2026. will be");
        stays("- a\n\n\n- b\n\n\n- c");
        stays("\u2014 Who is there?\n\u2014 It is me.\n\u2014 Come in.");
    }

    @Test
    void aBlockMayBeTheBeginningOrTheEnd() {
        assertThat(Edited.text(MAPPER, "- a\n- b\n- c\n\nText.")).isEqualTo("Text.");
        assertThat(Edited.text(MAPPER, "Text.\n\n- a\n- b\n- c")).isEqualTo("Text.\n");
        RemoveBlocks lists = Spec.build(RemoveBlocks.class)
                .with(RemoveBlocks::kinds, List.of(RemoveBlocks.Block.LISTS))
                .with(RemoveBlocks::minItems, 1)
                .build();
        assertThat(Edited.text(lists, "a | b\n1 | 2\n- x\nend")).isEqualTo("a | b\n1 | 2\nend");
    }
}
