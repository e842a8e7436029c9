package dev.sluice.pipelines;

import dev.sluice.connectors.FieldsCodec;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import dev.sluice.operators.Signals;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Vector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documents as bytes, for the places where one has to leave its task: spills, and pipelines of library users. Equal
 * documents give equal bytes. Fields travel as their reader stored them, so that they can still be written unchanged.
 */
public final class DocumentCodec {
    private static final int VERSION = 2;

    private DocumentCodec() {}

    public static byte[] encode(Document document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(document.text().length() + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            string(out, document.id());
            string(out, document.text());
            string(out, document.position().file());
            out.writeLong(document.position().offset());
            out.writeLong(document.sequence());
            out.writeInt(document.child());
            out.writeBoolean(document.edited());
            out.writeBoolean(document.renamed());
            fields(out, document.readFields());
            value(out, document.fieldChanges());
            value(out, document.signals().toMap());
        } catch (IOException impossible) {
            throw new IllegalStateException("memory can be written", impossible);
        }
        return bytes.toByteArray();
    }

    public static Document decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("document of format " + version + ", this version reads " + VERSION);
        }
        String id = string(in);
        String text = string(in);
        Position position = new Position(string(in), in.readLong());
        long sequence = in.readLong();
        int child = in.readInt();
        boolean edited = in.readBoolean();
        boolean renamed = in.readBoolean();
        Fields fields = fields(in);
        Document document = Document.restored(id, text, fields, position, child, edited, renamed)
                .withSequence(sequence);
        if (value(in) instanceof Map<?, ?> changes) {
            for (Map.Entry<?, ?> change : changes.entrySet()) {
                document = document.withField(change.getKey().toString(), change.getValue());
            }
        }
        if (value(in) instanceof Map<?, ?> signals && !signals.isEmpty()) {
            document = document.withSignals(signals(signals));
        }
        return document;
    }

    private static Signals signals(Map<?, ?> map) {
        String[] names = new String[map.size()];
        @Nullable Object[] values = new Object[names.length];
        int i = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            names[i] = entry.getKey().toString();
            values[i++] = entry.getValue();
        }
        return Signals.NONE.with(names, values);
    }

    private static void fields(DataOutputStream out, Fields fields) throws IOException {
        FieldsCodec.Stored stored = FieldsCodec.storeAny(fields);
        if (stored == null) {
            out.writeBoolean(false);
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            fields.names().forEach(name -> map.put(name, fields.get(name)));
            value(out, map);
        } else {
            out.writeBoolean(true);
            string(out, stored.codec());
            out.writeInt(stored.bytes().length);
            out.write(stored.bytes());
        }
    }

    private static Fields fields(DataInputStream in) throws IOException {
        if (in.readBoolean()) {
            String codec = string(in);
            return FieldsCodec.restoreAny(new FieldsCodec.Stored(codec, in.readNBytes(in.readInt())));
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (value(in) instanceof Map<?, ?> read) {
            read.forEach((name, value) -> map.put(name.toString(), value));
        }
        return Fields.of(map);
    }

    private static void value(DataOutputStream out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte('n');
        } else if (value instanceof String text) {
            out.writeByte('s');
            string(out, text);
        } else if (value instanceof Long whole) {
            out.writeByte('l');
            out.writeLong(whole);
        } else if (value instanceof Double real) {
            out.writeByte('d');
            out.writeDouble(real);
        } else if (value instanceof Boolean flag) {
            out.writeByte(flag ? 't' : 'f');
        } else if (value instanceof BigInteger big) {
            out.writeByte('i');
            string(out, big.toString());
        } else if (value instanceof BigDecimal big) {
            out.writeByte('b');
            string(out, big.toString());
        } else if (value instanceof List<?> list) {
            out.writeByte('[');
            out.writeInt(list.size());
            for (Object inner : list) {
                value(out, inner);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.writeByte('{');
            out.writeInt(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                string(out, entry.getKey().toString());
                value(out, entry.getValue());
            }
        } else if (value instanceof Spans spans) {
            out.writeByte(spans.whole() ? 'w' : 'p');
            out.writeInt(spans.size());
            for (int i = 0; i < spans.size(); i++) {
                out.writeInt(spans.start(i));
                out.writeInt(spans.end(i));
                out.writeDouble(spans.score(i));
            }
        } else if (value instanceof Vector vector) {
            out.writeByte('v');
            vector(out, vector);
        } else {
            throw new IOException("a field holds a " + value.getClass().getName());
        }
    }

    private static @Nullable Object value(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 'n' -> null;
            case 's' -> string(in);
            case 'l' -> in.readLong();
            case 'd' -> in.readDouble();
            case 't' -> true;
            case 'f' -> false;
            case 'i' -> new BigInteger(string(in));
            case 'b' -> new BigDecimal(string(in));
            case '[' -> list(in);
            case '{' -> map(in);
            case 'w', 'p' -> spans(in, kind == 'w');
            case 'v' -> vector(in);
            default -> throw new IOException("unknown kind of value " + kind);
        };
    }

    private static List<@Nullable Object> list(DataInputStream in) throws IOException {
        int length = in.readInt();
        List<@Nullable Object> list = new ArrayList<>(Math.min(length, 1 << 16));
        for (int i = 0; i < length; i++) {
            list.add(value(in));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(DataInputStream in) throws IOException {
        int size = in.readInt();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(string(in), value(in));
        }
        return map;
    }

    private static Spans spans(DataInputStream in, boolean whole) throws IOException {
        int count = in.readInt();
        int[] bounds = new int[2 * count];
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            bounds[2 * i] = in.readInt();
            bounds[2 * i + 1] = in.readInt();
            scores[i] = in.readDouble();
        }
        return new Spans(bounds, scores, whole);
    }

    static void vector(DataOutputStream out, Vector vector) throws IOException {
        out.writeInt(vector.size());
        for (int i = 0; i < vector.size(); i++) {
            out.writeFloat(vector.get(i));
        }
    }

    static Vector vector(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return Vector.of(values);
    }

    private static void string(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String string(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
