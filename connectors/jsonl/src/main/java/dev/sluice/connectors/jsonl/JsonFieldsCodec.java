package dev.sluice.connectors.jsonl;

import dev.sluice.connectors.FieldsCodec;
import dev.sluice.connectors.Mapping;
import dev.sluice.operators.Fields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Stores the fields of JSON records as the records they are. */
public final class JsonFieldsCodec implements FieldsCodec {
    @Override
    public String name() {
        return "jsonl";
    }

    @Override
    public byte @Nullable [] store(Fields fields) {
        if (!(fields instanceof JsonFields json)) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.record().length + 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            String id = json.mapping().id();
            JsonFields.TextPlace place = json.place();
            out.writeUTF(json.mapping().text());
            out.writeUTF(id == null ? "" : id);
            out.writeInt(place == null ? -1 : place.start());
            out.writeInt(place == null ? -1 : place.end());
            out.write(json.record());
        } catch (IOException impossible) {
            throw new IllegalStateException("memory can be written", impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public Fields restore(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        String text = in.readUTF();
        String id = in.readUTF();
        int start = in.readInt();
        int end = in.readInt();
        JsonFields.TextPlace place = start < 0 ? null : new JsonFields.TextPlace(start, end);
        return new JsonFields(in.readAllBytes(), place, new Mapping(text, id.isEmpty() ? null : id));
    }
}
