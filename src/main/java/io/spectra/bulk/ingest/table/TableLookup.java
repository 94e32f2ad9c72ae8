package io.spectra.bulk.ingest.table;

import io.spectra.auth.Tenant;
import io.spectra.bulk.ingest.IngestConfig;
import io.spectra.warehouse.ColumnType;
import io.spectra.warehouse.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from the warehouse's catalog what a table is like. Safe for use by many threads. */
public final class TableLookup {
  /** System tables of Redshift lie in pg_catalog and pg_internal. */
  private static final Set<String> SYSTEM = Set.of("information_schema");

  private static final String FIND =
      """
      SELECT c.oid, n.nspname, c.relname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE lower(c.relname) = ? AND c.relkind IN ('r', 'p')
        AND (lower(n.nspname) = ? OR (? = '' AND pg_table_is_visible(c.oid)))
        AND has_schema_privilege(n.nspname, 'USAGE')
        AND (has_table_privilege(c.oid, 'SELECT') OR has_table_privilege(c.oid, 'INSERT')
          OR has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE'))
      ORDER BY CASE WHEN c.relname = ? THEN 0 ELSE 1 END, c.relname
      """;

  private static final String COLUMNS =
      """
      SELECT a.attnum, a.attname, t.typname, a.atttypmod, a.attnotnull,
        pg_get_expr(d.adbin, d.adrelid), format_type(a.atttypid, a.atttypmod)
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;

  private static final String KEYS =
      "SELECT contype, conkey FROM pg_constraint WHERE conrelid = ? AND contype IN ('p', 'u')"
          + " ORDER BY conname";

  private final IngestConfig config;

  public TableLookup(IngestConfig config) {
    this.config = config;
  }

  /** Runs a query as the tenant's own user. */
  @FunctionalInterface
  public interface Catalog {
    Rows query(String sql, Object... values);
  }

  /**
   * @param catalog the warehouse as the tenant's user sees it
   * @return empty where the tenant has no such table: one that is not there, that others have, that
   *     nothing is granted on, or that is the warehouse's or the service's own
   */
  public Optional<TargetTable> find(Tenant tenant, ObjectName name, Catalog catalog) {
    String schema;
    String table;
    long oid;
    try (Rows rows =
        catalog.query(
            FIND, name.foldedTable(), name.foldedSchema(), name.foldedSchema(), name.table())) {
      if (!rows.next()) {
        return Optional.empty();
      }
      oid = Long.parseLong(rows.text(1));
      schema = rows.text(2);
      table = rows.text(3);
    }
    if (reserved(schema)
        || !(tenant.schemas().isEmpty()
            || tenant.schemas().stream().anyMatch(schema::equalsIgnoreCase))) {
      return Optional.empty();
    }
    List<TableColumn> columns = columns(catalog, oid);
    List<List<String>> unique = new ArrayList<>();
    List<String> primary = keys(catalog, oid, columns, unique);
    return Optional.of(new TargetTable(schema, table, columns, primary, unique));
  }

  private boolean reserved(String schema) {
    return schema.startsWith("pg_")
        || SYSTEM.contains(schema)
        || schema.equalsIgnoreCase(config.controlSchema());
  }

  private static List<TableColumn> columns(Catalog catalog, long oid) {
    List<TableColumn> columns = new ArrayList<>();
    try (Rows rows = catalog.query(COLUMNS, oid)) {
      while (rows.next()) {
        columns.add(column(rows));
      }
    }
    return columns;
  }

  private static TableColumn column(Rows rows) {
    ColumnType type = ColumnType.ofDriverName(rows.text(3));
    TypeModifier modifier = new TypeModifier(Integer.parseInt(rows.text(4)));
    return new TableColumn(
        Integer.parseInt(rows.text(1)),
        rows.text(2),
        type,
        modifier.length(type),
        modifier.precision(),
        modifier.scale(),
        !rows.text(5).toLowerCase(Locale.ROOT).startsWith("t"),
        rows.text(6),
        rows.text(7));
  }

  /** Adds the unique constraints, and gives the primary key. */
  private List<String> keys(
      Catalog catalog, long oid, List<TableColumn> columns, List<List<String>> unique) {
    Map<Integer, String> names = new HashMap<>();
    columns.forEach(column -> names.put(column.number(), column.name()));
    List<String> primary = List.of();
    try (Rows rows = catalog.query(KEYS, oid)) {
      while (rows.next()) {
        List<String> key = new ArrayList<>();
        for (String number : rows.text(2).replaceAll("[{}\\s]", "").split(",")) {
          key.add(names.get(Integer.valueOf(number)));
        }
        // A tenant sees one value of it alone, so for a tenant the rest is the key.
        key.removeIf(column -> column.equalsIgnoreCase(config.tenantColumn()));
        if (rows.text(1).equals("p")) {
          primary = key;
        } else if (!key.isEmpty()) {
          unique.add(key);
        }
      }
    }
    return primary;
  }
}
