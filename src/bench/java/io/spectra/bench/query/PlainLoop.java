package io.spectra.bench.query;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The driver alone: one connection, one query after the other, every value read as text. */
final class PlainLoop implements AutoCloseable {
  private final Connection connection;
  private int number;

  PlainLoop(String url) throws SQLException {
    connection = connect(url);
  }

  static Connection connect(String url) throws SQLException {
    Properties login = new Properties();
    login.put("user", "spectra_acme");
    login.put("password", "spectra-demo-acme");
    login.put("enableFetchRingBuffer", "false");
    return DriverManager.getConnection(url, login);
  }

  Figures run(Shape shape, long nanos) throws SQLException {
    long[] latencies = new long[1 << 20];
    int count = 0;
    long bytes = 0;
    long begin = System.nanoTime();
    long now = begin;
    while (now - begin < nanos) {
      bytes += once(shape.sql(number++));
      long then = System.nanoTime();
      latencies[count++] = then - now;
      now = then;
    }
    return Figures.of(latencies, count, bytes, now - begin, 0);
  }

  private long once(String sql) throws SQLException {
    long bytes = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          String value = rows.getString(i);
          bytes += value == null ? 0 : value.length();
        }
      }
    }
    return bytes;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
