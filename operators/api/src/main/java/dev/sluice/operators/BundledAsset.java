package dev.sluice.operators;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * A model or a list that comes with Sluice, with what an index of assets tells about files of the user's.
 *
 * @param name its name
 * @param sha256 hash of its resources one after another, in lower-case hexadecimal digits; of a single resource it is the
 *     hash of the file at its source
 * @param license an SPDX identifier
 * @param source where it comes from, with the version
 * @param operators which operators use it
 * @param beside a class; resources are looked for as it does
 * @param resources its files
 */
public record BundledAsset(
        String name,
        String sha256,
        String license,
        String source,
        List<String> operators,
        Class<?> beside,
        List<String> resources) {
    public BundledAsset {
        operators = List.copyOf(operators);
        resources = List.copyOf(resources);
    }

    /**
     * What is there.
     *
     * @param bytes size of the resources together
     * @param sha256 hash of the resources one after another
     */
    public record Content(long bytes, String sha256) {}

    /**
     * Reads all of it.
     *
     * @throws IOException when a resource is missing or cannot be read
     */
    public Content read() throws IOException {
        MessageDigest digest = Sha256.digest();
        long bytes = 0;
        for (String resource : resources) {
            try (InputStream in = beside.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException(resource + " is not on the class path");
                }
                bytes += Sha256.add(in, digest);
            }
        }
        return new Content(bytes, Sha256.hex(digest));
    }
}
