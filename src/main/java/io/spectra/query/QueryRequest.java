package io.spectra.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a caller asks for by {@code POST /queries}.
 *
 * @param sql the SQL as sent
 * @param limit the rows to give at most, 1 to 10000
 * @param timeout for the query and for reading its rows, 1 to 300 s
 * @param bind the values of named parameters, an object; null where there are none
 * @param dryRun whether to judge the SQL without running it
 */
public record QueryRequest(String sql, int limit, Duration timeout, JsonNode bind, boolean dryRun) {
  private static final int MAX_LIMIT = 10_000;
  private static final int DEFAULT_TIMEOUT_SECONDS = 60;
  private static final int MAX_SQL_BYTES = 102_400;

  /**
   * Reads a body that conforms to the contract's schema, and fills in its defaults.
   *
   * @throws Failure {@code INVALID_REQUEST} for what a schema cannot say: SQL that is blank or
   *     longer than 102,400 bytes in UTF-8
   */
  public static QueryRequest read(JsonNode body) {
    JsonNode parameters = body.path("parameters");
    JsonNode bind = parameters.get("bind");
    int timeout = parameters.path("timeout_seconds").asInt(DEFAULT_TIMEOUT_SECONDS);
    return new QueryRequest(
        sql(body.path("sql").asText()),
        parameters.path("limit").asInt(MAX_LIMIT),
        Duration.ofSeconds(timeout),
        bind == null || bind.isEmpty() ? null : bind,
        parameters.path("dry_run").asBoolean(false));
  }

  private static String sql(String sql) {
    if (sql.isBlank()) {
      throw invalid("The SQL is blank");
    }
    // A character has three bytes at most, so most texts need no count.
    boolean mayBeTooLong = sql.length() > MAX_SQL_BYTES / 3;
    if (mayBeTooLong && sql.getBytes(StandardCharsets.UTF_8).length > MAX_SQL_BYTES) {
      throw invalid("The SQL is longer than " + MAX_SQL_BYTES + " bytes in UTF-8");
    }
    return sql;
  }

  private static Failure invalid(String message) {
    return Failure.of(ErrorCode.INVALID_REQUEST, message).with("field", "/sql");
  }
}
