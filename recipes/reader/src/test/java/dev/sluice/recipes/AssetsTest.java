package dev.sluice.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Fault;
import dev.sluice.plan.Asset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Adds assets, names them in recipes, and damages what can be damaged. */
class AssetsTest {
    /** SHA-256 of "abc". */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path root;

    private Path assets;

    @BeforeEach
    void nameFolder() {
        assets = root.resolve("assets");
    }

    private static AssetFolder.Addition text(String name, String content, String ending) {
        return new AssetFolder.Addition(
                name,
                () -> new java.io.ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                ending,
                null,
                null,
                "CC0-1.0",
                "made for a test",
                null,
                null);
    }

    private @Nullable AssetEntry add(AssetFolder.Addition addition) throws Exception {
        return new AssetFolder(assets).add(addition, false);
    }

    private AssetIndex index() {
        List<Fault> faults = new ArrayList<>();
        AssetIndex index = AssetIndex.read(assets, faults);
        assertThat(faults).isEmpty();
        return java.util.Objects.requireNonNull(index);
    }

    private RecipeReader.Result read(String step) throws IOException {
        return read(step, Map.of(), null);
    }

    private RecipeReader.Result read(String step, Map<String, String> environment, @Nullable Path folder)
            throws IOException {
        Files.createDirectories(root.resolve("recipes"));
        Path recipe = Files.writeString(
                root.resolve("recipes/r.yaml"),
                "input: {format: jsonl, path: in.txt}\noutput: {format: jsonl, path: out}\nsteps:\n  - " + step + "\n");
        return new RecipeReader(Registry.load(AssetsTest.class.getClassLoader()), environment, folder)
                .read(recipe, Overrides.none());
    }

    private static String messages(RecipeReader.Result read) {
        return String.join("\n", read.faults().stream().map(Fault::toString).toList());
    }

    @Test
    void addsFilesAndReadsThemBack() throws Exception {
        AssetEntry added = add(text("lists/stops", "abc", ".txt"));
        assertThat(added).isNotNull();
        assertThat(added.file()).isEqualTo(assets.resolve("lists/stops.txt")).hasContent("abc");
        assertThat(added.sha256()).isEqualTo(ABC);
        add(text("model.bin", "abcd", ".ftz"));
        assertThat(index().entries()).containsOnlyKeys("lists/stops", "model.bin");
        assertThat(index().entries().get("model.bin").file()).isEqualTo(assets.resolve("model.bin"));
        assertThat(add(text("lists/stops", "abc", ".txt"))).as("the same again").isNull();
        assertThat(Files.readString(assets.resolve("assets.yaml"))).endsWith("""
                lists/stops:
                  file: lists/stops.txt
                  sha256: %s
                  bytes: 3
                  license: CC0-1.0
                  source: made for a test
                model.bin:
                  file: model.bin
                  sha256: 88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589
                  bytes: 4
                  license: CC0-1.0
                  source: made for a test
                """.formatted(ABC));
        try (Stream<Path> all = Files.walk(assets)) {
            assertThat(all.filter(Files::isRegularFile))
                    .as("nothing is left over")
                    .hasSize(3);
        }
    }

    @Test
    void replacesOnlyWhenAsked() throws Exception {
        add(text("list", "abc", ".txt"));
        assertThatThrownBy(() -> add(text("list", "xyz", ".txt")))
                .isInstanceOf(AssetFolder.RefusedException.class)
                .hasMessageContaining("assets.yaml:2:1")
                .hasMessageContaining("--replace");
        assertThat(assets.resolve("list.txt")).hasContent("abc");

        AssetFolder.Addition onlyBytes = new AssetFolder.Addition(
                "list",
                () -> new java.io.ByteArrayInputStream("xyz".getBytes(StandardCharsets.UTF_8)),
                ".txt",
                null,
                null,
                null,
                null,
                null,
                null);
        AssetEntry replaced = new AssetFolder(assets).add(onlyBytes, true);
        assertThat(replaced).isNotNull();
        assertThat(replaced.license()).as("the account stays").isEqualTo("CC0-1.0");
        assertThat(assets.resolve("list.txt")).hasContent("xyz");
        assertThat(index().entries().get("list").check().state()).isEqualTo(AssetEntry.State.OK);
    }

