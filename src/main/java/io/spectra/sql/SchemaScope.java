package io.spectra.sql;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The schemas that a tenant may name. Names without a schema are left to the warehouse's search
 * path, and every name to its grants: this is a second wall in front of that one.
 */
public final class SchemaScope {
  private final Set<String> allowed;

  /**
   * @param allowed names of schemas, or {@code database.schema} for those of other databases, in
   *     any case; empty for any schema
   */
  public SchemaScope(Set<String> allowed) {
    this.allowed =
        allowed.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * @return the SQL itself
   * @throws Failure {@code SQL_BLOCKED} for the first schema that is not allowed
   */
  public GatedSql check(GatedSql sql) {
    if (!allowed.isEmpty()) {
      sql.schemas().stream()
          .filter(schema -> !allowed.contains(schema.name().toLowerCase(Locale.ROOT)))
          .findFirst()
          .ifPresent(
              schema -> {
                throw refused(schema);
              });
    }
    return sql;
  }

  private Failure refused(NamedSchema schema) {
    return Failure.of(ErrorCode.SQL_BLOCKED, "Query contains forbidden patterns")
        .with("pattern", schema.name())
        .with("reason", "Only these schemas may be named: " + String.join(", ", allowed))
        .with("position", schema.position())
        .with("source", Refusal.GATE);
  }
}
