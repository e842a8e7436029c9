package dev.sluice.operators;

/**
 * A file that a recipe names, a model or a list, is damaged or no such file. The message names the file and the place in it;
 * the same run would fail again in the same place.
 */
public class AssetException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public AssetException(String message) {
        super(message);
    }
}
