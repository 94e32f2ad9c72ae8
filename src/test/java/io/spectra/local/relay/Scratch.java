package io.spectra.local.relay;

import io.spectra.TestStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What a test of the relay works with: a superuser's connection by the Redshift driver, a schema of
 * its own with a table {@code t} of 1,000 rows, and a folder of its own in S3.
 */
final class Scratch implements AutoCloseable {
  static final int ROWS = 1_000;

  final Connection connection;
  final S3Client s3 = TestStack.s3();
  private final String name = "scratch_" + UUID.randomUUID().toString().replace("-", "");

  Scratch() throws SQLException {
    this(TestStack.warehouseUrl());
  }

  /**
   * @param url of the relay to go through
   */
  Scratch(String url) throws SQLException {
    connection = connect(url);
    execute("CREATE SCHEMA " + name);
    execute("SET search_path TO " + name);
    execute(
        "CREATE TABLE t (id int PRIMARY KEY, name varchar(20), amount numeric(18,2), at timestamp)");
    execute(
        "INSERT INTO t SELECT g, 'n,\"' || g, g * 1.5, timestamp '2024-01-01' + g * interval '1 min'"
            + " FROM generate_series(1, 1000) g");
  }

  /** Another connection of the superuser, with the same table in reach. */
  Connection connect(String url) throws SQLException {
    Properties properties = new Properties();
    properties.put("user", "postgres");
    properties.put("password", "unused");
    Connection opened = DriverManager.getConnection(url, properties);
    try (Statement statement = opened.createStatement()) {
      statement.execute("SET search_path TO " + name);
    }
    return opened;
  }

  String schema() {
    return name;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String query(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  /** Executes, and returns the text of the first warning. */
  String warningOf(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      SQLWarning warning = statement.getWarnings();
      return warning == null ? null : warning.getMessage();
    }
  }

  /** An address in this test's folder of the bucket. */
  String url(String path) {
    return "s3://%s/%s".formatted(TestStack.s3Access().bucket(), key(path));
  }

  String key(String path) {
    return name + "/" + path;
  }

  void put(String path, String text) {
    s3.putObject(
        put -> put.bucket(TestStack.s3Access().bucket()).key(key(path)),
        RequestBody.fromString(text));
  }

  byte[] bytes(String path) {
    return s3.getObjectAsBytes(get -> get.bucket(TestStack.s3Access().bucket()).key(key(path)))
        .asByteArray();
  }

  String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  List<String> lines(String path) {
    return text(path).lines().toList();
  }

  String unzipped(String path) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes(path)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The paths of all objects in this test's folder that begin with {@code prefix}. */
  List<String> objects(String prefix) {
    Stream<S3Object> found =
        s3
            .listObjectsV2Paginator(
                list -> list.bucket(TestStack.s3Access().bucket()).prefix(key(prefix)))
            .contents()
            .stream();
    return found.map(object -> object.key().substring(name.length() + 1)).toList();
  }

  /** The uploads in this test's folder that were begun, and neither completed nor aborted. */
  long unfinishedUploads() {
    return s3
        .listMultipartUploads(list -> list.bucket(TestStack.s3Access().bucket()))
        .uploads()
        .stream()
        .filter(upload -> upload.key().startsWith(name))
        .count();
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      execute("DROP SCHEMA " + name + " CASCADE");
    }
    s3.close();
  }
}
