package dev.sluice.recipes;

import dev.sluice.operators.Fault;
import dev.sluice.operators.Node;
import dev.sluice.plan.Asset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the files that the steps of a recipe name, by path or as {@code asset:NAME}. */
final class AssetReader {
    private final Path recipeFolder;
    private final @Nullable Path named;
    private final List<Fault> faults;
    private final Set<Asset> found = new LinkedHashSet<>();

    private @Nullable AssetIndex index;
    private boolean looked;

    /**
     * Prepares to look.
     *
     * @param recipeFolder what paths resolve against
     * @param named the folder of assets; null to look for one from the recipe's folder on
     * @param faults where faults go
     */
    AssetReader(Path recipeFolder, @Nullable Path named, List<Fault> faults) {
        this.recipeFolder = recipeFolder;
        this.named = named;
        this.faults = faults;
    }

    /** What was found, in the order of the recipe. */
    List<Asset> found() {
        return List.copyOf(found);
    }

    /** Looks for the file of one value. */
    void add(Node.Scalar value, String parameter, String subject) {
        if (value.text().startsWith(AssetIndex.PREFIX)) {
            addListed(value, parameter, subject);
            return;
        }
        String fault = PathText.fault(value.text());
        if (fault != null) {
            faults.add(new Fault(value.place(), subject, parameter + " " + fault, null));
            return;
        }
        Path path = recipeFolder.resolve(value.text()).normalize();
        if (!Files.isRegularFile(path)) {
            faults.add(new Fault(
                    value.place(),
                    subject,
                    parameter + " is '" + value.text() + "', but there is no file " + path,
                    "paths resolve against the recipe's folder"));
            return;
        }
        try {
            found.add(Asset.ofPath(value.text(), path));
        } catch (IOException cause) {
            faults.add(new Fault(value.place(), subject, parameter + " cannot be read: " + cause.getMessage(), null));
        }
    }

    private void addListed(Node.Scalar value, String parameter, String subject) {
        String name = value.text().substring(AssetIndex.PREFIX.length());
        String is = parameter + " is '" + value.text() + "', but ";
        if (!looked) {
            looked = true;
            Path folder = named == null ? AssetIndex.find(recipeFolder) : named;
            if (folder == null) {
                faults.add(new Fault(
                        value.place(),
                        subject,
                        is + "there is no folder of assets beside or above the recipe",
                        "make one with: sluice assets add " + name + " FILE, or name one with --assets"));
                return;
            }
            index = AssetIndex.read(folder, faults);
        }
        if (index == null) {
            // What is wrong with the index, or that there is none, is told once.
            return;
        }
        AssetEntry entry = index.entries().get(name);
        if (entry == null) {
            // An entry that is faulty is no entry, and its own fault is told already.
            if (!index.faulty().contains(name)) {
                faults.add(new Fault(
                        value.place(),
                        subject,
                        is + index.folder().resolve(AssetIndex.FILE) + " has no such asset",
                        index.hint(name)));
            }
            return;
        }
        AssetEntry.Check check = entry.checkOnce();
        if (check.state() == AssetEntry.State.OK) {
            found.add(entry.asset(value.text()));
        } else {
            faults.add(new Fault(value.place(), subject, is + check.detail(), entry.remedy(check.state())));
        }
    }
}
