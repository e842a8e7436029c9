package dev.sluice.operators.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import opennlp.tools.langdetect.LanguageDetectorModel;

/** The language detection model that ships with OpenNLP, loaded once a process. */
final class Detector {
    private static final String MODEL = "/langdetect-183.bin";

    private Detector() {}

    /** Loads when first asked for: start-up does not pay for recipes that do not ask. */
    private static final class Holder {
        private static final LanguageDetectorModel INSTANCE = load();

        private static LanguageDetectorModel load() {
            try (InputStream in = Detector.class.getResourceAsStream(MODEL)) {
                if (in == null) {
                    throw new IllegalStateException("the model " + MODEL + " is not on the class path");
                }
                return new LanguageDetectorModel(in);
            } catch (IOException cause) {
                throw new UncheckedIOException("the model " + MODEL, cause);
            }
        }
    }

    static LanguageDetectorModel model() {
        return Holder.INSTANCE;
    }
}
