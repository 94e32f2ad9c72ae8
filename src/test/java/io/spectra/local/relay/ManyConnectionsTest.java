package io.spectra.local.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.OnStack;
import io.spectra.TestStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnStack
@Timeout(120)
class ManyConnectionsTest {
  private static final int CONNECTIONS = 200;

  @Test
  @DisplayName("200 connections are open at once, and each gets its own tenant's rows")
  void servesManyAtOnce() throws Exception {
    CyclicBarrier allConnected = new CyclicBarrier(CONNECTIONS);
    ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Callable<String>> clients = new ArrayList<>();
      IntStream.range(0, CONNECTIONS)
          .mapToObj(number -> number % 2 == 0 ? "acme" : "globex")
          .forEach(
              tenant -> clients.add(() -> tenant + " reads " + tenantRead(tenant, allConnected)));

      for (Future<String> result : executor.invokeAll(clients)) {
        assertThat(result.get()).isIn("acme reads acme", "globex reads globex");
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static String tenantRead(String tenant, CyclicBarrier allConnected) throws Exception {
    try (Connection connection = TestStack.warehouse(tenant)) {
      allConnected.await(90, TimeUnit.SECONDS);
      return maximum(connection);
    }
  }

  private static String maximum(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT max(tenant_id) FROM sales")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
