package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetTest {
    @TempDir
    private Path folder;

    @Test
    void givesTheFileForAsLongAsItIsTheOneOfThePlan() throws IOException {
        Path file = Files.writeString(folder.resolve("list.txt"), "abc");
        Asset asset = Asset.ofPath("list.txt", file);
        assertThat(asset.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(asset.verified()).isEqualTo(file);

        Files.writeString(file, "abd");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThatThrownBy(asset::verified)
                .isInstanceOf(AssetException.class)
                .hasMessageContaining(file + " has changed since the run began")
                .hasMessageContaining(asset.sha256());

        Files.writeString(file, "abc");
        Files.setLastModifiedTime(file, FileTime.fromMillis(2));
        assertThat(asset.verified()).isEqualTo(file);
        Files.delete(file);
        assertThatThrownBy(asset::verified).isInstanceOf(AssetException.class).hasMessageContaining("cannot be read");
    }
}
