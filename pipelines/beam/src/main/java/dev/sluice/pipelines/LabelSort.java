package dev.sluice.pipelines;

import dev.sluice.operators.Document;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings the documents of one partition into the order of a label, so that any number of labels needs one open file.
 * Documents are spilled as they come and read back label by label.
 */
final class LabelSort implements AutoCloseable {
    /** The label of documents that have no value. */
    private static final String NONE = "none";

    private final String name;
    private final Path spill;
    private final FileChannel channel;
    private final DataOutputStream out;
    private final Map<String, List<long[]>> places = new TreeMap<>();
    private long written;

    /**
     * @param name signal, label or field that holds the label
     * @param work the work folder, which holds the spill file
     */
    LabelSort(String name, Path work) throws IOException {
        this.name = name;
        Path folder = Files.createDirectories(work.resolve("spill"));
        this.spill = Files.createTempFile(folder, "labels", ".bin");
        this.channel = FileChannel.open(
                spill, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
    }

    void add(Document document) throws IOException {
        byte[] bytes = DocumentCodec.encode(document);
        places.computeIfAbsent(labelOf(document), label -> new ArrayList<>()).add(new long[] {written, bytes.length});
        out.write(bytes);
        written += bytes.length;
    }

    private String labelOf(Document document) {
        @Nullable Object value = document.signals().get(name);
        if (value == null && name.startsWith("field.")) {
            value = document.field(name.substring("field.".length()));
        }
        if (value == null) {
            value = document.field(name);
        }
        return value == null ? NONE : value.toString();
    }

    /** Writes all documents, one label after the other, each in the order of the input. */
    void drainTo(Shards shards) throws IOException {
        out.flush();
        for (Map.Entry<String, List<long[]>> entry : places.entrySet()) {
            shards.label(folderOf(entry.getKey()));
            for (long[] place : entry.getValue()) {
                channel.position(place[0]);
                DataInputStream in =
                        new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 14));
                shards.write(DocumentCodec.decode(in.readNBytes((int) place[1])));
            }
        }
    }

    /** {@code name=value}, with what a file name cannot hold as percent escapes. */
    private String folderOf(String label) {
        StringBuilder folder = new StringBuilder(name).append('=');
        byte[] utf8 = Excerpt.of(label, 60).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (byte b : utf8) {
            boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            boolean plain = letter || (b >= '0' && b <= '9') || b == '-' || b == '_';
            if (plain || b < 0) {
                folder.append((char) (b & 0xff));
            } else {
                folder.append(String.format(java.util.Locale.ROOT, "%%%02X", b));
            }
        }
        return new String(
                folder.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(spill);
    }
}
