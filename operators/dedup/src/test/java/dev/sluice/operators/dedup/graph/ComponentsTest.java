package dev.sluice.operators.dedup.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.LimitException;
import org.junit.jupiter.api.Test;

class ComponentsTest {
    private static final String ADVICE = "deduplicate in groups (group_field)";

    private static Components filled(Components components, int nodes) {
        for (int i = 1; i < nodes; i++) {
            components.link(0, i);
        }
        return components;
    }

    @Test
    void refusesMoreNodesThanItMayHold() {
        assertThat(filled(new Components(ADVICE, 5000, Long.MAX_VALUE), 5000).label(4999))
                .isZero();
        assertThatThrownBy(() -> filled(new Components(ADVICE, 5000, Long.MAX_VALUE), 5001))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("more than 5000 documents have a possible duplicate")
                .hasMessageContaining("group_field");
    }

    @Test
    void refusesBeforeItsArraysOutgrowTheProcess() {
        assertThat(filled(new Components(ADVICE, Components.MAX_NODES, 2 << 20), 30_000)
                        .size())
                .isEqualTo(30_000);
        assertThatThrownBy(() -> filled(new Components(ADVICE, Components.MAX_NODES, 2 << 20), 200_000))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("2 MiB")
                .hasMessageContaining("-Xmx");
    }
}
