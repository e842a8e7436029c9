package dev.sluice.operators.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.select.Take.Order;
import dev.sluice.operators.testkit.Documents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TakeTest {
    private static Spec.Builder<Take> take() {
        return Spec.build(Take.class);
    }

    private static List<String> kept(Take take, List<Document> documents) {
        return InMemory.apply(take, Resources.plain(), documents).stream()
                .map(Document::id)
                .toList();
    }

    /** What sorting each group and cutting it gives. */
    private static List<String> sorted(
            List<Document> documents, boolean grouped, Order order, double share, long count) {
        Map<String, List<Document>> groups = new LinkedHashMap<>();
        for (Document document : documents) {
            String group = grouped ? String.valueOf(document.field("lang")) : "";
            groups.computeIfAbsent(group, any -> new ArrayList<>()).add(document);
        }
        Set<String> kept = new HashSet<>();
        for (List<Document> group : groups.values()) {
            double worst = order == Order.HIGHEST ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            Comparator<Document> ascending = Comparator.comparingDouble(
                    one -> one.field("score") instanceof Number score ? score.doubleValue() : worst);
            List<Document> ranked = new ArrayList<>(group);
            if (order != Order.FIRST) {
                ranked.sort(order == Order.HIGHEST ? ascending.reversed() : ascending);
            }
            long most = count >= 0 ? count : Math.round(share * group.size());
            ranked.stream().limit(most).forEach(one -> kept.add(one.id()));
        }
        return documents.stream().map(Document::id).filter(kept::contains).toList();
    }

    @Test
    void keepsWhatSortingAndCuttingKeeps() {
        Random random = new Random(1);
        for (int i = 0; i < 400; i++) {
            List<Document> documents = new ArrayList<>();
            int size = random.nextInt(300);
            for (int n = 0; n < size; n++) {
                Map<String, Object> fields = new LinkedHashMap<>();
                if (random.nextInt(10) > 0) {
                    fields.put(
                            "score", random.nextBoolean() ? (Object) (long) random.nextInt(5) : random.nextGaussian());
                }
                if (random.nextInt(10) > 0) {
                    fields.put("lang", "l" + random.nextInt(4));
                }
                documents.add(Documents.of("d" + n, "text " + n, fields));
            }
            boolean grouped = random.nextBoolean();
            Order order = new Order[] {Order.FIRST, Order.HIGHEST, Order.LOWEST}[random.nextInt(3)];
            double share = random.nextInt(101) / 100.0;
            long count = random.nextBoolean() ? -1 : random.nextInt(100);
            Spec.Builder<Take> builder = take().with(Take::order, order);
            if (order != Order.FIRST) {
                builder = builder.with(Take::by, "field.score");
            }
            if (grouped) {
                builder = builder.with(Take::per, "field.lang");
            }
            Take take = count < 0
                    ? builder.with(Take::share, share).build()
                    : builder.with(Take::count, count).build();
            assertThat(kept(take, documents))
                    .as("%s of %d", take, size)
                    .isEqualTo(sorted(documents, grouped, order, share, count));
        }
    }

    @Test
    void aShareIsRoundedToTheNearest() {
        List<Document> documents = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            documents.add(Documents.of("d" + n, "text"));
        }
        assertThat(kept(take().with(Take::share, 0.14).build(), documents)).hasSize(1);
        assertThat(kept(take().with(Take::share, 0.15).build(), documents)).hasSize(2);
        assertThat(kept(take().with(Take::share, 0.0).build(), documents)).isEmpty();
        assertThat(kept(take().with(Take::share, 1.0).build(), documents)).hasSize(10);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> take().build()).hasMessageContaining("nor is share");
        assertThatThrownBy(() ->
                        take().with(Take::count, 1L).with(Take::share, 0.5).build())
                .hasMessageContaining("exclude each other");
        assertThat(take().with(Take::count, 1L).build().memory()).isEqualTo(Global.Memory.CONSTANT);
        assertThat(take().with(Take::share, 0.5).build().memory()).isEqualTo(Global.Memory.PER_KEY);
    }
}
