package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spectra.TestConfig;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaScopeTest {
  private static final Gate GATE = new Gate(TestConfig.of(SqlOptions.class, Map.of()));

  private final SchemaScope scope = new SchemaScope(Set.of("Shop", "lake.events"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT secret.a FROM sales secret",
        "SELECT s.region FROM shop.sales s JOIN SHOP.orders o ON s.a = o.secret",
        "SELECT * FROM \"shop\".sales WHERE secret.a = 1 ORDER BY secret.b",
        "SELECT x.a.b FROM lake.events.clicks x",
        "WITH c AS (SELECT * FROM shop.sales) SELECT 'from secret.t' FROM c",
        "SELECT count(*) FROM sales -- secret.t"
      })
  @DisplayName("a tenant with schemas of its own may name those, and anything that is no schema")
  void allowed(String sql) {
    assertThat(scope.check(gated(sql)).text()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM secret.t | secret | 15",
        "SELECT * FROM /* ü */ \"secret\" . t | secret | 23",
        "SELECT * FROM shop.a, SECRET.t | secret | 23",
        "SELECT * FROM shop.a JOIN secret.t USING (a) | secret | 27",
        "SELECT (SELECT max(a) FROM secret.t) | secret | 28",
        "WITH c AS (SELECT 1 FROM secret.t) SELECT * FROM c | secret | 26",
        "SELECT 1 FROM shop.a UNION SELECT 1 FROM secret.t | secret | 42",
        "SELECT secret.f(1) | secret | 8",
        "SELECT * FROM lake.shop.t | lake.shop | 15",
        "SELECT * FROM sales secret, secret.t | secret | 29",
      })
  @DisplayName("R-015 any other schema is SQL_BLOCKED, with its name and exact position")
  void refused(String sql, String schema, int position) {
    Failure failure = catchThrowableOfType(Failure.class, () -> scope.check(gated(sql)));

    assertThat(failure.code()).isEqualTo(ErrorCode.SQL_BLOCKED);
    assertThat(failure.details())
        .containsEntry("pattern", schema)
        .containsEntry("position", position)
        .containsEntry("source", "gate");
    assertThat(failure.details().get("reason").toString()).contains("lake.events, shop");
  }

  @Test
  @DisplayName("a tenant without a list may name any schema")
  void anySchema() {
    assertThat(new SchemaScope(Set.of()).check(gated("SELECT * FROM secret.t")).schemas())
        .extracting(NamedSchema::name)
        .containsExactly("secret");
  }

  private static GatedSql gated(String sql) {
    return GATE.judge(sql, OptionalInt.of(10));
  }
}
