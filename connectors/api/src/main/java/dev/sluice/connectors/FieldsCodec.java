package dev.sluice.connectors;

import dev.sluice.operators.Fields;
import java.io.IOException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stores the fields of one connector's records as bytes, so that a document that leaves its task can still be written
 * with its fields unchanged. Found by {@link ServiceLoader}: name the implementing class in {@code
 * META-INF/services/dev.sluice.connectors.FieldsCodec}.
 */
public interface FieldsCodec {
    /** Names the codec in stored documents; never changes. */
    String name();

    /** The stored form, or null when these fields are not this codec's. */
    byte @Nullable [] store(Fields fields);

    /** The fields of a stored form. */
    Fields restore(byte[] bytes) throws IOException;

    /**
     * Stored fields.
     *
     * @param codec name of the codec that stored them
     * @param bytes the stored form
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Stored(String codec, byte[] bytes) {}

    /** Stores fields with the codec that knows them; null when none does. */
    static @Nullable Stored storeAny(Fields fields) {
        for (FieldsCodec codec : Codecs.BY_NAME.values()) {
            byte[] bytes = codec.store(fields);
            if (bytes != null) {
                return new Stored(codec.name(), bytes);
            }
        }
        return null;
    }

    /** Restores what {@link #storeAny} gave. */
    static Fields restoreAny(Stored stored) throws IOException {
        FieldsCodec codec = Codecs.BY_NAME.get(stored.codec());
        if (codec == null) {
            throw new IOException("no connector on the class path reads fields stored by '" + stored.codec() + "'");
        }
        return codec.restore(stored.bytes());
    }

    /** The codecs on the class path. */
    final class Codecs {
        private static final Map<String, FieldsCodec> BY_NAME = new ConcurrentHashMap<>();

        static {
            for (FieldsCodec codec : ServiceLoader.load(FieldsCodec.class, FieldsCodec.class.getClassLoader())) {
                BY_NAME.put(codec.name(), codec);
            }
        }

        private Codecs() {}
    }
}
