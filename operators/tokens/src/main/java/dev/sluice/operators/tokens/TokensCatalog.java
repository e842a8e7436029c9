package dev.sluice.operators.tokens;

import com.knuddels.jtokkit.Encodings;
import dev.sluice.operators.BundledAsset;
import dev.sluice.operators.Catalog;
import dev.sluice.operators.Operator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The operators of this jar, in alphabetical order. */
public final class TokensCatalog implements Catalog {
    /** SHA-256 of the tables. */
    private static final Map<String, String> HASHES = Map.of(
            "cl100k_base",
            "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
            "o200k_base",
            "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
            "p50k_base",
            "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069",
            "r50k_base",
            "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930");

    @Override
    public List<Class<? extends Operator>> operators() {
        return List.of(Chunk.class, TokenCount.class);
    }

    @Override
    public List<BundledAsset> assets() {
        return Stream.of("cl100k_base", "o200k_base", "p50k_base", "r50k_base")
                .map(TokensCatalog::encoding)
                .toList();
    }

    /** The table of one of tiktoken's encodings. */
    private static BundledAsset encoding(String name) {
        return new BundledAsset(
                name,
                HASHES.get(name),
                "MIT",
                "https://openaipublic.blob.core.windows.net/encodings/" + name + ".tiktoken, as jtokkit 1.1.0 ships it",
                List.of("chunk", "token_count"),
                Encodings.class,
                List.of(name + ".tiktoken"));
    }
}
