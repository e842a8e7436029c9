package dev.sluice.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class GroupSizesTest {
    @Test
    void countsGroupsOfOneTaskAndOfAll() {
        GroupSizes all = new GroupSizes();
        for (long[] sizes : new long[][] {{1, 10_000, 10_001}, {}, {1_000_001, 3}}) {
            GroupSizes task = new GroupSizes();
            for (long size : sizes) {
                for (long record = 0; record < size; record++) {
                    task.add(record == 0);
                }
            }
            task.end();
            ObjectNode counted = Json.object();
            task.writeTo(counted);
            all.add(counted);
        }

        ObjectNode node = Json.object();
        all.writeTo(node);

        assertThat(node.toString())
                .isEqualTo(
                        "{\"groups\":5,\"records\":1020006,\"largest\":1000001,\"above_10000\":2,\"above_1000000\":1}");
    }
}
