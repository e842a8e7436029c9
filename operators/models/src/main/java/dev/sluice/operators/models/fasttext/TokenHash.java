package dev.sluice.operators.models.fasttext;

/** The constants of FNV-1a, 32 bits. */
final class TokenHash {
    static final int BASIS = 0x811c9dc5;
    static final int PRIME = 0x01000193;

    private TokenHash() {}
}
