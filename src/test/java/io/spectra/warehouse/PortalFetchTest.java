package io.spectra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.redshift.core.BaseConnection;
import com.amazon.redshift.jdbc.RedshiftConnectionImpl;
import io.spectra.OnStack;
import io.spectra.TestStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnStack
class PortalFetchTest {
  private static final String ROWS =
      """
      SELECT n AS number,
        CASE WHEN n % 7 = 0 THEN NULL ELSE repeat('ä"x', (n % 50)::int) END AS text,
        CASE WHEN n = 150 THEN repeat('w', 300000) END AS wide
      FROM generate_series(1, 300) AS n ORDER BY n
      """;

  @Test
  @DisplayName("R-017 rows stay where they were read from the socket: none is made by the driver")
  void belowTheDriver() throws Exception {
    try (Connection connection = connect(true);
        PortalFetch fetch = open(connection)) {
      RowBatch batch = fetch.batch();
      assertThat(batch.size()).isEqualTo(100);
      assertShared(batch);
      fetch.fetch(150);
      assertThat(fetch.batch().size()).isEqualTo(150);
      assertShared(fetch.batch());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("R-017 the values are the same, whoever reads them")
  void same(boolean held) throws Exception {
    List<String> expected = new ArrayList<>();
    List<String> values = new ArrayList<>();
    try (Connection connection = connect(held)) {
      try (var rows = connection.createStatement().executeQuery(ROWS)) {
        while (rows.next()) {
          expected.add(rows.getString(1) + "|" + rows.getString(2) + "|" + rows.getString(3));
        }
      }
      try (PortalFetch fetch = open(connection)) {
        add(fetch.batch(), values);
        while (fetch.hasMore()) {
          fetch.fetch(70);
          add(fetch.batch(), values);
        }
      }
    }
    assertThat(values).hasSize(300).isEqualTo(expected);
  }

  @Test
  @DisplayName("R-019 no more rows come than were asked for in all")
  void most() throws Exception {
    try (Connection connection = connect(true);
        PortalFetch fetch =
            new PortalFetch(connection.unwrap(BaseConnection.class), BoundSql.own(ROWS), 42, 100)) {
      assertThat(fetch.batch().size()).isEqualTo(42);
    }
  }

  private static void assertShared(RowBatch batch) {
    BatchRow row = batch.rows();
    assertThat(row.next()).isTrue();
    byte[] array = row.array(1);
    assertThat(row.next()).isTrue();
    assertThat(row.array(1)).isSameAs(array);
  }

  private static void add(RowBatch batch, List<String> values) {
    for (BatchRow row = batch.rows(); row.next(); ) {
      values.add(row.text(1) + "|" + row.text(2) + "|" + row.text(3));
    }
  }

  private static PortalFetch open(Connection connection) throws Exception {
    return new PortalFetch(
        connection.unwrap(RedshiftConnectionImpl.class), BoundSql.own(ROWS), 0, 100);
  }

  private static Connection connect(boolean held) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("user", TestStack.user("acme"));
    properties.setProperty("password", "spectra-demo-acme");
    properties.setProperty("enableFetchRingBuffer", "false");
    if (held) {
      properties.setProperty("socketFactory", HeldSockets.class.getName());
    }
    Connection connection = DriverManager.getConnection(TestStack.warehouseUrl(), properties);
    connection.setAutoCommit(false);
    return connection;
  }
}
