package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.TestStack;
import io.spectra.api.contract.Contract;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** the catalog, as the tenant's own user sees it. */
@QuarkusTest
class CatalogTest {
  @TestHTTPResource URI base;
  @Inject Contract contract;
  private ApiClient acme;

  @BeforeEach
  void connect() throws SQLException {
    acme = ApiClient.acme(base);
    sql(
        "DROP SCHEMA IF EXISTS catalog_test CASCADE",
        "CREATE SCHEMA catalog_test",
        "CREATE TABLE catalog_test.secret (a int)",
        "CREATE TABLE catalog_test.\"Odd.Name\" (\"B\" numeric(9,2) NOT NULL, c timestamptz)",
        "CREATE VIEW catalog_test.seen AS SELECT 1::bigint AS n",
        "GRANT USAGE ON SCHEMA catalog_test TO PUBLIC",
        "GRANT SELECT ON catalog_test.\"Odd.Name\", catalog_test.seen TO PUBLIC");
  }

  @AfterEach
  void clean() throws SQLException {
    sql("DROP SCHEMA catalog_test CASCADE");
  }

  @Test
  @DisplayName("R-088 the list has what the tenant may read, and nothing else")
  void lists() {
    var reply = acme.get("/v1/catalog/tables");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(Violations.of(contract, "listTables", reply)).isEmpty();
    assertThat(names(reply.json()))
        .contains("public.sales TABLE", "public.orders TABLE", "public.customers TABLE")
        .contains("catalog_test.Odd.Name TABLE", "catalog_test.seen VIEW")
        .doesNotContain("catalog_test.secret TABLE")
        .noneMatch(name -> name.startsWith("pg_") || name.startsWith("information_schema"))
        .noneMatch(name -> name.startsWith("spectra."))
        .isSorted();
  }

  @Test
  @DisplayName("R-088 paging neither skips nor repeats; a bad limit or offset is named")
  void pages() {
    List<String> all = names(acme.get("/v1/catalog/tables").json());
    List<String> seen = new ArrayList<>();
    String offset = "";
    while (offset != null) {
      JsonNode page = acme.get("/v1/catalog/tables?limit=2" + offset).json();
      assertThat(page.path("tables").size()).isLessThanOrEqualTo(2);
      seen.addAll(names(page));
      JsonNode next = page.path("next_offset");
      offset = next.isNull() ? null : "&offset=" + next.asText();
    }
    assertThat(seen).isEqualTo(all);
    for (String bad : List.of("limit=0", "limit=1001", "offset=*", "offset=abc")) {
      var refused = acme.get("/v1/catalog/tables?" + bad);
      assertThat(refused.status()).as(bad).isEqualTo(400);
      assertThat(refused.detail("field").asText()).isEqualTo(bad.substring(0, bad.indexOf('=')));
    }
  }

  @ParameterizedTest
  @DisplayName("R-088 a table is described under its name, with or without its schema")
  @ValueSource(strings = {"customers", "public.customers", "PUBLIC.Customers"})
  void describes(String name) {
    var reply = acme.get("/v1/catalog/tables/" + name);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(Violations.of(contract, "getTable", reply)).isEmpty();
    JsonNode table = reply.json();
    assertThat(table.path("schema").asText() + "." + table.path("name").asText())
        .isEqualTo("public.customers");
    assertThat(table.path("primary_key").toString()).isEqualTo("[\"customer_id\"]");
    assertThat(table.path("unique_keys").toString()).isEqualTo("[[\"email\"]]");
    assertThat(table.path("columns").toString())
        .contains("{\"name\":\"customer_id\",\"type\":\"BIGINT\",\"nullable\":false}")
        .contains("{\"name\":\"name\",\"type\":\"VARCHAR\",\"nullable\":false}")
        .contains("{\"name\":\"email\",\"type\":\"VARCHAR\",\"nullable\":true}");
  }

  @Test
  @DisplayName("R-088 R-018 types have the names that an answer's column_types have")
  void types() {
    JsonNode columns = acme.get("/v1/catalog/tables/sales").json().path("columns");
    List<String> described = new ArrayList<>();
    columns.forEach(column -> described.add(column.path("type").asText()));
    List<String> answered = new ArrayList<>();
    acme.query("SELECT * FROM sales LIMIT 1")
        .json()
        .at("/metadata/column_types")
        .forEach(type -> answered.add(type.asText()));
    assertThat(described).isEqualTo(answered);
    assertThat(
            acme.get("/v1/catalog/tables/catalog_test.Odd.Name").json().path("columns").toString())
        .contains("\"B\",\"type\":\"DECIMAL\",\"nullable\":false")
        .contains("\"c\",\"type\":\"TIMESTAMPTZ\",\"nullable\":true");
  }

  @ParameterizedTest
  @DisplayName("R-008 R-088 what may not be read answers exactly like what is not there")
  @ValueSource(
      strings = {
        "catalog_test.secret",
        "pg_class",
        "pg_catalog.pg_class",
        "information_schema.tables",
        "spectra.spectra_applied",
        "sales%27%20OR%201=1",
        "public.sales.x",
        "%00"
      })
  void absent(String name) {
    var reply = acme.get("/v1/catalog/tables/" + name);
    assertThat(reply.status()).as(reply.text()).isEqualTo(404);
    assertThat(reply.text()).isEqualTo(acme.get("/v1/catalog/tables/no_such_table").text());
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.path("tables")
        .forEach(
            table ->
                names.add(
                    table.path("schema").asText()
                        + "."
                        + table.path("name").asText()
                        + " "
                        + table.path("type").asText()));
    return names;
  }

  private static void sql(String... statements) throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
