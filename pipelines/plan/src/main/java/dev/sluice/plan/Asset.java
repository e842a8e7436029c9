package dev.sluice.plan;

import java.io.Serializable;

/**
 * A read-only file that the recipe names.
 *
 * @param name as the parameter gave it
 * @param path absolute path
 * @param sha256 hash of its content when the plan was made
 */
public record Asset(String name, String path, String sha256) implements Serializable {}
