package dev.sluice.connectors.parquet;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.CorruptInputException;
import dev.sluice.connectors.Info;
import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads Parquet files, cut at row groups. Columns are fields; lists, maps and structures become lists and maps. A column
 * {@code extra} that holds an object as JSON, as Sluice writes it, stays one field. Offsets are rows.
 */
@Info(
        name = "parquet",
        summary = "Reads Parquet files.",
        endings = {".parquet"})
public record ParquetInput() implements InputFormat {
    @Override
    public List<Slice> split(Blob file, long target) throws IOException {
        if (file.size() == 0) {
            return List.of();
        }
        List<Slice> slices = new ArrayList<>();
        try (ParquetFileReader reader = reader(file)) {
            long start = 0;
            long firstRow = 0;
            long row = 0;
            List<BlockMetaData> blocks = reader.getFooter().getBlocks();
            for (int i = 0; i < blocks.size(); i++) {
                row += blocks.get(i).getRowCount();
                boolean last = i + 1 == blocks.size();
                long end = last ? file.size() : blocks.get(i + 1).getStartingPos();
                if (last || end - start >= target) {
                    slices.add(new Slice(file.name(), start, end, firstRow, 0, Long.MAX_VALUE));
                    start = end;
                    firstRow = row;
                }
            }
        }
        return slices;
    }

    @Override
    public RecordReader open(Blob file, Slice slice, Mapping mapping, Limits limits) throws IOException {
        return new Reader(file, slice, mapping, limits);
    }

    @Override
    public long count(Blob file, Slice slice, Limits limits) throws IOException {
        try (ParquetFileReader reader = reader(file)) {
            return reader.getFooter().getBlocks().stream()
                    .filter(block -> isIn(block, slice))
                    .mapToLong(BlockMetaData::getRowCount)
                    .sum();
        }
    }

    private static boolean isIn(BlockMetaData block, Slice slice) {
        return block.getStartingPos() >= slice.start() && block.getStartingPos() < slice.end();
    }

    private static ParquetFileReader reader(Blob file) throws IOException {
        try {
            return ParquetFileReader.open(
                    new BlobInputFile(file),
                    ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
        } catch (RuntimeException damaged) { // the library throws these for files that are no Parquet
            throw new CorruptInputException(
                    file.name(), 0, "the file is no readable Parquet: " + damaged.getMessage(), damaged);
        }
    }

    private static final class Reader implements RecordReader {
        private final String file;
        private final Mapping mapping;
        private final Limits limits;
        private final ParquetFileReader reader;
        private final Slice slice;
        private final MessageType schema;
        private final MessageColumnIO columns;
        private final List<BlockMetaData> blocks;
        private org.apache.parquet.io.@Nullable RecordReader<Group> rows;
        private int block;
        private long leftInBlock;
        private long row;
        private long bytes;
        private long skip;
        private long left;

        Reader(Blob blob, Slice slice, Mapping mapping, Limits limits) throws IOException {
            this.file = blob.name();
            this.mapping = mapping;
            this.limits = limits;
            this.slice = slice;
            this.reader = reader(blob);
            this.schema = reader.getFooter().getFileMetaData().getSchema();
            this.columns = new ColumnIOFactory().getColumnIO(schema);
            this.blocks = reader.getFooter().getBlocks();
            this.row = slice.position();
            this.skip = slice.skip();
            this.left = slice.limit();
        }

        @Override
        public @Nullable Item next() throws IOException {
            while (left > 0) {
                if (leftInBlock == 0 && !nextBlock()) {
                    return null;
                }
                org.apache.parquet.io.RecordReader<Group> open = rows;
                if (open == null) {
                    return null;
                }
                Group group;
                try {
                    group = open.read();
                } catch (RuntimeException damaged) { // the library throws these for damaged pages
                    throw new CorruptInputException(file, row, "damaged: " + damaged.getMessage(), damaged);
                }
                leftInBlock--;
                long number = row++;
                if (skip > 0) {
                    skip--;
                } else {
                    left--;
                    return item(group, number);
                }
            }
            return null;
        }

        private boolean nextBlock() throws IOException {
            while (block < blocks.size() && !isIn(blocks.get(block), slice)) {
                block++;
            }
            if (block >= blocks.size()) {
                return false;
            }
            PageReadStore pages;
            try {
                pages = reader.readRowGroup(block);
            } catch (RuntimeException damaged) { // the library throws these for damaged pages
                throw new CorruptInputException(file, row, "damaged: " + damaged.getMessage(), damaged);
            }
            bytes += blocks.get(block).getCompressedSize();
            block++;
            leftInBlock = pages.getRowCount();
            rows = columns.getRecordReader(pages, new GroupRecordConverter(schema));
            return leftInBlock > 0 || nextBlock();
        }

        private Item item(Group group, long number) {
            Map<String, @Nullable Object> values = GroupValues.map(group);
            Object text = Fields.lookUp(values, mapping.text());
            if (text == null) {
                return bad(number, "no_text", noText());
            }
            if (!(text instanceof String found)) {
                return bad(number, "text_not_string", "column '" + mapping.text() + "' holds no strings");
            }
            if (found.length() > limits.maxDocumentBytes()
                    || (found.length() * 3L > limits.maxDocumentBytes()
                            && found.getBytes(StandardCharsets.UTF_8).length > limits.maxDocumentBytes())) {
                return bad(number, "too_long", "the text is longer than " + limits.maxDocumentBytes() + " bytes");
            }
            String idPath = mapping.id();
            Object id = idPath == null ? null : Fields.lookUp(values, idPath);
            if (idPath != null && id == null && !hasColumn(idPath)) {
                return bad(number, "no_id", noColumn(idPath));
            }
            if (id instanceof List<?> || id instanceof Map<?, ?>) {
                String kind = id instanceof List<?> ? "lists" : "objects";
                return bad(
                        number, "id_not_scalar", "column '" + idPath + "' holds " + kind + ", not strings or numbers");
            }
            return new Item.Good(Document.of(
                    id == null ? null : id.toString(), found, Fields.of(values), new Position(file, number)));
        }

        private String noText() {
            String path = mapping.text();
            return hasColumn(path) ? "the row has no value in column '" + path + "'" : noColumn(path);
        }

        private boolean hasColumn(String path) {
            int dot = path.indexOf('.');
            return schema.containsField(path) || (dot > 0 && schema.containsField(path.substring(0, dot)));
        }

        private String noColumn(String path) {
            return "the file has no column '" + path + "', only "
                    + schema.getFields().stream().map(Type::getName).collect(Collectors.joining(", "));
        }

        private static Item.Bad bad(long row, String reason, String message) {
            return new Item.Bad(row, reason, message, "");
        }

        @Override
        public long bytesRead() {
            return bytes;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
