package dev.sluice.connectors.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Writes flat tables as Parquet files: rows of optional values in typed columns, zstd-compressed. The same rows give the
 * same bytes.
 */
public final class ParquetTable implements Closeable {
    private final ParquetWriter<@Nullable Object[]> writer;

    private ParquetTable(ParquetWriter<@Nullable Object[]> writer) {
        this.writer = writer;
    }

    /** What a column holds. */
    public enum Type {
        LONG,
        DOUBLE,
        BOOLEAN,
        STRING
    }

    /**
     * A column; its values may be absent.
     *
     * @param name unique in the table
     * @param type what it holds
     * @param distinct whether nearly every row holds a value of its own; then no dictionary of the values is tried
     */
    public record Column(String name, Type type, boolean distinct) {
        /** A column whose values may come again. */
        public Column(String name, Type type) {
            this(name, type, false);
        }
    }

    /**
     * Opens a table for writing.
     *
     * @param out where the file goes; stays open
     * @param columns in order
     * @param level of zstd
     * @param rowGroupBytes memory after which a row group is written
     */
    public static ParquetTable open(OutputStream out, List<Column> columns, int level, long rowGroupBytes)
            throws IOException {
        Builder builder = new Builder(new StreamOutputFile(out), columns)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withCodecFactory(new ZstdPages(level))
                .withRowGroupSize(rowGroupBytes)
                .withDictionaryEncoding(true);
        for (Column column : columns) {
            if (column.distinct()) {
                builder.withDictionaryEncoding(column.name(), false);
            }
        }
        return new ParquetTable(builder.build());
    }

    /** Appends a row: one value a column, in order; null is absent. The array must not be changed afterwards. */
    public void append(@Nullable Object... row) throws IOException {
        writer.write(row);
    }

    /** Bytes written or held so far. */
    public long bytes() {
        return writer.getDataSize();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
        private final List<Column> columns;

        Builder(OutputFile file, List<Column> columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract above; never called with a plain configuration
        protected WriteSupport<@Nullable Object[]> getWriteSupport(Configuration configuration) {
            return new Rows(columns);
        }

        @Override
        protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return new Rows(columns);
        }
    }

    private static final class Rows extends WriteSupport<@Nullable Object[]> {
        private final List<Column> columns;
        /** The last string of each column and its bytes: file names, steps and reasons come many times in a row. */
        private final @Nullable String[] strings;

        private final Binary[] bytes;
        private @Nullable RecordConsumer consumer;

        Rows(List<Column> columns) {
            this.columns = columns;
            this.strings = new String[columns.size()];
            this.bytes = new Binary[columns.size()];
        }

        @Override
        @SuppressWarnings("deprecation") // abstract above; never called with a plain configuration
        public WriteContext init(Configuration configuration) {
            return context();
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return context();
        }

        private WriteContext context() {
            List<org.apache.parquet.schema.Type> fields = new ArrayList<>();
            for (Column column : columns) {
                fields.add(
                        switch (column.type()) {
                            case LONG ->
                                Types.optional(PrimitiveType.PrimitiveTypeName.INT64)
                                        .named(column.name());
                            case DOUBLE ->
                                Types.optional(PrimitiveType.PrimitiveTypeName.DOUBLE)
                                        .named(column.name());
                            case BOOLEAN ->
                                Types.optional(PrimitiveType.PrimitiveTypeName.BOOLEAN)
                                        .named(column.name());
                            case STRING ->
                                Types.optional(PrimitiveType.PrimitiveTypeName.BINARY)
                                        .as(LogicalTypeAnnotation.stringType())
                                        .named(column.name());
                        });
            }
            return new WriteContext(new MessageType("row", fields), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            consumer = recordConsumer;
        }

        @Override
        public void write(@Nullable Object[] row) {
            RecordConsumer out = consumer;
            if (out == null) {
                throw new IllegalStateException("the writer is not open");
            }
            out.startMessage();
            for (int i = 0; i < row.length; i++) {
                Object value = row[i];
                if (value != null) {
                    Column column = columns.get(i);
                    out.startField(column.name(), i);
                    write(out, column.type(), i, value);
                    out.endField(column.name(), i);
                }
            }
            out.endMessage();
        }

        private void write(RecordConsumer out, Type type, int column, Object value) {
            switch (type) {
                case LONG -> out.addLong((Long) value);
                case DOUBLE -> out.addDouble((Double) value);
                case BOOLEAN -> out.addBoolean((Boolean) value);
                case STRING -> out.addBinary(bytes(column, value.toString()));
            }
        }

        private Binary bytes(int column, String value) {
            if (!value.equals(strings[column])) {
                strings[column] = value;
                bytes[column] = Binary.fromString(value);
            }
            return bytes[column];
        }
    }
}
