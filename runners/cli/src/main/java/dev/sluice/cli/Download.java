package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Opens what a URL names; only {@code sluice assets add} and {@code sluice assets fetch} do so. */
final class Download {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Download() {}

    /** Whether a text is a URL that can be opened, not a path. */
    static boolean isUrl(String text) {
        return text.matches("(https?|file):.*");
    }

    /**
     * The bytes at a URL; redirections are followed, but none from https to http.
     *
     * @throws IOException when the answer is not 200, or none comes
     */
    static InputStream open(String url) throws IOException {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(url + " is no URL: " + wrong.getMessage(), wrong);
        }
        if ("file".equals(uri.getScheme())) {
            return Files.newInputStream(Path.of(uri));
        }
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<InputStream> answer;
        try {
            answer = client.send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching " + url, stopped);
        } catch (IOException cause) {
            String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            throw new IOException(url + " cannot be fetched: " + why, cause);
        }
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new IOException(url + " answers " + answer.statusCode());
        }
        return answer.body();
    }
}
