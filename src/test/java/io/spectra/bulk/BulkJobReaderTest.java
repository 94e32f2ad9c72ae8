package io.spectra.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spectra.auth.Secret;
import io.spectra.auth.Tenant;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Operation;
import io.spectra.sql.GatedSql;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkJobReaderTest {
  private static final Tenant TENANT =
      new Tenant("acme", new Tenant.DatabaseLogin("spectra_acme", new Secret("")));

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BulkJobReader reader =
      new BulkJobReader(
          (sql, rows) -> {
            if (sql.startsWith("DROP") || rows.isPresent()) {
              throw Failure.of(ErrorCode.SQL_BLOCKED, "no");
            }
            List<String> binds = sql.contains(":") ? List.of("name") : List.of();
            return new GatedSql(
                sql, position -> position, rows, OptionalInt.empty(), binds, List.of());
          },
          null);

  @Test
  @DisplayName("R-050 the request of the API reference is read whole")
  void readsReference() throws Exception {
    assertThat(
            read(
                """
                {"operation": "query", "object": "sales",
                 "query": "SELECT * FROM sales WHERE year = 2024",
                 "content_type": "CSV", "compression": "GZIP"}
                """))
        .isEqualTo(
            new BulkJobRequest(
                Operation.QUERY,
                "sales",
                "SELECT * FROM sales WHERE year = 2024",
                ContentType.CSV,
                Compression.GZIP,
                null));
  }

  @Test
  @DisplayName("R-050 format and compression have the defaults of the reference")
  void defaults() throws Exception {
    BulkJobRequest request =
        read("{\"operation\": \"query\", \"object\": \"s\", \"query\": \"SELECT 1\"}");

    assertThat(request.contentType()).isEqualTo(ContentType.CSV);
    assertThat(request.compression()).isEqualTo(Compression.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"operation": "query", "object": "s"}                          | INVALID_REQUEST | /query
          {"operation": "query", "object": "s", "query": " "}            | INVALID_REQUEST | /query
          {"operation": "insert", "object": "s", "query": "SELECT 1"}    | INVALID_REQUEST | /query
          {"operation": "query", "object": "", "query": "SELECT 1"}      | INVALID_REQUEST | /object
          {"operation": "query", "query": "SELECT 1"}                    | INVALID_REQUEST | /object
          {"operation": "copy", "object": "s"}                           | INVALID_REQUEST | /operation
          {"operation": "query", "object": "s", "query": "SELECT :name"} | INVALID_REQUEST | /query
          {"operation": "query", "object": "s", "query": "DROP TABLE s"} | SQL_BLOCKED     |
          """)
  @DisplayName("R-050 a request that breaks a rule is refused by the field at fault")
  void refuses(String body, ErrorCode code, String field) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure.details().get("field")).isEqualTo(field);
            });
  }

  private BulkJobRequest read(String body) throws Exception {
    return reader.read(TENANT, JSON.readTree(body));
  }
}
