package io.spectra.bulk.ingest.apply;

import io.spectra.bulk.ingest.stage.Layout;
import io.spectra.bulk.ingest.table.SqlName;
import io.spectra.bulk.ingest.table.TableColumn;
import io.spectra.bulk.ingest.table.TargetTable;
import io.spectra.job.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements of a load, in the SQL that Redshift and its stand-in share: no ON CONFLICT, no
 * MERGE, and every key checked by a join, as Redshift enforces none. Pure.
 *
 * @param target the table that the records are applied to
 * @param layout how they are staged
 * @param present the columns that the file has, by their exact names
 * @param differs whether some records lack some of these
 * @param tenantColumn the column that tells tenants apart, where the target has it
 * @param tenant what stands in it
 */
public record LoadSql(
    TargetTable target,
    Layout layout,
    Set<String> present,
    boolean differs,
    Optional<TableColumn> tenantColumn,
    String tenant) {
  /** The records that the warehouse's own look at them rejects, with the reason. */
  public static final String REJECTED = "spectra_rejected";

  public static final String CREATE_REJECTED =
      "CREATE TEMP TABLE %s (%s bigint, code varchar(32), reason varchar(1024))"
          .formatted(REJECTED, Layout.NUMBER);
  public static final String LIST_REJECTED =
      "SELECT %1$s, code, reason FROM %2$s ORDER BY %1$s".formatted(Layout.NUMBER, REJECTED);
  public static final String DROP_REJECTED =
      "DELETE FROM %1$s USING %2$s r WHERE %1$s.%3$s = r.%3$s"
          .formatted(Layout.TABLE, REJECTED, Layout.NUMBER);

  /** Rejects every record whose key an earlier one has. */
  public String rejectRepeated(Collection<String> key) {
    String columns = staged(key, "");
    return reject(
        "DUPLICATE_KEY",
        "%s || CAST(d.first_number AS varchar(20))"
            .formatted(SqlName.literal(names(key) + " is the same as in record ")),
        "%1$s s JOIN (SELECT %2$s, MIN(%3$s) AS first_number FROM %1$s WHERE %4$s GROUP BY %2$s HAVING COUNT(*) > 1) d ON %5$s WHERE s.%3$s > d.first_number"
            .formatted(
                Layout.TABLE,
                columns,
                Layout.NUMBER,
                key.stream()
                    .map(name -> layout.columnOf(name) + " IS NOT NULL")
                    .collect(Collectors.joining(" AND ")),
                key.stream()
                    .map(name -> "s.%1$s = d.%1$s".formatted(layout.columnOf(name)))
                    .collect(Collectors.joining(" AND "))));
  }

  /** Rejects every record for whose key there is a row. */
  public String rejectExisting(Collection<String> key) {
    return reject(
        "KEY_EXISTS",
        SqlName.literal("a row with this " + names(key) + " is there already"),
        "%s s WHERE %s".formatted(Layout.TABLE, exists(key, "")));
  }

  /** A row whose key lies between two, these included; for a key of one whole number. */
  public String inRange(String key, long first, long last) {
    return "SELECT 1 FROM %s t WHERE t.%s BETWEEN %d AND %d LIMIT 1"
        .formatted(target.sqlName(), SqlName.quoted(key), first, last);
  }

  /** Rejects every record for whose key there is no row. */
  public String rejectUnmatched(Collection<String> key) {
    return reject(
        "NO_MATCH",
        SqlName.literal("no row has this " + names(key)),
        "%s s WHERE NOT %s".formatted(Layout.TABLE, exists(key, "")));
  }

  /** Rejects every record whose values are, in a unique key, those of another row. */
  public String rejectTaken(Collection<String> unique, Collection<String> matchKey) {
    String other =
        matchKey.stream()
            .map(name -> "t.%s <> s.%s".formatted(SqlName.quoted(name), layout.columnOf(name)))
            .collect(Collectors.joining(" OR ", " AND (", ")"));
    return reject(
        "KEY_EXISTS",
        SqlName.literal("another row has this " + names(unique)),
        "%s s WHERE %s".formatted(Layout.TABLE, exists(unique, other)));
  }

  /** What applies the staged records, in order. */
  public List<String> changes(Operation operation, Collection<String> key) {
    List<String> changes = new ArrayList<>();
    switch (operation) {
      case INSERT -> changes.add(insert(List.of()));
      case UPDATE -> update(key).ifPresent(changes::add);
      case UPSERT -> {
        update(key).ifPresent(changes::add);
        changes.add(insert(key));
      }
      case DELETE -> changes.add(delete(key));
      case QUERY -> throw new IllegalArgumentException("a query changes nothing");
    }
    return changes;
  }

  /**
   * Inserts what is staged.
   *
   * @param unmatched the key for which no row may be there; empty to insert everything
   */
  String insert(Collection<String> unmatched) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < layout.columns().size(); i++) {
      TableColumn column = layout.columns().get(i);
      if (present.contains(column.name())) {
        names.add(SqlName.quoted(column.name()));
        values.add(inserted(i, column));
      }
    }
    tenantColumn
        .filter(column -> !present.contains(column.name()))
        .ifPresent(
            column -> {
              names.add(SqlName.quoted(column.name()));
              values.add(SqlName.literal(tenant));
            });
    return "INSERT INTO %s (%s) SELECT %s FROM %s s%s"
        .formatted(
            target.sqlName(),
            String.join(", ", names),
            String.join(", ", values),
            Layout.TABLE,
            unmatched.isEmpty() ? "" : " WHERE NOT " + exists(unmatched, ""));
  }

  /** Updates the rows that match; empty where the file has nothing but the key. */
  Optional<String> update(Collection<String> key) {
    List<String> changes = new ArrayList<>();
    String table = SqlName.quoted(target.name());
    for (int i = 0; i < layout.columns().size(); i++) {
      TableColumn column = layout.columns().get(i);
      boolean changed =
          present.contains(column.name())
              && !key.contains(column.name())
              && !tenantColumn.filter(column::equals).isPresent();
      if (changed) {
        String name = SqlName.quoted(column.name());
        String kept = table + "." + name;
        changes.add(name + " = " + given(i, kept));
      }
    }
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "UPDATE %s SET %s FROM %s s WHERE %s"
                .formatted(
                    target.sqlName(), String.join(", ", changes), Layout.TABLE, matches(key)));
  }

  /** Deletes the rows that match. */
  String delete(Collection<String> key) {
    return "DELETE FROM %s USING %s s WHERE %s"
        .formatted(target.sqlName(), Layout.TABLE, matches(key));
  }

  private String inserted(int i, TableColumn column) {
    if (tenantColumn.filter(column::equals).isPresent()) {
      return SqlName.literal(tenant);
    }
    return given(i, column.defaultSql() == null ? "NULL" : column.defaultSql());
  }

  /** The staged value, or something else where the record does not have it. */
  private String given(int i, String otherwise) {
    String value = "s." + Layout.column(i);
    return differs
        ? "CASE WHEN SUBSTRING(s.%s, %d, 1) = '1' THEN %s ELSE %s END"
            .formatted(Layout.GIVEN, i + 1, value, otherwise)
        : value;
  }

  private static String reject(String code, String reason, String from) {
    return "INSERT INTO %s SELECT s.%s, '%s', %s FROM %s"
        .formatted(REJECTED, Layout.NUMBER, code, reason, from);
  }

  private String exists(Collection<String> key, String and) {
    return "EXISTS (SELECT 1 FROM %s t WHERE %s%s)"
        .formatted(
            target.sqlName(),
            key.stream()
                .map(name -> "t.%s = s.%s".formatted(SqlName.quoted(name), layout.columnOf(name)))
                .collect(Collectors.joining(" AND ")),
            and);
  }

  private String matches(Collection<String> key) {
    String table = SqlName.quoted(target.name());
    return key.stream()
        .map(name -> "%s.%s = s.%s".formatted(table, SqlName.quoted(name), layout.columnOf(name)))
        .collect(Collectors.joining(" AND "));
  }

  private String staged(Collection<String> key, String prefix) {
    return key.stream()
        .map(name -> prefix + layout.columnOf(name))
        .collect(Collectors.joining(", "));
  }

  /** Column names for people; one that no literal can hold is left out. */
  private static String names(Collection<String> key) {
    String names = String.join(", ", key);
    return names.indexOf('\\') >= 0 || names.length() > 500 ? "key" : names;
  }
}
