package dev.sluice.operators.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sketches in classes loaded anew, while Java says that it is some release or other. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class AnyJavaTest {
    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "22", "25.0.3", "27-ea"})
    void sketchesAreTheSameOnEveryRelease(String release) throws Exception {
        String version = System.getProperty("java.version");
        try (URLClassLoader anew = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            System.setProperty("java.version", release);
            assertThat(image(anew.loadClass(Distinct.class.getName()))).isEqualTo(image(Distinct.class));
            assertThat(image(anew.loadClass(Overlap.class.getName()))).isEqualTo(image(Overlap.class));
            assertThat(System.getProperty("java.version")).isEqualTo(release);
        } finally {
            System.setProperty("java.version", version);
        }
    }

    private static byte[] image(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        Method add = type.getDeclaredMethod("add", long[].class);
        Method toBytes = type.getDeclaredMethod("toBytes");
        constructor.setAccessible(true);
        add.setAccessible(true);
        toBytes.setAccessible(true);
        Object sketch = constructor.newInstance();
        for (long i = 1; i <= 100; i++) {
            add.invoke(sketch, (Object) new long[] {i, -i});
        }
        return (byte[]) toBytes.invoke(sketch);
    }

    private static URL[] classPath() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }
}
