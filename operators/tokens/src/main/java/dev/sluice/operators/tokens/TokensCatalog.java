package dev.sluice.operators.tokens;

import dev.sluice.operators.Catalog;
import dev.sluice.operators.Operator;
import java.util.List;

/** The operators of this jar, in alphabetical order. */
public final class TokensCatalog implements Catalog {
    @Override
    public List<Class<? extends Operator>> operators() {
        return List.of(Chunk.class, TokenCount.class);
    }
}
