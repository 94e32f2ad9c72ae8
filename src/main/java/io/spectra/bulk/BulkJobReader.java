package io.spectra.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.auth.Tenant;
import io.spectra.bulk.ingest.IngestSubmission;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.LoadOptions;
import io.spectra.job.Operation;
import io.spectra.sql.GatedSql;
import io.spectra.sql.SchemaScope;
import io.spectra.sql.SqlGate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads submissions of bulk jobs and holds them to the rules of R-050. Safe for many threads. */
@ApplicationScoped
public class BulkJobReader {
  private final SqlGate gate;
  private final IngestSubmission loads;

  BulkJobReader(SqlGate gate, IngestSubmission loads) {
    this.gate = gate;
    this.loads = loads;
  }

  /**
   * @param tenant whose job it is to be
   * @param body the body of {@code POST /bulk/jobs}, valid by the contract's schema
   * @throws Failure {@code INVALID_REQUEST} with {@code field}; {@code SQL_BLOCKED} or {@code
   *     INVALID_SQL} as the gate says; {@code NOT_FOUND} for a table that the tenant does not have
   */
  public BulkJobRequest read(Tenant tenant, JsonNode body) {
    BulkJobRequest request =
        new BulkJobRequest(
            operation(body.path("operation").asText()),
            body.path("object").asText(),
            body.hasNonNull("query") ? body.path("query").asText() : null,
            ContentType.valueOf(body.path("content_type").asText(ContentType.CSV.name())),
            Compression.valueOf(body.path("compression").asText(Compression.NONE.name())),
            operation(body.path("operation").asText()).ingests() ? load(body) : null);
    check(tenant, request);
    return request;
  }

  private void check(Tenant tenant, BulkJobRequest request) {
    if (request.object().isBlank()) {
      throw invalid("/object", "'object' names the table that the job is about.");
    }
    if (request.operation().ingests()) {
      if (request.query() != null) {
        throw invalid("/query", "'query' is only allowed with operation 'query'.");
      }
      loads.check(tenant, request.operation(), request.object(), request.load().matchKey());
      return;
    }
    if (request.query() == null || request.query().isBlank()) {
      throw invalid("/query", "'query' is required for operation 'query'.");
    }
    GatedSql sql =
        new SchemaScope(tenant.schemas()).check(gate.judge(request.query(), OptionalInt.empty()));
    if (!sql.binds().isEmpty()) {
      throw invalid(
          "/query",
          "The query of a bulk job takes no parameters, it has :" + sql.binds().get(0) + ".");
    }
  }

  private static LoadOptions load(JsonNode body) {
    List<String> key = new ArrayList<>();
    JsonNode field = body.path("external_id_field");
    if (field.isTextual()) {
      key.add(field.asText());
    }
    field.forEach(name -> key.add(name.asText()));
    return new LoadOptions(
        key, body.hasNonNull("error_limit") ? body.path("error_limit").asLong() : null);
  }

  private static Operation operation(String wire) {
    return Stream.of(Operation.values())
        .filter(operation -> operation.wire().equals(wire))
        .findFirst()
        .orElseThrow(() -> invalid("/operation", "'operation' is not one that bulk jobs know."));
  }

  private static Failure invalid(String field, String message) {
    return Failure.of(ErrorCode.INVALID_REQUEST, message).with("field", field);
  }
}
