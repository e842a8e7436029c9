package dev.sluice.runners.flink;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The one jar that a cluster gets: everything on the class path but what the cluster brings itself (Flink, its
 * serialisers, logging). Service files of several jars are joined; signatures and module descriptors are left out, because
 * they speak of single jars.
 */
final class JobJar {
    private static final List<String> OF_THE_CLUSTER =
            List.of("flink-", "slf4j-", "log4j-", "kryo-", "chill", "picocli-", "beam-runners-direct-java-");

    private final Map<String, byte[]> services = new TreeMap<>();
    private final Set<String> names = new HashSet<>();

    private JobJar() {}

    /** Makes the jar of the present class path, and of further jars, at a place. */
    static void write(Path target, List<Path> further) throws IOException {
        List<Path> sources = new ArrayList<>(further);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!entry.isEmpty() && !ofTheCluster(path)) {
                sources.add(path);
            }
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        Files.createDirectories(target.toAbsolutePath().getParent());
        JobJar jar = new JobJar();
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.setLevel(1); // it is read once
            for (Path source : sources) {
                if (Files.isDirectory(source)) {
                    jar.addFolder(source, out);
                } else if (Files.isRegularFile(source)) {
                    jar.addJar(source, out);
                }
            }
            for (Map.Entry<String, byte[]> service : jar.services.entrySet()) {
                out.putNextEntry(new JarEntry(service.getKey()));
                out.write(service.getValue());
                out.closeEntry();
            }
        }
    }

    private static boolean ofTheCluster(Path path) {
        String name = path.getFileName().toString();
        return OF_THE_CLUSTER.stream().anyMatch(name::startsWith);
    }

    private void addFolder(Path folder, JarOutputStream out) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        try (var walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(
                            file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
        }
        for (Map.Entry<String, Path> file : files.entrySet()) {
            try (InputStream in = Files.newInputStream(file.getValue())) {
                add(file.getKey(), in, out);
            }
        }
    }

    private void addJar(Path path, JarOutputStream out) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (JarEntry entry : java.util.Collections.list(jar.entries())) {
                if (!entry.isDirectory()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        add(entry.getName(), in, out);
                    }
                }
            }
        }
    }

    private void add(String name, InputStream in, JarOutputStream out) throws IOException {
        if (name.startsWith("META-INF/services/")) {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            joined.writeBytes(services.getOrDefault(name, new byte[0]));
            in.transferTo(joined);
            joined.write('\n');
            services.put(name, joined.toByteArray());
            return;
        }
        boolean ofOneJar = name.equals("META-INF/MANIFEST.MF")
                || name.endsWith("module-info.class")
                || name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
        if (!ofOneJar && names.add(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
            out.closeEntry();
        }
    }
}
