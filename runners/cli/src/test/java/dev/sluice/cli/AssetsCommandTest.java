package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.operators.BundledAsset;
import dev.sluice.recipes.AssetIndex;
import dev.sluice.recipes.Registry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about assets as users type them, and a run that names one. */
class AssetsCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path assets;
    private Path words;
    private String printed = "";

    @BeforeEach
    void makeFile() throws IOException {
        assets = folder.resolve("assets");
        words = Files.writeString(folder.resolve("words.txt"), "the\nand\n");
    }

    /** Runs a command; what it prints and what it complains about go to {@link #printed}. */
    private int sluice(String... arguments) {
        StringWriter err = new StringWriter();
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return Sluice.execute(new PrintWriter(err, true), arguments);
        } finally {
            System.setOut(before);
            printed = out.toString(StandardCharsets.UTF_8) + err;
        }
    }

    private int assets(String command, String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "assets";
        all[1] = command;
        all[2] = "--assets";
        all[3] = assets.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return sluice(all);
    }

    private void addStops() {
        assertThat(assets("add", "stops", words.toString(), "--license", "CC0-1.0", "--source", "a friend"))
                .as(printed)
                .isZero();
    }

    @Test
    void everythingThatComesWithSluiceIsWhatItSays() throws IOException {
        Registry registry = Registry.load(AssetsCommandTest.class.getClassLoader());
        assertThat(registry.assets())
                .hasSizeGreaterThan(8)
                .containsKeys("stop_words", "flagged_words", "public_suffix_list");
        for (BundledAsset asset : registry.assets().values()) {
            assertThat(asset.read().sha256()).as(asset.name()).isEqualTo(asset.sha256());
            assertThat(registry.operators().keySet()).as(asset.name()).containsAll(asset.operators());
        }
    }

    @Test
    void listsAndVerifies() throws IOException {
        addStops();
        assertThat(printed).contains("name it in recipes as asset:stops");
        assertThat(assets("list")).isZero();
        assertThat(printed).contains("stops", "8 bytes", "CC0-1.0", "a friend", "With Sluice:", "langdetect-183");
        assertThat(assets("list", "--json")).isZero();
        JsonNode listed = JSON.readTree(printed);
        assertThat(listed.at("/assets/0/license").asText()).isEqualTo("CC0-1.0");
        assertThat(listed.path("bundled")).hasSizeGreaterThan(8);
        assertThat(assets("verify")).as(printed).isZero();
        assertThat(printed).contains("1 asset and ").contains(": verified");

        Files.writeString(assets.resolve("stray.txt"), "x");
        assertThat(assets("verify")).isZero();
        assertThat(printed).contains("stray.txt is in no index");

        Files.writeString(assets.resolve("stops.txt"), "the\nend\n");
        assertThat(assets("verify")).isEqualTo(6);
        assertThat(printed)
                .contains("assets.yaml:2:1: asset 'stops' is damaged")
                .contains("get it from its source, a friend")
                .contains("1 asset is missing or damaged: stops");
        Files.delete(assets.resolve("stops.txt"));
        assertThat(assets("verify", "stops")).isEqualTo(6);
        assertThat(printed).contains("asset 'stops' is missing");
        assertThat(assets("list")).isZero();
        assertThat(printed).contains("MISSING");
    }

    @Test
    void namesAFileOfTheFolderWhereItLies() throws IOException {
        Path lying = Files.createDirectories(assets.resolve("own")).resolve("words.txt");
        Files.copy(words, lying);
        assertThat(assets("add", "stops", lying.toString(), "--license", "CC0-1.0", "--source", "a friend"))
                .as(printed)
                .isZero();
        assertThat(Files.readString(assets.resolve(AssetIndex.FILE))).contains("file: own/words.txt");
    }

    @Test
    void tellsWhatIsWrongWithACommand() {
        assertThat(assets("add", "stops", words.toString(), "--source", "x")).isEqualTo(2);
        assertThat(printed).contains("say its licence: --license");
        assertThat(assets("add", "stops", words.toString(), "--license", "MIT")).isEqualTo(2);
        assertThat(printed).contains("say where it comes from: --source");
        assertThat(assets("add", "stops", "gone.txt", "--license", "MIT", "--source", "x"))
                .isEqualTo(2);
        assertThat(printed).contains("there is no file gone.txt");
        assertThat(assets("verify", "stop")).isEqualTo(2);
        addStops();
        assertThat(assets("verify", "stop")).isEqualTo(2);
        assertThat(printed).contains("has no asset 'stop'; did you mean 'stops'?");
        assertThat(sluice("assets")).isEqualTo(2);
        assertThat(printed).contains("say what: assets list");
    }

    @Test
    void fetchesWhatIsMissing() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestURI().getPath().equals("/words.txt")
                    ? "the\nand\n".getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
            if (exchange.getRequestURI().getPath().equals("/moved.txt")) {
                exchange.getResponseHeaders().add("Location", "/words.txt");
                exchange.sendResponseHeaders(302, -1);
            } else {
                exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort() + "/";
            assertThat(assets("add", "stops", url + "moved.txt", "--license", "MIT"))
                    .as(printed)
                    .isZero();
            assertThat(assets.resolve("stops.txt")).hasContent("the\nand");
            assertThat(assets("add", "none", url + "none.txt", "--license", "MIT"))
                    .isEqualTo(1);
            assertThat(printed).contains("none.txt answers 404");
            assertThat(assets("fetch")).isZero();
            assertThat(printed).contains("nothing to fetch");
            Files.delete(assets.resolve("stops.txt"));
            assertThat(assets("fetch")).as(printed).isZero();
            assertThat(printed).contains("fetched stops, 8 bytes", "1 fetched");
            assertThat(assets("verify", "stops")).isZero();
        } finally {
            server.stop(0);
        }
        Files.delete(assets.resolve("stops.txt"));
        assertThat(assets("fetch")).isEqualTo(6);
        assertThat(printed).contains("asset 'stops' was not fetched").contains("still missing or damaged: stops");
    }

    @Test
    void aRunTellsLicenceAndSourceAndIsTheSameRunWhenTheyAreCorrected() throws IOException {
        addStops();
        Files.writeString(folder.resolve("in.jsonl"), """
                {"text":"the cat and the dog"}
                {"text":"cats dogs"}
                """);
        Path recipe = Files.writeString(folder.resolve("r.yaml"), """
                input: in.jsonl
                steps:
                  - stop_words: {min_ratio: 0.3, file: asset:stops}
                output: out
                """);
        assertThat(sluice("run", recipe.toString(), "-q")).as(printed).isZero();
        Path side = folder.resolve("out/__sluice");
        assertThat(Outputs.lines(folder.resolve("out"))).containsExactly("{\"text\":\"the cat and the dog\"}");
        JsonNode used = JSON.readTree(side.resolve("manifest.json").toFile()).at("/assets/0");
        assertThat(used.path("asset").asText()).isEqualTo("asset:stops");
        assertThat(used.path("license").asText()).isEqualTo("CC0-1.0");
        assertThat(used.path("source").asText()).isEqualTo("a friend");
        assertThat(side.resolve("report.html")).content().contains("Files it used", "CC0-1.0", "a friend");
        assertThat(sluice("explain", recipe.toString())).isZero();
        assertThat(printed).contains("Asset asset:stops  (sha256 ", "licence CC0-1.0");

        assertThat(assets("add", "stops", words.toString(), "--license", "MIT", "--replace"))
                .isZero();
        assertThat(sluice("run", recipe.toString(), "-q")).as(printed).isZero();
        assertThat(JSON.readTree(side.resolve("manifest.json").toFile())
                        .at("/assets/0/license")
                        .asText())
                .as("nothing was run again")
                .isEqualTo("CC0-1.0");

        Files.writeString(words, "the\n");
        assertThat(assets("add", "stops", words.toString(), "--replace")).isZero();
        assertThat(sluice("run", recipe.toString(), "-q")).as(printed).isEqualTo(3);
        assertThat(printed).contains("asset asset:stops: has changed");
    }
}
