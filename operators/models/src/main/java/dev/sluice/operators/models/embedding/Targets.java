package dev.sluice.operators.models.embedding;

import dev.sluice.operators.models.ModelFormatException;
import dev.sluice.operators.models.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the vectors of a target set, scaled to length 1. */
final class Targets {
    private static final int BATCH = 64;

    private final Path file;
    private final @Nullable Encoder encoder;
    private final String signal;
    private final List<double[]> vectors = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();
    private final List<Long> waitingNumbers = new ArrayList<>();
    private int dimension;

    private Targets(Path file, @Nullable Encoder encoder, String signal) {
        this.file = file;
        this.encoder = encoder;
        this.signal = signal;
    }

    /**
     * Reads a file of JSON Lines whose records hold a list of numbers as {@code vector}, or a signal with one as runs
     * write them, or else a {@code text}.
     *
     * @param encoder what makes vectors of texts; null where every record must hold its vector
     * @param signal full name of the signal
     */
    static List<double[]> read(Path file, @Nullable Encoder encoder, String signal) {
        Targets targets = new Targets(file, encoder, signal);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    targets.record(number, line);
                }
            }
        } catch (CharacterCodingException notText) {
            throw new ModelFormatException(file, "is not UTF-8");
        } catch (IOException cause) {
            throw new UncheckedIOException("targets " + file, cause);
        }
        targets.encode();
        if (targets.vectors.isEmpty()) {
            throw new ModelFormatException(file, "holds no target");
        }
        return targets.vectors;
    }

    private ModelFormatException fault(long number, String what) {
        return new ModelFormatException(file, "line " + number + ": " + what);
    }

    private void record(long number, String line) {
        Object read;
        try {
            read = Json.read(line);
        } catch (IllegalArgumentException fault) {
            throw fault(number, String.valueOf(fault.getMessage()));
        }
        if (!(read instanceof Map<?, ?> record)) {
            throw fault(number, "is no JSON object");
        }
        Object vector = record.get("vector");
        if (vector == null && record.get("signals") instanceof Map<?, ?> signals) {
            vector = signals.get(signal);
        }
        if (vector != null) {
            encode(); // those before it come first
            add(number, numbers(number, vector));
        } else if (!(record.get("text") instanceof String text)) {
            throw fault(number, "holds neither 'vector' nor 'text'");
        } else if (encoder == null) {
            throw fault(number, "holds a text and no vector, and no model is given");
        } else {
            waiting.add(text);
            waitingNumbers.add(number);
            if (waiting.size() == BATCH) {
                encode();
            }
        }
    }

    private double[] numbers(long number, Object value) {
        if (!(value instanceof List<?> list)) {
            throw fault(number, "the vector is no list of numbers");
        }
        double[] vector = new double[list.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!(list.get(i) instanceof Number one)) {
                throw fault(number, "the vector holds " + list.get(i) + ", expected a number");
            }
            vector[i] = one.doubleValue();
        }
        return vector;
    }

    private void encode() {
        if (encoder == null || waiting.isEmpty()) {
            return;
        }
        List<float[]> encoded = encoder.encode(waiting);
        for (int i = 0; i < waiting.size(); i++) {
            float[] made = encoded.get(i);
            if (made == null) {
                throw fault(waitingNumbers.get(i), "the model knows nothing of the text");
            }
            double[] vector = new double[made.length];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = made[j];
            }
            add(waitingNumbers.get(i), vector);
        }
        waiting.clear();
        waitingNumbers.clear();
    }

    private void add(long number, double[] vector) {
        if (vectors.isEmpty()) {
            dimension = vector.length;
        } else if (vector.length != dimension) {
            throw fault(number, "the vector has " + vector.length + " numbers, those before it " + dimension);
        }
        if (!Lengths.scaleToUnit(vector)) {
            throw fault(number, "the vector has no direction: its length is 0 or not finite");
        }
        vectors.add(vector);
    }
}
