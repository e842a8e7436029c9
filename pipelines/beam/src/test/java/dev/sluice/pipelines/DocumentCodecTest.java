package dev.sluice.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signals;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Vector;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DocumentCodecTest {
    @Test
    void restoresSignalsOfEveryKind() throws IOException {
        Signals signals = Signals.NONE.with(
                new String[] {"a.count", "a.number", "a.flag", "a.label", "a.spans", "a.vector"}, new Object[] {
                    7L,
                    0.5,
                    true,
                    "x",
                    new Spans(new int[] {0, 3}, new double[] {1}, true),
                    Vector.of(0.1f, -3e-30f, Float.MAX_VALUE)
                });
        Document document = Document.of("some text").withSignals(signals);
        byte[] bytes = DocumentCodec.encode(document);
        Document restored = DocumentCodec.decode(bytes);
        assertThat(restored.signals().toMap()).isEqualTo(signals.toMap());
        assertThat(DocumentCodec.encode(restored)).isEqualTo(bytes);
    }
}
