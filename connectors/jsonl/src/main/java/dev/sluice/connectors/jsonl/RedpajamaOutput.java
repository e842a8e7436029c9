package dev.sluice.connectors.jsonl;

import dev.sluice.connectors.Info;
import dev.sluice.connectors.OutputFormat;
import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.RecordWriter;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Param;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes signals as the files of quality signals of RedPajama-V2 hold them, one record a document, for tools that read
 * those files: {@code id}; {@code id_int}, the first eight bytes of the SHA-1 of the id in UTF-8 as an unsigned number,
 * lowest byte first; {@code metadata}, the fields {@code cc_segment}, {@code cc_net_source}, {@code url}, {@code
 * source_domain}, {@code language} and {@code snapshot_id} of the record, null where it has none; {@code
 * quality_signals}, for each name a list of {@code [start, end, value]}. Starts and ends are code points; a number has
 * one entry that covers the text, signals of lines have one a line; a value that is absent is null.
 *
 * <p>Texts are not written, as RedPajama-V2 keeps them in files of their own; the id says which text a record is about.
 * Neither are labels, flags and vectors, for which the records have no place.
 */
@Info(name = "redpajama", summary = "Writes quality signals without texts, in the records of RedPajama-V2.")
public record RedpajamaOutput(
        @Param(doc = "How the files are compressed.", def = "gzip")
        Codec compression,

        @Param(
                doc = "How hard to compress: 1 is fast, 19 is small; gzip takes at most 9.",
                def = "6",
                min = 1,
                max = 19)
        int level)
        implements OutputFormat {
    @Override
    public String extension() {
        return ".signals.json" + compression.ending();
    }

    @Override
    public void check(OutputSchema schema, Faults faults) {
        if (schema.signals().keySet().stream().noneMatch(name -> RedpajamaWriter.holds(schema, name))) {
            faults.add(
                    "format",
                    "is redpajama, which holds signals alone, and there are none to write: measure some, with"
                            + " redpajama_signals for instance, and say signals: true");
        }
    }

    @Override
    public RecordWriter open(OutputStream out, OutputSchema schema) throws IOException {
        return new RedpajamaWriter(compression.compress(out, level), schema);
    }
}