    @Test
    void namesAFileInPlace() throws Exception {
        Path far = Files.writeString(root.resolve("far.bin"), "abc");
        AssetEntry added = new AssetFolder(assets)
                .add(
                        new AssetFolder.Addition(
                                "far", () -> Files.newInputStream(far), ".bin", far, ABC, "MIT", "a page", null, "big"),
                        false);
        assertThat(added).isNotNull();
        assertThat(index().entries().get("far").file()).isEqualTo(far);
        assertThat(index().entries().get("far").note()).isEqualTo("big");
        assertThat(assets.resolve("far.bin")).doesNotExist();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(text("../x", "abc", ""), "is no name for an asset"),
                Arguments.of(text("/x", "abc", ""), "is no name for an asset"),
                Arguments.of(text("", "abc", ""), "is no name for an asset"),
                Arguments.of(text("assets.yaml", "abc", ""), "is for the index"),
                Arguments.of(text("stray.txt", "abc", ""), "is in no index"),
                Arguments.of(text("taken.txt", "xyz", ""), "is the file of the asset 'taken'"),
                Arguments.of(
                        new AssetFolder.Addition(
                                "n", text("n", "x", "").content(), "", null, ABC, "MIT", "s", null, null),
                        "expected " + ABC),
                Arguments.of(
                        new AssetFolder.Addition(
                                "n", text("n", "x", "").content(), "", null, null, null, "s", null, null),
                        "--license"),
                Arguments.of(
                        new AssetFolder.Addition(
                                "n", text("n", "x", "").content(), "", null, null, "MIT", null, null, null),
                        "--source"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWithoutChangingAnything(AssetFolder.Addition addition, String message) throws Exception {
        add(text("taken", "abc", ".txt"));
        Files.writeString(assets.resolve("stray.txt"), "mine");
        String before = Files.readString(assets.resolve("assets.yaml"));
        assertThatThrownBy(() -> add(addition))
                .isInstanceOf(AssetFolder.RefusedException.class)
                .hasMessageContaining(message);
        assertThat(assets.resolve("assets.yaml")).hasContent(before);
        assertThat(assets.resolve("stray.txt")).hasContent("mine");
        try (Stream<Path> all = Files.walk(assets)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(3);
        }
    }

    @Test
    void refusesToChangeAnIndexThatAnotherChanges() throws Exception {
        add(text("list", "abc", ".txt"));
        Files.createFile(assets.resolve("assets.yaml.new"));
        assertThatThrownBy(() -> add(text("other", "abc", ".txt")))
                .isInstanceOf(AssetFolder.RefusedException.class)
                .hasMessageContaining("another command is changing these assets");
        assertThat(assets.resolve("assets.yaml.new")).exists();
    }

    @Test
    void getsBackWhatIsMissingAndRefusesOtherBytes() throws Exception {
        AssetEntry entry = add(text("list", "abc", ".txt"));
        Files.delete(entry.file());
        for (String wrong : List.of("abd", "ab", "abcd", "")) {
            assertThatThrownBy(() -> new AssetFolder(assets)
                            .restore(entry, text("", wrong, "").content()))
                    .isInstanceOf(AssetFolder.RefusedException.class)
                    .hasMessageContaining("the index says 3 bytes");
            assertThat(entry.file()).doesNotExist();
        }
        new AssetFolder(assets).restore(entry, text("", "abc", "").content());
        assertThat(entry.check()).isEqualTo(new AssetEntry.Check(AssetEntry.State.OK, ""));
    }

    @Test
    void recipesNameAssetsFromAnyDepth() throws Exception {
        add(text("stops", "the\n", ".txt"));
        RecipeReader.Result read = read("stop_words: {min_ratio: 0.1, file: 'asset:stops'}");
        assertThat(messages(read)).isEmpty();
        Asset asset = read.plan().assets().get(0);
        assertThat(asset.name()).isEqualTo("asset:stops");
        assertThat(asset.license()).isEqualTo("CC0-1.0");
        assertThat(asset.source()).isEqualTo("made for a test");
        assertThat(read.plan().asset("asset:stops")).isEqualTo(assets.resolve("stops.txt"));
        assertThat(read.plan().canonical()).contains("asset:stops").doesNotContain(root.toString());
    }

    @Test
    void includedFilesNameTheSameAssets() throws Exception {
        add(text("stops", "the\n", ".txt"));
        Files.createDirectories(root.resolve("recipes/deep"));
        Files.writeString(
                root.resolve("recipes/deep/steps.yaml"), "- stop_words: {min_ratio: 0.1, file: 'asset:stops'}\n");
        RecipeReader.Result read = read("include: deep/steps.yaml");
        assertThat(messages(read)).isEmpty();
        assertThat(read.plan().assets()).extracting(Asset::name).containsExactly("asset:stops");
    }

    @Test
    void anotherFolderMayBeNamed() throws Exception {
        add(text("stops", "the\n", ".txt"));
        Path moved = Files.move(assets, root.resolve("elsewhere"));
        String step = "stop_words: {min_ratio: 0.1, file: 'asset:stops'}";
        assertThat(messages(read(step)))
                .contains(
                        "r.yaml:4:40: step 1 'stop_words': file is 'asset:stops', but there"
                                + " is no folder of assets beside or above the recipe; make one with: sluice assets add stops FILE");
        assertThat(messages(read(step, Map.of(AssetIndex.VARIABLE, moved.toString()), null)))
                .isEmpty();
        assertThat(messages(read(step, Map.of(AssetIndex.VARIABLE, "nowhere"), moved)))
                .isEmpty();
        assertThat(messages(read(step, Map.of(AssetIndex.VARIABLE, "nowhere"), null)))
                .contains("nowhere/assets.yaml: assets: there is no such file; sluice assets add makes one");
    }

    static Stream<Arguments> damages() {
        String good = "stops: {file: stops.txt, sha256: " + ABC + ", bytes: 3, license: MIT, source: x}";
        return Stream.of(
                Arguments.of(good.replace("stops:", "stop:"), "has no such asset; did you mean 'stop'?"),
                Arguments.of(good.replace("stops.txt", "gone.txt"), "there is no file "),
                Arguments.of(
                        good.replace("bytes: 3", "bytes: 4"),
                        "has 3 bytes, the index says 4; get it from its source, x"),
                Arguments.of(
                        good.replace("sha256: b", "sha256: c"), "has the sha256 " + ABC + ", the index says ca7816"),
                Arguments.of(
                        good.replace("source: x", "source: x, url: 'https://x'").replace("stops.txt", "gone.txt"),
                        "get it with: sluice assets fetch stops"),
                Arguments.of(
                        good.replace("sha256: b", "sha256: B"),
                        "assets.yaml:1:34: asset 'stops': sha256 is 'Ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',"
                                + " expected 64 hexadecimal digits in lower case"),
                Arguments.of(
                        good.replace("license", "licence"),
                        "assets.yaml:1:110: asset 'stops': no parameter 'licence'; did you mean 'license'?"),
                Arguments.of("- stops", "assets.yaml:1:1: assets: is a list, expected a mapping"),
                Arguments.of("stops: 3", "assets.yaml:1:8: asset 'stops': is a single value, expected a mapping"),
                Arguments.of("'../x': {}", "assets.yaml:1:1: asset '../x': is no name for an asset"),
                Arguments.of("stops: [", "assets.yaml:2:1: "),
                Arguments.of(good + "\n" + good, "assets.yaml:2:1: "),
                Arguments.of("", "assets.yaml:1:1: "));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void tellsWhereAnIndexOrAFileIsWrong(String yaml, String message) throws IOException {
        Files.createDirectories(assets);
        Files.writeString(assets.resolve("stops.txt"), "abc");
        Files.writeString(assets.resolve("assets.yaml"), yaml + "\n");
        RecipeReader.Result read = read("stop_words: {min_ratio: 0.1, file: 'asset:stops'}");
        assertThat(read.plan()).isNull();
        assertThat(messages(read)).contains(message);
        assertThat(read.faults()).as("each is told once").hasSizeLessThanOrEqualTo(2);
    }
}
