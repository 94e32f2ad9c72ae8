package io.spectra.bench.query;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;

/**
 * The least that answers SQL over HTTP: the JDK's server, ten connections, Jackson; no login, no
 * check, no limit, no record, no transaction.
 */
public final class ReferenceServer {
  private static final int CONNECTIONS = 10;
  private static final int THREADS = 64;

  private final BlockingQueue<Connection> pool = new ArrayBlockingQueue<>(CONNECTIONS);
  private final ObjectMapper mapper = new ObjectMapper();
  private final JsonFactory json = new JsonFactory();

  public static void main(String[] arguments) throws Exception {
    ReferenceServer server = new ReferenceServer();
    for (int i = 0; i < CONNECTIONS; i++) {
      server.pool.add(PlainLoop.connect(arguments[0]));
    }
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    http.setExecutor(Executors.newFixedThreadPool(THREADS));
    http.createContext("/v1/queries", server::answer);
    http.start();
    System.out.println(http.getAddress().getPort());
    System.out.println(StackProcess.READY);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = mapper.readTree(exchange.getRequestBody());
      Connection connection = pool.take();
      try {
        run(connection, body, exchange);
      } finally {
        pool.add(connection);
      }
    } catch (SQLException | InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void run(Connection connection, JsonNode body, HttpExchange exchange)
      throws SQLException, IOException {
    JsonNode id = body.at("/parameters/bind/id");
    String sql = body.get("sql").asText().replace(":id", "?");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (!id.isMissingNode()) {
        statement.setLong(1, id.asLong());
      }
      try (ResultSet rows = statement.executeQuery()) {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        write(rows, json.createGenerator(exchange.getResponseBody(), JsonEncoding.UTF8));
      }
    }
  }

  private static void write(ResultSet rows, JsonGenerator out) throws SQLException, IOException {
    ResultSetMetaData meta = rows.getMetaData();
    int columns = meta.getColumnCount();
    out.writeStartObject();
    out.writeArrayFieldStart("data");
    while (rows.next()) {
      out.writeStartObject();
      for (int i = 1; i <= columns; i++) {
        out.writeFieldName(meta.getColumnLabel(i));
        value(rows, i, meta.getColumnType(i), out);
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
    out.close();
  }

  private static void value(ResultSet rows, int i, int type, JsonGenerator out)
      throws SQLException, IOException {
    switch (type) {
      case Types.INTEGER, Types.BIGINT, Types.SMALLINT -> out.writeNumber(rows.getLong(i));
      case Types.DOUBLE, Types.REAL -> out.writeNumber(rows.getDouble(i));
      case Types.NUMERIC -> out.writeNumber(rows.getBigDecimal(i));
      case Types.BIT, Types.BOOLEAN -> out.writeBoolean(rows.getBoolean(i));
      default -> out.writeString(rows.getString(i));
    }
  }
}
