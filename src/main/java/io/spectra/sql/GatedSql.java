package io.spectra.sql;

import java.util.List;
import java.util.OptionalInt;

/**
 * SQL that the gate let through: what is executed is this, never the text that the caller sent.
 *
 * @param text the rebuilt, comment-free text of one SELECT or WITH … SELECT
 * @param offsets maps a position in {@code text} back to the SQL as sent, for error positions
 * @param rows the rows that the caller may get at most: the smaller of the limit written in the SQL
 *     and the one asked for; empty when no row limit was asked for (exports). {@code text} may ask
 *     the warehouse for one row more than that, so that the reader sees whether rows were cut
 * @param statedLimit the LIMIT (or TOP) that the SQL itself states as an integer, empty otherwise:
 *     a result that ends there was not cut by the service
 * @param binds the names of the bind parameters in the order of the {@code ?} in {@code
 *     text}; a name that the SQL uses twice stands here twice. {@code text} holds no other {@code
 *     ?} outside literals and quoted names
 * @param schemas the schemas that the SQL names, in the order of the text, for {@link SchemaScope}
 */
public record GatedSql(
    String text,
    OffsetMap offsets,
    OptionalInt rows,
    OptionalInt statedLimit,
    List<String> binds,
    List<NamedSchema> schemas) {

  public GatedSql {
    binds = List.copyOf(binds);
    schemas = List.copyOf(schemas);
  }

  /** SQL without bind parameters, which names no schema. */
  public GatedSql(String text, OffsetMap offsets, OptionalInt rows, OptionalInt statedLimit) {
    this(text, offsets, rows, statedLimit, List.of(), List.of());
  }
}
