package io.spectra.catalog;

import io.spectra.auth.Tenant;
import io.spectra.bulk.ingest.IngestConfig;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.sql.SqlGate;
import io.spectra.warehouse.ColumnType;
import io.spectra.warehouse.Rows;
import io.spectra.warehouse.Warehouse;
import io.spectra.warehouse.WarehouseSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What a tenant may read: what its own database user is granted, what its registry entry
 * and the SQL gate let it name, and never what is the warehouse's or the service's own. Safe for
 * use by many threads.
 */
@ApplicationScoped
public class Catalog {
  /** Twice the longest identifier, and the dot between. */
  private static final int LONGEST = 2 * 127 + 1;

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final Warehouse warehouse;
  private final SqlGate gate;
  private final IngestConfig own;

  public Catalog(Warehouse warehouse, SqlGate gate, IngestConfig own) {
    this.warehouse = warehouse;
    this.gate = gate;
    this.own = own;
  }

  /**
   * The tenant's tables and views, by schema and name.
   *
   * @param behind only those behind this one, if given
   * @param most how many are looked at
   * @throws Failure {@code UNAVAILABLE} when the warehouse does not answer in time
   */
  public TablePage list(Tenant tenant, Optional<TableName> behind, int most) {
    return ask(
        tenant,
        session -> {
          List<TableName> found = new ArrayList<>();
          var sql =
              CatalogSql.list(
                  own.controlSchema().toLowerCase(Locale.ROOT),
                  tenant.schemas(),
                  behind.orElse(null),
                  most + 1);
          try (Rows rows = session.query(sql, most + 1)) {
            while (rows.next()) {
              found.add(name(rows));
            }
          }
          List<TableName> page = found.subList(0, Math.min(most, found.size()));
          return new TablePage(
              page.stream().filter(this::nameable).toList(),
              found.size() > most ? Optional.of(page.get(most - 1)) : Optional.empty());
        });
  }

  /**
   * Describes a table.
   *
   * @param name {@code table} or {@code schema.table}, in any case
   * @return empty where the tenant may read no such table
   * @throws Failure like {@link #list}
   */
  public Optional<TableDescription> describe(Tenant tenant, String name) {
    if (name.isBlank() || name.length() > LONGEST || name.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    int dot = name.indexOf('.');
    String schema = dot < 0 ? "" : name.substring(0, dot).toLowerCase(Locale.ROOT);
    var sql =
        CatalogSql.named(
            own.controlSchema().toLowerCase(Locale.ROOT),
            tenant.schemas(),
            schema,
            name.substring(dot + 1));
    return ask(
        tenant,
        session -> {
          TableName table;
          long oid;
          try (Rows rows = session.query(sql, 1)) {
            if (!rows.next()) {
              return Optional.empty();
            }
            table = name(rows);
            oid = Long.parseLong(rows.text(4));
          }
          return nameable(table) ? Optional.of(describe(session, table, oid)) : Optional.empty();
        });
  }

  private TableDescription describe(WarehouseSession session, TableName table, long oid) {
    List<TableDescription.Column> columns = new ArrayList<>();
    try (Rows rows = session.query(CatalogSql.columns(oid), 0)) {
      while (rows.next()) {
        columns.add(
            new TableDescription.Column(
                Integer.parseInt(rows.text(1)),
                rows.text(2),
                ColumnType.ofDriverName(rows.text(3)),
                !rows.text(4).startsWith("t")));
      }
    }
    List<String> primary = new ArrayList<>();
    List<List<String>> unique = new ArrayList<>();
    try (Rows rows = session.query(CatalogSql.keys(oid), 0)) {
      while (rows.next()) {
        List<String> key = key(rows.text(2), columns);
        if (rows.text(1).equals("p")) {
          primary.addAll(key);
        } else if (!key.isEmpty()) {
          unique.add(key);
        }
      }
    }
    return new TableDescription(table, columns, primary, unique);
  }

  private List<String> key(String numbers, List<TableDescription.Column> columns) {
    Map<Integer, String> names = new HashMap<>();
    columns.forEach(column -> names.put(column.number(), column.name()));
    return CatalogSql.numbers(numbers).stream()
        .map(names::get)
        .filter(column -> !column.equalsIgnoreCase(own.tenantColumn()))
        .toList();
  }

  private static TableName name(Rows rows) {
    return new TableName(rows.text(1), rows.text(2), type(rows.text(3)));
  }

  private static String type(String kind) {
    return switch (kind) {
      case "v" -> "VIEW";
      case "m" -> "MATERIALIZED VIEW";
      case "f" -> "EXTERNAL TABLE";
      default -> "TABLE";
    };
  }

  /** Whether the gate lets a query name it: what operators block is not shown either. */
  private boolean nameable(TableName table) {
    try {
      gate.judge("SELECT * FROM " + table.sqlName(), OptionalInt.empty());
      return true;
    } catch (Failure blocked) {
      return false;
    }
  }

  private <T> T ask(Tenant tenant, Function<WarehouseSession, T> question) {
    try (WarehouseSession session = warehouse.read(tenant, TIMEOUT)) {
      return question.apply(session);
    } catch (Failure e) {
      throw e.code() == ErrorCode.QUERY_TIMEOUT
          ? Failure.of(ErrorCode.UNAVAILABLE, "The warehouse's catalog does not answer now")
              .retryAfter(Duration.ofSeconds(5))
              .causedBy(e)
          : e;
    }
  }
}
