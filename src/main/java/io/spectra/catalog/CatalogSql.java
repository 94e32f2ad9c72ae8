package io.spectra.catalog;

import io.spectra.warehouse.BoundSql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The questions to the warehouse's own catalog: PostgreSQL's tables, which Redshift has, asked as
 * the tenant's user, whose privileges decide what it is told of.
 */
final class CatalogSql {
  private static final String READABLE =
      """
      SELECT n.nspname, c.relname, c.relkind, c.oid
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND substring(n.nspname, 1, 3) <> 'pg_' AND n.nspname <> 'information_schema'
        AND lower(n.nspname) <> ?
        AND substring(c.relname, 1, 8) <> 'mv_tbl__'
        AND has_schema_privilege(n.nspname, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
      """;
  private static final String BEHIND = " AND (n.nspname > ? OR (n.nspname = ? AND c.relname > ?))";
  private static final String NAMED =
      " AND lower(c.relname) = ? AND (lower(n.nspname) = ? OR (? = '' AND"
          + " pg_table_is_visible(c.oid))) ORDER BY CASE WHEN c.relname = ? THEN 0 ELSE 1 END, 1, 2";
  private static final String COLUMNS =
      """
      SELECT a.attnum, a.attname, t.typname, a.attnotnull
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;
  private static final String KEYS =
      "SELECT contype, conkey FROM pg_constraint WHERE conrelid = ? AND contype IN ('p', 'u')"
          + " ORDER BY conname";

  private CatalogSql() {}

  /**
   * Names, kinds and ids of what the tenant may read, by schema and name.
   *
   * @param hidden the schema that is the service's own
   * @param schemas those that the tenant may name; empty for any
   * @param behind only what comes behind this one; null for all
   */
  static BoundSql list(String hidden, Set<String> schemas, TableName behind, int most) {
    List<Object> values = new ArrayList<>(List.of(hidden));
    StringBuilder sql = new StringBuilder(READABLE).append(within(schemas, values));
    if (behind != null) {
      sql.append(BEHIND);
      values.addAll(List.of(behind.schema(), behind.schema(), behind.name()));
    }
    sql.append(" ORDER BY 1, 2 LIMIT ").append(most);
    return bound(sql.toString(), values);
  }

  /**
   * What may be meant by a name, the most likely first.
   *
   * @param schema in lower case; empty for the warehouse's search path
   */
  static BoundSql named(String hidden, Set<String> schemas, String schema, String table) {
    List<Object> values = new ArrayList<>(List.of(hidden));
    String sql = READABLE + within(schemas, values) + NAMED;
    values.addAll(List.of(table.toLowerCase(Locale.ROOT), schema, schema, table));
    return bound(sql, values);
  }

  static BoundSql columns(long oid) {
    return bound(COLUMNS, List.of(oid));
  }

  static BoundSql keys(long oid) {
    return bound(KEYS, List.of(oid));
  }

  private static String within(Set<String> schemas, List<Object> values) {
    if (schemas.isEmpty()) {
      return "";
    }
    schemas.forEach(schema -> values.add(schema.toLowerCase(Locale.ROOT)));
    String marks = String.join(", ", Collections.nCopies(schemas.size(), "?"));
    return " AND lower(n.nspname) IN (" + marks + ")";
  }

  private static BoundSql bound(String sql, List<Object> values) {
    return new BoundSql(sql, executed -> executed, values);
  }

  /** The columns' numbers of an array as the driver writes it: {@code {1,2}}. */
  static List<Integer> numbers(String array) {
    return Arrays.stream(array.replaceAll("[{}\\s]", "").split(",")).map(Integer::valueOf).toList();
  }
}
