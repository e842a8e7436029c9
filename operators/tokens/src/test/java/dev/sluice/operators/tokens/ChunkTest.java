package dev.sluice.operators.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import dev.sluice.operators.tokens.Chunk.Boundary;
import dev.sluice.operators.tokens.Chunk.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private static final String[] PARTS = {
        "word",
        "a",
        "longer-word",
        "End.",
        "Why?",
        "\u4e2d\u6587\u5b57\u7b26\u3002",
        "\ud83d\ude00",
        "e\u0301t\u00e9",
        "12,345",
        "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b"
    };
    private static final String[] GAPS = {" ", " ", " ", " ", "\n", "\n\n", "  ", ". ", ""};

    private static List<Document> pieces(Chunk chunk, String text) {
        List<Document> pieces = new ArrayList<>();
        chunk.open(Resources.plain())
                .map(Document.of("a", text, Fields.NONE, Position.NONE), Values.ignored(), new Mapper.Output() {
                    @Override
                    public void emit(Document document) {
                        pieces.add(document);
                    }

                    @Override
                    public void drop(Enum<?> reason) {
                        throw new AssertionError(reason);
                    }
                });
        return pieces;
    }

    private static List<String> texts(Chunk chunk, String text) {
        return pieces(chunk, text).stream().map(Document::text).toList();
    }

    private static Chunk chunk(int size, Unit unit, int overlap, Boundary boundary) {
        return Spec.build(Chunk.class)
                .with(Chunk::size, size)
                .with(Chunk::unit, unit)
                .with(Chunk::overlap, overlap)
                .with(Chunk::boundary, boundary)
                .build();
    }

    private static String random(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(200);
        for (int i = 0; i < length; i++) {
            text.append(PARTS[random.nextInt(PARTS.length)]).append(GAPS[random.nextInt(GAPS.length)]);
        }
        return text.toString();
    }

    private static int units(Unit unit, String text) {
        return switch (unit) {
            case CHARACTERS -> text.codePointCount(0, text.length());
            case WORDS -> text.isBlank() ? 0 : text.strip().split("\\s+").length;
            case TOKENS -> TokenCounter.of(TokenCounter.Encoding.CL100K_BASE).count(text);
        };
    }

    /** No piece holds more than it may, pieces stand in the text one behind the other, and no word is lost. */
    @Test
    void piecesAreBoundedAndCoverTheText() {
        Random random = new Random(3);
        for (int i = 0; i < 600; i++) {
            String text = random(random);
            Unit unit = List.of(Unit.values()).get(i % 3);
            Boundary boundary = List.of(Boundary.values()).get(random.nextInt(4));
            int size = 5 + random.nextInt(unit == Unit.CHARACTERS ? 100 : 30);
            int overlap = random.nextBoolean() ? 0 : random.nextInt(size / 2 + 1);
            Chunk chunk = chunk(size, unit, overlap, boundary);
            String as = chunk + " of " + text;
            TokenCounter counter = unit == Unit.TOKENS ? TokenCounter.of(TokenCounter.Encoding.CL100K_BASE) : null;
            int[] bounds = Cuts.of(chunk, counter, Document.of(text)).bounds();
            int start = -1;
            int end = 0;
            for (int at = 0; at < bounds.length; at += 2) {
                assertThat(units(unit, text.substring(bounds[at], bounds[at + 1])))
                        .as(as)
                        .isBetween(1, size);
                assertThat(bounds[at]).as(as).isGreaterThan(start);
                start = bounds[at];
                if (start > end) {
                    assertThat(text.substring(end, start)).as(as).isBlank();
                } else if (at > 0) {
                    assertThat(units(unit, text.substring(start, end))).as(as).isLessThanOrEqualTo(overlap);
                }
                assertThat(bounds[at + 1]).as(as).isGreaterThan(end);
                end = bounds[at + 1];
            }
            assertThat(text.substring(end)).as(as).isBlank();
        }
    }

    @Test
    void charactersWithoutBoundariesMakeUpTheText() {
        Random random = new Random(4);
        for (int i = 0; i < 300; i++) {
            String text = random(random);
            int size = 1 + random.nextInt(50);
            List<String> pieces = texts(chunk(size, Unit.CHARACTERS, 0, Boundary.CHARACTER), text);
            assertThat(String.join("", pieces)).isEqualTo(text);
            for (String piece : pieces.subList(0, pieces.size() - 1)) {
                assertThat(units(Unit.CHARACTERS, piece)).isEqualTo(size);
            }
        }
    }

    @Test
    void overlapsByWholeWords() {
        Chunk chunk = chunk(5, Unit.WORDS, 2, Boundary.WORD);
        assertThat(texts(chunk, "a b c d e f g h i")).containsExactly("a b c d e", "d e f g h", "g h i");
        assertThat(texts(chunk(4, Unit.CHARACTERS, 2, Boundary.CHARACTER), "abcdefgh"))
                .containsExactly("abcd", "cdef", "efgh");
    }

    @Test
    void cutsWhereTheTextParts() {
        String text = "One two three. Four five six.\n\nSeven eight nine ten. Eleven twelve thirteen fourteen.";
        assertThat(texts(chunk(40, Unit.CHARACTERS, 0, Boundary.PARAGRAPH), text))
                .containsExactly(
                        "One two three. Four five six.", "Seven eight nine ten.", "Eleven twelve thirteen fourteen.");
        assertThat(texts(chunk(40, Unit.CHARACTERS, 0, Boundary.WORD), text))
                .containsExactly(
                        "One two three. Four five six.\n\nSeven",
                        "eight nine ten. Eleven twelve thirteen",
                        "fourteen.");
    }

    @Test
    void childrenAreNumberedAndATextThatFitsStays() {
        Chunk chunk = chunk(2, Unit.WORDS, 0, Boundary.PARAGRAPH);
        assertThat(pieces(chunk, "a b c").stream().map(Document::id)).containsExactly("a#1", "a#2");
        assertThat(pieces(chunk, " a b "))
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isEqualTo("a"));
        assertThat(texts(chunk, " a b ")).containsExactly(" a b ");
        assertThat(texts(chunk, "")).containsExactly("");
    }

    /** A word of a megabyte and a megabyte of words take their time once, not once a piece. */
    @Test
    void takesLinearTime() {
        for (String text : List.of("x".repeat(1 << 20), "ab ".repeat(1 << 18), "\u4e2d".repeat(1 << 18))) {
            for (Unit unit : List.of(Unit.CHARACTERS, Unit.WORDS)) {
                for (Boundary boundary : Boundary.values()) {
                    assertThat(texts(chunk(100, unit, 50, boundary), text)).isNotEmpty();
                }
            }
        }
    }

    @Test
    void refusesAnOverlapThatNeverEnds() {
        assertThatThrownBy(() -> chunk(10, Unit.WORDS, 6, Boundary.WORD)).hasMessageContaining("more than half");
    }
}
