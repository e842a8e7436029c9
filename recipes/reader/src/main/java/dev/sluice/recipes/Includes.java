package dev.sluice.recipes;

import dev.sluice.operators.Fault;
import dev.sluice.operators.Node;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the steps of other files in the place of {@code - include: FILE}. A file is a list of steps or a whole recipe, of
 * which the steps are taken. Paths in it resolve against its own folder, and faults in it name it.
 */
final class Includes {
    private static final String KEY = "include";
    private static final int MAX_FILES = 100;

    private final Variables variables;
    private final List<Fault> faults;
    /** The folder of every file that was read, by the name that places of faults give it. */
    private final Map<String, Path> folders = new HashMap<>();

    /** The files being read, outermost first: none of them may be included again. */
    private final List<Path> open = new ArrayList<>();

    private int files;

    Includes(Variables variables, List<Fault> faults) {
        this.variables = variables;
        this.faults = faults;
    }

    /** The recipe with all steps in place. */
    Node.Mapping expand(Node.Mapping recipe, String name, Path folder) {
        folders.put(name, folder);
        open.add(folder.resolve(Path.of(name).getFileName()).normalize());
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : recipe.entries()) {
            boolean steps = entry.key().text().equals("steps") && entry.value() instanceof Node.Sequence;
            entries.add(steps ? new Node.Entry(entry.key(), expand((Node.Sequence) entry.value())) : entry);
        }
        return new Node.Mapping(entries, recipe.place());
    }

    /**
     * A path of a recipe as the recipe's own folder sees it.
     *
     * @param path the path as written
     * @param place where it is written
     * @param folder the folder of the recipe that includes all others
     */
    String rebased(String path, Node.Place place, Path folder) {
        Path own = folders.get(place.file());
        if (own == null
                || own.equals(folder)
                || PathText.fault(path) != null
                || Path.of(path).isAbsolute()) {
            return path;
        }
        return folder.relativize(own.resolve(path).normalize()).toString();
    }

    private Node.Sequence expand(Node.Sequence steps) {
        List<Node> expanded = new ArrayList<>();
        for (Node step : steps.items()) {
            if (!(step instanceof Node.Mapping mapping) || mapping.entries().size() != 1) {
                expanded.add(step);
                continue;
            }
            Node.Entry only = mapping.entries().get(0);
            if (only.key().text().equals(KEY)) {
                expanded.addAll(included(only.value()));
            } else if (only.value() instanceof Node.Sequence members) {
                Node.Entry group = new Node.Entry(only.key(), expand(members));
                expanded.add(new Node.Mapping(List.of(group), mapping.place()));
            } else {
                expanded.add(step);
            }
        }
        return new Node.Sequence(expanded, steps.place());
    }

    private List<Node> included(Node given) {
        if (!(given instanceof Node.Scalar file) || file.isNull()) {
            fault(given.place(), "is " + given.kind() + ", expected the path of a file", null);
            return List.of();
        }
        String wrong = PathText.fault(file.text());
        if (wrong != null) {
            fault(given.place(), wrong, null);
            return List.of();
        }
        String from = given.place().file();
        Path path = folders.getOrDefault(from, Path.of("")).resolve(file.text()).normalize();
        if (open.contains(path)) {
            fault(given.place(), "includes itself: " + path.getFileName() + " is being read already", null);
            return List.of();
        }
        if (++files > MAX_FILES) {
            if (files == MAX_FILES + 1) {
                fault(given.place(), "is one of more than " + MAX_FILES + " included files", null);
            }
            return List.of();
        }
        // The name goes on from the name of the including file, so that it means something where the user stands.
        Path shown = Path.of(from).resolveSibling(file.text()).normalize();
        Node root = read(shown.toString(), path, given.place());
        Node.Sequence steps = root == null ? null : stepsOf(root);
        if (steps == null) {
            return List.of();
        }
        folders.put(shown.toString(), path.toAbsolutePath().getParent());
        open.add(path);
        List<Node> expanded = expand(steps).items();
        open.remove(open.size() - 1);
        return expanded;
    }

    private @Nullable Node read(String shown, Path path, Node.Place place) {
        try {
            Node root = YamlNodes.read(shown, Files.readString(path), faults);
            return root == null ? null : variables.replaceIn(root);
        } catch (NoSuchFileException missing) {
            fault(place, "there is no file " + path, "paths resolve against the folder of the file that names them");
        } catch (MalformedInputException notText) {
            fault(place, path + " is not UTF-8 text", null);
        } catch (IOException cause) {
            fault(place, path + " cannot be read: " + cause.getMessage(), null);
        }
        return null;
    }

    private Node.@Nullable Sequence stepsOf(Node root) {
        Node steps = root instanceof Node.Mapping recipe ? recipe.get("steps") : root;
        if (steps instanceof Node.Sequence list) {
            return list;
        }
        fault(root.place(), "holds no steps, expected a list of steps or a recipe with steps:", null);
        return null;
    }

    private void fault(Node.Place place, String message, @Nullable String hint) {
        faults.add(new Fault(place, KEY, message, hint));
    }
}
