package io.spectra.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {
  @ParameterizedTest
  @DisplayName("R-008 Whatever a column is called in the answer, its table is mentioned")
  @ValueSource(
      strings = {
        "SELECT email FROM customers",
        "SELECT email AS x FROM public.customers",
        "SELECT c.a FROM customers AS c(t, a)",
        "SELECT * FROM \"customers\"",
        "SELECT 1 FROM CUSTOMERS WHERE email LIKE 'a%'",
        "SELECT substring(c.email, 1, 1) FROM Customers c",
        "WITH customers AS (SELECT 1 AS email) SELECT * FROM customers",
        "SELECT (SELECT max(email) FROM customers) FROM sales"
      })
  void mentions(String sql) {
    assertThat(Fence.mentions(sql, "customers")).isTrue();
  }

  @ParameterizedTest
  @DisplayName("R-008 Another name that begins alike is none")
  @ValueSource(
      strings = {"SELECT * FROM customers_masked", "SELECT customer_id FROM orders", "SELECT 1"})
  void lets(String sql) {
    assertThat(Fence.mentions(sql, "customers")).isFalse();
  }
}
