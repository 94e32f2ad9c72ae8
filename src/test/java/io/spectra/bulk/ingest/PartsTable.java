package io.spectra.bulk.ingest;

import io.spectra.TestStack;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table of parts that two tenants share, for tests that load into it. */
final class PartsTable {
  private static final String TABLE =
      """
      DROP TABLE IF EXISTS parts;
      CREATE TABLE parts (part_id bigint NOT NULL, name varchar(8) NOT NULL, price decimal(8,2),
        "Mixed" integer DEFAULT 7, code varchar(8), tenant_id varchar(64) NOT NULL
          DEFAULT current_tenant(),
        PRIMARY KEY (tenant_id, part_id), UNIQUE (tenant_id, code));
      ALTER TABLE parts ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own_rows ON parts
        USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
      GRANT SELECT, INSERT, UPDATE, DELETE ON parts TO spectra_acme, spectra_globex;
      INSERT INTO parts (part_id, name, price, code, tenant_id)
        VALUES (1, 'one', 1.5, 'a', 'acme'), (2, 'two', 2.5, 'b', 'acme'), (3, 'x', 0, 'c', 'globex');
      """;

  private PartsTable() {}

  /** Makes it anew, with two rows of acme and one of globex. */
  static void create() throws SQLException {
    execute(TABLE);
  }

  /** Runs statements as the superuser. */
  static void execute(String sql) throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows that a tenant sees, their cells between bars. */
  static List<String> rows(String tenant, String where) throws SQLException {
    List<String> found = new ArrayList<>();
    try (var connection = TestStack.warehouse(tenant);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT part_id, name, price, \"Mixed\", code FROM parts WHERE "
                    + where
                    + " ORDER BY CAST(part_id AS varchar)")) {
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
          cells.add(String.valueOf(rows.getString(i)));
        }
        found.add(String.join("|", cells));
      }
    }
    return found;
  }
}
