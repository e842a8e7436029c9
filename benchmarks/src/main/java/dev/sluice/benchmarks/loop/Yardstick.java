package dev.sluice.benchmarks.loop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * A loop that anybody would write: decompress, parse, split the text on white space. Its cost tells what a machine is
 * worth, so that results of different machines can be compared.
 */
public final class Yardstick {
    private Yardstick() {}

    /** Argument: a folder of zstd JSON Lines. */
    public static void main(String[] arguments) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var list = Files.newDirectoryStream(Path.of(arguments[0]), "part-*.jsonl.zst")) {
            list.forEach(files::add);
        }
        files.sort(null);
        JsonFactory json = new JsonFactory();
        long words = 0;
        for (Path file : files) {
            try (InputStream in = new BufferedInputStream(new ZstdInputStream(Files.newInputStream(file)), 1 << 16);
                    JsonParser parser = json.createParser(in)) {
                int depth = 0;
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (token.isStructStart()) {
                        depth++;
                    } else if (token.isStructEnd()) {
                        depth--;
                    } else if (token == JsonToken.VALUE_STRING && depth == 1 && "text".equals(parser.currentName())) {
                        StringTokenizer split = new StringTokenizer(parser.getText());
                        while (split.hasMoreTokens()) {
                            words += split.nextToken().length() > 0 ? 1 : 0;
                        }
                    }
                }
            }
        }
        System.out.println(words + " words");
    }
}
