package io.spectra.api;

import io.spectra.api.contract.ParameterValidation;
import io.spectra.catalog.Catalog;
import io.spectra.catalog.TableDescription;
import io.spectra.catalog.TableName;
import io.spectra.catalog.TablePage;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** What the catalog operations answer, for the caller's own tenant. */
@ApplicationScoped
@Named("catalogTables")
public class CatalogTables {
  private final ParameterValidation validation;
  private final Catalog catalog;

  public CatalogTables(ParameterValidation validation, Catalog catalog) {
    this.validation = validation;
    this.catalog = catalog;
  }

  /** GET /catalog/tables. */
  public Answer list(Exchange exchange) {
    ApiRequest request = ApiRequest.of(exchange);
    MultiMap sent = request.http().queryParams();
    Map<String, Object> parameters =
        validation.check(
            request.operation(),
            sent.names().stream().collect(Collectors.toMap(name -> name, sent::getAll)));
    TablePage page =
        catalog.list(
            request.caller().tenant(),
            Optional.ofNullable((String) parameters.get("offset")).map(CatalogTables::behind),
            (Integer) parameters.get("limit"));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tables", page.tables().stream().map(CatalogTables::name).toList());
    json.put("next_offset", page.last().map(CatalogTables::offset).orElse(null));
    return Answer.ok(json);
  }

  /** GET /catalog/tables/{table}. */
  public Answer get(Exchange exchange) {
    ApiRequest request = ApiRequest.of(exchange);
    return catalog
        .describe(request.caller().tenant(), request.path().getOrDefault("table", ""))
        .map(CatalogTables::described)
        .map(Answer::ok)
        .orElseThrow(() -> Failure.of(ErrorCode.NOT_FOUND, "There is no such table"));
  }

  private static Map<String, Object> described(TableDescription table) {
    Map<String, Object> json = name(table.table());
    json.put(
        "columns",
        table.columns().stream()
            .map(
                column -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("name", column.name());
                  one.put("type", column.type().sqlName());
                  one.put("nullable", column.nullable());
                  return one;
                })
            .toList());
    json.put("primary_key", table.primaryKey());
    json.put("unique_keys", table.uniqueKeys());
    return json;
  }

  private static Map<String, Object> name(TableName table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", table.schema());
    json.put("name", table.name());
    json.put("type", table.type());
    return json;
  }

  /** Names hold no NUL. What an offset names is only where to go on: privileges are asked anew. */
  private static String offset(TableName last) {
    byte[] place = (last.schema() + '\0' + last.name()).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place);
  }

  private static TableName behind(String offset) {
    try {
      String place = new String(Base64.getUrlDecoder().decode(offset), StandardCharsets.UTF_8);
      List<String> parts = List.of(place.split("\0", -1));
      if (parts.size() == 2) {
        return new TableName(parts.get(0), parts.get(1), null);
      }
    } catch (IllegalArgumentException notBase64) {
      // Told below.
    }
    throw Failure.of(ErrorCode.INVALID_REQUEST, "The offset is not one that a listing has given.")
        .with("field", "offset");
  }
}
