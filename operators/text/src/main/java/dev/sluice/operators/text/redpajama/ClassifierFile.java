package dev.sluice.operators.text.redpajama;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the path of a classifier says in the folders that RedPajama makes, {@code LANGUAGE/NAME.bin}.
 *
 * @param language name of the folder
 * @param name what it tells from CCNet's texts: the file's name up to its first dot
 */
record ClassifierFile(String language, String name) {
    static final List<String> NAMES = List.of("palm", "wikipedia", "wikiref");

    /** What a path says; null where it is not of that form. */
    static @Nullable ClassifierFile of(String file) {
        try {
            Path path = Path.of(file);
            Path folder = path.getParent() == null ? null : path.getParent().getFileName();
            String name = String.valueOf(path.getFileName());
            int dot = name.indexOf('.');
            String stem = dot < 0 ? name : name.substring(0, dot);
            return folder == null || !NAMES.contains(stem) ? null : new ClassifierFile(folder.toString(), stem);
        } catch (InvalidPathException toldByTheReader) {
            return null;
        }
    }

    /** The language that a path names; empty where it is not of that form. */
    static String language(String file) {
        ClassifierFile said = of(file);
        return said == null ? "" : said.language;
    }

    /** The signal that a classifier gives; empty where its path is not of that form. */
    static String signal(String file) {
        ClassifierFile said = of(file);
        return said == null ? "" : "rps_doc_ml_" + said.name + "_score";
    }
}
