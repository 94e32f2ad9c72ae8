package io.spectra.sql;

/**
 * A schema that a statement names, where it reads from or where it calls a function.
 *
 * @param name in lower case unless quoted; {@code database.schema} for a name of three parts
 * @param position where it stands in the SQL as sent, 1-based, in code points
 */
public record NamedSchema(String name, int position) {}
