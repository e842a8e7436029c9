package dev.sluice.operators.sketches;

/**
 * Makes DataSketches ready on every Java release. Its memory library, when first used, asks for the release and refuses all
 * but 8, 11, 17 and 21, for the sake of memory outside the heap, which no sketch here takes; on the heap it works on
 * the others as well.
 */
final class AnyJava {
    private static final String VERSION = "java.version";
    /** The newest release that the library knows by name. */
    private static final String KNOWN = "21";
    /** The class that asks. */
    private static final String ASKING = "org.apache.datasketches.memory.internal.ResourceImpl";

    private AnyJava() {}

    /** To be called before the first sketch is made; the system property is as it was when this returns. */
    static synchronized void allow() {
        String version = System.getProperty(VERSION);
        try {
            System.setProperty(VERSION, KNOWN);
            Class.forName(ASKING, true, AnyJava.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("another version of datasketches-memory is on the class path", missing);
        } finally {
            System.setProperty(VERSION, version);
        }
    }
}
