package dev.sluice.pipelines.library;

import dev.sluice.operators.Document;
import dev.sluice.pipelines.DocumentCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.CustomCoder;

/** Lets documents travel between workers. Deterministic: equal documents give equal bytes. */
public final class DocumentCoder extends CustomCoder<Document> {
    private static final long serialVersionUID = 1;
    private static final ByteArrayCoder BYTES = ByteArrayCoder.of();

    private DocumentCoder() {}

    /** The coder. */
    public static DocumentCoder of() {
        return new DocumentCoder();
    }

    @Override
    public void encode(Document document, OutputStream out) throws IOException {
        BYTES.encode(DocumentCodec.encode(document), out);
    }

    @Override
    public Document decode(InputStream in) throws IOException {
        return DocumentCodec.decode(BYTES.decode(in));
    }

    @Override
    public void verifyDeterministic() {
        // It is.
    }

    @Override
    public boolean consistentWithEquals() {
        return false; // documents have no equality of their own
    }

    @Override
    public Object structuralValue(Document document) {
        return BYTES.structuralValue(DocumentCodec.encode(document));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DocumentCoder;
    }

    @Override
    public int hashCode() {
        return DocumentCoder.class.hashCode();
    }
}
