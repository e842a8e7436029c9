package dev.sluice.recipes;

import dev.sluice.operators.Node;
import dev.sluice.operators.Sha256;
import dev.sluice.plan.Asset;
import dev.sluice.plan.FileHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an index tells about one asset.
 *
 * @param name what recipes call it
 * @param file where it lies, an absolute path
 * @param sha256 hash of its content, in lower-case hexadecimal digits
 * @param bytes its size
 * @param license an SPDX identifier, or the licence in words
 * @param source where it comes from: a page, a paper, or how it was made
 * @param url where {@code sluice assets fetch} gets it; null when only people can
 * @param note anything else worth knowing; null for nothing
 * @param place where the index names it
 */
public record AssetEntry(
        String name,
        Path file,
        String sha256,
        long bytes,
        String license,
        String source,
        @Nullable String url,
        @Nullable String note,
        Node.Place place) {

    /** How a file compares with the index. */
    public enum State {
        /** The file is there and has the content that the index tells. */
        OK,
        /** There is no such file. */
        MISSING,
        /** The file has another content, or is no file. */
        DAMAGED
    }

    /**
     * How the file compares with the index, and why.
     *
     * @param detail what is wrong with it; empty when nothing is
     */
    public record Check(State state, String detail) {}

    /** Reads the whole file and compares it. */
    public Check check() {
        return check(false);
    }

    /** Like {@link #check}, but a file that was read before and looks the same is not read again. */
    Check checkOnce() {
        return check(true);
    }

    private Check check(boolean once) {
        if (!Files.exists(file)) {
            return new Check(State.MISSING, "there is no file " + file);
        }
        if (!Files.isRegularFile(file)) {
            return new Check(State.DAMAGED, file + " is no regular file");
        }
        try {
            long size = Files.size(file);
            if (size != bytes) {
                return new Check(State.DAMAGED, file + " has " + size + " bytes, the index says " + bytes);
            }
            String hash = once ? FileHashes.once(file) : Sha256.of(file);
            return hash.equals(sha256)
                    ? new Check(State.OK, "")
                    : new Check(State.DAMAGED, file + " has the sha256 " + hash + ", the index says " + sha256);
        } catch (IOException cause) {
            return new Check(State.DAMAGED, file + " cannot be read: " + cause.getMessage());
        }
    }

    /** What a plan keeps of it, under the name that the recipe's parameter gave. */
    Asset asset(String parameter) {
        return new Asset(parameter, file.toString(), sha256, license, source);
    }

    /** What to do about a file that is not as the index tells. */
    public String remedy(State state) {
        String again = url == null ? "get it from its source, " + source : "get it with: sluice assets fetch " + name;
        return state == State.MISSING
                ? again
                : again + "; if it was changed on purpose: sluice assets add --replace " + name + " FILE";
    }
}
